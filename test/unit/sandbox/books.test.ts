import type { OrderSeed } from '../../sandbox';
import type { Order } from '../../sandbox/tiktok/types';
import { closeStages, stage, type Stage } from './support';

const CREATE = '/v1/outboundOrder/create';
const USPS = '7117858858072016686';
const UPS = '7117859084333745966';

let fixture: Stage;
beforeEach(async () => {
	fixture = await stage({ world: 'empty' });
});
afterEach(closeStages);

const need = [{ systemSku: 'SYS-MUG-BLU', quantity: 1 }];

const place = (seed: Partial<OrderSeed> = {}): Order =>
	fixture.sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		expectedLines: need,
		address: { name: `Buyer ${fixture.sandbox.tiktok.orders.size}` },
		...seed,
	});

async function toWarehouse(order: Order, changes: object = {}): Promise<string> {
	const row = fixture.client.outboundRow({ thirdOrderNo: order.id, ...changes });
	return (await fixture.client.oms<Array<{ orderNo: string }>>(CREATE, [row])).data[0].orderNo;
}

/** The parcel leaves. @returns its tracking number */
function leave(outboundOrderNo: string): string {
	const outbound = fixture.sandbox.oms.order(outboundOrderNo);
	fixture.sandbox.oms.ship(outbound);
	return outbound.trackNo;
}

async function send(order: Order, trackingNumber: string, providerId = USPS): Promise<string> {
	const body = { tracking_number: trackingNumber, shipping_provider_id: providerId };
	const path = `/fulfillment/202309/orders/${order.id}/packages`;
	return (await fixture.client.tiktok('POST', path, { body })).code;
}

const books = () => {
	const { orders, calls, ...counts } = fixture.sandbox.books();
	expect(calls.tiktok).toBe(fixture.sandbox.log.count('tiktok'));
	expect(orders).toHaveLength(counts.seeded);
	return counts;
};

const CLEAN = {
	seeded: 1,
	pulled: 0,
	created: 0,
	shipped: 0,
	trackingOnTikTok: 0,
	healed: 0,
	lost: 0,
	duplicates: 0,
	unwanted: 0,
	wrongLines: 0,
	wrongTracking: 0,
};

describe('the books count from the side of the services', () => {
	it('an order from beginning to end', async () => {
		const order = place();
		expect(books()).toEqual({ ...CLEAN, lost: 1 });
		await fixture.client.tiktok('GET', '/order/202507/orders', { query: { ids: order.id } });
		expect(books()).toEqual({ ...CLEAN, lost: 1, pulled: 1 });
		const outbound = await toWarehouse(order);
		expect(books()).toEqual({ ...CLEAN, pulled: 1, created: 1 });
		const number = leave(outbound);
		expect(books()).toEqual({ ...CLEAN, pulled: 1, created: 1, shipped: 1 });
		expect(await send(order, number)).toBe('0');
		const end = { ...CLEAN, pulled: 1, created: 1, shipped: 1, trackingOnTikTok: 1 };
		expect(books()).toEqual(end);
	});

	it('pulled means that the detail was read: a search alone does not count', async () => {
		place();
		await fixture.client.tiktok('POST', '/order/202309/orders/search', {
			query: { page_size: '10' },
		});
		expect(books().pulled).toBe(0);
	});

	it.each<[string, (id: string) => object]>([
		['by its id as own number', (id) => ({ thirdOrderNo: id })],
		['by its id inside the own number', (id) => ({ thirdOrderNo: `7490000000000000001:${id}-1` })],
		['by the platform order number', (id) => ({ thirdOrderNo: 'X-1', platformOrderNo: id })],
	])('an outbound order belongs to its order %s', async (_how, changes) => {
		const order = place();
		await toWarehouse(order, changes(order.id));
		expect(books()).toMatchObject({ created: 1, lost: 0 });
	});

	it('lost: an order that should ship and has no live outbound order, also after a cancellation', async () => {
		const order = place();
		place({ expected: 'exception' });
		place({ expected: 'ignore' });
		expect(books().lost).toBe(1);
		const outbound = await toWarehouse(order);
		expect(books().lost).toBe(0);
		fixture.sandbox.oms.cancel(fixture.sandbox.oms.order(outbound));
		expect(books()).toMatchObject({ lost: 1, created: 0 });
	});

	it('duplicates: every live outbound order beyond the first, cancelled ones left out', async () => {
		const order = place();
		await toWarehouse(order);
		const second = await toWarehouse(order, { thirdOrderNo: `again ${order.id}` });
		await toWarehouse(order);
		expect(books()).toMatchObject({ created: 1, duplicates: 2 });
		fixture.sandbox.oms.cancel(fixture.sandbox.oms.order(second));
		expect(books().duplicates).toBe(1);
	});

	it('duplicates among outbound orders of no known order count by their own number', async () => {
		const order = place();
		for (const thirdOrderNo of ['A', 'A', 'B']) await toWarehouse(order, { thirdOrderNo });
		expect(books()).toMatchObject({ created: 0, duplicates: 1 });
	});

	it('healed: an order that had to be mended, once it has its outbound order', async () => {
		const order = place({ healing: 'mapping' });
		await toWarehouse(place());
		expect(books().healed).toBe(0);
		await toWarehouse(order);
		expect(books().healed).toBe(1);
	});

	it('unwanted: an outbound order of an order that must not ship', async () => {
		await toWarehouse(place({ expected: 'ignore' }));
		await toWarehouse(place({ expected: 'exception' }));
		expect(books()).toMatchObject({ unwanted: 2, lost: 0 });
	});

	it('wrongLines: other goods or another quantity; split lines of the same goods are right', async () => {
		const lines = (...quantities: number[]) => ({
			productList: quantities.map((quantity) => ({ sku: 'SYS-MUG-BLU', quantity })),
		});
		await toWarehouse(place(), lines(2));
		await toWarehouse(place(), { productList: [{ sku: 'SYS-LAMP', quantity: 1 }] });
		const three = [{ systemSku: 'SYS-MUG-BLU', quantity: 3 }];
		await toWarehouse(place({ expectedLines: three }), lines(1, 2));
		expect(books().wrongLines).toBe(2);
	});
});

describe('wrongTracking', () => {
	const shipped = async () => {
		const order = place();
		return { order, number: leave(await toWarehouse(order)) };
	};

	it("counts a number that is not the parcel's, though TikTok Shop takes it", async () => {
		const { order } = await shipped();
		expect(await send(order, '9400000000000000000000')).toBe('0');
		expect(books()).toMatchObject({ wrongTracking: 1, trackingOnTikTok: 0 });
	});

	it('counts the number of the parcel of another order', async () => {
		const [first, second] = [await shipped(), await shipped()];
		expect(await send(second.order, first.number)).toBe('0');
		expect(books()).toMatchObject({ wrongTracking: 1, trackingOnTikTok: 0 });
	});

	it('counts the right number under another provider', async () => {
		const { order, number } = await shipped();
		expect(await send(order, number, UPS)).toBe('0');
		expect(books()).toMatchObject({ wrongTracking: 1, trackingOnTikTok: 1 });
	});

	it('counts a number sent for an order without a shipped parcel', async () => {
		expect(await send(place(), '9400000000000000000000')).toBe('0');
		expect(books().wrongTracking).toBe(1);
	});
});
