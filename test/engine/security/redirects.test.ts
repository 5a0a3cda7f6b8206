import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startBridge } from '../../support/engine/bridge';
import type { CredentialStore } from '../../support/engine/credentials';
import { runNode } from '../../support/engine/engine';
import { startHost, type Host } from '../../support/engine/host';
import { omsKeysFor, pastedWithTokens, SECRETS } from '../../support/engine/secrets';
import axios from 'axios';

/** Another host, to which a service, or whoever has taken its place, sends calls on. */
let stranger: Host;
let service: Host;
let status: number;

beforeEach(async () => {
	status = 307;
	stranger = await startHost(() => ({ status: 200, body: '{"code":0,"data":{}}' }));
	service = await startHost(({ url }) => ({
		status,
		headers: { location: `${stranger.url}${url}` },
	}));
});

afterEach(async () => {
	await Promise.all([service.close(), stranger.close()]);
});

const STATUSES = [301, 302, 303, 307, 308];

const read = async (credentials: CredentialStore) =>
	await runNode(new TikTokShop(), { resource: 'shop', operation: 'getAll' }, [{}], { credentials });

describe('a call that the service sends on to another host', () => {
	it.each(STATUSES)('%i: the access token of TikTok Shop stays with the service', async (each) => {
		status = each;
		const { error } = await read(pastedWithTokens(service.url));
		expect(service.received[0].headers['x-tts-access-token']).toBe(SECRETS.accessToken);
		expect(error?.message).toContain(`another address (HTTP ${each}), which is not followed`);
		expect(stranger.received).toEqual([]);
	});

	it.each(STATUSES)('%i: the orders of a call to the OMS stay with the OMS', async (each) => {
		status = each;
		const { error } = await runNode(
			new LingxingOms(),
			{ resource: 'warehouse', operation: 'getAll' },
			[{}],
			{ credentials: omsKeysFor(service.url) },
		);
		expect(service.received).toHaveLength(1);
		expect(error?.message).toContain(`another address (HTTP ${each}), which is not followed`);
		expect(stranger.received).toEqual([]);
	});

	it.each(STATUSES)('%i: the app secret of a refresh stays with the token host', async (each) => {
		status = each;
		const { error } = await read(pastedWithTokens(service.url, { accessToken: '' }));
		expect(service.received[0].url).toContain('app_secret=');
		expect(error?.message).toContain('which is not followed');
		expect(stranger.received).toEqual([]);
	});

	it('so does the one that comes through the OAuth bridge', async () => {
		const bridge = await startBridge(service.url);
		const form = new URLSearchParams({
			grant_type: 'authorization_code',
			code: SECRETS.code,
			client_id: 'key',
			client_secret: SECRETS.appSecret,
			redirect_uri: 'https://n8n.example.com/rest/oauth2-credential/callback',
		});
		const options = { proxy: false, validateStatus: () => true } as const;
		const { status: answered, data } = await axios.post<unknown>(bridge.url, form, options);
		await bridge.close();
		expect([answered, JSON.stringify(data)]).toEqual([400, expect.stringMatching(/not followed/)]);
		expect(service.received).toHaveLength(1);
		expect(stranger.received).toEqual([]);
	});
});
