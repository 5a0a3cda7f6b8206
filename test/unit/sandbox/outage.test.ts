import { closeStages, stage, type Stage } from './support';

const SEARCH = '/order/202309/orders/search';
const PRODUCTS = '/v1/product/pagelist';

let scene: Stage;
beforeEach(async () => {
	scene = await stage({ world: 'empty' });
});
afterEach(closeStages);

const tiktok = async (): Promise<string> =>
	await scene.client.tiktok('POST', SEARCH, { query: { page_size: '1' } }).then(
		({ code }) => code,
		({ code }: { code: string }) => code,
	);
const oms = async (): Promise<string> =>
	await scene.client.oms(PRODUCTS, { page: 1, pageSize: 1 }).then(
		({ code }) => code,
		({ code }: { code: string }) => code,
	);

describe('a sandbox that goes away', () => {
	it('answers nobody, and answers at the same address when it is back', async () => {
		expect([await tiktok(), await oms()]).toEqual(['0', '200']);
		scene.sandbox.goAway();
		// EPIPE where the connection was cut before the call was written.
		const cut: unknown = expect.stringMatching(/^(ECONNRESET|EPIPE)$/);
		expect([await tiktok(), await oms()]).toEqual([cut, cut]);
		scene.sandbox.comeBack();
		expect([await tiktok(), await oms()]).toEqual(['0', '200']);
	});

	it('cuts a call that waits for its answer', async () => {
		scene.sandbox.faults.add({ service: 'tiktok', path: SEARCH, kind: 'slow', delayMs: 60_000 });
		const call = tiktok();
		while (scene.sandbox.log.count('tiktok', SEARCH) === 0) {
			await new Promise((resolve) => setImmediate(resolve));
		}
		scene.sandbox.goAway();
		expect(await call).toBe('ECONNRESET');
	});

	it('has carried out nothing meanwhile, and kept what it had', async () => {
		const { sandbox } = scene;
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
		scene.sandbox.goAway();
		await expect(scene.sandbox.close()).resolves.toBeUndefined();
	});
});

it('the log tells callers with different tokens apart, and keeps no token', async () => {
	await tiktok();
	await tiktok();
	const first = scene.client.accessToken;
	await scene.client.connect();
	await tiktok();
	const callers = scene.sandbox.log.calls('tiktok', SEARCH).map(({ caller }) => caller);
	expect(callers[0]).toBe(callers[1]);
	expect(callers[2]).not.toBe(callers[0]);
	expect(JSON.stringify(scene.sandbox.log.entries)).not.toContain(first);
});
