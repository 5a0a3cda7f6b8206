import fc from 'fast-check';
import { ExecuteContext } from 'n8n-core';

import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { Shop } from '../../sandbox/tiktok/types';
import { runNode, type RunOptions } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';

const SHOPS = '/authorization/202309/shops';

let sandbox: Sandbox;
let us: Shop;
let gb: Shop;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	[us, gb] = ['US01', 'GB01'].map((key) => sandbox.tiktok.shop(key));
});

afterEach(async () => {
	await sandbox.close();
});

const order = (shop = 'US01') =>
	sandbox.tiktok.addOrder({ shop, lines: [{ sellerSku: 'MUG-BLUE-350' }], ageSeconds: 7_200 });

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const BY_ITEM = { shop: byId('={{ $json.shop_id }}'), returnAll: true };
const OPERATIONS = {
	get: { ...BY_ITEM, operation: 'get', orderIds: '={{ $json.order_id }}' },
	getAll: {
		...BY_ITEM,
		operation: 'getAll',
		filters: { orderIds: '={{ $json.order_id }}', status: '', shippingType: '' },
	},
};
const BOTH = ['get', 'getAll'] as const;

const run = async (
	operation: keyof typeof OPERATIONS,
	items: object[],
	changed: object = {},
	options: RunOptions = {},
) =>
	await runNode(
		new TikTokShop(),
		{ resource: 'order', ...OPERATIONS[operation], ...changed } as never,
		items as never,
		{ credentials: tiktokCredentials(sandbox), ...options },
	);

const idsOf = (items: object[] = []) => items.map((item) => (item as { orderId?: string }).orderId);

const rowOf = ({ id, shop }: { id: string; shop: Shop }) => ({ order_id: id, shop_id: shop.id });

/** TikTok Shop refuses every call for a shop. @returns the number of calls */
function refuse(shop: Shop, body: object, status = 401): { calls: number } {
	const asked = { calls: 0 };
	sandbox.answers.give({
		service: 'tiktok',
		path: '/',
		when: ({ query }) => query.shop_cipher === shop.cipher && ++asked.calls > 0,
		status,
		body,
	});
	return asked;
}

const inactive = { code: 36009043, message: 'Shop is inactive', request_id: 'x' };

describe.each(BOTH)('Order > %s', (operation) => {
	it('an item of a shop that is not authorised leaves as an exception with all it had, the others go on', async () => {
		const own = order();
		const foreign = {
			order_id: '576460000000000099',
			shop_id: '7490000000000000099',
			note: 'kept',
		};
		const { outputs, items, error } = await run(operation, [foreign, rowOf(own)]);
		expect(error).toBeUndefined();
		expect(idsOf(outputs[0])).toEqual([own.id]);
		expect(outputs[1]).toMatchObject([
			{
				...foreign,
				exception: {
					code: 'SHOP_NOT_AUTHORIZED',
					message: expect.stringContaining('7490000000000000099'),
				},
			},
		]);
		expect(items[1][0].pairedItem).toEqual({ item: 0 });
	});

	it('the only item may be one of a shop that is not authorised; the run goes on', async () => {
		const { outputs, error } = await run(operation, [
			{ order_id: '576460000000000099', shop_id: '7' },
		]);
		expect(error).toBeUndefined();
		expect(outputs[1]).toMatchObject([{ exception: { code: 'SHOP_NOT_AUTHORIZED' } }]);
	});

	it('a shop that the node itself names and that is not authorised fails the run', async () => {
		const changed = { shop: byId('7490000000000000099'), orderIds: '576460000000000099' };
		const { error } = await run(operation, [{}], changed);
		expect(error?.message).toContain('does not belong to this authorisation');
	});

	it('a shop that is refused stops only its own items, and is asked once', async () => {
		const [first, second] = [order(), order()];
		const theirs = Array.from({ length: 5 }, () => order('GB01'));
		const asked = refuse(gb, inactive);
		const { outputs, error } = await run(operation, [first, ...theirs, second].map(rowOf));
		expect(error).toBeUndefined();
		expect(idsOf(outputs[0])).toEqual([first.id, second.id]);
		expect(outputs[1]).toHaveLength(5);
		for (const item of outputs[1]) {
			expect(item).toMatchObject({
				shop: { id: gb.id },
				exception: { code: 'SHOP_REFUSED', message: expect.stringContaining('Shop is inactive') },
			});
		}
		expect(asked.calls).toBe(1);
	});

	it('shops that are all refused alike fail the run; one alone does not', async () => {
		refuse(us, inactive);
		refuse(gb, inactive);
		const both = await run(operation, [order(), order('GB01')].map(rowOf));
		expect(both.error?.message).toContain('36009043');
		const one = await run(operation, [order('GB01')].map(rowOf));
		expect(one.error).toBeUndefined();
		expect(one.outputs[1]).toMatchObject([{ exception: { code: 'SHOP_REFUSED' } }]);
	});

	it('a refused token fails the run, whatever the items are', async () => {
		const rows = [order(), order('GB01')].map(rowOf);
		const credentials = tiktokCredentials(sandbox);
		await run(operation, rows, {}, { credentials });
		sandbox.tiktok.tokens.revokeAll();
		const { error } = await run(operation, rows, {}, { credentials });
		expect(error?.message).toContain('no such authorisation any more');
	});

	it('an order that cannot be read leaves as an exception that names it', async () => {
		const [good, bad] = [order(), order()];
		sandbox.answers.change({
			service: 'tiktok',
			path: '/order/202507/orders',
			change: ({ data }: { data: { orders: Array<Record<string, unknown>> } }) => {
				for (const each of data.orders) if (each.id === bad.id) each.line_items = [null];
			},
		});
		const { outputs } = await run(operation, [good, bad].map(rowOf));
		expect(idsOf(outputs[0])).toEqual([good.id]);
		expect(outputs[1]).toMatchObject([
			{
				orderId: bad.id,
				order_id: bad.id,
				shop: { id: us.id },
				exception: { code: 'ORDER_UNREADABLE' },
			},
		]);
	});

	it('an ID that came as a number and lost its digits is not asked for', async () => {
		const { id } = order();
		const items = [
			{ order_id: Number(id), shop_id: us.id },
			{ order_id: id, shop_id: Number(us.id) },
			{ order_id: id, shop_id: us.id },
		];
		const { outputs } = await run(operation, items);
		expect(idsOf(outputs[0])).toEqual([id]);
		expect(outputs[1]).toMatchObject([
			{ exception: { code: 'NUMBER_NOT_EXACT' } },
			{ exception: { code: 'NUMBER_NOT_EXACT' } },
		]);
	});

	it('one odd item, whatever it holds and wherever it stands, does not stop the others', async () => {
		const good = [order(), order('GB01'), order()];
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(
					fc.record({ shop_id: fc.jsonValue(), order_id: fc.jsonValue() }),
					fc.record({ shop_id: fc.constantFrom(us.id, gb.code), order_id: fc.jsonValue() }),
					fc.record({ shop_id: fc.jsonValue(), order_id: fc.constant(good[0].id) }),
				),
				fc.nat({ max: 3 }),
				async (odd, place) => {
					const rows: object[] = good.map(rowOf);
					rows.splice(place, 0, odd);
					const { outputs, items, error } = await run(operation, rows);
					expect(error).toBeUndefined();
					const fromGood = items[0].filter(
						({ pairedItem }) => (pairedItem as { item: number }).item !== place,
					);
					expect(idsOf(fromGood.map(({ json }) => json))).toEqual(good.map(({ id }) => id));
					for (const { exception } of outputs[1]) {
						expect(exception).toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/) });
					}
				},
			),
			{ numRuns: 40 },
		);
	}, 60_000);
});

describe('Order > get', () => {
	it('an order that the shop does not have leaves as ORDER_NOT_FOUND, those beside it in the list are there', async () => {
		const [first, second] = [order(), order()];
		const orderIds = [first.id, '576599999999999999', second.id].join(', ');
		const { outputs } = await run('get', [{ note: 'kept' }], { shop: byId(us.id), orderIds });
		expect(idsOf(outputs[0])).toEqual([first.id, second.id]);
		expect(outputs[1]).toMatchObject([
			{
				note: 'kept',
				orderId: '576599999999999999',
				exception: {
					code: 'ORDER_NOT_FOUND',
					message: expect.stringContaining('has no order 576599999999999999'),
				},
			},
		]);
	});
});

describe('Order > getAll', () => {
	it('any value of one item that cannot be used stops no other item', async () => {
		const { id } = order();
		const parameters = {
			shop: byId(us.id),
			returnAll: false,
			limit: '={{ $json.limit }}',
			lookBackDays: '={{ $json.days }}',
			filters: Object.fromEntries(
				['orderIds', 'status', 'shippingType', 'warehouseIds', 'updatedAfter', 'updatedBefore'].map(
					(field) => [field, `={{ $json.${field} }}`],
				),
			),
		};
		const good = { limit: 5, days: 5, status: 'AWAITING_SHIPMENT', shippingType: 'SELLER' };
		const fields = Object.keys(parameters.filters).concat('limit', 'days');
		await fc.assert(
			fc.asyncProperty(
				fc.dictionary(fc.constantFrom(...fields), fc.jsonValue(), { minKeys: 1 }),
				fc.boolean(),
				async (odd, isFirst) => {
					const other = { ...good, ...odd };
					const items = isFirst ? [other, good] : [good, other];
					const ran = await run('getAll', items, parameters);
					expect(ran.error).toBeUndefined();
					const place = isFirst ? 1 : 0;
					const fromGood = ran.items[0].filter(
						({ pairedItem }) => (pairedItem as { item: number }).item === place,
					);
					expect(idsOf(fromGood.map(({ json }) => json))).toEqual([id]);
				},
			),
			{ numRuns: 60 },
		);
	}, 60_000);

	it('a date that one item gives and that is none is that item’s', async () => {
		const { id } = order();
		const filters = { updatedAfter: '={{ $json.after }}' };
		const items = [{ after: 'yesterday-ish' }, { after: '2020-01-01' }];
		const { outputs } = await run('getAll', items, { shop: byId(us.id), filters });
		expect(idsOf(outputs[0])).toEqual([id]);
		expect(outputs[1]).toMatchObject([
			{
				after: 'yesterday-ish',
				exception: { code: 'ITEM_UNUSABLE', message: expect.stringContaining('"yesterday-ish"') },
			},
		]);
	});

	it('a shop whose row in the list of authorised shops is odd stops only its own items', async () => {
		const { id } = order();
		sandbox.answers.change({
			service: 'tiktok',
			path: SHOPS,
			change: ({ data }: { data: { shops: Array<Record<string, unknown>> } }) => {
				for (const shop of data.shops) if (shop.id === gb.id) shop.cipher = null;
			},
		});
		const { outputs } = await run('getAll', [order('GB01'), { id, shop: us }].map(rowOf));
		expect(idsOf(outputs[0])).toEqual([id]);
		expect(outputs[1]).toMatchObject([
			{ shop: { name: gb.name }, exception: { code: 'SHOP_REFUSED' } },
		]);
	});
});

it('an AI agent, which sees only the first output, gets what went wrong there', async () => {
	jest.spyOn(ExecuteContext.prototype, 'isToolExecution').mockReturnValue(true);
	const { id } = order();
	const orderIds = `${id}, 576599999999999999`;
	const { outputs } = await run('get', [{}], { shop: byId(us.id), orderIds });
	jest.restoreAllMocks();
	expect(outputs).toMatchObject([
		[{ orderId: id }, { exception: { code: 'ORDER_NOT_FOUND' } }],
		[],
	]);
});
