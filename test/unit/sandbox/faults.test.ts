import type { FaultKind, FaultRule } from '../../sandbox';
import { closeStages, stage, type Stage } from './support';

const SEARCH = '/order/202309/orders/search';
const SHOPS = '/authorization/202309/shops';
const CREATE = '/v1/outboundOrder/create';
const PRODUCTS = '/v1/product/pagelist';

let fixture: Stage;
beforeEach(async () => {
	fixture = await stage({ world: 'empty' });
});
afterEach(closeStages);

const arm = (rule: Partial<FaultRule> & { kind: FaultKind }): void =>
	fixture.sandbox.faults.add({ service: 'tiktok', path: SEARCH, delayMs: 5, ...rule });

/** [HTTP status, code] of an answer, or "cut" when there is none. */
async function outcome(call: Promise<{ status: number; code: string }>): Promise<unknown> {
	try {
		const { status, code } = await call;
		return [status, code];
	} catch {
		return 'cut';
	}
}

const search = async (query: Record<string, string> = {}) =>
	await outcome(fixture.client.tiktok('POST', SEARCH, { query: { page_size: '1', ...query } }));
const products = async () => await outcome(fixture.client.oms(PRODUCTS, { page: 1, pageSize: 1 }));

describe('a fault that is armed once strikes once', () => {
	it.each<[FaultKind, unknown]>([
		['429', [429, '36009002']],
		['429-retry-after', [429, '36009002']],
		['500', [500, '36009003']],
		['503', [503, '']],
		['reset', 'cut'],
		['timeout', 'cut'],
		['slow', [200, '0']],
		['timeoutAfterAccept', 'cut'],
		['resetAfterAccept', 'cut'],
		['tokenExpired', [401, '105002']],
		['okWithErrorBody', [200, '36009003']],
	])('TikTok Shop, %s', async (kind, seen) => {
		arm({ kind });
		expect(await search()).toEqual(seen);
		if (kind === 'tokenExpired') await fixture.client.connect();
		expect(await search()).toEqual([200, '0']);
		expect(fixture.sandbox.faults.struck).toEqual({ [kind]: 1 });
		const [struck, next] = fixture.sandbox.log.calls('tiktok', SEARCH);
		expect([struck.fault, next.fault]).toEqual([kind, undefined]);
		expect(struck.status).toBe(seen === 'cut' ? 0 : (seen as number[])[0]);
	});

	it.each<[FaultKind, unknown]>([
		['429', [429, '200001']],
		['429-retry-after', [429, '200001']],
		['500', [500, '']],
		['503', [503, '']],
		['reset', 'cut'],
		['timeout', 'cut'],
		['slow', [200, '200']],
		['timeoutAfterAccept', 'cut'],
		['resetAfterAccept', 'cut'],
		['okWithErrorBody', [200, '100011']],
	])('OMS, %s', async (kind, seen) => {
		arm({ kind, service: 'oms', path: PRODUCTS });
		expect(await products()).toEqual(seen);
		expect(await products()).toEqual([200, '200']);
		expect(fixture.sandbox.faults.struck).toEqual({ [kind]: 1 });
	});

	it.each(['repeatPage', 'pageTokenExpired'] as const)(
		'%s waits for a call with a page token',
		async (kind) => {
			for (let count = 0; count < 3; count += 1) {
				const lines = [{ sellerSku: 'MUG-BLUE-350' }];
				fixture.sandbox.tiktok.addOrder({ shop: 'US01', lines, ageSeconds: count });
			}
			arm({ kind });
			const query = { page_size: '1' };
			const first = await fixture.client.tiktok('POST', SEARCH, { query });
			expect(fixture.sandbox.faults.struck).toEqual({});
			const token = String(first.data.next_page_token);
			const refused = kind === 'repeatPage' ? [200, '0'] : [400, '36009004'];
			expect(await search({ page_token: token })).toEqual(refused);
			expect(await search({ page_token: token })).toEqual([200, '0']);
			expect(fixture.sandbox.faults.struck).toEqual({ [kind]: 1 });
		},
	);

	it('the token host knows faults too', async () => {
		arm({ kind: '503', path: '/api/v2/token/' });
		const code = fixture.sandbox.tiktok.issueCode();
		expect((await fixture.client.exchange(code)).status).toBe(503);
		expect((await fixture.client.exchange(code)).code).toBe('0');
	});
});

describe('Retry-After', () => {
	it.each<[FaultKind, number | undefined, string | undefined]>([
		['429', undefined, undefined],
		['429-retry-after', undefined, '1'],
		['429-retry-after', 2_500, '3'],
	])('%s with %s ms names %s', async (kind, delayMs, header) => {
		for (const service of ['tiktok', 'oms'] as const) {
			fixture.sandbox.faults.add({ service, path: /./, kind, ...(delayMs ? { delayMs } : {}) });
		}
		const query = { page_size: '1' };
		const shop = await fixture.client.tiktok('POST', SEARCH, { query });
		const oms = await fixture.client.oms(PRODUCTS, { page: 1, pageSize: 1 });
		expect([shop.headers['retry-after'], oms.headers['retry-after']]).toEqual([header, header]);
	});
});

describe('what becomes of a write whose answer never came', () => {
	it.each<[FaultKind, number]>([
		['timeoutAfterAccept', 1],
		['resetAfterAccept', 1],
		['timeout', 0],
		['reset', 0],
		['500', 0],
		['429', 0],
	])('OMS create, %s: %i outbound orders', async (kind, made) => {
		arm({ kind, service: 'oms', path: CREATE });
		await outcome(fixture.client.oms(CREATE, [fixture.client.outboundRow()]));
		expect(fixture.sandbox.oms.outbound.size).toBe(made);
	});

	it.each<[FaultKind, number]>([
		['timeoutAfterAccept', 1],
		['resetAfterAccept', 1],
		['timeout', 0],
		['503', 0],
	])('Mark Package As Shipped, %s: %i tracking numbers', async (kind, made) => {
		const order = fixture.sandbox.tiktok.addOrder({
			shop: 'US01',
			lines: [{ sellerSku: 'MUG-BLUE-350' }],
		});
		const path = `/fulfillment/202309/orders/${order.id}/packages`;
		const body = { tracking_number: 'ABC1234567', shipping_provider_id: '7117858858072016686' };
		arm({ kind, path: '/packages' });
		await outcome(fixture.client.tiktok('POST', path, { body }));
		expect(fixture.sandbox.tiktok.trackingWrites).toHaveLength(made);
	});

	it('a client that gives up waiting finds the call in the log at once', async () => {
		arm({ kind: 'timeoutAfterAccept', service: 'oms', path: CREATE, delayMs: 60_000 });
		const rows = [fixture.client.outboundRow()];
		expect(await outcome(fixture.client.oms(CREATE, rows, { timeoutMs: 50 }))).toBe('cut');
		expect(fixture.sandbox.log.calls('oms', CREATE)).toMatchObject([
			{ fault: 'timeoutAfterAccept', status: 0 },
		]);
	});
});

describe('faults on request are reproducible', () => {
	const strikes = async (seed: number): Promise<boolean[]> => {
		fixture.sandbox.faults.clear();
		fixture.sandbox.faults.seed(seed);
		arm({ kind: '503', probability: 0.3 });
		for (let call = 0; call < 25; call += 1) await search();
		return fixture.sandbox.log
			.calls('tiktok', SEARCH)
			.slice(-25)
			.map(({ fault }) => fault === '503');
	};

	it('the same seed gives the same strikes, another seed others', async () => {
		const first = await strikes(7);
		expect(await strikes(7)).toEqual(first);
		expect(await strikes(8)).not.toEqual(first);
		expect(first).toContain(true);
		expect(first).toContain(false);
	});

	it('times limits a fault, clear ends it, other paths and services are left alone', async () => {
		arm({ kind: '500', times: 2 });
		expect(await products()).toEqual([200, '200']);
		expect([await search(), await search(), await search()]).toEqual([
			[500, '36009003'],
			[500, '36009003'],
			[200, '0'],
		]);
		arm({ kind: '500', times: 5 });
		fixture.sandbox.faults.clear();
		expect(await search()).toEqual([200, '0']);
	});
});

describe('rate limits', () => {
	it.each([true, false])(
		'TikTok Shop answers 429 above its limit, Retry-After %s',
		async (retryAfter) => {
			fixture.sandbox.tiktok.rateLimit = { perSecond: 1, retryAfter };
			expect(await search()).toEqual([200, '0']);
			const query = { page_size: '1' };
			const { status, code, headers } = await fixture.client.tiktok('POST', SEARCH, { query });
			expect([status, code]).toEqual([429, '36009002']);
			expect(headers['retry-after']).toBe(retryAfter ? '1' : undefined);
			fixture.clock.pass(1);
			expect(await search()).toEqual([200, '0']);
		},
	);

	it('TikTok Shop counts for each API, app and shop where it is told to', async () => {
		fixture.sandbox.tiktok.rateLimit = { perSecond: 1, retryAfter: false, forEachApi: true };
		const from = async (shop: string) => {
			const query = { page_size: '1' };
			return (await fixture.client.tiktok('POST', SEARCH, { query, shop })).status;
		};
		const shops = async () => (await fixture.client.tiktok('GET', SHOPS, { shop: null })).status;
		expect([await from('US01'), await from('GB01'), await shops()]).toEqual([200, 200, 200]);
		expect([await from('US01'), await from('GB01'), await shops()]).toEqual([429, 429, 429]);
	});

	it('a throttled call does not use up a fault', async () => {
		fixture.sandbox.tiktok.rateLimit = { perSecond: 1, retryAfter: false };
		await search();
		arm({ kind: '500' });
		expect(await search()).toEqual([429, '36009002']);
		fixture.clock.pass(1);
		expect(await search()).toEqual([500, '36009003']);
	});
});
