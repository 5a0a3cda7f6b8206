import { TikTokRefusal, invalidRequest } from '../answer';
import type { Endpoint, Fields, TikTokCall } from '../endpoint';
import { numberIn, textIn, textsIn } from '../input';
import { orderView } from '../orderView';
import { pageOf } from '../pages';
import { refuseCalls } from '../shipping';
import type { Order } from '../types';

const STATUSES = [
	'UNPAID',
	'ON_HOLD',
	'AWAITING_SHIPMENT',
	'PARTIALLY_SHIPPING',
	'AWAITING_COLLECTION',
	'IN_TRANSIT',
	'DELIVERED',
	'COMPLETED',
	'CANCELLED',
];

export const SORTING: Fields = {
	page_token: { kind: 'string' },
	sort_field: { kind: 'string', values: ['create_time', 'update_time'] },
	sort_order: { kind: 'string', values: ['ASC', 'DESC'] },
};

/** Time filters of the searches: half-open windows in epoch seconds (TikTok Shop API §4.2). */
export const WINDOWS: Fields = {
	create_time_ge: { kind: 'integer', min: 0 },
	create_time_lt: { kind: 'integer', min: 0 },
	update_time_ge: { kind: 'integer', min: 0 },
	update_time_lt: { kind: 'integer', min: 0 },
};

interface Timed {
	createTime: number;
	updateTime: number;
}

/** Test of the half-open windows of a body; made once a search, not once a row. */
export function windowsOf(body: Readonly<Record<string, unknown>>): (row: Timed) => boolean {
	const from = (name: string): number => numberIn(body[`${name}_ge`]) ?? 0;
	const until = (name: string): number => numberIn(body[`${name}_lt`]) ?? Number.POSITIVE_INFINITY;
	const created = { from: from('create_time'), until: until('create_time') };
	const updated = { from: from('update_time'), until: until('update_time') };
	return ({ createTime, updateTime }) =>
		createTime >= created.from &&
		createTime < created.until &&
		updateTime >= updated.from &&
		updateTime < updated.until;
}

/** Test of all filters of a body. */
function wantedBy(body: Readonly<Record<string, unknown>>): (order: Order) => boolean {
	const [status, shippingType, buyer] = ['order_status', 'shipping_type', 'buyer_user_id'].map(
		(name) => textIn(body[name]),
	);
	const warehouses = textsIn(body.warehouse_ids);
	const cancel = body.is_buyer_request_cancel;
	const inWindows = windowsOf(body);
	return (order) =>
		inWindows(order) &&
		(status ?? order.status) === order.status &&
		(shippingType ?? order.shippingType) === order.shippingType &&
		(buyer ?? order.buyerUserId) === order.buyerUserId &&
		(warehouses === undefined || warehouses.includes(order.warehouseId)) &&
		(cancel === undefined || cancel === (order.cancelRequestTime !== undefined));
}

function search(call: TikTokCall): object {
	const { world, shop, query } = call;
	world.firstSearchAt ??= world.now();
	if (world.refusesSearchWithoutStatus && call.body.order_status === undefined) {
		throw invalidRequest('order_status is required');
	}
	const byUpdate = query.sort_field === 'update_time';
	const now = world.seconds();
	const wanted = wantedBy(call.body);
	const { rows, ...paging } = pageOf(
		call,
		world.ordersOf(shop).filter((order) => (order.searchableFrom ?? 0) <= now && wanted(order)),
		({ createTime, updateTime, id }) => ({ time: byUpdate ? updateTime : createTime, id }),
		query.sort_order !== 'ASC',
	);
	return { orders: rows.map((order) => orderView(world, order, false)), ...paging };
}

/** Orders that do not exist, or belong to another shop, are absent, or refuse the whole call. */
function detail(call: TikTokCall): object {
	const { world, shop } = call;
	const ids = call.query.ids.split(',');
	if (ids.some((id) => !/^\d+$/.test(id))) throw invalidRequest('ids must be order ids');
	const found = [...new Set(ids)].flatMap((id) => {
		const order = world.orders.get(id);
		const isShown = order && (order.detailFrom ?? 0) <= world.seconds();
		return isShown && order.shop.id === shop.id ? [order] : [];
	});
	for (const order of found) refuseCalls(order, 'detail');
	if (world.refusesForeignOrders && ids.some((id) => world.orders.get(id)?.shop.id !== shop.id)) {
		throw new TikTokRefusal(21008111, 'The order does not belong to the seller');
	}
	for (const order of found) {
		if (order.firstReadAt !== undefined) continue;
		order.firstReadAt = world.now();
		world.eventLog.add('pulled', order.id, shop.code, { status: order.status });
	}
	return { orders: found.map((order) => orderView(world, order, true)) };
}

export const orderEndpoints: Endpoint[] = [
	{
		method: 'POST',
		route: '/order/202309/orders/search',
		scope: 'seller.order.info',
		cipher: 'required',
		query: { page_size: { kind: 'integer', required: true, min: 1, max: 100 }, ...SORTING },
		body: {
			order_status: { kind: 'string', values: STATUSES },
			shipping_type: { kind: 'string', values: ['TIKTOK', 'SELLER'] },
			buyer_user_id: { kind: 'string' },
			is_buyer_request_cancel: { kind: 'boolean' },
			warehouse_ids: { kind: 'strings', max: 100 },
			...WINDOWS,
		},
		handle: search,
	},
	{
		method: 'GET',
		route: '/order/202507/orders',
		scope: 'seller.order.info',
		cipher: 'required',
		query: { ids: { kind: 'strings', required: true, max: 50 } },
		handle: detail,
	},
];

/** The order of a fulfilment call. @throws 21011028 when it is not an order of this shop (TikTok Shop API §5) */
export function ownOrder(call: TikTokCall, orderId: string): Order {
	const order = call.world.orders.get(orderId);
	if (!order || order.shop.id !== call.shop.id) {
		throw new TikTokRefusal(21011028, 'The order does not belong to this shop');
	}
	return order;
}
