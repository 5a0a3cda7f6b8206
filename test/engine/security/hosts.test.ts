import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { runNode } from '../../support/engine/engine';
import { startHost, type Host } from '../../support/engine/host';
import { omsKeysFor, pastedWithTokens } from '../../support/engine/secrets';

let host: Host;

beforeEach(async () => {
	host = await startHost(() => ({ status: 200, body: '{"code":0,"data":{}}' }));
});

afterEach(async () => {
	await host.close();
});

const ADDRESSES = (port: string) => [
	['http://sandbox.example.com', /clear text/],
	[`http://open-api.tiktokglobalshop.com@127.0.0.1:${port}`, /user name/],
	[`http://127.0.0.1:${port}/?x=`, /end with the host/],
	['file:///etc/passwd', /does not begin with https/],
	['http://169.254.169.254', /no service/],
];

const portOf = ({ url }: Host) => new URL(url).port;

describe('a replaced host that cannot be one of a service', () => {
	it('TikTok Shop: is named before anything is sent', async () => {
		for (const [apiHost, reason] of ADDRESSES(portOf(host))) {
			const credentials = pastedWithTokens(host.url, { apiHost });
			const { error } = await runNode(
				new TikTokShop(),
				{ resource: 'shop', operation: 'getAll' },
				[{}],
				{ credentials },
			);
			expect(error?.message).toMatch(/^The API Host of the credential cannot be used/);
			expect(error?.message).toMatch(reason);
		}
		expect(host.received).toEqual([]);
	});

	it('TikTok Shop: no secret goes to a token host that is none', async () => {
		for (const [authHost, reason] of ADDRESSES(portOf(host))) {
			const credentials = pastedWithTokens(host.url, { authHost, accessToken: '' });
			const { error } = await runNode(
				new TikTokShop(),
				{ resource: 'shop', operation: 'getAll' },
				[{}],
				{ credentials },
			);
			expect(error?.message).toMatch(/^The Authorization Host cannot be used/);
			expect(error?.message).toMatch(reason);
		}
		expect(host.received).toEqual([]);
	});

	it('OMS: is named before anything is sent', async () => {
		for (const [baseUrl, reason] of ADDRESSES(portOf(host))) {
			const { error } = await runNode(
				new LingxingOms(),
				{ resource: 'warehouse', operation: 'getAll' },
				[{}],
				{ credentials: omsKeysFor(String(baseUrl)) },
			);
			expect(error?.message).toMatch(/^The Base URL of the credential cannot be used/);
			expect(error?.message).toMatch(reason);
		}
		expect(host.received).toEqual([]);
	});
});
