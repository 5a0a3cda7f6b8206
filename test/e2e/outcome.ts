import { countBy } from 'lodash';

import type { Books, OrderBook } from '../sandbox';
import type { AllProgress } from './orderProgress';

const SHIPPED = 3;
const CANCELLED = 4;

type Kind = 'done' | 'shipped' | 'inWarehouse' | 'waits' | 'notForIt' | 'onTheWay';

const WORDS: ReadonlyArray<readonly [kind: Kind, words: string]> = [
	['done', 'shipped, and TikTok Shop has the tracking number'],
	['shipped', 'shipped; the tracking number goes to TikTok Shop at the next poll'],
	['inWarehouse', 'in the warehouse'],
	['waits', 'wait in the exception desk'],
	['onTheWay', 'not read yet, or on hold for an hour'],
	['notForIt', 'not for the warehouse'],
];

/** What became of the orders, a line for each kind of end, with the reasons of those that did not ship. */
export function outcomeOf(books: Books, progress: Pick<AllProgress, 'orders'>): string[] {
	const byKind = new Map<Kind, OrderBook[]>();
	for (const order of books.orders) {
		const kind = kindOf(order, progress);
		byKind.set(kind, [...(byKind.get(kind) ?? []), order]);
	}
	return WORDS.flatMap(([kind, words]) => {
		const orders = byKind.get(kind) ?? [];
		if (orders.length === 0) return [];
		const reasons = reasonsOf(kind, orders, progress);
		return [`${String(orders.length).padStart(4)}  ${words}${reasons ? `: ${reasons}` : ''}`];
	});
}

function kindOf(
	{ orderId, outbound, tracking, expected }: OrderBook,
	progress: Pick<AllProgress, 'orders'>,
): Kind {
	const live = outbound.filter(({ status }) => status !== CANCELLED);
	if (live.some(({ status }) => status === SHIPPED))
		return tracking.length > 0 ? 'done' : 'shipped';
	if (live.length > 0) return 'inWarehouse';
	if (progress.orders.get(orderId)?.exceptions.size) return 'waits';
	return expected === 'ignore' ? 'notForIt' : 'onTheWay';
}

function reasonsOf(
	kind: Kind,
	orders: readonly OrderBook[],
	progress: Pick<AllProgress, 'orders'>,
): string {
	const reasons =
		kind === 'waits'
			? orders.map(({ orderId }) => [...(progress.orders.get(orderId)?.exceptions ?? [])].at(-1))
			: kind === 'notForIt'
				? orders.map(({ scenario }) => scenario)
				: [];
	return Object.entries(countBy(reasons))
		.map(([reason, count]) => (count > 1 ? `${reason} (${count})` : reason))
		.join(', ');
}
