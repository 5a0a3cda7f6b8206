import { combine } from '../../sandbox/client';
import { addMarket } from '../../sandbox/demo/markets';
import type { OrderSeed } from '../../sandbox';
import type { Order } from '../../sandbox/tiktok/types';
import { closeStages, stage, type Stage } from './support';

const F = '/fulfillment/202309';
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

async function market(region: string) {
	const added = addMarket(fixture.sandbox.tiktok, region);
	await fixture.client.connect();
	return added;
}

const post = async (path: string, body: object, shop = 'US01') =>
	await fixture.client.tiktok<Record<string, never>>('POST', path, { shop, body });

describe('batch ship', () => {
	it('succeeds as a whole; refusals of single packages stand in errors', async () => {
		const { provider } = await market('VN');
		const [good, held] = [place({ shop: 'VN01' }), place({ shop: 'VN01', status: 'ON_HOLD' })];
		const entry = ({ packageIds: [id] }: Order) => ({
			id,
			self_shipment: { tracking_number: `GHN${id.slice(-9)}`, shipping_provider_id: provider.id },
		});
		const body = { packages: [entry(good), entry(held)] };
		const { code, data } = await post(`${F}/packages/ship`, body, 'VN01');
		expect(code).toBe('0');
		expect(data.errors).toEqual([
			{ code: 21011044, message: expect.any(String), detail: { package_id: held.packageIds[0] } },
		]);
		expect(good.status).toBe('AWAITING_COLLECTION');
	});
});

describe('split', () => {
	const groups = (...lines: Array<Array<{ id: string }>>) => ({
		splittable_groups: lines.map((group, index) => ({
			id: `g${index}`,
			order_line_item_ids: group.map(({ id }) => id),
		})),
	});

	it('item by item where the market allows it', async () => {
		const order = place({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }] });
		const [first, second] = order.lines;
		const { code } = await post(`${F}/orders/${order.id}/split`, groups([first], [second]));
		expect([code, order.packageIds.length]).toEqual(['0', 2]);
	});

	it('units of one SKU stay together elsewhere (21011035)', async () => {
		await market('VN');
		const order = place({ shop: 'VN01', lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }] });
		const [first, second] = order.lines;
		const path = `${F}/orders/${order.id}/split`;
		expect((await post(path, groups([first], [second]), 'VN01')).code).toBe('21011035');
		expect((await post(path, groups([first, second]), 'VN01')).code).toBe('0');
	});

	it('not of shipped orders (21011005)', async () => {
		const order = place({ status: 'IN_TRANSIT' });
		const path = `${F}/orders/${order.id}/split`;
		expect((await post(path, groups(order.lines))).code).toBe('21011005');
	});
});

describe('combine', () => {
	it('orders of one buyer become one package, which ships them all', async () => {
		const { provider } = await market('TH');
		const orders = [place({ shop: 'TH01' }), place({ shop: 'TH01' })];
		await combine(fixture.sandbox, 'TH01', orders);
		const [packageId] = orders[0].packageIds;
		expect(orders[1].packageIds).toEqual([packageId]);
		const detail = await fixture.client.tiktok('GET', `${F}/packages/${packageId}`, {
			shop: 'TH01',
		});
		expect(detail.data).toMatchObject({
			orders: orders.map(({ id }) => ({ id })),
			split_and_combine_tag: 'COMBINE',
		});
		const self = { tracking_number: 'TH1000001', shipping_provider_id: provider.id };
		await post(`${F}/packages/${packageId}/ship`, { self_shipment: self }, 'TH01');
		expect(orders.map(({ status }) => status)).toEqual([
			'AWAITING_COLLECTION',
			'AWAITING_COLLECTION',
		]);
		expect(fixture.sandbox.tiktok.trackingWrites).toHaveLength(2);
	});

	it('other addresses cannot be combined (21011031)', async () => {
		const orders = [place(), place({ address: { name: 'Someone Else' } })];
		await expect(combine(fixture.sandbox, 'US01', orders)).rejects.toThrow('Not combined');
	});
});

describe('labels', () => {
	it('US: bought by Create Packages, once; the document can be downloaded for 24 hours', async () => {
		const order = place({ shippingType: 'TIKTOK' });
		const body = { order_id: order.id };
		expect((await post(`${F}/packages`, body)).code).toBe('0');
		expect((await post(`${F}/packages`, body)).code).toBe('21011006');
		const path = `${F}/packages/${order.packageIds[0]}/shipping_documents`;
		const query = { document_type: 'SHIPPING_LABEL' };
		const { data } = await fixture.client.tiktok<{ doc_url: string }>('GET', path, { query });
		const file = await fetch(data.doc_url);
		expect(file.headers.get('content-type')).toBe('application/pdf');
		expect(await file.text()).toMatch(/^%PDF/);
		fixture.clock.pass(24 * 60 * 60 + 1);
		expect((await fetch(data.doc_url)).status).toBe(403);
	});

	it.each([
		[{}, '21008106'],
		[{ shippingType: 'TIKTOK', fulfillmentType: 'FULFILLMENT_BY_TIKTOK' }, '21008025'],
	] as const)('Create Packages of an order %j is refused: %s', async (seed, code) => {
		expect((await post(`${F}/packages`, { order_id: place(seed).id })).code).toBe(code);
	});
});

describe('markets', () => {
	it('EU: providers are told for a route only, some for one route alone', async () => {
		const { warehouse } = await market('DE');
		const [option] = warehouse.deliveryOptions;
		option.byRoute = { 'DE>FR': [{ id: '9', name: 'Chronopost', numberPattern: /./ }] };
		const path = `/logistics/202309/delivery_options/${option.id}/shipping_providers`;
		const ask = async (query: Record<string, string>) =>
			await fixture.client.tiktok('GET', path, { shop: 'DE01', query });
		expect((await ask({})).code).toBe('36009004');
		const names = async (to: string) => {
			const { data } = await ask({ warehouse_region: 'DE', buyer_region: to });
			return (data.shipping_providers as Array<{ name: string }>).map(({ name }) => name);
		};
		expect(await names('DE')).toEqual(['DHL']);
		expect(await names('FR')).toEqual(['DHL', 'Chronopost']);
	});

	it.each([
		['needed', '21004006', 'NEED_INVOICE'],
		['wrong', '21004019', 'INVOICE_UPLOADED'],
		['unchecked', '21004020', 'INVOICE_UPLOADED'],
	] as const)('BR: an invoice that is %s: %s', async (invoice, code, shown) => {
		const { provider } = await market('BR');
		const order = place({ shop: 'BR01', invoice });
		const self = { tracking_number: 'BR1000001', shipping_provider_id: provider.id };
		const path = `${F}/packages/${order.packageIds[0]}/ship`;
		expect((await post(path, { self_shipment: self }, 'BR01')).code).toBe(code);
		const query = { ids: order.id };
		const { data } = await fixture.client.tiktok('GET', '/order/202507/orders', {
			shop: 'BR01',
			query,
		});
		expect(data).toMatchObject({ orders: [{ need_upload_invoice: shown }] });
	});
});

describe('external references', () => {
	it('are kept per kind of system; orders of others stand in errors', async () => {
		const [mine, other] = [place(), place({ shop: 'GB01' })];
		const entry = ({ id }: Order, external: string) => ({
			id,
			external_order: { id: external, platform: 'ORDER_MANAGEMENT_SYSTEM' },
		});
		const path = '/order/202406/orders/external_orders';
		const { data } = await post(path, { orders: [entry(mine, 'OB1'), entry(other, 'OB2')] });
		expect(data.errors).toMatchObject([{ code: 21011028, detail: { order_id: other.id } }]);
		expect(mine.externalOrders).toMatchObject([{ id: 'OB1' }]);
		const many = Array.from({ length: 101 }, () => entry(mine, 'X'));
		expect((await post(path, { orders: many })).code).toBe('36009004');
	});
});

describe('an outbound order in several parcels', () => {
	it('shows each with its number and what is in it', async () => {
		const { oms } = fixture.sandbox;
		await fixture.client.oms('/v1/outboundOrder/create', [
			fixture.client.outboundRow({ productList: [{ sku: 'SYS-MUG-BLU', quantity: 3 }] }),
		]);
		const [outbound] = [...oms.outbound.values()];
		outbound.packing = [2, 1].map((quantity) => [{ sku: 'SYS-MUG-BLU', quantity }]);
		oms.ship(outbound);
		const { data } = await fixture.client.oms<object[]>('/v1/outboundOrder/detail', {
			outboundOrderNoList: [outbound.outboundOrderNo],
		});
		const [first, second] = outbound.parcelTrackNos ?? [];
		expect(first).not.toBe(second);
		expect(data).toMatchObject([
			{
				logisticsTrackNo: first,
				logisticsTrackNos: [first, second],
				expressList: [
					{ trackNo: first, pkgSkuNumInfo: 'SYS-MUG-BLU*2' },
					{ trackNo: second, pkgSkuNumInfo: 'SYS-MUG-BLU*1' },
				],
			},
		]);
	});
});
