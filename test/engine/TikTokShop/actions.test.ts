import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ now: () => Date.now() - 2_000 });
});

afterAll(async () => {
	await sandbox.close();
});

const US = '7490000000000000001';
const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const run = async (parameters: object, items: object[] = [{}], options: object = {}) =>
	await runNode(new TikTokShop(), parameters as never, items as never, {
		credentials: tiktokCredentials(sandbox),
		...options,
	});

describe('shops', () => {
	it('are listed without their ciphers', async () => {
		const { outputs } = await run({ resource: 'shop', operation: 'getAll', returnAll: true });
		expect(outputs[0]).toEqual([
			{ id: US, code: 'USLC000001', name: 'Sunny Home US', region: 'US', sellerType: 'LOCAL' },
			expect.objectContaining({ region: 'GB', sellerType: 'CROSS_BORDER' }),
		]);
	});

	it('up to the limit', async () => {
		const { outputs } = await run({ resource: 'shop', operation: 'getAll', limit: 1 });
		expect(outputs[0]).toHaveLength(1);
	});
});

describe('orders synchronised by hand (B22)', () => {
	it('an order that changes while they are read is still among them, unless an end was named', async () => {
		const ahead = await startSandbox({ world: 'empty', now: () => Date.now() + 20_000 });
		const { id } = ahead.tiktok.addOrder({ shop: 'US01', lines: [{ sellerSku: 'MUG-BLUE-350' }] });
		const pull = async (filters: object) => {
			const parameters = {
				resource: 'order',
				operation: 'getAll',
				shop: { __rl: true, mode: 'id', value: '7490000000000000001' },
				filters: { status: '', shippingType: '', ...filters },
			};
			const credentials = tiktokCredentials(ahead);
			return (await runNode(new TikTokShop(), parameters, [{}], { credentials })).outputs[0];
		};
		const open = await pull({});
		const ended = await pull({ updatedBefore: new Date().toISOString() });
		await ahead.close();
		expect(open).toMatchObject([{ orderId: id }]);
		expect(ended).toEqual([]);
	});

	it('are the pending ones of the shop, as the trigger emits them', async () => {
		const { items } = await run({
			resource: 'order',
			operation: 'getAll',
			shop: byId(US),
			returnAll: true,
		});
		const expected = sandbox
			.books()
			.orders.filter(({ shop, expected: end, status }) => {
				return shop === 'USLC000001' && end !== 'ignore' && status === 'AWAITING_SHIPMENT';
			})
			.map(({ orderId }) => orderId);
		expect(items[0].map(({ json }) => json.orderId).sort()).toEqual(expected.sort());
		expect(items[0].every(({ pairedItem }) => pairedItem !== undefined)).toBe(true);
	});

	it('of another status are listed as they are', async () => {
		const { outputs } = await run({
			resource: 'order',
			operation: 'getAll',
			shop: byId('USLC000001'),
			returnAll: true,
			filters: { status: 'CANCELLED' },
		});
		expect(outputs[0]).toMatchObject([{ status: 'CANCELLED' }]);
	});

	it('respect the limit', async () => {
		const { outputs } = await run({
			resource: 'order',
			operation: 'getAll',
			shop: byId(US),
			limit: 3,
		});
		expect(outputs[0]).toHaveLength(3);
	});

	it('of a single shop per input item, one shop after the other', async () => {
		const shops = [{ shopId: US }, { shopId: '7490000000000000002' }];
		const { items } = await run(
			{
				resource: 'order',
				operation: 'getAll',
				shop: byId('={{ $json.shopId }}'),
				returnAll: true,
			},
			shops,
		);
		const shopOf = (index: number) =>
			new Set(
				items[0]
					.filter(({ pairedItem }) => (pairedItem as { item: number }).item === index)
					.map(({ json }) => (json.shop as { id: string }).id),
			);
		expect([...shopOf(0)]).toEqual([US]);
		expect([...shopOf(1)]).toEqual(['7490000000000000002']);
	});

	it('by their IDs, whenever they were updated; an ID of another shop is left out', async () => {
		const { orders } = sandbox.books();
		const pending = orders.filter(({ status }) => status === 'AWAITING_SHIPMENT');
		const [ours, theirs] = ['USLC000001', 'GBCB000001'].map(
			(code) => pending.find(({ shop }) => shop === code)?.orderId,
		);
		const cancelled = orders.find(({ status }) => status === 'CANCELLED')?.orderId;
		const orderIds = [ours, theirs, cancelled, ours].join(', ');
		const read = async (filters: object) => {
			const { outputs } = await run({
				resource: 'order',
				operation: 'getAll',
				shop: byId(US),
				filters: { orderIds, updatedBefore: '2020-01-01T00:00:00Z', ...filters },
			});
			return outputs[0].map(({ orderId }) => orderId);
		};
		expect(await read({})).toEqual([ours]);
		expect(await read({ status: '', shippingType: '' })).toEqual([ours, cancelled]);
	});

	it('a text that is no order ID is refused, not read as no filter', async () => {
		const { error } = await run({
			resource: 'order',
			operation: 'getAll',
			shop: byId(US),
			filters: { orderIds: 'abc' },
		});
		expect(error?.message).toContain('"abc" is no order ID');
	});

	it('a date that is none is refused with the item', async () => {
		const { error } = await run({
			resource: 'order',
			operation: 'getAll',
			shop: byId(US),
			filters: { updatedAfter: 'yesterday-ish' },
		});
		expect(error?.message).toContain('"yesterday-ish" is no date');
		expect(error?.context?.itemIndex).toBe(0);
	});
});

describe('single orders', () => {
	it('are read by ID, several at once', async () => {
		const ids = sandbox.books().orders.slice(0, 2);
		const same = ids.filter(({ shop }) => shop === 'USLC000001').map(({ orderId }) => orderId);
		const { outputs } = await run({
			resource: 'order',
			operation: 'get',
			shop: byId(US),
			orderIds: same.join(', '),
			simplify: false,
		});
		expect(outputs[0].map(({ orderId }) => orderId)).toEqual(same);
		expect(outputs[0][0].raw).toHaveProperty('line_items');
	});

	it.each([
		['whose ID is none', 'abc', '"abc" is no order ID'],
		['that is only a comma', ',', 'No order ID is given'],
	])('an order %s is answered in words', async (_, orderIds, message) => {
		const { error } = await run({ resource: 'order', operation: 'get', shop: byId(US), orderIds });
		expect(error?.message).toContain(message);
	});
});

describe('what belongs to a shop', () => {
	it('products: one item per SKU, empty seller SKUs included', async () => {
		const { outputs } = await run({
			resource: 'product',
			operation: 'getAll',
			shop: byId(US),
			returnAll: true,
		});
		expect(outputs[0]).toHaveLength(10);
		expect(outputs[0]).toContainEqual(expect.objectContaining({ platformSku: 'TEA-GREEN-100' }));
		expect(outputs[0]).toContainEqual(expect.objectContaining({ platformSku: '' }));
	});

	it('products by seller SKU', async () => {
		const { outputs } = await run({
			resource: 'product',
			operation: 'getAll',
			shop: byId(US),
			filters: { sellerSkus: 'TEA-GREEN-100 , MUG-RED-350' },
		});
		expect(outputs[0].map(({ platformSku }) => platformSku).sort()).toEqual([
			'MUG-RED-350',
			'TEA-GREEN-100',
		]);
	});

	it('store warehouses', async () => {
		const { outputs } = await run({
			resource: 'warehouse',
			operation: 'getAll',
			shop: byId(US),
			returnAll: true,
		});
		expect(outputs[0].map(({ name }) => name)).toEqual([
			'US West Store Warehouse',
			'US East Store Warehouse',
		]);
	});

	it('shipping providers of all delivery options; options that TikTok ships are passed over', async () => {
		const { outputs } = await run({
			resource: 'shippingProvider',
			operation: 'getAll',
			shop: byId(US),
			returnAll: true,
		});
		expect(new Set(outputs[0].map(({ name }) => name))).toEqual(new Set(['USPS', 'UPS', 'FedEx']));
	});

	it('packages', async () => {
		const order = sandbox.tiktok.orderOf('in transit already');
		const parcel = sandbox.tiktok.newPackage(order, order.lines);
		const { outputs } = await run({
			resource: 'package',
			operation: 'get',
			shop: byId(US),
			packageId: parcel.id,
		});
		expect(outputs[0]).toMatchObject([{ packageId: parcel.id, orderIds: [order.id] }]);
	});
});
