import { chunk } from 'lodash';

import type { Connection } from '../transport/connection';
import { pages } from '../transport/paginate';
import type { ApiOrder } from './apiOrder';

/** Largest page of the order search and largest list of Get Order Detail (contract §6). */
const PAGE_SIZE = 100;
const DETAILS_PER_CALL = 50;

/** Filters of the order search; all optional (contract §4.2). Times are epoch seconds, windows half-open. */
export interface OrderQuery {
	order_status?: string;
	shipping_type?: string;
	create_time_ge?: number;
	create_time_lt?: number;
	update_time_ge?: number;
	update_time_lt?: number;
}

/**
 * Pages of the order search, oldest first: in ascending order a row that moves while pages are read is met again rather
 * than missed (contract §7, pagination drift).
 */
export function searchOrders(
	connection: Connection,
	cipher: string,
	query: OrderQuery,
	sortField: 'update_time' | 'create_time' = 'update_time',
	pageSize = PAGE_SIZE,
): AsyncGenerator<ApiOrder[]> {
	return pages(
		connection,
		{
			method: 'POST',
			path: '/order/202309/orders/search',
			cipher,
			query: { sort_field: sortField, sort_order: 'ASC' },
			body: withoutEmpty(query),
		},
		({ orders }) => orders as ApiOrder[] | undefined,
		pageSize,
	);
}

/**
 * Get Order Detail for any number of orders, fifty a call, in the order asked for. Orders that do not exist or belong to
 * another shop are absent. Only the detail shows the parts of virtual bundles (contract §4.2).
 */
export async function orderDetails(
	connection: Connection,
	cipher: string,
	orderIds: readonly string[],
): Promise<ApiOrder[]> {
	const found = new Map<string, ApiOrder>();
	for (const ids of chunk([...new Set(orderIds)], DETAILS_PER_CALL)) {
		const { orders } = await connection.call<{ orders?: ApiOrder[] }>({
			method: 'GET',
			path: '/order/202507/orders',
			cipher,
			query: { ids: ids.join(',') },
		});
		for (const order of orders ?? []) found.set(order.id, order);
	}
	return orderIds.flatMap((id) => found.get(id) ?? []);
}

/** Null and empty filters are refused (contract §4.2). */
function withoutEmpty(query: OrderQuery): OrderQuery {
	return Object.fromEntries(
		Object.entries(query).filter(([, value]) => value !== undefined && value !== ''),
	);
}
