import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { CredentialStore } from '../../support/engine/credentials';
import { startBridge, type Bridge } from '../../support/engine/bridge';
import { runNode } from '../../support/engine/engine';
import { connectedCredentials, tiktokCredentials } from '../../support/engine/tiktok';

const SHOPS = '/authorization/202309/shops';
const REFRESH = '/api/v2/token/refresh';

let sandbox: Sandbox;
let bridge: Bridge;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	bridge = await startBridge(sandbox.tiktokUrl);
});

afterEach(async () => {
	await bridge.close();
	await sandbox.close();
});

const shops = async (credentials: CredentialStore) =>
	await runNode(new TikTokShop(), { resource: 'shop', operation: 'getAll' }, [{}], { credentials });

/** Refuses every call, as long as something holds. */
const refuse = (code: number, message: string, isOn = () => true): void => {
	const body = { code, message, data: null, request_id: '20261126000000000000' };
	sandbox.answers.give({ service: 'tiktok', path: SHOPS, when: isOn, status: 400, body });
};
const refreshes = () => sandbox.log.count('tiktok', REFRESH);

const KINDS: Array<[string, () => Promise<CredentialStore>]> = [
	['TikTok Shop API', async () => tiktokCredentials(sandbox)],
	['TikTok Shop OAuth2 API', async () => await connectedCredentials(sandbox, bridge.url)],
];

const WORDS: Array<[number, string]> = [
	[36009004, 'Invalid credentials. The `x-tts-access-token` header is invalid.'],
	[36009004, 'Invalid credentials. The `access_token` header is invalid.'],
	[36009004, 'access token is invalid or expired'],
	[105001, 'Access token does not exist'],
	[105002, 'Expired credentials'],
];

describe.each(KINDS)(
	'an access token that TikTok Shop does not take, with a %s credential',
	(_, stored) => {
		it.each(WORDS)(
			'%s "%s": one refresh, and the call is made once more',
			async (code, message) => {
				const credentials = await stored();
				await shops(credentials);
				refuse(code, message, () => refreshes() === 0);
				const { outputs, error } = await shops(credentials);
				expect(error).toBeUndefined();
				expect(outputs[0]).toHaveLength(2);
				expect(refreshes()).toBe(1);
			},
		);

		it.each(WORDS)(
			'%s "%s", refused again: told as such, and not renewed at every run',
			async (code, message) => {
				const credentials = await stored();
				await shops(credentials);
				refuse(code, message);
				const { error } = await shops(credentials);
				expect(error?.description).toContain('Authorise the shop again');
				expect(error?.description).not.toMatch(/clock|app secret/);
				await shops(credentials);
				await shops(credentials);
				expect(refreshes()).toBe(1);
			},
		);

		it.each([
			[36009004, 'Invalid credentials. Invalid `app_key`.', /Compare the app key/],
			[36009004, 'Invalid sign', /app secret/],
			[36009004, 'The timestamp is outside of the window', /clock/],
			[106001, 'signature is invalid', /app secret/],
		])('%s "%s" is final: no refresh is used up', async (code, message, hint) => {
			const credentials = await stored();
			await shops(credentials);
			refuse(code, message);
			const { error } = await shops(credentials);
			expect(error?.description).toMatch(hint);
			expect(refreshes()).toBe(0);
		});
	},
);
