import type { OrderItem } from '../../shared/orderItem';
import { DAY } from '../../shared/durations';
import { toOrderShop, type Shop } from '../shops/shops';
import type { Connection } from '../transport/connection';
import type { ApiOrder } from './apiOrder';
import { eligibility, eligibilityProblem, type Eligibility } from './eligibility';
import { toOrderItem } from './orderItem';
import { orderDetails, type OrderDetails } from './details';
import { searchOrders } from './read';
import { isPendingStatus } from './orderStatus';
import { toUnreadableOrder, type UnreadableOrder } from './unreadable';

export interface OrderFilter extends Eligibility {
	/** One status of TikTok Shop, or empty for any. */
	status: string;
	/** Window of `update_time`, epoch seconds, half-open. */
	from: number;
	to: number;
	/** No upper bound was given, so orders that are updated while pages are read count as well. */
	isOpenEnded?: boolean;
}

/** Longest window of one search (TikTok Shop API §6). */
const MAX_WINDOW_SECONDS = 30 * DAY;

export interface ListedOrders {
	items: OrderItem[];
	/** Orders that may match the filter but cannot be read. */
	unreadable: UnreadableOrder[];
}

/** Orders of a shop, oldest update first, by the same rules as the trigger. */
export async function readOrders(
	connection: Connection,
	shop: Shop,
	filter: OrderFilter,
	limit: number,
	keepRaw: boolean,
): Promise<ListedOrders> {
	const items = new Map<string, OrderItem>();
	const unreadable = new Map<string, UnreadableOrder>();
	const listed = () => ({
		items: [...items.values()].slice(0, limit),
		unreadable: [...unreadable.values()],
	});
	for (let from = filter.from; from < filter.to; from += MAX_WINDOW_SECONDS) {
		const isLast = from + MAX_WINDOW_SECONDS >= filter.to;
		const until =
			isLast && filter.isOpenEnded ? undefined : Math.min(from + MAX_WINDOW_SECONDS, filter.to);
		const query = {
			order_status: filter.status,
			shipping_type: filter.shippingType,
			update_time_ge: from,
			update_time_lt: until,
		};
		for await (const page of searchOrders(connection, shop.cipher, query)) {
			const wanted = page.rows.filter(({ order }) => !order || mayBeWanted(order, filter));
			const ids = wanted.map(({ id }) => id);
			const details = await orderDetails(connection, shop.cipher, ids, [...items.keys()]);
			const read = toListedOrders(details, shop, filter, keepRaw);
			for (const item of read.items) items.set(item.orderId, item);
			for (const fault of page.unreadable)
				read.unreadable.push(toUnreadableOrder(fault, toOrderShop(shop)));
			for (const each of read.unreadable) unreadable.set(each.exception.message, each);
			if (items.size >= limit) return listed();
		}
	}
	return listed();
}

/** The given orders that the shop has and that match the filter, whatever their update time. */
export async function readOrdersById(
	connection: Connection,
	shop: Shop,
	ids: readonly string[],
	filter: OrderFilter,
	keepRaw: boolean,
): Promise<ListedOrders> {
	const details = await orderDetails(connection, shop.cipher, [...new Set(ids)]);
	return toListedOrders(details, shop, filter, keepRaw);
}

function toListedOrders(
	{ orders, unreadable }: OrderDetails,
	shop: Shop,
	filter: OrderFilter,
	keepRaw: boolean,
): ListedOrders {
	const orderShop = toOrderShop(shop);
	const listed: ListedOrders = { items: [], unreadable: [] };
	const faults = [...unreadable];
	for (const order of orders) {
		const problem = isPendingStatus(order.status) && eligibilityProblem(order, filter, filter.to);
		if (problem) faults.push({ orderId: order.id, problem });
		else if (isWanted(order, filter)) listed.items.push(toOrderItem(order, orderShop, keepRaw));
	}
	listed.unreadable = faults.map((fault) => toUnreadableOrder(fault, orderShop));
	return listed;
}

/** True for an unclear row as well: its detail decides. */
function mayBeWanted(row: ApiOrder, filter: OrderFilter): boolean {
	const isUnclear =
		isPendingStatus(row.status) && eligibilityProblem(row, filter, filter.to) !== undefined;
	return isUnclear || isWanted(row, filter);
}

function isWanted(order: ApiOrder, filter: OrderFilter): boolean {
	if (filter.status && order.status !== filter.status) return false;
	if (isPendingStatus(filter.status)) return eligibility(order, filter, filter.to) === 'yes';
	const { shippingType, warehouseIds } = filter;
	if (shippingType && order.shipping_type !== shippingType) return false;
	return warehouseIds.length === 0 || warehouseIds.includes(order.warehouse_id ?? '');
}
