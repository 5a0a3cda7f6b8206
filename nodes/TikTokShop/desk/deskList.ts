import { countBy, groupBy, orderBy, sortBy } from 'lodash';

import { withText, type DeskEntry, type OrderFacts } from './deskEntries';
import type { DeskKind } from './resultLine';

/** Rows of one reason. */
export interface DeskGroup {
	/** Exception code, or a word for what has none. */
	group: string;
	entries: DeskEntry[];
	/** How many rows have this reason, shown or not. */
	count: number;
}

/** What the second page lists. */
export interface DeskList {
	groups: DeskGroup[];
	/** Rows that fit. */
	count: number;
	/** Of these, rows that had no room. */
	leftOut: number;
	byKind: Partial<Record<DeskKind, number>>;
}

/** Rows that fit on a page that people read. */
const MOST_SHOWN = 300;

/**
 * The list of what waits, by reason; the reason with the most rows first, in it what has to leave first. Where there are too many rows,
 * those that have to leave last are left out.
 *
 * @param entries  those that fit shop and reason
 * @param text     of the first page
 * @param orders   what is known of the orders, by their IDs
 */
export function deskList(
	entries: readonly DeskEntry[],
	text: string,
	orders: ReadonlyMap<string, OrderFacts>,
	most = MOST_SHOWN,
): DeskList {
	const fitting = withText(entries, text, orders).map((entry) => {
		return { ...entry, shipBy: orders.get(entry.key)?.shipBy ?? '' };
	});
	const byUrgency = sortBy(fitting, ({ shipBy }) => shipBy || '9', 'since', 'key');
	const shown = byUrgency.slice(0, most);
	const counts = countBy(fitting, 'group');
	const groups = Object.entries(groupBy(shown, 'group')).map(([group, each]) => {
		return { group, entries: each, count: counts[group] };
	});
	return {
		groups: orderBy(groups, ['count', 'group'], ['desc', 'asc']),
		count: fitting.length,
		leftOut: fitting.length - shown.length,
		byKind: countBy(fitting, 'kind'),
	};
}
