import { sortBy } from 'lodash';

import type { ObservedOrder } from './state';

/** Upper bound: the oldest open orders are read by number instead of with everything created since. */
export const MOST_WATCHED = 1_000;
/** Creation time of an order without one: it counts as the oldest and is read by number. */
export const UNDATED = 1;

/** Open orders that have to be read again. */
export interface Watchlist {
	/** The oldest ones, which are read by number: [outbound order number, creation time in epoch seconds]. */
	watched: Array<[string, number]>;
	/** Creation time of the oldest of the others, epoch seconds. */
	oldestOther: number | undefined;
}

/** What a poll has read. */
export interface Found {
	orders: readonly ObservedOrder[];
	/** The OMS does not know them. */
	absent: ReadonlySet<string>;
	/** They are another seller's. */
	foreign: ReadonlySet<string>;
}

/**
 * The open orders to read again, until they are final. Orders that stay open for weeks, e.g. without stock, are read by number, so that
 * they do not hold back the window of all others.
 *
 * @param watched    of the last poll: outbound order number → creation time, epoch seconds
 * @param notBefore  older ones that the OMS does not know are dropped, epoch seconds
 */
export function watchlistAfter(
	watched: Readonly<Record<string, number>> = {},
	{ orders, absent, foreign }: Found,
	isOpen: (observed: ObservedOrder) => boolean,
	notBefore: number,
): Watchlist {
	const all = new Map(
		Object.entries(watched).filter(([number, createdAt]) => {
			return !foreign.has(number) && !(absent.has(number) && createdAt < notBefore);
		}),
	);
	for (const observed of orders) {
		const { outboundOrderNo: number, createdAt = UNDATED } = observed;
		if (isOpen(observed)) all.set(number, createdAt);
		else all.delete(number);
	}
	const oldestFirst = sortBy([...all], ([, createdAt]) => createdAt);
	return {
		watched: oldestFirst.slice(0, MOST_WATCHED),
		oldestOther: oldestFirst[MOST_WATCHED]?.[1],
	};
}
