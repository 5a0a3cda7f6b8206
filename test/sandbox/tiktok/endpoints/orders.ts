import { TikTokRefusal, invalidRequest } from '../answer';
import type { Endpoint, Fields, TikTokCall } from '../endpoint';
import { numberIn, textIn, textsIn } from '../input';
import { orderView } from '../orderView';
import { pageOf, timeKey } from '../pages';
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

/** Time filters of the searches: half-open windows in epoch seconds (contract §4.2). */
export const WINDOWS: Fields = {
	create_time_ge: { kind: 'integer', min: 0 },
	create_time_lt: { kind: 'integer', min: 0 },
	update_time_ge: { kind: 'integer', min: 0 },
	update_time_lt: { kind: 'integer', min: 0 },
};

/** Whether a row lies in the half-open windows of the body. */
export function inWindows(
	body: Readonly<Record<string, unknown>>,
	row: { createTime: number; updateTime: number },
): boolean {
	const within = (name: string, time: number): boolean =>
		time >= (numberIn(body[`${name}_ge`]) ?? 0) &&
		time < (numberIn(body[`${name}_lt`]) ?? Number.POSITIVE_INFINITY);
	return within('create_time', row.createTime) && within('update_time', row.updateTime);
}

function wanted(body: Readonly<Record<string, unknown>>, order: Order): boolean {
	const same = (name: string, value: string): boolean =>
		textIn(body[name]) === undefined || body[name] === value;
	const warehouses = textsIn(body.warehouse_ids);
	const cancel = body.is_buyer_request_cancel;
	return (
		inWindows(body, order) &&
		same('order_status', order.status) &&
		same('shipping_type', order.shippingType) &&
		same('buyer_user_id', order.buyerUserId) &&
		(warehouses === undefined || warehouses.includes(order.warehouseId)) &&
		(cancel === undefined || cancel === (order.cancelRequestTime !== undefined))
	);
}

function search(call: TikTokCall): object {
	const { world, shop, query } = call;
	world.firstSearchAt ??= world.now();
	const byUpdate = query.sort_field === 'update_time';
	const { rows, ...paging } = pageOf(
		call,
		world
			.ordersOf(shop)
			.filter((order) => (order.searchableFrom ?? 0) <= world.seconds())
			.filter((order) => wanted(call.body, order)),
		(order) => timeKey(byUpdate ? order.updateTime : order.createTime, order.id),
		query.sort_order !== 'ASC',
	);
	return { orders: rows.map((order) => orderView(world, order, false)), ...paging };
}

/** Orders that do not exist, or belong to another shop, are simply absent. */
function detail(call: TikTokCall): object {
	const { world, shop } = call;
	const ids = call.query.ids.split(',');
	if (ids.some((id) => !/^\d+$/.test(id))) throw invalidRequest('ids must be order ids');
	const found = [...new Set(ids)].flatMap((id) => {
		const order = world.orders.get(id);
		return order && order.shop.id === shop.id ? [order] : [];
	});
	for (const order of found) {
		if (order.firstReadAt !== undefined) continue;
		order.firstReadAt = world.now();
		world.journey.add('pulled', order.id, shop.code, { status: order.status });
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

/** The order of a fulfilment call. @throws 21011028 when it is not an order of this shop (contract §5) */
export function ownOrder(call: TikTokCall, orderId: string): Order {
	const order = call.world.orders.get(orderId);
	if (!order || order.shop.id !== call.shop.id) {
		throw new TikTokRefusal(21011028, 'The order does not belong to this shop');
	}
	return order;
}
