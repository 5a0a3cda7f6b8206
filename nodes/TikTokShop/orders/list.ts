import type { OrderItem } from '../../shared/orderItem';
import { DAY } from '../../shared/durations';
import { toOrderShop, type Shop } from '../shops/shops';
import type { Connection } from '../transport/connection';
import type { ApiOrder } from './apiOrder';
import { eligibility, undecided, type Eligibility } from './eligibility';
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
	/** Nobody has named an end: orders that change while the others are read, and so leave their place, still count. */
	openEnd?: boolean;
}

/** No longer window is asked for at once (TikTok Shop API §6). */
const LONGEST_WINDOW = 30 * DAY;

export interface ListedOrders {
	items: OrderItem[];
	/** Orders that may be wanted but cannot be read. */
	unreadable: UnreadableOrder[];
}

/** Orders of a shop, oldest update first, read like the trigger reads them. */
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
	for (let from = filter.from; from < filter.to; from += LONGEST_WINDOW) {
		const isLast = from + LONGEST_WINDOW >= filter.to;
		const until = isLast && filter.openEnd ? undefined : Math.min(from + LONGEST_WINDOW, filter.to);
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
			const read = listedOf(details, shop, filter, keepRaw);
			for (const item of read.items) items.set(item.orderId, item);
			for (const fault of page.unreadable)
				read.unreadable.push(toUnreadableOrder(fault, toOrderShop(shop)));
			for (const each of read.unreadable) unreadable.set(each.exception.message, each);
			if (items.size >= limit) return listed();
		}
	}
	return listed();
}

/** Those of the given orders that the shop has and the filter wants, whenever they were updated. */
export async function readOrdersById(
	connection: Connection,
	shop: Shop,
	ids: readonly string[],
	filter: OrderFilter,
	keepRaw: boolean,
): Promise<ListedOrders> {
	const details = await orderDetails(connection, shop.cipher, [...new Set(ids)]);
	return listedOf(details, shop, filter, keepRaw);
}

function listedOf(
	{ orders, unreadable }: OrderDetails,
	shop: Shop,
	filter: OrderFilter,
	keepRaw: boolean,
): ListedOrders {
	const about = toOrderShop(shop);
	const listed: ListedOrders = { items: [], unreadable: [] };
	const faults = [...unreadable];
	for (const order of orders) {
		const problem = isPendingStatus(order.status) && undecided(order, filter, filter.to);
		if (problem) faults.push({ orderId: order.id, problem });
		else if (isWanted(order, filter)) listed.items.push(toOrderItem(order, about, keepRaw));
	}
	listed.unreadable = faults.map((fault) => toUnreadableOrder(fault, about));
	return listed;
}

/** A row that does not say enough is decided by its detail. */
function mayBeWanted(row: ApiOrder, filter: OrderFilter): boolean {
	const isUnclear = isPendingStatus(row.status) && undecided(row, filter, filter.to) !== undefined;
	return isUnclear || isWanted(row, filter);
}

function isWanted(order: ApiOrder, filter: OrderFilter): boolean {
	if (filter.status && order.status !== filter.status) return false;
	if (isPendingStatus(filter.status)) return eligibility(order, filter, filter.to) === 'yes';
	const { shippingType, warehouseIds } = filter;
	if (shippingType && order.shipping_type !== shippingType) return false;
	return warehouseIds.length === 0 || warehouseIds.includes(order.warehouse_id ?? '');
}
