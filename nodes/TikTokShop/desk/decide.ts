import { groupBy, mapValues, partition } from 'lodash';

import { effectOf, type Decision, type Words } from './decisions';
import type { DeskAnswer } from './deskAnswer';
import type { DeskEntry } from './deskEntries';
import { BY_HAND } from './deskRows';
import { isShipmentKey } from './resultLine';

/** What becomes of one ticked row. */
export interface DecidedLine {
	key: string;
	shopId: string;
	shopCode: string;
	/**
	 * `tried`, `closed` and `open` are shown by what really happened. `gone` and `changed`: since the list was shown; `unknown`: it was
	 * not on the list; `byItself`: this decision does nothing here.
	 */
	what: 'tried' | 'closed' | 'open' | 'gone' | 'changed' | 'unknown' | 'byItself';
	why: Words;
}

/** A row of the desk to write. Names are those of its columns. */
export interface RowToDecide {
	order_id: string;
	status: 'open' | 'closed';
	/** ISO 8601, UTC; empty for an open row. */
	closed: string;
	closed_how: string;
	note: string;
}

export interface Decided {
	toTakeBack: RowToDecide[];
	toClose: RowToDecide[];
	/** One for each shop; names as in the orders page. */
	toTry: Array<{ shop_id: string; order_ids: string }>;
	/** Keys of shipments, as the desk's column has them. */
	toSend: Array<{ order_id: string }>;
	lines: DecidedLine[];
}

/** What is missing for a decision; nothing is touched then. */
export type Missing = 'decision' | 'rows' | 'note';

/** Longest note, characters. */
const LONGEST_NOTE = 500;
const NO_WORDS: Words = { en: '', zh: '' };

/** What the answer lacks, if anything. */
export function missingIn({ decision, keys, groups, note }: DeskAnswer): Missing | undefined {
	if (keys.length + groups.length === 0) return 'rows';
	if (decision === undefined) return 'decision';
	return decision === 'cancelByHand' && note === '' ? 'note' : undefined;
}

/**
 * What is done with the ticked rows. Only these are touched, and of these only those that are still as they were listed. Doing it twice
 * does nothing twice: a row that was closed is gone by then, and an order that was created is found.
 *
 * @param answer  complete ({@link missingIn})
 * @param listed  the rows as the page has shown them
 * @param current the rows as they are now
 * @param now     epoch ms
 */
export function decide(
	answer: DeskAnswer & { decision: Decision },
	listed: readonly DeskEntry[],
	current: readonly DeskEntry[],
	now: number,
): Decided {
	const shown = new Map(listed.map((entry) => [entry.key, entry]));
	const there = new Map(current.map((entry) => [entry.key, entry]));
	const ofGroups = listed.filter(({ group }) => answer.groups.includes(group));
	const keys = new Set([...answer.keys, ...ofGroups.map(({ key }) => key)]);
	const lines = [...keys].map((key) =>
		decideOne(answer.decision, key, shown.get(key), there.get(key)),
	);
	const keysOf = (what: DecidedLine['what']): string[] =>
		lines.filter((line) => line.what === what).map(({ key }) => key);
	const openAgain = [...keysOf('open'), ...keysOf('tried')].filter(
		(key) => there.get(key)?.isClosedByHand,
	);
	const [shipments, orders] = partition(
		lines.filter(({ what }) => what === 'tried'),
		({ key }) => isShipmentKey(key),
	);
	const byShop = mapValues(groupBy(orders, 'shopId'), (each) => each.map(({ key }) => key));
	return {
		toTakeBack: openAgain.map((order_id) => {
			return { order_id, status: 'open', closed: '', closed_how: '', note: '' };
		}),
		toClose: keysOf('closed').map((order_id) => ({
			order_id,
			status: 'closed',
			closed: new Date(now).toISOString(),
			closed_how: closedHow(there.get(order_id)),
			note: answer.note.slice(0, LONGEST_NOTE),
		})),
		toTry: Object.entries(byShop).map(([shop_id, ids]) => ({ shop_id, order_ids: ids.join(',') })),
		toSend: shipments.map(({ key }) => ({ order_id: key })),
		lines,
	};
}

function decideOne(
	decision: Decision,
	key: string,
	listed: DeskEntry | undefined,
	current: DeskEntry | undefined,
): DecidedLine {
	const line = (what: DecidedLine['what'], why: Words = NO_WORDS): DecidedLine => {
		return { key, shopId: listed?.shopId ?? '', shopCode: listed?.shopCode ?? '', what, why };
	};
	if (!listed) {
		return line('unknown', {
			en: 'It was not on the list, so it was not touched.',
			zh: '它不在列表中，因此未处理。',
		});
	}
	if (!current) {
		return line('gone', {
			en: 'It does not wait any more: it went through, or has come to its end, since the list was shown.',
			zh: '列表显示之后，它已处理完成或已结束，不再等待。',
		});
	}
	if (!isSame(listed, current)) return line('changed', changeOf(listed, current));
	if (listed.isClosedByHand) return line(...decideOnClosed(decision, listed));
	if (decision === 'takeBack') {
		return line('byItself', {
			en: 'It was not closed by hand, so there is nothing to take back.',
			zh: '它没有被手动关闭，无需撤销。',
		});
	}
	const effect = effectOf(listed.kind, decision);
	if (!effect.isDone) return line('byItself', effect);
	return line(decision === 'tryAgain' ? 'tried' : 'closed', effect);
}

/** To try a row again that was closed by hand takes that back, as it always has. */
function decideOnClosed(
	decision: Decision,
	{ kind }: DeskEntry,
): [what: DecidedLine['what'], why: Words] {
	if (decision === 'cancelByHand') {
		return ['byItself', { en: 'It is closed by hand already.', zh: '它已被手动关闭。' }];
	}
	const effect = effectOf(kind, 'takeBack');
	if (!effect.isDone) return ['byItself', effect];
	return [effectOf(kind, 'tryAgain').isDone ? 'tried' : 'open', effect];
}

function isSame(listed: DeskEntry, current: DeskEntry): boolean {
	const names = ['isClosedByHand', 'code', 'message', 'hint', 'since'] as const;
	return names.every((name) => listed[name] === current[name]);
}

function changeOf(listed: DeskEntry, current: DeskEntry): Words {
	if (current.isClosedByHand !== listed.isClosedByHand) {
		return current.isClosedByHand
			? { en: 'Somebody has closed it by hand meanwhile.', zh: '期间有人手动关闭了它。' }
			: { en: 'Somebody has taken it back meanwhile.', zh: '期间有人撤销了手动取消。' };
	}
	return {
		en: `It waits for another reason now: ${current.message}`,
		zh: '现在的等待原因已不同。',
	};
}

/** Only an order, a shipment or a cancellation stays closed; a shop that fails again has to show. */
function closedHow(entry: DeskEntry | undefined): string {
	return entry?.kind === 'shop' ? `${BY_HAND}, until the shop fails again` : BY_HAND;
}
