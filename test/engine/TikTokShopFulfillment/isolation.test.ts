import { item, Fixture } from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const DETAIL = '/order/202507/orders';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await Fixture.open();
});
afterEach(async () => await fixture.close());

const writesTo = (orderId: string) => new RegExp(`/orders/${orderId}/packages$`);
const apiError = (code: number, message: string) => ({ code, message, request_id: 'r-1' });

/** TikTok Shop answers the write of one order, or of all, with this. */
const answerWrites = (path: RegExp, status: number, body: object | string) =>
	fixture.sandbox.answers.give({ service: 'tiktok', path, status, body });

const ALL_WRITES = /\/orders\/\d+\/packages$/;

describe('a refusal of one parcel', () => {
	it.each<[string, number, object | string]>([
		['400, one parameter', 400, apiError(36009004, 'invalid tracking_number')],
		['400, a word with "sign" in it', 400, apiError(36009004, 'tracking_number is not assigned')],
		['400, a parcel to sign for', 400, apiError(36009004, 'signature needed for this parcel')],
		['400, an order of another shop', 400, apiError(36009004, 'order_id is none of this shop_id')],
		['400, wrong number or provider', 400, apiError(21011022, 'Invalid tracking number')],
		['401, on hold', 401, apiError(21011044, 'The order is on hold')],
		['403, no words', 403, ''],
		['403, another shop', 403, apiError(21011028, 'wrong shop')],
		['404, no envelope', 404, {}],
		['404, a page', 404, '<html>not found</html>'],
		['405, no words', 405, ''],
		['409, shipped, which it is not', 409, apiError(21011040, 'The package has been shipped')],
		['413, no words', 413, 'too large'],
		['422, unknown code', 422, apiError(98_765_432, 'unheard of')],
		['200, unknown code', 200, apiError(98_765_432, 'unheard of')],
		['200, no code', 200, { message: 'what?' }],
		['200, a list', 200, '[]'],
	])('is its own: %s', async (_, status, body) => {
		const orders = Array.from({ length: 4 }, (__, n) => fixture.order({ ageSeconds: 9_000 - n }));
		const [, bad] = orders;
		answerWrites(writesTo(bad.id), status, body);
		const items = orders.map((order) => item(order));
		const { outputs, error } = await fixture.run(items);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(3);
		expect(outputs[1]).toMatchObject([
			{ orderId: bad.id, exception: { message: expect.stringContaining(bad.id) } },
		]);
		expect(fixture.sandbox.tiktok.trackingWrites).toHaveLength(3);
		expect(fixture.writesOf(bad)).toEqual([]);
	});

	it.each([
		['cut off', '{"code":0,"mess'],
		['empty', ''],
		['null', 'null'],
	])('is none where the answer is %s and the number arrived: it is read back', async (_, text) => {
		const orders = [fixture.order(), fixture.order()];
		const change = () => text || ' ';
		fixture.sandbox.answers.change({ service: 'tiktok', path: writesTo(orders[0].id), change });
		const { outputs } = await fixture.run(orders.map((order) => item(order)));
		expect(outputs[0]).toMatchObject(Array(2).fill({ fulfillment: { sent: true } }));
		for (const order of orders) expect(fixture.writesOf(order)).toHaveLength(1);
	});

	it('of all of them, without a reason of their own, fails the run', async () => {
		const items = Array.from({ length: 3 }, () => item(fixture.order()));
		answerWrites(ALL_WRITES, 404, '');
		expect((await fixture.run(items)).error?.message).toContain('HTTP 404');
	});

	it('of all of them for reasons of their own does not', async () => {
		const items = Array.from({ length: 3 }, () => item(fixture.order()));
		answerWrites(ALL_WRITES, 400, apiError(21011022, 'Invalid tracking number'));
		const { outputs, error } = await fixture.run(items);
		expect(error).toBeUndefined();
		expect(outputs[1]).toHaveLength(3);
	});

	it.each<[string, number, object]>([
		['signature', 401, apiError(106001, 'sign is invalid')],
		['token', 401, apiError(105001, 'access token is invalid')],
		[
			'token, by the text of the shared code',
			400,
			apiError(36009004, 'invalid `x-tts-access-token`'),
		],
		['time, by the text of the shared code', 400, apiError(36009004, 'timestamp is out of range')],
		['scope', 401, apiError(105005, 'access denied')],
		['allow list', 403, apiError(36009033, 'IP is not on the allow list')],
	])('is the run’s where every call would be refused: %s', async (_, status, body) => {
		const orders = Array.from({ length: 3 }, () => fixture.order());
		answerWrites(writesTo(orders[0].id), status, body);
		const { error } = await fixture.run(orders.map((order) => item(order)));
		expect(error).toBeDefined();
	});
});

describe('a shop that TikTok Shop refuses', () => {
	it.each([36009043, 36009044])('holds up its own orders only: %s', async (code) => {
		const [mine, too, other] = ['US01', 'US01', 'GB01'].map((shop) => fixture.order({ shop }));
		answerWrites(writesTo(mine.id), 401, apiError(code, 'inactive'));
		answerWrites(writesTo(too.id), 401, apiError(code, 'inactive'));
		const items = [item(mine), item(too), item(other, { carrier: 'ROYALMAIL' })];
		const { outputs, error } = await fixture.run(items);
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([{ orderId: other.id }]);
		expect(outputs[1]).toMatchObject([
			{ exception: { code: 'SHOP_REFUSED' } },
			{ exception: { code: 'SHOP_REFUSED', details: { shopCode: mine.shop.code } } },
		]);
		expect(fixture.sandbox.log.calls('tiktok', ALL_WRITES)).toHaveLength(1);
	});

	it('when its orders are read, too', async () => {
		const [mine, other] = ['US01', 'GB01'].map((shop) => fixture.order({ shop }));
		fixture.sandbox.answers.give({
			service: 'tiktok',
			path: DETAIL,
			when: ({ query }) => query.shop_cipher === mine.shop.cipher,
			status: 401,
			body: apiError(36009043, 'the shop is inactive'),
		});
		const items = [item(mine), item(other, { carrier: 'ROYALMAIL', storeCode: other.shop.code })];
		const { outputs } = await fixture.run(items);
		expect(outputs[0]).toMatchObject([{ orderId: other.id }]);
		expect(outputs[1]).toMatchObject([{ orderId: mine.id, exception: { code: 'SHOP_REFUSED' } }]);
	});
});

describe('an order that cannot be read', () => {
	it.each<[string, (order: Record<string, unknown>) => void]>([
		['lines', (order) => (order.line_items = { a: 1 })],
		['a line', (order) => (order.line_items = [null])],
		['packages', (order) => (order.packages = 'none')],
		['status', (order) => (order.status = 7.5)],
	])('waits alone: odd %s', async (_, change) => {
		const orders = Array.from({ length: 3 }, () => fixture.order());
		fixture.sandbox.answers.change({
			service: 'tiktok',
			path: DETAIL,
			change: ({ data }: { data: { orders: Array<Record<string, unknown>> } }) =>
				data.orders.filter(({ id }) => id === orders[1].id).forEach(change),
		});
		const { outputs, error } = await fixture.run(orders.map((order) => item(order)));
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(2);
		expect(outputs[1]).toMatchObject([
			{ orderId: orders[1].id, exception: { code: 'ORDER_UNREADABLE' } },
		]);
	});

	it('is one whose providers cannot be read, and the next one asks again', async () => {
		const orders = Array.from({ length: 3 }, () => fixture.order());
		let asked = 0;
		fixture.sandbox.answers.change({
			service: 'tiktok',
			path: /shipping_providers$/,
			change: (answer: { data: object }) => (asked++ === 0 ? { ...answer, data: [null] } : answer),
		});
		const { outputs, error } = await fixture.run(orders.map((order) => item(order)));
		expect(error).toBeUndefined();
		expect(outputs[0].length + outputs[1].length).toBe(3);
		expect(outputs[0].length).toBeGreaterThanOrEqual(2);
	});
});

it.each<[string, unknown]>([
	['nothing', null],
	['a text', 'USPS'],
	['without an ID', { name: 'USPS' }],
])('a shipping provider that cannot be read (%s) takes no other away', async (_, row) => {
	const order = fixture.order();
	fixture.sandbox.answers.change({
		service: 'tiktok',
		path: /shipping_providers$/,
		change: ({ data }: { data: { shipping_providers: unknown[] } }) =>
			void data.shipping_providers.unshift(row),
	});
	const { outputs, error } = await fixture.run([item(order)]);
	expect(error).toBeUndefined();
	expect(outputs[1]).toEqual([]);
	expect(fixture.writesOf(order)).toHaveLength(1);
});

describe('faults of three orders that are in front', () => {
	it('do not fail the run while others are answered', async () => {
		const orders = Array.from({ length: 14 }, (_, n) => fixture.order({ ageSeconds: 90_000 - n }));
		const bad = orders.slice(0, 2);
		for (const { id } of bad) {
			fixture.sandbox.faults.add({ service: 'tiktok', path: writesTo(id), kind: '503', times: 99 });
		}
		const { outputs, error } = await fixture.run(orders.map((order) => item(order)));
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(12);
		expect(outputs[1]).toMatchObject(
			bad.map(({ id }) => ({ orderId: id, exception: { code: 'TIKTOK_SHOP_UNAVAILABLE' } })),
		);
	}, 60_000);
});

describe('outbound orders of others in the same OMS account', () => {
	it('a thousand of them are passed by: one call a shop, no exception, and the reason in the result', async () => {
		const order = fixture.order();
		const foreign = Array.from({ length: 1_000 }, (_, n) => ({
			...item({ id: n % 2 ? `20001${String(n).padStart(10, '0')}` : `57659999${n + 1e10}` }),
			storeCode: n % 3 ? 'WALMART-1' : 'OTHERSELLER',
		}));
		fixture.sandbox.log.clear();
		const own = item(order, { storeCode: order.shop.code });
		const { outputs, error } = await fixture.run([...foreign, own]);
		expect(error).toBeUndefined();
		expect(outputs.map((list) => list.length)).toEqual([1_001, 0]);
		expect(outputs[0][0]).toMatchObject({
			fulfillment: { status: 'passedBy', sent: false, reason: expect.stringContaining('Store') },
		});
		expect(fixture.sandbox.log.count('tiktok', DETAIL)).toBeLessThanOrEqual(4);
		expect(fixture.writesOf(order)).toHaveLength(1);
	});

	it('those of a shop of ours that has another name in the OMS are sent', async () => {
		const orders = [fixture.order(), fixture.order()];
		const named = orders.map((order) => item(order, { storeCode: 'My mug shop' }));
		const foreign = item({ id: '576599999999999998' }, { storeCode: 'Somebody else' });
		const { outputs, error } = await fixture.run([foreign, ...named]);
		expect(error).toBeUndefined();
		expect(outputs.map((list) => list.length)).toEqual([3, 0]);
		expect(outputs[0][0]).toMatchObject({ fulfillment: { status: 'passedBy' } });
		for (const order of orders) expect(fixture.writesOf(order)).toHaveLength(1);
	});

	it.each([
		['another sales platform', '576599999999999999', { salesPlatform: 'Walmart' }, 0],
		['a number of another platform', '200012345678901', {}, 0],
		['letters', '113-1234567-1234567', {}, 0],
		[
			'the number that the OMS gives for a platform',
			'576599999999999999',
			{ salesPlatform: '9' },
			1,
		],
		['TikTok Shop by name', '576599999999999999', { salesPlatform: 'TikTok Shop' }, 1],
		['TikTok Shop by its letters', '576599999999999999', { salesPlatform: 'TTS' }, 1],
		['a short number in a shop of ours', '1001', { storeCode: 'USLC000001' }, 1],
	])('%s', async (_, id, more, exceptions) => {
		const order = fixture.order();
		const { outputs } = await fixture.run([item({ id }, more), item(order)]);
		expect(outputs.map((list) => list.length)).toEqual([2 - exceptions, exceptions]);
		expect(fixture.writesOf(order)).toHaveLength(1);
	});

	it('orders of another seller that TikTok Shop refuses the whole call for are not found, and the others go', async () => {
		const orders = Array.from({ length: 5 }, () => fixture.order());
		fixture.sandbox.tiktok.refusesForeignOrders = true;
		const foreign = item({ id: '576599999999999999' });
		const { outputs, error } = await fixture.run([foreign, ...orders.map((order) => item(order))]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(5);
		expect(outputs[1]).toMatchObject([{ exception: { code: 'ORDER_NOT_FOUND' } }]);
	});
});
