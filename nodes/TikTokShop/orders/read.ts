import { isEqual } from 'lodash';

import type { Connection } from '../transport/connection';
import { UnreadableList } from '../transport/listIn';
import { pages } from '../transport/paginate';
import type { ApiOrder } from './apiOrder';
import { FieldReader, timeIn } from './fieldReader';
import { readOrder, type OrderFault } from './readOrder';

/** Largest page of the order search (TikTok Shop API §6). */
const PAGE_SIZE = 100;

/** Filters of the order search; all optional (TikTok Shop API §4.2). Times are epoch seconds, windows half-open. */
export interface OrderQuery {
	order_status?: string;
	shipping_type?: string;
	create_time_ge?: number;
	create_time_lt?: number;
	update_time_ge?: number;
	update_time_lt?: number;
}

/** What the search shows of an order. */
export interface SearchRow {
	id: string;
	/** Absent where the row cannot be read; Get Order Detail decides then. */
	order?: ApiOrder;
	/** Epoch seconds. */
	updateTime?: number;
}

export interface SearchPage {
	rows: SearchRow[];
	/** Rows without a readable order ID, which have no way to Get Order Detail. */
	unreadable: OrderFault[];
}

/**
 * Pages of the order search, oldest first: in ascending order a row that moves while pages are read is met again rather
 * than missed (TikTok Shop API §7, pagination drift).
 *
 * @throws TikTokShopError; UnreadableList where a page cannot be read as a list of orders, or is not the last one
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
		const other = orders.get(id);
		// One of them is another order, whose ID nobody tells.
		if (other && !isEqual(other, order)) {
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
 * @throws UnreadableAnswer where there is no list of them: that is a fault of the answer, not "nothing there"
 */
export function ordersIn(data: unknown): unknown[] {
	const reader = new FieldReader();
	const fields = reader.object(data, 'data');
	const orders = reader.list(fields?.orders, 'data', 'orders');
	if (orders) return orders;
	throw new UnreadableAnswer(reader.problem ?? 'data.orders is missing');
}

/** A success answer that is no list of orders. */
export class UnreadableAnswer extends UnreadableList {
	constructor(problem: string) {
		super('orders', problem);
		this.message = `The list of orders that TikTok Shop gave cannot be read: ${problem}`;
	}
}

/** Null and empty filters are refused (TikTok Shop API §4.2). */
function withoutEmpty(query: OrderQuery): OrderQuery {
	return Object.fromEntries(
		Object.entries(query).filter(([, value]) => value !== undefined && value !== ''),
	);
}
