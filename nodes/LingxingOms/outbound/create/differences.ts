import { toText } from '../../../shared/text';
import { unitsOf } from '../outboundOrder';
import { textOf, type Fields } from '../../transport/json';
import type { CreateRow } from './createRequest';

/** One thing in which an outbound order is not what the order needs now. */
export interface Difference {
	what: string;
	/** In the outbound order. */
	theirs: string;
	/** What the order needs. */
	ours: string;
}

type Units = ReadonlyMap<string, number> | undefined;

/** Parts of the recipient that are compared, with their fields in create and detail (OMS API §1.5, §1.6). */
const RECIPIENT_PARTS: ReadonlyArray<readonly [what: string, fields: readonly string[]]> = [
	['name', ['receiver']],
	['phone', ['telephone']],
	['postal code', ['postCode']],
	['city', ['cityName']],
	['address', ['addressOne', 'addressTwo']],
];
/** The end of a phone number; what stands before may be written with or without the country. */
const PHONE_DIGITS = 8;
/** A text of at least this length may have been cut off by the OMS. */
const LONG_TEXT = 20;

/**
 * In what an outbound order is not what its order needs now. Of the recipient only what both sides show readably is compared, without
 * regard to case, blanks and punctuation, because it is not known how the OMS stores it (OMS API §2).
 *
 * @param row  the row that would be created; undefined leaves the recipient out
 */
export function differencesOf(
	record: Fields,
	ours: Units,
	row: CreateRow | undefined,
): Difference[] {
	return [...lineDifferences(unitsOf(record), ours), ...recipientDifferences(record, row)];
}

export function sameUnits(
	one: ReadonlyMap<string, number>,
	other: ReadonlyMap<string, number>,
): boolean {
	return one.size === other.size && [...one].every(([sku, units]) => other.get(sku) === units);
}

/** `SKU × units` of each system SKU, for people. */
export function linesText(units: Units): string {
	return units
		? [...units].map(([sku, count]) => `${sku} × ${count}`).join(' + ')
		: 'lines that cannot be read';
}

/** For people: `address "1 Main St" in place of "9 New Road"`. */
export function differencesText(differences: readonly Difference[]): string {
	return differences
		.map(({ what, theirs, ours }) => `${what} "${theirs}" in place of "${ours}"`)
		.join('; ');
}

function lineDifferences(theirs: Units, ours: Units): Difference[] {
	if (!theirs || !ours || sameUnits(theirs, ours)) return [];
	return [{ what: 'lines', theirs: linesText(theirs), ours: linesText(ours) }];
}

function recipientDifferences(record: Fields, row: CreateRow | undefined): Difference[] {
	if (!row) return [];
	return RECIPIENT_PARTS.flatMap(([what, fields]) => {
		const [theirs, ours] = [record, row].map((side) => joined(side, fields));
		const isReadable = [theirs, ours].every((text) => text !== '' && !text.includes('*'));
		return isReadable && !isSame(what, theirs, ours) ? [{ what, theirs, ours }] : [];
	});
}

function joined(side: Readonly<Record<string, unknown>>, fields: readonly string[]): string {
	return fields
		.map((field) => toText(side[field]).trim())
		.filter(Boolean)
		.join(' ');
}

function isSame(what: string, theirs: string, ours: string): boolean {
	if (what === 'phone') return phoneEnd(theirs) === phoneEnd(ours);
	const [one, other] = [theirs, ours].map(lettersAndDigits).sort((a, b) => a.length - b.length);
	if (one === other || one === '') return true;
	return one.length >= LONG_TEXT && other.startsWith(one);
}

function phoneEnd(text: string): string {
	return textOf(text).replace(/\D/g, '').slice(-PHONE_DIGITS);
}

function lettersAndDigits(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}
