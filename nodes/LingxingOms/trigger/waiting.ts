import { sortBy } from 'lodash';

import type { Sight } from './state';

/** So many open orders, the oldest, are read by number instead of with everything that was created since. */
export const MOST_FOLLOWED = 500;

/** Orders that have to be looked at again. */
export interface Waiting {
	/** The oldest of them, read by number: [outbound order number, creation in epoch seconds]. */
	followed: Array<[string, number]>;
	/** Creation of the oldest of the others, epoch seconds. */
	oldestOther: number | undefined;
	/** There is one of which the OMS does not say when it was created. */
	undated: boolean;
}

/**
 * Orders that have to be looked at again. A few that stay open for weeks, as one without stock, are followed by number, so
 * that they do not hold back the window for all others.
 *
 * @param followed   from the last poll: outbound order number → creation, epoch seconds
 * @param notBefore  older ones are given up, epoch seconds
 */
export function waitingOrders(
	followed: Readonly<Record<string, number>> = {},
	sights: readonly Sight[],
	isWaiting: (sight: Sight) => boolean,
	notBefore: number,
): Waiting {
	const all = new Map(Object.entries(followed));
	let undated = false;
	for (const sight of sights) {
		const { outboundOrderNo: number, createdAt } = sight;
		if (!isWaiting(sight)) all.delete(number);
		else if (createdAt === undefined) undated = true;
		else all.set(number, createdAt);
	}
	const recent = [...all].filter(([, createdAt]) => createdAt >= notBefore);
	const oldestFirst = sortBy(recent, ([, createdAt]) => createdAt);
	return {
		followed: oldestFirst.slice(0, MOST_FOLLOWED),
		oldestOther: oldestFirst[MOST_FOLLOWED]?.[1],
		undated,
	};
}
