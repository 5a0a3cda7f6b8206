import { addVietnam, closeStages, stage, type Stage } from './support';

const SEARCH = '/order/202309/orders/search';
const DETAIL = '/order/202507/orders';

interface LineView {
	id: string;
	sku_id: string;
	seller_sku: string;
	is_gift: boolean;
	combined_listing_skus?: Array<{ seller_sku: string; sku_count: number }>;
}
interface OrderView {
	id: string;
	status: string;
	create_time: number;
	update_time: number;
	recipient_address?: { name: string; phone_number: string; address_line1: string };
	packages: Array<{ id: string }>;
	line_items: LineView[];
}
interface SearchPage {
	orders: OrderView[];
	next_page_token: string;
	total_count: number;
}

let fixture: Stage;
beforeEach(async () => {
	fixture = await stage({ world: 'empty' });
});
afterEach(closeStages);

const search = async (body?: object, query: Record<string, string> = {}, shop = 'US01') =>
	await fixture.client.tiktok<SearchPage>('POST', SEARCH, {
		shop,
		query: { page_size: '10', ...query },
		...(body ? { body } : {}),
	});

const found = async (body?: object, query?: Record<string, string>, shop?: string) =>
	(await search(body, query, shop)).data.orders.map((order) => order.id);

const detail = async (ids: string[], shop = 'US01') =>
	(await fixture.client.tiktok<SearchPage>('GET', DETAIL, { shop, query: { ids: ids.join(',') } }))
		.data.orders;

const MUG = [{ sellerSku: 'MUG-BLUE-350' }];

/** Orders placed 100, 200, … seconds ago, oldest first. */
function place(count: number): string[] {
	return Array.from({ length: count }, (_, index) => (count - index) * 100).map(
		(ageSeconds) => fixture.sandbox.tiktok.addOrder({ shop: 'US01', lines: MUG, ageSeconds }).id,
	);
}

describe('order search', () => {
	it('shows the orders of the shop of the cipher only, and all of them without filters', async () => {
		const { tiktok } = fixture.sandbox;
		const us = tiktok.addOrder({ shop: 'US01', lines: MUG }).id;
		const gb = tiktok.addOrder({ shop: 'GB01', lines: MUG }).id;
		expect(await found()).toEqual([us]);
		expect(await found({}, {}, 'GB01')).toEqual([gb]);
		expect(await detail([us, gb], 'GB01')).toMatchObject([{ id: gb }]);
	});

	it('takes one status and the other filters together', async () => {
		const { tiktok } = fixture.sandbox;
		tiktok.addOrder({ shop: 'US01', lines: MUG, status: 'UNPAID' });
		tiktok.addOrder({ shop: 'US01', lines: MUG, shippingType: 'TIKTOK' });
		const east = tiktok.addOrder({ shop: 'US01', lines: MUG, warehouse: 1 });
		const asked = tiktok.addOrder({ shop: 'US01', lines: MUG, cancelRequested: true }).id;
		const body = { order_status: 'AWAITING_SHIPMENT', shipping_type: 'SELLER' };
		expect((await found(body)).sort()).toEqual([east.id, asked].sort());
		expect(await found({ ...body, is_buyer_request_cancel: false })).toEqual([east.id]);
		expect(await found({ ...body, warehouse_ids: [east.warehouseId] })).toEqual([east.id]);
		expect(await found({ buyer_user_id: east.buyerUserId })).toEqual([east.id]);
		expect(await found({ order_status: 'DELIVERED' })).toEqual([]);
	});

	it.each(['create_time', 'update_time'])('%s windows are half-open', async (field) => {
		const [older, newer] = place(2);
		const at = fixture.clock.seconds() - 200;
		const window = (from: number, to: number) => ({ [`${field}_ge`]: from, [`${field}_lt`]: to });
		expect(await found(window(at, at + 100))).toEqual([older]);
		expect(await found(window(at + 100, at + 101))).toEqual([newer]);
		expect(await found(window(at + 1, at + 100))).toEqual([]);
	});

	it('newest first unless ASC is asked for; every page once, an empty token on the last', async () => {
		const ids = place(5);
		expect(await found()).toEqual([...ids].reverse());
		const seen: string[] = [];
		let token = '';
		do {
			const { data } = await search(undefined, {
				page_size: '2',
				sort_order: 'ASC',
				...(token ? { page_token: token } : {}),
			});
			expect(data.total_count).toBe(5);
			seen.push(...data.orders.map((order) => order.id));
			token = data.next_page_token;
			if (token) expect(token).toMatch(/\/.*\+.*=/);
		} while (token);
		expect(seen).toEqual(ids);
	});

	it('a full last page is the last: no token to an empty one', async () => {
		place(4);
		const first = await search({}, { page_size: '2' });
		const token = first.data.next_page_token;
		expect((await search({}, { page_size: '2', page_token: token })).data).toMatchObject({
			next_page_token: '',
			total_count: 4,
		});
	});

	it('an order that changes during descending paging is missed, ascending it is seen again (TikTok Shop API §7)', async () => {
		const ids = place(3);
		const page = async (sort_order: string, token?: string) =>
			await search(undefined, {
				page_size: '1',
				sort_field: 'update_time',
				sort_order,
				...(token ? { page_token: token } : {}),
			});
		const down = await page('DESC');
		const up = await page('ASC');
		const moved = fixture.sandbox.tiktok.order(ids[1]);
		moved.updateTime = fixture.clock.seconds();
		const rest = await page('DESC', down.data.next_page_token);
		expect(rest.data.orders.map((order) => order.id)).toEqual([ids[0]]);
		let next = await page('ASC', up.data.next_page_token);
		expect(next.data.orders.map((order) => order.id)).toEqual([ids[2]]);
		next = await page('ASC', next.data.next_page_token);
		expect(next.data.orders.map((order) => order.id)).toEqual([ids[1]]);
	});

	it.each<[string, object, Record<string, string>, string]>([
		['another filter', { order_status: 'UNPAID' }, {}, 'US01'],
		['another page size', {}, { page_size: '3' }, 'US01'],
		['another order', {}, { sort_order: 'ASC' }, 'US01'],
		['another shop', {}, {}, 'GB01'],
	])('a page token does not work with %s: 36009004', async (_what, body, query, shop) => {
		place(3);
		const page_token = (await search({}, { page_size: '2' })).data.next_page_token;
		const other = await search(body, { page_size: '2', page_token, ...query }, shop);
		expect(other.code).toBe('36009004');
		expect((await search({}, { page_size: '2', page_token })).code).toBe('0');
	});

	it('a page token ends after ten minutes', async () => {
		place(3);
		const page_token = (await search({}, { page_size: '2' })).data.next_page_token;
		fixture.clock.pass(10 * 60);
		expect((await search({}, { page_size: '2', page_token })).code).toBe('36009004');
	});

	it('repeatPage shows one page again and loses none', async () => {
		const ids = place(6);
		fixture.sandbox.faults.add({ service: 'tiktok', path: SEARCH, kind: 'repeatPage' });
		const seen: string[] = [];
		let page_token: string | undefined;
		for (let page = 0; page < 4; page += 1) {
			const query = { page_size: '2', sort_order: 'ASC', ...(page_token ? { page_token } : {}) };
			const { data } = await search({}, query);
			seen.push(...data.orders.map((order) => order.id));
			page_token = data.next_page_token;
		}
		expect(seen).toEqual([...ids.slice(0, 2), ...ids]);
		expect(page_token).toBe('');
	});

	it('an order may show late, with an update_time that lies before the search', async () => {
		const { tiktok } = fixture.sandbox;
		const late = tiktok.addOrder({ shop: 'US01', lines: MUG, visibleAfterSeconds: 90 });
		fixture.clock.pass(60);
		expect(await found()).toEqual([]);
		fixture.clock.pass(30);
		expect(await found({ update_time_lt: late.createTime + 1 })).toEqual([late.id]);
	});
});

describe('orders as they are shown', () => {
	it('one line item is one unit, gifts are lines of their own', async () => {
		const { id } = fixture.sandbox.tiktok.addOrder({
			shop: 'US01',
			lines: [
				{ sellerSku: 'TEA-GREEN-100', units: 2 },
				{ sellerSku: 'TEA-GREEN-100', isGift: true },
			],
		});
		const [order] = await detail([id]);
		expect(order.line_items.map((line) => [line.seller_sku, line.is_gift])).toEqual([
			['TEA-GREEN-100', false],
			['TEA-GREEN-100', false],
			['TEA-GREEN-100', true],
		]);
		expect(new Set(order.line_items.map((line) => line.id)).size).toBe(3);
		expect(JSON.stringify(order)).not.toContain('quantity');
	});

	it('the parts of a virtual bundle come with Get Order Detail only', async () => {
		const lines = [{ sellerSku: 'GIFT-BOX-01' }];
		const { id } = fixture.sandbox.tiktok.addOrder({ shop: 'US01', lines });
		const listed = (await search()).data.orders[0].line_items[0];
		expect(listed).not.toHaveProperty('combined_listing_skus');
		expect((await detail([id]))[0].line_items[0].combined_listing_skus).toMatchObject([
			{ seller_sku: 'MUG-BLUE-350', sku_count: 1 },
			{ seller_sku: 'TEA-GREEN-100', sku_count: 2 },
		]);
	});

	it('ids are decimal texts of 18 or 19 digits above 2^53', async () => {
		const [id] = place(1);
		const [order] = await detail([id]);
		const { line_items: lines } = order;
		for (const text of [order.id, lines[0].id, lines[0].sku_id]) {
			expect(text).toMatch(/^\d{18,19}$/);
			expect(Number(text)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
		}
	});

	it.each(['UNPAID', 'ON_HOLD'] as const)('%s: no address and no number', async (status) => {
		const { id } = fixture.sandbox.tiktok.addOrder({ shop: 'US01', lines: MUG, status });
		const [order] = await detail([id]);
		expect(order.status).toBe(status);
		expect(order).not.toHaveProperty('recipient_address');
	});

	it('a masked recipient is made of asterisks; a clear one is whole', async () => {
		const { tiktok } = fixture.sandbox;
		const clear = tiktok.addOrder({ shop: 'US01', lines: MUG }).id;
		const masked = tiktok.addOrder({ shop: 'US01', lines: MUG, masked: true }).id;
		const [open, hidden] = await detail([clear, masked]);
		expect(open.recipient_address?.name).toBe('Dana Miller');
		expect(JSON.stringify(open.recipient_address)).not.toContain('*');
		for (const text of [hidden.recipient_address?.name, hidden.recipient_address?.address_line1]) {
			expect(text).toContain('*');
		}
		expect(JSON.stringify(hidden)).not.toMatch(/Dana|Miller|Market Street/);
	});

	it('shipped by TikTok outside the US: name and phone are masked, the street is not', async () => {
		const seed = { shop: 'GB01', lines: MUG, shippingType: 'TIKTOK' as const };
		const { id } = fixture.sandbox.tiktok.addOrder(seed);
		const [order] = await detail([id], 'GB01');
		expect(order.recipient_address?.phone_number).toContain('*');
		expect(order.recipient_address?.address_line1).toBe('500 Market Street');
	});

	it('no package before shipping in the US; elsewhere from payment on (TikTok Shop API §7)', async () => {
		const [id] = place(1);
		expect((await detail([id]))[0].packages).toEqual([]);
		addVietnam(fixture.sandbox.tiktok);
		await fixture.client.connect();
		const add = (status: 'UNPAID' | 'AWAITING_SHIPMENT') =>
			fixture.sandbox.tiktok.addOrder({ shop: 'VN01', lines: MUG, status }).id;
		const [unpaid, paid] = await detail([add('UNPAID'), add('AWAITING_SHIPMENT')], 'VN01');
		expect(unpaid.packages).toHaveLength(0);
		expect(paid.packages).toHaveLength(1);
	});
});
