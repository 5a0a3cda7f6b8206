import { chunk, isUndefined, omitBy, orderBy } from 'lodash';

import type { OrderFault } from '../orders/readOrder';
import type { Connection } from '../transport/connection';
import { pages } from '../transport/paginate';
import { readCancellation, type Cancellation } from './cancellation';

/** Largest page of Search Cancellations, and IDs that are named in one search (TikTok Shop API §4.9). */
const PAGE_SIZE = 50;

/** Filters of Search Cancellations; all optional. Times are epoch seconds, windows half-open. */
export interface CancellationQuery {
	cancel_ids?: string[];
	order_ids?: string[];
	cancel_types?: string[];
	cancel_status?: string[];
	update_time_ge?: number;
	update_time_lt?: number;
}

export interface FoundCancellation {
	cancellation: Cancellation;
	/** As TikTok Shop gave it. */
	raw: object;
}

export interface FoundCancellations {
	/** Newest change first. */
	found: FoundCancellation[];
	/** Rows that cannot be read. */
	unreadable: OrderFault[];
}

/**
 * Search Cancellations (TikTok Shop API §4.9), fifty IDs a search. What the filter did not ask for is left out.
 *
 * A row that changes while pages are read moves to the end of the newest: read from the oldest on, it comes twice; the other way round it
 * would be missed (TikTok Shop API §7). Only a limited list begins with the newest.
 *
 * @param most  stops asking as soon as there are so many
 * @throws TikTokShopError; UnreadableList when a page is no list
 */
export async function searchCancellations(
	connection: Connection,
	cipher: string,
	query: CancellationQuery,
	most = Number.POSITIVE_INFINITY,
): Promise<FoundCancellations> {
	const isLimited = Number.isFinite(most);
	const byId = new Map<string, FoundCancellation>();
	const faults = new Map<string, OrderFault>();
	for (const body of searches(query)) {
		const call = {
			method: 'POST',
			path: '/return_refund/202309/cancellations/search',
			cipher,
			query: { sort_field: 'update_time', sort_order: isLimited ? 'DESC' : 'ASC' },
			...(Object.keys(body).length > 0 ? { body } : {}),
		} as const;
		for await (const rows of pages(connection, call, 'cancellations', PAGE_SIZE)) {
			for (const raw of rows) {
				const { cancellation, fault } = readCancellation(raw);
				if (fault) faults.set(`${fault.orderId} ${fault.problem}`, fault);
				else if (isAsked(cancellation, body)) {
					byId.set(cancellation.cancelId, { cancellation, raw: raw as object });
				}
			}
			if (byId.size >= most) break;
		}
	}
	const found = orderBy(
		[...byId.values()],
		({ cancellation }) => cancellation.updatedAt ?? '',
		'desc',
	);
	return { found: isLimited ? found.slice(0, most) : found, unreadable: [...faults.values()] };
}

function isAsked(
	{ cancelId, orderId }: Cancellation,
	{ order_ids: orders, cancel_ids: cancels }: CancellationQuery,
): boolean {
	return (orders?.includes(orderId) ?? true) && (cancels?.includes(cancelId) ?? true);
}

/** TikTok Shop takes no empty filters (TikTok Shop API §4.2). */
function searches({ cancel_ids: cancels, order_ids: orders, ...others }: CancellationQuery) {
	const rest = omitBy(others, isUndefined) as CancellationQuery;
	const byOrder = orders?.length ? chunk(orders, PAGE_SIZE) : [undefined];
	const byCancel = cancels?.length ? chunk(cancels, PAGE_SIZE) : [undefined];
	return byOrder.flatMap((order_ids) =>
		byCancel.map(
			(cancel_ids): CancellationQuery => ({
				...rest,
				...(order_ids ? { order_ids } : {}),
				...(cancel_ids ? { cancel_ids } : {}),
			}),
		),
	);
}
