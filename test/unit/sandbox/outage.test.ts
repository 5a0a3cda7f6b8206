import { closeStages, stage, type Stage } from './support';

const SEARCH = '/order/202309/orders/search';
const PRODUCTS = '/v1/product/pagelist';

let fixture: Stage;
beforeEach(async () => {
	fixture = await stage({ world: 'empty' });
});
afterEach(closeStages);

const tiktok = async (): Promise<string> =>
	await fixture.client.tiktok('POST', SEARCH, { query: { page_size: '1' } }).then(
		({ code }) => code,
		({ code }: { code: string }) => code,
	);
const oms = async (): Promise<string> =>
	await fixture.client.oms(PRODUCTS, { page: 1, pageSize: 1 }).then(
		({ code }) => code,
		({ code }: { code: string }) => code,
	);

describe('a sandbox that goes away', () => {
	it('answers nobody, and answers at the same address when it is back', async () => {
		expect([await tiktok(), await oms()]).toEqual(['0', '200']);
		fixture.sandbox.goAway();
		// EPIPE where the connection was cut before the call was written.
		const cut: unknown = expect.stringMatching(/^(ECONNRESET|EPIPE)$/);
		expect([await tiktok(), await oms()]).toEqual([cut, cut]);
		fixture.sandbox.comeBack();
		expect([await tiktok(), await oms()]).toEqual(['0', '200']);
	});

	it('cuts a call that waits for its answer', async () => {
		fixture.sandbox.faults.add({ service: 'tiktok', path: SEARCH, kind: 'slow', delayMs: 60_000 });
		const call = tiktok();
		while (fixture.sandbox.log.count('tiktok', SEARCH) === 0) {
			await new Promise((resolve) => setImmediate(resolve));
		}
		fixture.sandbox.goAway();
		expect(await call).toBe('ECONNRESET');
	});

	it('has carried out nothing meanwhile, and kept what it had', async () => {
		const { sandbox } = fixture;
		const order = sandbox.tiktok.addOrder({ shop: 'US01', lines: [{ sellerSku: 'MUG-BLUE-350' }] });
		sandbox.goAway();
		const seen = sandbox.log.entries.length;
		await tiktok();
		await oms();
		expect(sandbox.log.entries).toHaveLength(seen);
		sandbox.comeBack();
		expect(sandbox.tiktok.order(order.id).status).toBe('AWAITING_SHIPMENT');
		expect(await tiktok()).toBe('0');
	});

	it('can be closed while it is away', async () => {
		fixture.sandbox.goAway();
		await expect(fixture.sandbox.close()).resolves.toBeUndefined();
	});
});

it('the log tells callers with different tokens apart, and keeps no token', async () => {
	await tiktok();
	await tiktok();
	const first = fixture.client.accessToken;
	await fixture.client.connect();
	await tiktok();
	const callers = fixture.sandbox.log.calls('tiktok', SEARCH).map(({ caller }) => caller);
	expect(callers[0]).toBe(callers[1]);
	expect(callers[2]).not.toBe(callers[0]);
	expect(JSON.stringify(fixture.sandbox.log.entries)).not.toContain(first);
});
