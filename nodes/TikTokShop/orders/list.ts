import type { OrderItem } from '../../shared/orderItem';
import { aboutShop, type Shop } from '../shops/shops';
import type { Connection } from '../transport/connection';
import type { ApiOrder } from './apiOrder';
import { eligibility, type Eligibility } from './eligibility';
import { toOrderItem } from './orderItem';
import { orderDetails, searchOrders } from './read';

export interface OrderFilter extends Eligibility {
	/** One status of TikTok Shop, or empty for any. */
	status: string;
	/** Window of `update_time`, epoch seconds, half-open. */
	from: number;
	to: number;
	/** Nobody has named an end: orders that change while the others are read, and so leave their place, still count. */
	openEnd?: boolean;
}

/** The states in which the rules of pending orders apply; others are listed as they are. */
const PENDING = ['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING'];
/** No longer window is asked for at once (contract §6). */
const LONGEST_WINDOW = 30 * 24 * 60 * 60;

/** Orders of a shop, oldest update first, read like the trigger reads them. */
export async function readOrders(
	connection: Connection,
	shop: Shop,
	filter: OrderFilter,
	limit: number,
	keepRaw: boolean,
): Promise<OrderItem[]> {
	const items = new Map<string, OrderItem>();
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
			const wanted = page.filter((order) => isWanted(order, filter)).map(({ id }) => id);
			const details = await orderDetails(connection, shop.cipher, wanted);
			for (const order of details.filter((detail) => isWanted(detail, filter))) {
				items.set(order.id, toOrderItem(order, aboutShop(shop), keepRaw));
			}
			if (items.size >= limit) return [...items.values()].slice(0, limit);
		}
	}
	return [...items.values()];
}

/** Those of the given orders that the shop has and the filter wants, whenever they were updated. */
export async function readOrdersById(
	connection: Connection,
	shop: Shop,
	ids: readonly string[],
	filter: OrderFilter,
	keepRaw: boolean,
): Promise<OrderItem[]> {
	const details = await orderDetails(connection, shop.cipher, [...new Set(ids)]);
	return details
		.filter((order) => isWanted(order, filter))
		.map((order) => toOrderItem(order, aboutShop(shop), keepRaw));
}

function isWanted(order: ApiOrder, filter: OrderFilter): boolean {
	if (filter.status && order.status !== filter.status) return false;
	if (PENDING.includes(filter.status)) return eligibility(order, filter, filter.to) === 'yes';
	const { shippingType, warehouseIds } = filter;
	if (shippingType && order.shipping_type !== shippingType) return false;
	return warehouseIds.length === 0 || warehouseIds.includes(order.warehouse_id ?? '');
}
