import { sortBy } from 'lodash';

import { fieldsOf } from '../../shared/fields';
import { toText } from '../../shared/text';
import { BY_HAND, deskRow } from './deskRows';
import { kindOfKey, type DeskKind } from './resultLine';

/** A row of the desk as its form lists it. */
export interface DeskEntry {
	/** `order_id` of the row. */
	key: string;
	kind: DeskKind;
	/** Exception code; {@link CLOSED_BY_HAND} for what a person has closed. Rows are grouped by it. */
	group: string;
	shopId: string;
	shopCode: string;
	code: string;
	message: string;
	hint: string;
	/** ISO 8601, UTC. */
	since: string;
	isClosedByHand: boolean;
	/** What the person wrote who closed it. */
	note: string;
	/** Latest time for the parcel to leave, ISO 8601, UTC; empty where it is not known. */
	shipBy: string;
}

/** What TikTok Shop says of an order that waits. */
export interface OrderFacts {
	shipBy: string;
	skus: readonly string[];
}

/** Group of the rows that a person has closed. */
export const CLOSED_BY_HAND = 'CLOSED_BY_HAND';
/** Group of rows without a code. */
const OTHER = 'OTHER';

/** What the first page asks for; empty fields ask for all. */
export interface DeskFilters {
	/** Code or ID of a shop. */
	shop: string;
	/** Exception code. */
	reason: string;
	/** Order ID, number of an outbound order, or SKU. */
	text: string;
	/** Whether to list what was closed by hand as well. */
	withClosed: boolean;
}

/** The rows that wait, and those that a person has closed: one for each key, the longest waiting first. */
export function deskEntries(rows: readonly unknown[]): DeskEntry[] {
	const entries = new Map<string, DeskEntry>();
	for (const each of rows) {
		const row = deskRow(each);
		const isClosedByHand = row.status !== 'open' && row.closed_how === BY_HAND;
		if (row.order_id === '' || (row.status !== 'open' && !isClosedByHand)) continue;
		if (isClosedByHand && entries.has(row.order_id)) continue;
		entries.set(row.order_id, {
			key: row.order_id,
			kind: kindOfKey(row.order_id),
			group: isClosedByHand ? CLOSED_BY_HAND : row.code || OTHER,
			shopId: row.shop_id,
			shopCode: row.shop_code,
			code: row.code,
			message: row.message,
			hint: row.hint,
			since: row.opened,
			isClosedByHand,
			note: toText(fieldsOf(each).note),
			shipBy: '',
		});
	}
	return sortBy([...entries.values()], 'since', 'key');
}

/** The entries that fit shop and reason, and are to be listed at all. The text is looked for by {@link withText}. */
export function fittingEntries(
	entries: readonly DeskEntry[],
	{ shop, reason, text, withClosed }: DeskFilters,
): DeskEntry[] {
	const wanted = plain(shop);
	return entries.filter((entry) => {
		if (entry.isClosedByHand && !withClosed && !isNamed(entry, text)) return false;
		if (wanted !== '' && ![entry.shopCode, entry.shopId].map(plain).includes(wanted)) return false;
		return reason === '' || entry.code === reason;
	});
}

/** The entries that a text names: by their key, by their message, or by a SKU of the order. */
export function withText(
	entries: readonly DeskEntry[],
	text: string,
	orders: ReadonlyMap<string, OrderFacts>,
): DeskEntry[] {
	const wanted = plain(text);
	if (wanted === '') return [...entries];
	const named = entries.filter((entry) => isNamed(entry, text));
	if (named.length > 0) return named;
	return entries.filter(({ key, message }) => {
		const skus = orders.get(key)?.skus ?? [];
		return [key, message, ...skus].some((each) => plain(each).includes(wanted));
	});
}

/** Whether the text is the key of the entry, or the number in it. */
export function isNamed({ key }: DeskEntry, text: string): boolean {
	const wanted = plain(text);
	return wanted !== '' && [plain(key), plain(key.slice(key.indexOf(':') + 1))].includes(wanted);
}

function plain(text: string): string {
	return text.trim().toLowerCase();
}
