import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { CredentialStore } from '../../support/engine/credentials';
import { runNode } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { tiktokCredentials } from '../../support/engine/tiktok';

const SHOPS = '/authorization/202309/shops';
const WAREHOUSES = '/v1/warehouse/options';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});

afterEach(async () => {
	await sandbox.close();
});

/** Executions that each make one call, all at once. */
const shops = async (credentials: CredentialStore, calls: number) =>
	await Promise.all(
		Array.from({ length: calls }, async () => {
			const parameters = { resource: 'shop', operation: 'getAll' };
			return await runNode(new TikTokShop(), parameters, [{}], { credentials });
		}),
	);

const timesOf = (service: 'tiktok' | 'oms', path: string) =>
	sandbox.log.calls(service, path).map(({ at }) => Date.parse(at));

describe('the pace of TikTok Shop', () => {
	it('rises while the calls are taken', async () => {
		const credentials = tiktokCredentials(sandbox, {}, { readsPerSecond: 20 });
		await shops(credentials, 1);
		const runs = await shops(credentials, 30);
		expect(runs.filter(({ error }) => error)).toEqual([]);
		const times = timesOf('tiktok', SHOPS);
		expect(times[30] - times[20]).toBeLessThan(times[11] - times[1]);
	});

	it('comes to what the service takes, and every call gets its answer', async () => {
		sandbox.tiktok.rateLimit = { perSecond: 4, retryAfter: true, forEachApi: true };
		const credentials = tiktokCredentials(sandbox, {}, { readsPerSecond: 40 });
		await shops(credentials, 1);
		const runs = await shops(credentials, 25);
		expect(runs.filter(({ error }) => error)).toEqual([]);
		const refused = sandbox.log.calls('tiktok', SHOPS).filter(({ status }) => status === 429);
		expect(refused.length).toBeLessThan(12);
	});

	it.each(['429', '429-retry-after'] as const)('halves after %s', async (kind) => {
		const credentials = tiktokCredentials(sandbox, {}, { readsPerSecond: 3 });
		sandbox.faults.add({ service: 'tiktok', path: SHOPS, kind, delayMs: 1_000 });
		await shops(credentials, 1);
		await shops(credentials, 2);
		const [refused, repeated, ...others] = timesOf('tiktok', SHOPS);
		expect(others).toHaveLength(2);
		// Less what a timer and the way to the service may differ.
		expect(repeated - refused).toBeGreaterThan(kind === '429' ? 450 : 950);
		// A third of a second without halving.
		expect(others[1] - others[0]).toBeGreaterThan(400);
	});
});

it('the pace of the OMS halves after 200001, also where it comes with HTTP 200', async () => {
	const warehouses = async (credentials: CredentialStore) => {
		const parameters = { resource: 'warehouse', operation: 'getAll' };
		return await runNode(new LingxingOms(), parameters, [{}], { credentials });
	};
	const credentials = omsCredentials(sandbox, { callsPerSecond: 4 });
	sandbox.oms.rateLimitPerSecond = 0;
	// Until the first call was refused.
	const lift = setInterval(() => {
		if (sandbox.log.calls('oms').length === 0) return;
		sandbox.oms.rateLimitPerSecond = undefined;
		clearInterval(lift);
	}, 10);
	await warehouses(credentials);
	await Promise.all([warehouses(credentials), warehouses(credentials)]);
	const times = timesOf('oms', WAREHOUSES);
	const [one, other] = times.slice(-2);
	expect(sandbox.log.calls('oms')[0].code).toBe('200001');
	// Without halving it is a fifth of a second; on a busy machine arrivals shift.
	expect(other - one).toBeGreaterThan(260);
});
