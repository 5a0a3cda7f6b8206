import { sortBy } from 'lodash';

import type { ObservedOrder } from './state';

/** So many open orders, the oldest, are read by number instead of with everything that was created since. */
export const MOST_FOLLOWED = 1_000;
/** Creation of an order of which the OMS does not say when it was created: it is read by number, first of all. */
const UNDATED = 1;

/** Orders that have to be looked at again. */
export interface Watchlist {
	/** The oldest of them, read by number: [outbound order number, creation in epoch seconds]. */
	followed: Array<[string, number]>;
	/** Creation of the oldest of the others, epoch seconds. */
	oldestOther: number | undefined;
}

/** What a poll has found out about orders that are followed by number. */
export interface Found {
	sights: readonly ObservedOrder[];
	/** The OMS does not know them. */
	absent: ReadonlySet<string>;
	/** They are another seller's. */
	foreign: ReadonlySet<string>;
}

/**
 * Orders that have to be looked at again, until they are final, however long it takes. Those that stay open for weeks, as one
 * without stock, are followed by number, so that they do not hold back the window for all others.
 *
 * @param followed   from the last poll: outbound order number → creation, epoch seconds
 * @param notBefore  older ones that the OMS does not know are given up, epoch seconds
 */
export function watchlistAfter(
	followed: Readonly<Record<string, number>> = {},
	{ sights, absent, foreign }: Found,
	isWaiting: (sight: ObservedOrder) => boolean,
	notBefore: number,
): Watchlist {
	const all = new Map(
		Object.entries(followed).filter(([number, createdAt]) => {
			return !foreign.has(number) && !(absent.has(number) && createdAt < notBefore);
		}),
	);
	for (const sight of sights) {
		const { outboundOrderNo: number, createdAt = UNDATED } = sight;
		if (isWaiting(sight)) all.set(number, createdAt);
		else all.delete(number);
	}
	const oldestFirst = sortBy([...all], ([, createdAt]) => createdAt);
	return {
		followed: oldestFirst.slice(0, MOST_FOLLOWED),
		oldestOther: oldestFirst[MOST_FOLLOWED]?.[1],
	};
}
