import { minBy } from 'lodash';

import { SECOND_MS } from '../../shared/durations';
import { ACKNOWLEDGED } from '../../shared/handOver';
import { stageOf } from '../orders/orderStatus';
import { PAGE_SIZE, searchOrders, type SearchPage } from '../orders/read';
import { TikTokShopError } from '../transport/connection';
import { UnreadableList } from '../transport/listIn';
import type { Stream } from './stream';
import { lookWindow, readPlan, type ReadState, type ReadWindow } from './window';

/** One status of a shop, with its state before the poll. */
export interface StreamAt {
	stream: Stream;
	before: ReadState | undefined;
}

/**
 * Prepares the statuses of one shop so that a poll with nothing new makes at most two calls for the shop: one search finds the news of all
 * statuses, and one status has its turn with the full re-read.
 *
 * @throws what the search throws that finds the news of all statuses, where searches by status would fail as well
 */
export async function preparedStreams(all: readonly StreamAt[]): Promise<readonly StreamAt[]> {
	const { poll, rules } = all[0].stream;
	if (all.length === 1 || rules.emit !== ACKNOWLEDGED) return all;
	const now = Math.floor(poll.now / SECOND_MS);
	const { lookFrom } = poll;
	const plans = all.map((each) => ({
		each,
		...(lookFrom === undefined
			? readPlan(each.before, rules, now)
			: { news: lookWindow(lookFrom, now), reread: undefined }),
	}));
	const due = plans.filter(({ reread }) => reread && !reread.pull).map(({ each }) => each);
	const next = minBy(due, ({ before }) => before?.auditedAt);
	const windows = plans.flatMap(({ news }) => news ?? []);
	const news = windows.length === all.length ? await newsOfAll(all, windows) : undefined;
	return all.map((each) => ({
		...each,
		stream: {
			...each.stream,
			news: news?.get(each.stream.status),
			waitsWithReread: due.includes(each) && each !== next,
		},
	}));
}

/**
 * A search without a status, whose rows are told apart here (TikTok Shop API §4.2: all filters are optional).
 *
 * @returns by status; undefined where searches by status cost less, or may find what this one does not show clearly
 */
async function newsOfAll(
	all: readonly StreamAt[],
	windows: readonly ReadWindow[],
): Promise<Map<string, SearchPage> | undefined> {
	const { connection, shop, rules } = all[0].stream;
	const query = {
		shipping_type: rules.shippingType,
		update_time_ge: Math.min(...windows.map(({ from }) => from)),
		update_time_lt: windows[0].to,
	};
	const news = new Map<string, SearchPage>(
		all.map(({ stream }) => [stream.status, { rows: [], unreadable: [] }]),
	);
	let pages = 0;
	try {
		for await (const page of searchOrders(connection, shop.cipher, query)) {
			if (!isClear(page)) return undefined;
			for (const row of page.rows) news.get(row.order?.status ?? '')?.rows.push(row);
			pages += 1;
			if (pages === all.length - 1 && page.rows.length >= PAGE_SIZE) return undefined;
		}
		return news;
	} catch (failure) {
		const isOfSearch = failure instanceof TikTokShopError && (!failure.temporary || pages > 0);
		if (isOfSearch || failure instanceof UnreadableList) return undefined;
		return await Promise.reject(failure as Error);
	}
}

/** Whether the status of each row can be read. */
const isClear = ({ rows, unreadable }: SearchPage): boolean =>
	unreadable.length === 0 && rows.every(({ order }) => order && stageOf(order) !== undefined);
