import { countBy } from 'lodash';

import { deskEntries, type DeskEntry } from './deskEntries';
import type { DeskKind } from './resultLine';

/** What waits, as a message for people. Workflows use these names. */
export interface DeskSummary {
	count: number;
	subject: string;
	text: string;
}

/** A row that waits, with its reason in the first columns. */
export interface WaitingRow {
	code: string;
	order_id: string;
	message: string;
	hint: string;
	shop_code: string;
	/** ISO 8601, UTC. */
	opened: string;
}

const WORDS: Readonly<Record<DeskKind, readonly [one: string, several: string, none: string]>> = {
	order: ['TikTok Shop order waits', 'TikTok Shop orders wait', 'No TikTok Shop order waits'],
	shipment: ['tracking number waits', 'tracking numbers wait', ''],
	cancellation: [
		'cancellation has not reached the warehouse',
		'cancellations have not reached the warehouse',
		'',
	],
	shop: ['shop is not read', 'shops are not read', ''],
};

/** The daily message about what waits. @param rows  of the desk's table */
export function deskSummary(rows: readonly unknown[]): DeskSummary {
	const waiting = waitingEntries(rows);
	const counts = countBy(waiting, 'kind');
	const subject = (Object.keys(WORDS) as DeskKind[]).map((kind) => {
		const [one, several, none] = WORDS[kind];
		const number = counts[kind] ?? 0;
		return number === 0 ? none : `${number} ${number === 1 ? one : several}`;
	});
	const text = waiting.map(({ key, shopCode, since, code, message, hint }) =>
		[`${code}: ${message}`, `${key} (${shopCode}), since ${since}`, hint].join('\n'),
	);
	return {
		count: waiting.length,
		subject: subject.filter(Boolean).join(', '),
		text: text.join('\n\n'),
	};
}

/** What waits, one row each, the longest waiting first. */
export function waitingRows(rows: readonly unknown[]): WaitingRow[] {
	return waitingEntries(rows).map(({ code, key, message, hint, shopCode, since }) => {
		return { code, order_id: key, message, hint, shop_code: shopCode, opened: since };
	});
}

function waitingEntries(rows: readonly unknown[]): DeskEntry[] {
	return deskEntries(rows).filter(({ isClosedByHand }) => !isClosedByHand);
}
