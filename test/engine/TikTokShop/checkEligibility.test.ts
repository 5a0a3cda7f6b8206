import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { ApiOrder } from '../../../nodes/TikTokShop/orders/apiOrder';
import { eligibility, eligibilityProblem } from '../../../nodes/TikTokShop/orders/eligibility';
import { toOrderItem } from '../../../nodes/TikTokShop/orders/orderItem';
import { notAnOrderProblem, skipReason } from '../../../nodes/TikTokShop/orders/scope';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox } from '../../sandbox';
import { runNode, type RunOptions } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';

const SHOP = {
	id: '7490000000000000001',
	code: 'USLC000001',
	name: 'Sunny Home US',
	region: 'US',
	sellerType: 'LOCAL',
};
const EAST = '7300000000000000102';
const HOUR = 3_600;

const seconds = () => Math.floor(Date.now() / 1_000);

/** An order that waits to be shipped and has rested long enough. */
const apiOrder = (changes: Partial<ApiOrder> = {}): ApiOrder => ({
	id: '576460000000000001',
	status: 'AWAITING_SHIPMENT',
	fulfillment_type: 'FULFILLMENT_BY_SELLER',
	shipping_type: 'SELLER',
	is_on_hold_order: true,
	create_time: seconds() - 2 * HOUR,
	paid_time: seconds() - 2 * HOUR,
	warehouse_id: '7300000000000000101',
	line_items: [{ id: '1', sku_id: '1', seller_sku: 'MUG' }],
	...changes,
});

const item = (changes: Partial<ApiOrder> = {}, more: object = {}): IDataObject => ({
	...(JSON.parse(JSON.stringify(toOrderItem(apiOrder(changes), SHOP))) as IDataObject),
	...more,
});

const check = async (parameters: object, items: IDataObject[], options: RunOptions = {}) =>
	await runNode(
		new TikTokShop(),
		{ resource: 'order', operation: 'checkEligibility', ...parameters } as never,
		items,
		options,
	);

/** Why the only item was skipped; empty when it is eligible. */
async function reasonFor(parameters: object, order: IDataObject): Promise<unknown> {
	const { outputs, error } = await check(parameters, [order]);
	if (error) throw error;
	const [eligible, skipped, exceptions] = outputs;
	expect([eligible.length + skipped.length, exceptions.length]).toEqual([1, 0]);
	return skipped[0]?.skipped ?? '';
}

describe('an order that waits to be shipped', () => {
	it('is eligible, with all of its fields and without a credential', async () => {
		const order = item();
		const { outputs, error } = await check({}, [order]);
		expect(error).toBeUndefined();
		expect(outputs).toEqual([[order], [], []]);
	});

	it.each([
		['of another shop', { shops: 'GBCB000001, 7490000000000000002' }, {}, 'chosen shops'],
		['of another store warehouse', { warehouseIds: EAST }, {}, 'not among the chosen ones'],
		['without a store warehouse', { warehouseIds: EAST }, { warehouse_id: undefined }, 'no store'],
		['that is delivered', {}, { status: 'DELIVERED' }, 'Its status on TikTok Shop is DELIVERED.'],
		['that is on hold', {}, { status: 'ON_HOLD' }, 'Its status on TikTok Shop is ON_HOLD.'],
		['that is unpaid', {}, { status: 'UNPAID' }, 'Its status on TikTok Shop is UNPAID.'],
		['shipped in part', {}, { status: 'PARTIALLY_SHIPPING' }, 'PARTIALLY_SHIPPING'],
		[
			'that the buyer asks to cancel',
			{},
			{ is_buyer_request_cancel: true },
			'The buyer asks to cancel it.',
		],
		['that TikTok Shop ships', {}, { shipping_type: 'TIKTOK' }, 'TikTok Shop ships it itself.'],
		['of no known shipping type', {}, { shipping_type: undefined }, 'only SELLER is wanted'],
		['that the seller ships', { shippingType: 'TIKTOK' }, {}, 'only TIKTOK is wanted'],
		[
			'that TikTok Shop fulfills',
			{},
			{ fulfillment_type: 'FULFILLMENT_BY_TIKTOK' },
			'TikTok Shop ships it itself.',
		],
		[
			'of no known fulfillment',
			{},
			{ fulfillment_type: undefined },
			'does not say that the seller',
		],
		[
			'in its hour of free cancellation',
			{},
			{ is_on_hold_order: false, paid_time: seconds() - 600 },
			'may cancel it free of charge until',
		],
		['that has not rested', { options: { minimumAgeMinutes: 180 } }, {}, 'minimum age'],
		[
			'that is older than the cut-over',
			{ options: { notBefore: new Date(Date.now() - HOUR * 1_000).toISOString() } },
			{},
			'before the moment in Not Before',
		],
		[
			'of an unknown age, with a cut-over',
			{ options: { notBefore: '2020-01-01' } },
			{ create_time: undefined },
			'does not say when it was placed',
		],
	])('is skipped with the reason: one %s', async (_, parameters, changes, reason) => {
		expect(await reasonFor(parameters, item(changes))).toContain(reason);
	});

	it.each([
		['of a chosen shop by code', { shops: ' USLC000001 ,X' }, {}],
		['of a chosen shop by ID', { shops: SHOP.id }, {}],
		['of a chosen store warehouse', { warehouseIds: EAST }, { warehouse_id: EAST }],
		['shipped by TikTok, where wanted', { shippingType: 'TIKTOK' }, { shipping_type: 'TIKTOK' }],
		['of any shipping type', { shippingType: '' }, { shipping_type: 'TIKTOK' }],
		[
			'shipped in part, where wanted',
			{ orderStatus: ['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING'] },
			{ status: 'PARTIALLY_SHIPPING' },
		],
		[
			'with a cancel request, where wanted',
			{ options: { includeCancelRequested: true } },
			{ is_buyer_request_cancel: true },
		],
		['after the hour of free cancellation', {}, { is_on_hold_order: false }],
		['with a line that is left to ship', {}, { line_items: [{ id: '1', seller_sku: 'MUG' }] }],
		['after the cut-over', { options: { notBefore: '2020-01-01T00:00:00' } }, {}],
	])('goes on: one %s', async (_, parameters, changes) => {
		expect(await reasonFor(parameters, item(changes))).toBe('');
	});
});

describe('the scope', () => {
	it('may come with the items, and is read once for all of them', async () => {
		const orders = [item({}, { onlyShops: SHOP.code }), item({ id: '576460000000000002' })];
		const { outputs } = await check({ shops: '={{ $json.onlyShops }}' }, orders);
		expect(outputs[0]).toHaveLength(2);
	});

	it.each([
		[
			'a cut-over that is no date',
			{ options: { notBefore: 'soon' } },
			'Not Before "soon" is no date',
		],
		['no order status', { orderStatus: [] }, 'No order status is chosen'],
		['a shop ID that has lost its digits', { shops: '={{ [7490000000000000001] }}' }, 'Shop ID'],
	])('%s is refused before anything goes on', async (_, parameters, message) => {
		const { error } = await check(parameters, [item()]);
		expect(error?.message).toContain(message);
	});
});

describe('an item that cannot be judged', () => {
	it('with an exception of an earlier node goes through to the exceptions as it is', async () => {
		const shop = { orderId: '', shop: SHOP, exception: { code: 'SHOP_REFUSED', message: 'no' } };
		const over = { orderId: '', shop: SHOP, recovered: true };
		const { outputs } = await check({}, [shop, item(), over]);
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[2]).toEqual([shop, over]);
	});

	it.each([
		['order ID', { orderId: 5 }],
		['status', { status: null }],
		['shop', { shop: 'US' }],
		['store warehouse', { warehouseId: 7 }],
		['cancel request', { buyerRequestedCancel: 'no' }],
		['end of the free hour', { eligibleAt: 'soon' }],
		['list of lines', { lines: null }],
		[
			'time, as there is none',
			{ createdAt: null, paidAt: null, updatedAt: null, eligibleAt: null },
		],
	])('is an exception: one with an odd %s', async (_, odd) => {
		const { outputs } = await check({}, [item({}, odd), item()]);
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[2]).toMatchObject([{ ...odd, exception: { code: 'ORDER_UNREADABLE' } }]);
	});

	it('does not stop the others, whatever it is and wherever it stands', async () => {
		const fields = Object.keys(item());
		const orders = ['1', '2', '3'].map((end) => item({ id: `57646000000000000${end}` }));
		const odd = fc.oneof(
			fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()),
			fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()).map((each) => item({}, each)),
		);
		await fc.assert(
			fc.asyncProperty(odd, fc.nat({ max: 3 }), async (each, place) => {
				const items = [...orders.slice(0, place), each as IDataObject, ...orders.slice(place)];
				const { outputs, items: left, error } = await check({}, items);
				expect(error).toBeUndefined();
				expect(outputs.flat()).toHaveLength(4);
				const good = left[0].filter(({ pairedItem }) => {
					return (pairedItem as { item: number }).item !== place;
				});
				expect(good.map(({ json }) => json)).toEqual(orders);
			}),
			{ numRuns: 100 },
		);
	});
});

it('the trigger and this check decide alike', () => {
	const time = fc.option(fc.integer({ min: 1, max: 4 * HOUR }), { nil: undefined });
	const now = 10 * HOUR;
	const text = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
	fc.assert(
		fc.property(
			fc.record({
				fulfillment_type: text('FULFILLMENT_BY_SELLER', 'FULFILLMENT_BY_TIKTOK'),
				shipping_type: text('SELLER', 'TIKTOK'),
				is_on_hold_order: fc.option(fc.boolean(), { nil: undefined }),
				is_buyer_request_cancel: fc.option(fc.boolean(), { nil: undefined }),
				paid_time: time.map((ago) => ago && now - ago),
				create_time: time.map((ago) => ago && now - ago),
				update_time: fc.integer({ min: 1, max: 4 * HOUR }).map((ago) => now - ago),
				line_items: fc.array(
					fc.constantFrom('', 'AWAITING_SHIPMENT', 'IN_TRANSIT', 'CANCELLED').map((stage) => ({
						id: '1',
						seller_sku: 'MUG',
						display_status: stage,
					})),
					{ maxLength: 2 },
				),
				warehouse_id: text('1', '2'),
			}),
			fc.record({
				shippingType: fc.constantFrom('', 'SELLER', 'TIKTOK'),
				warehouseIds: fc.subarray(['1', '2']),
				includeCancelRequested: fc.boolean(),
				minimumAge: fc.constantFrom(0, HOUR / 2, 2 * HOUR),
				notBefore: fc.option(fc.integer({ min: now - 4 * HOUR, max: now }), { nil: undefined }),
			}),
			(changes, rules) => {
				const order = apiOrder(changes);
				// What TikTok Shop does not say makes the order unreadable for the trigger.
				fc.pre(eligibilityProblem(order, rules, now) === undefined);
				const orderItem = toOrderItem(order, SHOP);
				expect(notAnOrderProblem(orderItem)).toBeUndefined();
				const scope = { ...rules, shops: [], statuses: ['AWAITING_SHIPMENT'] };
				const goesOn = skipReason(orderItem, scope, now) === undefined;
				expect(goesOn).toBe(eligibility(order, rules, now) === 'yes');
			},
		),
		{ numRuns: 2_000 },
	);
});

it('an order that is pulled by hand with any status, or by its ID, still rests for the hour of free cancellation', async () => {
	const sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	const lines = [{ sellerSku: 'MUG-BLUE-350' }];
	const young = sandbox.tiktok.addOrder({ shop: 'US01', lines, ageSeconds: 600 });
	young.onHold = false;
	const credentials = tiktokCredentials(sandbox);
	for (const filters of [{}, { orderIds: young.id }]) {
		const pulled = await runNode(
			new TikTokShop(),
			{
				resource: 'order',
				operation: 'getAll',
				shop: { __rl: true, mode: 'id', value: young.shop.id },
				returnAll: true,
				filters: { status: '', shippingType: '', includeCancelRequested: true, ...filters },
			},
			[{}],
			{ credentials },
		);
		expect(pulled.outputs[0]).toHaveLength(1);
		const [order] = JSON.parse(JSON.stringify(pulled.outputs[0])) as IDataObject[];
		expect(await reasonFor({}, order)).toContain('free of charge');
	}
	await sandbox.close();
});
