import { isEqual } from 'lodash';

import type { Connection } from '../transport/connection';
import { UnreadableList } from '../transport/listIn';
import { pages } from '../transport/paginate';
import type { ApiOrder } from './apiOrder';
import { FieldReader, timeIn } from './fieldReader';
import { readOrder, type OrderFault } from './readOrder';

/** Largest page of the order search (TikTok Shop API §6). */
export const PAGE_SIZE = 100;

/** Filters of the order search; all optional (TikTok Shop API §4.2). Times are epoch seconds, windows half-open. */
export interface OrderQuery {
	order_status?: string;
	shipping_type?: string;
	create_time_ge?: number;
	create_time_lt?: number;
	update_time_ge?: number;
	update_time_lt?: number;
}

/** One order of a search result. */
export interface SearchRow {
	id: string;
	/** Absent if the row cannot be read; then Get Order Detail decides. */
	order?: ApiOrder;
	/** Epoch seconds. */
	updateTime?: number;
}

export interface SearchPage {
	rows: SearchRow[];
	/** Rows without a readable order ID, so Get Order Detail cannot be called for them. */
	unreadable: OrderFault[];
}

/**
 * Pages of the order search, oldest first. In ascending order, a row that moves while pages are read appears twice; it is never
 * missed (TikTok Shop API §7, pagination drift).
 *
 * @throws TikTokShopError; UnreadableList when a page is no list of orders, or when pages are missing
 */
export async function* searchOrders(
	connection: Connection,
	cipher: string,
	query: OrderQuery,
	sortField: 'update_time' | 'create_time' = 'update_time',
	pageSize = PAGE_SIZE,
): AsyncGenerator<SearchPage> {
	const found = pages(
		connection,
		{
			method: 'POST',
			path: '/order/202309/orders/search',
			cipher,
			query: { sort_field: sortField, sort_order: 'ASC' },
			body: withoutEmpty(query),
		},
		'orders',
		pageSize,
	);
	for await (const page of found) yield searchPage(page);
}

function searchPage(rows: readonly unknown[]): SearchPage {
	const page: SearchPage = { rows: [], unreadable: [] };
	const orders = new Map<string, ApiOrder>();
	for (const raw of rows) {
		const { order, fault } = readOrder(raw);
		const id = order?.id ?? fault?.orderId ?? '';
		if (!id) {
			page.unreadable.push({ orderId: '', problem: fault?.problem ?? '' });
			continue;
		}
		const sameId = orders.get(id);
		// Two different rows with one ID: one of them is another order with an unknown ID.
		if (sameId && !isEqual(sameId, order)) {
			page.unreadable.push({ orderId: '', problem: `two orders of the list have the ID ${id}` });
		}
		if (order) orders.set(id, order);
		page.rows.push({ id, order, updateTime: timeIn((order ?? (raw as ApiOrder)).update_time) });
	}
	return page;
}

/**
 * The orders of an answer of Get Order Detail.
 *
 * @throws UnreadableAnswer when there is no list: a faulty answer is not an empty one
 */
export function ordersIn(data: unknown): unknown[] {
	const reader = new FieldReader();
	const fields = reader.object(data, 'data');
	const orders = reader.list(fields?.orders, 'data', 'orders');
	if (orders) return orders;
	throw new UnreadableAnswer(reader.problem ?? 'data.orders is missing');
}

/** A successful answer without a list of orders. */
export class UnreadableAnswer extends UnreadableList {
	constructor(problem: string) {
		super('orders', problem);
		this.message = `The list of orders that TikTok Shop gave cannot be read: ${problem}`;
	}
}

/** TikTok Shop refuses null and empty filters (TikTok Shop API §4.2). */
function withoutEmpty(query: OrderQuery): OrderQuery {
	return Object.fromEntries(
		Object.entries(query).filter(([, value]) => value !== undefined && value !== ''),
	);
}
