import { addMarket } from '../../sandbox/demo/markets';
import { item, onlyException, Fixture, uspsNumber } from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

/** TikTok Shop API §5: system error, process error, rpc failed, timeout. */
const TEMPORARY = [
	10002014, 10007002, 21001003, 21001029, 21008300, 21022029, 21022030, 21034006, 21042001,
	21042076, 11001027, 11005010, 11006005,
];

let fixture: Fixture;
beforeEach(async () => {
	fixture = await Fixture.open();
});
afterEach(async () => await fixture.close());

const WRITES = /\/(packages|ship|update)$/;

describe('what TikTok Shop refuses (TikTok Shop API §5) leaves with its reason and the way out', () => {
	it.each<[number, string, boolean, RegExp]>([
		[21011004, 'NOT_SELLER_SHIPPED', false, /arranges the shipping/],
		[21008025, 'NOT_SELLER_SHIPPED', false, /arranges the shipping/],
		[21011007, 'CANCEL_REQUESTED', true, /pending request of the buyer/],
		[21008044, 'CANCEL_REQUESTED', true, /pending request of the buyer/],
		[21011041, 'ORDER_CANCELLED', false, /Do not ship/],
		[21011042, 'ORDER_CANCELLED', false, /Do not ship/],
		[21011044, 'ORDER_ON_HOLD', true, /goes on by itself/],
		[21011028, 'ORDER_NOT_FOUND', true, /Check the order ID/],
		[21008111, 'ORDER_NOT_FOUND', true, /Check the order ID/],
		[21011022, 'FULFILLMENT_REFUSED', false, /Check the number in the OMS/],
		[21011025, 'TRACKING_NUMBER_IN_USE', false, /at most 20 orders/],
		[21034012, 'TRACKING_NUMBER_IN_USE', false, /at most 20 orders/],
		[21011026, 'TRACKING_NUMBER_IN_USE', false, /more often than TikTok Shop allows/],
		[11028006, 'PROVIDER_NOT_ALLOWED', true, /fits none of the carriers/],
		[21004015, 'PROVIDER_NOT_ALLOWED', true, /not one of this shipping provider/],
		[21004016, 'PROVIDER_NOT_ALLOWED', true, /no shipping service or provider/],
		[21011036, 'FULFILLMENT_REFUSED', false, /same SKU of one order go in several packages/],
		[21011033, 'FULFILLMENT_REFUSED', false, /does not split such an order/],
		[21011046, 'FULFILLMENT_REFUSED', false, /does not split such an order/],
		[21004012, 'FULFILLMENT_REFUSED', false, /special characters/],
		[21011048, 'FULFILLMENT_REFUSED', false, /line item IDs/],
		[21004006, 'INVOICE_REQUIRED', true, /Upload the invoice/],
		[21004019, 'INVOICE_REQUIRED', true, /Upload the invoice/],
		[21004020, 'INVOICE_REQUIRED', true, /Upload the invoice/],
		[21008116, 'FULFILLMENT_REFUSED', false, /not subscribed/],
		[12345678, 'FULFILLMENT_REFUSED', false, /Read the answer/],
	])('%s: %s, safe to retry: %s', async (tikTokCode, code, retrySafe, hint) => {
		const order = fixture.order();
		order.refusals.push(tikTokCode);
		const exception = onlyException(await fixture.run([item(order)]));
		expect(exception).toMatchObject({
			code,
			retrySafe,
			details: { tikTokCode: String(tikTokCode), requestId: expect.stringMatching(/^20\d{12}/) },
		});
		expect(exception.hint).toMatch(hint);
		expect(exception.message).toContain(String(tikTokCode));
		expect(exception.message).toContain(order.id);
		expect(fixture.sandbox.log.count('tiktok', WRITES)).toBe(1);
		expect(fixture.writesOf(order)).toEqual([]);
	});

	it.each([400, 403, 409, 422])('whatever HTTP status %s it comes with', async (status) => {
		fixture.sandbox.tiktok.refusalStatus = status;
		const [held, used, sent] = [fixture.order(), fixture.order(), fixture.order()];
		held.refusals.push(21011044);
		used.refusals.push(21034012);
		sent.refusals.push(21011040);
		const { outputs, error } = await fixture.run([held, used, sent].map((order) => item(order)));
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([{ orderId: sent.id, fulfillment: { sent: true } }]);
		expect(outputs[1]).toMatchObject([
			{ exception: { code: 'ORDER_ON_HOLD' } },
			{ exception: { code: 'TRACKING_NUMBER_IN_USE' } },
		]);
	});

	it.each([21011006, 21011020, 21011040, 21008099, 11006021, 21042056])(
		'%s, already shipped: the order is read again; with this number it is done',
		async (tikTokCode) => {
			const order = fixture.order();
			order.refusals.push(tikTokCode);
			const { outputs, error } = await fixture.run([item(order)]);
			expect(error).toBeUndefined();
			expect(outputs[0]).toMatchObject([{ fulfillment: { sent: true } }]);
			expect(fixture.writesOf(order)).toHaveLength(1);
		},
	);

	it.each([21011049, 21011050, 21011051, 21011052])(
		'%s, no correction any more: CORRECTION_CLOSED, after one more look',
		async (tikTokCode) => {
			const order = fixture.order();
			await fixture.run([item(order)]);
			order.refusals.push(tikTokCode);
			const exception = onlyException(await fixture.run([item(order)], { operation: 'correct' }));
			expect(exception).toMatchObject({ code: 'CORRECTION_CLOSED', retrySafe: false });
			expect(exception.message).toContain(String(tikTokCode));
			expect(fixture.writesOf(order)).toHaveLength(1);
		},
	);

	it.each([
		[21011030, 'CORRECTION_CLOSED'],
		[21011043, 'NOT_SHIPPED_YET'],
	])('correcting, %s: %s', async (tikTokCode, code) => {
		const order = fixture.order();
		await fixture.run([item(order)]);
		order.refusals.push(tikTokCode);
		const run = await fixture.run([item(order)], { operation: 'correct' });
		expect(onlyException(run).code).toBe(code);
	});

	describe.each(TEMPORARY)('%s, a fault that passes (TikTok Shop API §5)', (tikTokCode) => {
		it('is tried again after the order was read', async () => {
			const order = fixture.order();
			order.refusals.push(tikTokCode);
			const { outputs } = await fixture.run([item(order)]);
			expect(outputs[0]).toMatchObject([{ fulfillment: { sent: true } }]);
			expect(fixture.writesOf(order)).toHaveLength(1);
			const calls = fixture.sandbox.log.calls('tiktok').map(({ method, path }) => [method, path]);
			const writes = calls.flatMap(([method], at) => (method === 'POST' ? [at] : []));
			expect(writes).toHaveLength(2);
			const between = calls.slice(writes[0] + 1, writes[1]);
			expect(between).toContainEqual(['GET', '/order/202507/orders']);
		});

		it('leaves as TIKTOK_SHOP_UNAVAILABLE while it lasts, and goes by itself afterwards', async () => {
			const [order, other] = [fixture.order(), fixture.order()];
			order.refusals.push(...Array.from({ length: 5 }, () => tikTokCode));
			const items = [item(order), item(other)];
			const { outputs, error } = await fixture.run(items);
			expect(error).toBeUndefined();
			expect(outputs[0]).toMatchObject([{ orderId: other.id }]);
			expect(outputs[1]).toMatchObject([
				{ orderId: order.id, exception: { code: 'TIKTOK_SHOP_UNAVAILABLE', retrySafe: true } },
			]);
			const next = await fixture.run([items[0]]);
			expect(next.outputs[0]).toMatchObject([{ orderId: order.id, fulfillment: { sent: true } }]);
			expect(fixture.writesOf(order)).toHaveLength(1);
		});
	});

	it('such a fault of the only order of a run is its exception, not a failed run', async () => {
		const order = fixture.order();
		order.refusals.push(...Array.from({ length: 5 }, () => 21042001));
		const exception = onlyException(await fixture.run([item(order)]));
		expect(exception).toMatchObject({ code: 'TIKTOK_SHOP_UNAVAILABLE', retrySafe: true });
	});
});

describe('one tracking number for several orders (TikTok Shop API §4.6)', () => {
	it('serves twenty orders of one person and address; the next one is told why', async () => {
		const trackingNumber = uspsNumber();
		const orders = Array.from({ length: 21 }, () => fixture.order());
		const { outputs } = await fixture.run(orders.map((order) => item(order, { trackingNumber })));
		expect(outputs[0]).toHaveLength(20);
		expect(outputs[1]).toMatchObject([{ exception: { code: 'TRACKING_NUMBER_IN_USE' } }]);
	});

	it('of another person is refused', async () => {
		const trackingNumber = uspsNumber();
		const orders = [fixture.order(), fixture.order({ address: { name: 'Someone Else' } })];
		const { outputs } = await fixture.run(orders.map((order) => item(order, { trackingNumber })));
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[1]).toMatchObject([
			{ exception: { code: 'TRACKING_NUMBER_IN_USE', details: { tikTokCode: '21034012' } } },
		]);
	});
});

describe('orders that must not be shipped', () => {
	it('an order shipped with another number is an exception that shows both', async () => {
		const order = fixture.order();
		const [first, second] = [uspsNumber(), uspsNumber()];
		await fixture.run([item(order, { trackingNumber: first })]);
		const exception = onlyException(await fixture.run([item(order, { trackingNumber: second })]));
		expect(exception).toMatchObject({
			code: 'TRACKING_CONFLICT',
			details: { shownNumbers: [first], wantedNumber: second },
		});
		expect(exception.message).toContain(first);
		expect(exception.message).toContain(second);
	});

	it('a cancel request stops it everywhere; overruled it goes in the US and is told by TikTok Shop elsewhere', async () => {
		addMarket(fixture.sandbox.tiktok, 'DE');
		const [us, de] = [
			fixture.order({ cancelRequested: true }),
			fixture.order({ shop: 'DE01', cancelRequested: true }),
		];
		const items = [item(us), item(de, { carrier: 'DHL' })];
		const pairs = { USPS: 'USPS', DHL: 'DHL' };
		const careful = await fixture.run(items, {}, pairs);
		expect(careful.outputs[1]).toMatchObject([
			{ exception: { code: 'CANCEL_REQUESTED' } },
			{ exception: { code: 'CANCEL_REQUESTED' } },
		]);
		expect(fixture.sandbox.log.count('tiktok', WRITES)).toBe(0);
		const overruled = await fixture.run(items, { options: { shipCancelRequested: true } }, pairs);
		expect(overruled.outputs[0]).toMatchObject([{ orderId: us.id }]);
		expect(overruled.outputs[1]).toMatchObject([
			{
				orderId: de.id,
				exception: { code: 'CANCEL_REQUESTED', details: { tikTokCode: '21011007' } },
			},
		]);
	});

	it('a cancelled order is never shipped, whatever the option says', async () => {
		const order = fixture.order({ status: 'CANCELLED' });
		const run = await fixture.run([item(order)], { options: { shipCancelRequested: true } });
		expect(onlyException(run).code).toBe('ORDER_CANCELLED');
	});

	it('a masked address is no reason: whether to ship was decided when the outbound order was created', async () => {
		const order = fixture.order({ masked: true });
		expect((await fixture.run([item(order)])).outputs[0]).toHaveLength(1);
	});
});
