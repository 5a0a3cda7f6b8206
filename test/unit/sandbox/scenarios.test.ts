import { closeStages, stage, type Stage } from './support';

const DETAIL = '/order/202507/orders';
const SEARCH = '/order/202309/orders/search';

interface Seen {
	status: string;
	create_time: number;
	update_time: number;
	recipient_address?: object;
	is_on_hold_order: boolean;
	line_items: Array<{ seller_sku: string }>;
}

afterEach(closeStages);

async function look({ client, sandbox }: Stage, scenario: string): Promise<Seen> {
	const { id, shop } = sandbox.tiktok.orderOf(scenario);
	const options = { shop: shop.key, query: { ids: id } };
	return (await client.tiktok<{ orders: Seen[] }>('GET', DETAIL, options)).data.orders[0];
}

describe('the demo world', () => {
	it('holds at least 24 orders of two shops and every scenario of issue 2', async () => {
		const { sandbox } = await stage();
		const orders = [...sandbox.tiktok.orders.values()];
		const { seeded } = sandbox.books();
		expect(seeded).toBeGreaterThanOrEqual(24);
		expect(new Set(orders.map(({ shop }) => `${shop.region} ${shop.sellerType}`))).toEqual(
			new Set(['US LOCAL', 'GB CROSS_BORDER']),
		);
		const has = (test: (order: (typeof orders)[number]) => boolean): boolean => orders.some(test);
		const sells = (sku: string) => has(({ lines }) => lines.some((each) => each.sellerSku === sku));
		expect(sells('SET-BREAKFAST')).toBe(true);
		expect(sells('NEW-ARRIVAL-01')).toBe(true);
		expect(sells('')).toBe(true);
		expect(has(({ lines }) => lines.some(({ bundle }) => bundle.length > 0))).toBe(true);
		expect(has(({ lines }) => lines.some(({ isGift }) => isGift))).toBe(true);
		expect(has(({ status }) => status === 'ON_HOLD')).toBe(true);
		expect(has(({ cancelRequestTime }) => cancelRequestTime !== undefined)).toBe(true);
		expect(has(({ masked }) => masked)).toBe(true);
		const healings = orders.flatMap(({ scenario }) => scenario.healing ?? []);
		expect(new Set(healings)).toEqual(new Set(['hold', 'sku', 'mapping']));
	});

	it('is the same in every run', async () => {
		const shown = async () => [...(await stage()).sandbox.tiktok.orders.values()];
		expect(await shown()).toEqual(await shown());
	});
});

describe('ON_HOLD', () => {
	it('shows no address, is released by tick, and only update_time moves', async () => {
		const fixture = await stage();
		const held = await look(fixture, 'on hold, released later');
		expect(held).toMatchObject({ status: 'ON_HOLD', is_on_hold_order: true });
		expect(held.recipient_address).toBeUndefined();
		fixture.clock.pass(3600);
		fixture.sandbox.tick();
		const released = await look(fixture, 'on hold, released later');
		expect(released.status).toBe('AWAITING_SHIPMENT');
		expect(released.recipient_address).toBeDefined();
		expect(released.create_time).toBe(held.create_time);
		expect(released.update_time).toBe(fixture.clock.seconds());
	});

	it('with a watchable pace, waits a minute from the first search on', async () => {
		const fixture = await stage({ autoAdvance: true, pace: { tickMs: 3_600_000 } });
		const status = () => fixture.sandbox.tiktok.orderOf('on hold, released later').status;
		fixture.clock.pass(600);
		fixture.sandbox.tick();
		expect(status()).toBe('ON_HOLD');
		await fixture.client.tiktok('POST', SEARCH, { query: { page_size: '10' } });
		fixture.clock.pass(59);
		fixture.sandbox.tick();
		expect(status()).toBe('ON_HOLD');
		fixture.clock.pass(1);
		fixture.sandbox.tick();
		expect(status()).toBe('AWAITING_SHIPMENT');
	});
});

describe('an empty seller SKU', () => {
	it('is filled in later, on the product and on the order, without moving update_time', async () => {
		const fixture = await stage();
		const scenario = 'empty seller SKU, filled in later';
		const skuOf = (seen: Seen) => seen.line_items.map((line) => line.seller_sku);
		const empty = await look(fixture, scenario);
		expect(skuOf(empty)).toEqual(['', 'MUG-BLUE-350']);
		fixture.clock.pass(60);
		fixture.sandbox.tick();
		const filled = await look(fixture, scenario);
		expect(skuOf(filled)).toEqual(['LAMP-DESK-01', 'MUG-BLUE-350']);
		expect(filled.update_time).toBe(empty.update_time);
		const search = await fixture.client.tiktok('POST', '/product/202502/products/search', {
			query: { page_size: '10' },
			body: { seller_skus: ['LAMP-DESK-01'] },
		});
		expect(search.data.products).toHaveLength(1);
	});
});

describe('a carrier', () => {
	it('scans the parcel when the pace asks for it: AWAITING_COLLECTION → IN_TRANSIT', async () => {
		const fixture = await stage({ pace: { firstScanMs: 60_000 } });
		const order = fixture.sandbox.tiktok.orderOf('one line');
		const providerId = '7117858858072016686';
		const path = `/fulfillment/202309/orders/${order.id}/packages`;
		const body = { tracking_number: `94${'0'.repeat(20)}`, shipping_provider_id: providerId };
		expect((await fixture.client.tiktok('POST', path, { body })).code).toBe('0');
		fixture.sandbox.tick();
		expect(order.status).toBe('AWAITING_COLLECTION');
		fixture.clock.pass(60);
		fixture.sandbox.tick();
		expect(await look(fixture, 'one line')).toMatchObject({ status: 'IN_TRANSIT' });
	});
});
