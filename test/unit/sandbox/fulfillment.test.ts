import type { OrderSeed } from '../../sandbox';
import type { Order } from '../../sandbox/tiktok/types';
import { addVietnam, closeStages, stage, type Stage } from './support';

const USPS = '7117858858072016686';
const ROYAL_MAIL = '6965385313930937858';
const number = (serial: number): string => `94${String(serial).padStart(20, '0')}`;
const HOURS = 60 * 60;

let fixture: Stage;
beforeEach(async () => {
	fixture = await stage({ world: 'empty' });
});
afterEach(closeStages);

const place = (seed: Partial<OrderSeed> = {}): Order =>
	fixture.sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		...seed,
	});

const post = async (path: string, body: object, shop = 'US01') =>
	await fixture.client.tiktok('POST', `/fulfillment/202309${path}`, { shop, body });

const tracking = (trackingNumber: string, providerId = USPS) => ({
	tracking_number: trackingNumber,
	shipping_provider_id: providerId,
});

const mark = async (order: Order, body: object = tracking(number(1))) =>
	await post(`/orders/${order.id}/packages`, body, order.shop.key);

const shipPackage = async (order: Order, self?: object) =>
	await post(
		`/packages/${order.packageIds[0]}/ship`,
		self ? { self_shipment: self } : { handover_method: 'PICKUP' },
		order.shop.key,
	);

const correctOrder = async (order: Order, trackingNumber: string) =>
	await post(`/orders/${order.id}/shipping_info/update`, tracking(trackingNumber), order.shop.key);

describe('Mark Package As Shipped', () => {
	it('hands the order over: package, number, provider, AWAITING_COLLECTION', async () => {
		const order = place();
		const { code, data } = await mark(order);
		expect(code).toBe('0');
		expect(data).toEqual({
			order_id: order.id,
			order_line_item_ids: [order.lines[0].id],
			package_id: order.packageIds[0],
		});
		const shown = await fixture.client.tiktok<{ orders: object[] }>('GET', '/order/202507/orders', {
			query: { ids: order.id },
		});
		expect(shown.data.orders[0]).toMatchObject({
			status: 'AWAITING_COLLECTION',
			tracking_number: number(1),
			shipping_provider_id: USPS,
			shipping_provider: 'USPS',
			line_items: [{ display_status: 'AWAITING_COLLECTION', package_id: order.packageIds[0] }],
		});
	});

	it('some lines first: PARTIALLY_SHIPPING, then the rest must be named (21011048)', async () => {
		const order = place({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }] });
		const [first, second] = order.lines.map(({ id }) => id);
		const lines = (ids: string[], serial: number) => ({
			...tracking(number(serial)),
			order_line_item_ids: ids,
		});
		expect((await mark(order, lines([first], 1))).code).toBe('0');
		expect(order.status).toBe('PARTIALLY_SHIPPING');
		expect((await mark(order)).code).toBe('21011048');
		expect((await mark(order, lines([first], 2))).code).toBe('21011040');
		expect((await mark(order, lines([second], 2))).code).toBe('0');
		expect(order.status).toBe('AWAITING_COLLECTION');
		expect(order.packageIds).toHaveLength(2);
	});

	it('lines of another order are refused: 21011048', async () => {
		const [order, other] = [place(), place()];
		const body = { ...tracking(number(1)), order_line_item_ids: [other.lines[0].id] };
		expect((await mark(order, body)).code).toBe('21011048');
	});

	it.each<[string, Partial<OrderSeed>, string]>([
		['on hold', { status: 'ON_HOLD' }, '21011044'],
		['unpaid', { status: 'UNPAID' }, '21011044'],
		['cancelled', { status: 'CANCELLED' }, '21011041'],
		['in transit', { status: 'IN_TRANSIT' }, '21011040'],
		['shipped by TikTok', { shippingType: 'TIKTOK' }, '21011004'],
		[
			'fulfilled by TikTok',
			{ fulfillmentType: 'FULFILLMENT_BY_TIKTOK', shippingType: 'TIKTOK' },
			'21008025',
		],
	])('an order that is %s is refused', async (_what, seed, code) => {
		const answer = await mark(place(seed));
		expect([answer.status, answer.code]).toEqual([200, code]);
		expect(fixture.sandbox.tiktok.trackingWrites).toEqual([]);
	});

	it('a second time is refused, even with the same number: 21011040', async () => {
		const order = place();
		await mark(order);
		expect((await mark(order)).code).toBe('21011040');
		expect(fixture.sandbox.tiktok.trackingWrites).toHaveLength(1);
	});

	it("a buyer's request to cancel blocks it outside the US (21011007), in the US it is rejected by it", async () => {
		const gb = place({ shop: 'GB01', cancelRequested: true });
		expect((await mark(gb, tracking('RM100000001GB', ROYAL_MAIL))).code).toBe('21011007');
		const us = place({ cancelRequested: true });
		expect((await mark(us)).code).toBe('0');
		expect(us.cancelRequestTime).toBeUndefined();
	});

	it('an order of another shop is refused: 21011028', async () => {
		const order = place({ shop: 'GB01' });
		const path = `/orders/${order.id}/packages`;
		expect((await post(path, tracking(number(1)), 'US01')).code).toBe('21011028');
	});
});

describe('number and provider', () => {
	it('a provider of another delivery option is refused: 21011022', async () => {
		expect((await mark(place(), tracking(number(1), ROYAL_MAIL))).code).toBe('21011022');
	});

	it.each([
		['9400 1', '21004012'],
		['ABC', '21011022'],
		['', '21011022'],
	])('the number "%s" is refused: %s', async (text, code) => {
		expect((await mark(place(), tracking(text))).code).toBe(code);
	});

	it('a missing provider is refused by the gateway: 36009004', async () => {
		expect((await mark(place(), { tracking_number: number(1) })).code).toBe('36009004');
	});

	it('a number of another order is refused (21034012), unless it goes to the same person and street', async () => {
		await mark(place());
		const other = place({ address: { name: 'Someone Else' } });
		expect((await mark(other)).code).toBe('21034012');
		expect((await mark(place())).code).toBe('0');
	});

	it('one number serves at most 20 orders', async () => {
		for (let count = 0; count < 20; count += 1) expect((await mark(place())).code).toBe('0');
		expect((await mark(place())).code).toBe('21034012');
	});

	it("a number that is not the provider's is accepted with a warning in the US", async () => {
		expect((await mark(place(), tracking('ABCDEF123456'))).data.warning).toHaveProperty('message');
		const gb = place({ shop: 'GB01' });
		expect((await mark(gb, tracking('ABCDEF123457', ROYAL_MAIL))).data).not.toHaveProperty(
			'warning',
		);
	});

	it('providers are those of the delivery option; TikTok-shipped 21008117, unknown 21008116', async () => {
		const list = async (id: string) =>
			await fixture.client.tiktok(
				'GET',
				`/logistics/202309/delivery_options/${id}/shipping_providers`,
			);
		const options = fixture.sandbox.tiktok.warehouses[0].deliveryOptions;
		const names = (await list(options[0].id)).data.shipping_providers;
		expect(names).toContainEqual({ id: USPS, name: 'USPS' });
		expect((await list(options[1].id)).code).toBe('21008117');
		expect((await list('1')).code).toBe('21008116');
	});
});

describe('the market decides which call sends the number (TikTok Shop API §4.5)', () => {
	it('Mark Package As Shipped is refused in Vietnam (21008106), Ship Package does it', async () => {
		const { providerId } = addVietnam(fixture.sandbox.tiktok);
		await fixture.client.connect();
		const order = place({ shop: 'VN01' });
		expect((await mark(order, tracking('GHN123456', providerId))).code).toBe('21008106');
		const shipped = await shipPackage(order, tracking('GHN123456', providerId));
		expect([shipped.code, shipped.data]).toEqual(['0', null]);
		expect(order.status).toBe('AWAITING_COLLECTION');
		expect((await shipPackage(order, tracking('GHN123456', providerId))).code).toBe('21011040');
		expect(fixture.sandbox.tiktok.trackingWrites.map(({ via }) => via)).toEqual(['shipPackage']);
	});

	it('Ship Package is refused for seller-shipped orders of the UK: 21008106', async () => {
		const order = place({ shop: 'GB01', lines: [{ sellerSku: 'TOWEL-M', units: 2 }] });
		const line = order.lines[0].id;
		await mark(order, { ...tracking('RM100000001GB', ROYAL_MAIL), order_line_item_ids: [line] });
		const again = await shipPackage(order, tracking('RM100000002GB', ROYAL_MAIL));
		expect(again.code).toBe('21008106');
	});

	it('a package of nobody is refused: 21011028', async () => {
		expect((await post('/packages/1/ship', { handover_method: 'PICKUP' })).code).toBe('21011028');
	});

	it('names and types inside self_shipment are checked', async () => {
		const { providerId } = addVietnam(fixture.sandbox.tiktok);
		await fixture.client.connect();
		const order = place({ shop: 'VN01' });
		const wrong = { ...tracking('GHN123456', providerId), carrier: 'x' };
		expect((await shipPackage(order, wrong)).code).toBe('36009004');
		expect((await shipPackage(order, { tracking_number: 'GHN123456' })).code).toBe('36009004');
	});
});

describe('correcting a number (TikTok Shop API §4.6)', () => {
	it('not before shipping (21011043), once (then 21011049), within 72 hours', async () => {
		const order = place();
		expect((await correctOrder(order, number(2))).code).toBe('21011043');
		await mark(order);
		expect((await correctOrder(order, number(2))).code).toBe('0');
		expect((await correctOrder(order, number(3))).code).toBe('21011049');
		const late = place();
		await mark(late, tracking(number(4)));
		fixture.clock.pass(72 * HOURS + 1);
		expect((await correctOrder(late, number(5))).code).toBe('21011049');
	});

	it('of one package of a split order: 21011052 the second time', async () => {
		const order = place({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }] });
		const line = order.lines[0].id;
		await mark(order, { ...tracking(number(1)), order_line_item_ids: [line] });
		const path = `/packages/${order.packageIds[0]}/shipping_info/update`;
		expect((await post(path, tracking(number(2)))).code).toBe('0');
		expect((await post(path, tracking(number(3)))).code).toBe('21011052');
	});

	it('not of a delivered order: 21011030', async () => {
		const order = place();
		await mark(order);
		order.status = 'DELIVERED';
		expect((await correctOrder(order, number(2))).code).toBe('21011030');
	});
});
