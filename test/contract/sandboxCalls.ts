import { startSandbox, type Sandbox } from '../sandbox';
import { SandboxClient, type ServiceAnswer } from '../sandbox/client';
import type { Order } from '../sandbox/tiktok/types';

export interface Fixture {
	sandbox: Sandbox;
	client: SandboxClient;
}

export async function openFixture(): Promise<Fixture> {
	const sandbox = await startSandbox();
	const client = new SandboxClient(sandbox);
	await client.connect();
	return { sandbox, client };
}

/** Calls of the sandbox that TikTok Shop API §4.6 and §4.9 name and the trimmed file leaves out. */
export const NOT_IN_FILE: readonly string[] = [
	'POST /order/202406/orders/external_orders',
	'GET /order/202406/orders/:order_id/external_orders',
	'POST /return_refund/202309/cancellations/search',
	'POST /return_refund/202309/cancellations',
	'POST /return_refund/202309/cancellations/:cancel_id/approve',
	'POST /return_refund/202309/cancellations/:cancel_id/reject',
	'GET /return_refund/202309/reject_reasons',
];

const USPS = '7117858858072016686';
let serial = 0;
const tracking = () => {
	serial += 1;
	return {
		tracking_number: `94${String(serial).padStart(20, '0')}`,
		shipping_provider_id: USPS,
	};
};

const F = '/fulfillment/202309';
const page = { page_size: '50' };

const fresh = ({ sandbox }: Fixture, shippingType: Order['shippingType'] = 'SELLER'): Order =>
	sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		shippingType,
		expected: 'ignore',
	});

async function shipped(fixture: Fixture): Promise<Order> {
	const order = fresh(fixture);
	const body = tracking();
	await fixture.client.tiktok('POST', `${F}/orders/${order.id}/packages`, { body });
	return order;
}

/** Order ids by 50, of both shops, with orders in every state a client can meet. */
async function details(fixture: Fixture): Promise<ServiceAnswer[]> {
	await shipped(fixture);
	const shops = fixture.sandbox.tiktok.shops;
	return await Promise.all(
		shops.map(async (shop) => {
			const ids = fixture.sandbox.tiktok.ordersOf(shop).map(({ id }) => id);
			const query = { ids: ids.slice(-50).join(',') };
			return await fixture.client.tiktok('GET', '/order/202507/orders', { shop: shop.key, query });
		}),
	);
}

type Play = (fixture: Fixture) => Promise<Array<ServiceAnswer<unknown>>>;

/** Representative calls of every operation the sandbox plays; each answer must be a success. */
export const PLAYED: Readonly<Record<string, Play>> = {
	getAccessToken: async ({ sandbox, client }) => [
		await client.exchange(sandbox.tiktok.issueCode()),
		await client.exchange(sandbox.tiktok.issueCode({ userType: 1, endsAt: 4_854_580_847 })),
	],
	refreshAccessToken: async ({ sandbox, client }) => {
		const { data } = await client.exchange(sandbox.tiktok.issueCode());
		return [await client.refresh(data.refresh_token)];
	},
	getAuthorizedShops: async ({ client }) => [
		await client.tiktok('GET', '/authorization/202309/shops', { shop: null }),
	],
	searchOrders: async (fixture) => {
		await shipped(fixture);
		const path = '/order/202309/orders/search';
		const body = { shipping_type: 'SELLER' };
		return [
			await fixture.client.tiktok('POST', path, { query: page }),
			await fixture.client.tiktok('POST', path, { query: page, shop: 'GB01', body }),
			await fixture.client.tiktok('POST', path, { query: { page_size: '1' } }),
			await fixture.client.tiktok('POST', path, {
				query: page,
				body: { order_status: 'COMPLETED' },
			}),
		];
	},
	getOrderDetail: details,
	markPackageAsShipped: async (fixture) => {
		const answer = async (body: object) => {
			const path = `${F}/orders/${fresh(fixture).id}/packages`;
			return await fixture.client.tiktok('POST', path, { body });
		};
		const unlike = { ...tracking(), tracking_number: 'ABCDEF12345' };
		return [await answer(tracking()), await answer(unlike)];
	},
	shipPackage: async (fixture) => {
		const order = fresh(fixture, 'TIKTOK');
		const parcel = fixture.sandbox.tiktok.newPackage(order, order.lines);
		const body = { handover_method: 'DROP_OFF' };
		return [await fixture.client.tiktok('POST', `${F}/packages/${parcel.id}/ship`, { body })];
	},
	batchShipPackages: async (fixture) => {
		const order = fresh(fixture, 'TIKTOK');
		const parcel = fixture.sandbox.tiktok.newPackage(order, order.lines);
		const packages = [{ id: parcel.id, handover_method: 'PICKUP' }, { id: '1' }];
		const body = { packages };
		return [await fixture.client.tiktok('POST', `${F}/packages/ship`, { body })];
	},
	createPackages202309: async (fixture) => {
		const body = {
			order_id: fresh(fixture, 'TIKTOK').id,
			dimension: { length: '12', width: '10', height: '10', unit: 'CM' },
			weight: { value: '450', unit: 'GRAM' },
		};
		return [await fixture.client.tiktok('POST', `${F}/packages`, { body })];
	},
	splitOrder: async (fixture) => {
		const lines = [{ sellerSku: 'MUG-BLUE-350', units: 2 }];
		const order = fixture.sandbox.tiktok.addOrder({ shop: 'US01', lines, expected: 'ignore' });
		const groups = order.lines.map(({ id }) => ({ id: `g${id}`, order_line_item_ids: [id] }));
		const body = { splittable_groups: groups };
		return [await fixture.client.tiktok('POST', `${F}/orders/${order.id}/split`, { body })];
	},
	combinePackages: async (fixture) => {
		const orders = [fresh(fixture), fresh(fixture)];
		const combinable = [
			{ id: '1', order_ids: orders.map(({ id }) => id) },
			{ id: '2', order_ids: [] },
		];
		const body = { combinable_packages: combinable };
		return [await fixture.client.tiktok('POST', `${F}/packages/combine`, { body })];
	},
	getPackageShippingDocument: async (fixture) => {
		const order = fresh(fixture, 'TIKTOK');
		await fixture.client.tiktok('POST', `${F}/packages`, { body: { order_id: order.id } });
		const path = `${F}/packages/${order.packageIds[0]}/shipping_documents`;
		const query = { document_type: 'SHIPPING_LABEL', document_size: 'A6' };
		return [await fixture.client.tiktok('GET', path, { query })];
	},
	updateShippingInfo: async (fixture) => {
		const path = `${F}/orders/${(await shipped(fixture)).id}/shipping_info/update`;
		return [await fixture.client.tiktok('POST', path, { body: tracking() })];
	},
	updatePackageShippingInfo: async (fixture) => {
		const path = `${F}/packages/${(await shipped(fixture)).packageIds[0]}/shipping_info/update`;
		return [await fixture.client.tiktok('POST', path, { body: tracking() })];
	},
	getPackageDetail: async (fixture) => {
		const order = await shipped(fixture);
		const pair = [fresh(fixture), fresh(fixture)];
		const combinable = [{ id: '1', order_ids: pair.map(({ id }) => id) }];
		const body = { combinable_packages: combinable };
		await fixture.client.tiktok('POST', `${F}/packages/combine`, { body });
		return [
			await fixture.client.tiktok('GET', `${F}/packages/${order.packageIds[0]}`),
			await fixture.client.tiktok('GET', `${F}/packages/${pair[1].packageIds[0]}`),
		];
	},
	searchPackages: async (fixture) => {
		await shipped(fixture);
		return [await fixture.client.tiktok('POST', `${F}/packages/search`, { query: page })];
	},
	getWarehouseList: async ({ client }) => [
		await client.tiktok('GET', '/logistics/202309/warehouses'),
		await client.tiktok('GET', '/logistics/202309/warehouses', { shop: 'GB01' }),
	],
	getWarehouseDeliveryOptions: async ({ sandbox, client }) => {
		const path = `/logistics/202309/warehouses/${sandbox.tiktok.warehouses[0].id}/delivery_options`;
		return [await client.tiktok('GET', path)];
	},
	getShippingProviders: async ({ sandbox, client }) => {
		const [option] = sandbox.tiktok.warehouses[0].deliveryOptions;
		const path = `/logistics/202309/delivery_options/${option.id}/shipping_providers`;
		const query = { warehouse_region: 'US', buyer_region: 'US' };
		return [await client.tiktok('GET', path), await client.tiktok('GET', path, { query })];
	},
	searchProducts: async ({ client }) => {
		const path = '/product/202502/products/search';
		return [
			await client.tiktok('POST', path, { query: page }),
			await client.tiktok('POST', path, { query: page, shop: 'GB01', body: { status: 'DRAFT' } }),
		];
	},
	getProduct: async ({ sandbox, client }) =>
		await Promise.all(
			sandbox.tiktok.products
				.filter((product) => product.shopId === sandbox.tiktok.shop('US01').id)
				.map(async ({ id }) => await client.tiktok('GET', `/product/202309/products/${id}`)),
		),
};
