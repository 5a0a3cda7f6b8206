import { plain } from './plain';

/** Store code of the rows that hold for every store without a row of its own for that carrier. */
export const ALL_STORES = '*';

/** Store code → carrier (without case and blanks that do not count) → shipping provider ID or name. */
export type Pairing = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** One row of the Logistics Provider Pairing: what this carrier of the OMS is called on TikTok Shop (B47). */
interface PairingRow {
	/** Store code, or `*` for all stores. */
	storeCode: string;
	/** Carrier as the OMS gives it (`logisticsCarrier`). */
	carrier: string;
	/** ID or name of a shipping provider of TikTok Shop. */
	provider: string;
}

/** Why a pairing row cannot be used. */
export interface PairingRowProblem {
	/** Counted from 1, as the user counts. */
	row: number;
	/** Whole sentence: "Row 2: carrier is empty." */
	message: string;
}

type Column = 'store_code' | 'carrier' | 'shipping_provider_id' | 'shipping_provider_name';

/** Only letters of a column name count; `provider` is what the node's own rows call the shipping provider. */
const COLUMNS = new Map<string, Column>([
	['storecode', 'store_code'],
	['carrier', 'carrier'],
	['shippingproviderid', 'shipping_provider_id'],
	['shippingprovidername', 'shipping_provider_name'],
	['provider', 'shipping_provider_name'],
	['shippingprovider', 'shipping_provider_name'],
]);

const LOOKS_LIKE_STORE = /^(store|shop)/;

/** `7.12E+18`: what a spreadsheet makes of a long number. */
const SHORTENED_NUMBER = /^\d(?:[.,]\d+)?E\+\d+$/i;

/**
 * Reads pairing rows and indexes them once, reporting every row that cannot be used.
 *
 * Columns `store_code` (`*`, empty or absent = all stores), `carrier`, and `shipping_provider_id` and/or
 * `shipping_provider_name`; where both are filled in, the ID counts. Case, blanks and underscores of column names do not
 * count, other columns are left alone. One carrier of a store has one provider; several carriers may share a provider (§4).
 * A row that says the same again is let pass, and so is one without carrier and provider.
 */
export function readPairing(rawRows: readonly unknown[]): {
	pairing: Pairing;
	problems: PairingRowProblem[];
} {
	const pairing = new Map<string, Map<string, string>>();
	const firstRow = new Map<string, number>();
	const problems: PairingRowProblem[] = [];
	rawRows.forEach((raw, index) => {
		const number = index + 1;
		const refuse = (reason: string) =>
			problems.push({ row: number, message: `Row ${number}: ${reason}.` });
		if (isBlankRow(raw)) return;
		const { row, reasons } = readRow(raw);
		reasons.forEach(refuse);
		if (!row) return;
		const { storeCode, carrier, provider } = row;
		const ofStore = pairing.get(storeCode) ?? new Map<string, string>();
		pairing.set(storeCode, ofStore);
		const known = ofStore.get(plain(carrier));
		const key = JSON.stringify([storeCode, plain(carrier)]);
		if (known === undefined) {
			ofStore.set(plain(carrier), provider);
			firstRow.set(key, number);
		} else if (plain(known) !== plain(provider)) {
			const store = storeCode === ALL_STORES ? 'all stores' : `store ${storeCode}`;
			const first = firstRow.get(key) ?? 1;
			refuse(`carrier "${carrier}" of ${store} is paired with "${known}" already in row ${first}`);
		}
	});
	return { pairing, problems };
}

/** A row that nobody has filled in, or the empty item that n8n gives in place of an empty table. */
function isBlankRow(raw: unknown): boolean {
	if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return false;
	const { cells } = cellsOf(raw);
	cells.delete('store_code');
	return [...cells].every(([column, value]) => readCell(column, value).text === '');
}

function readRow(raw: unknown): { row?: PairingRow; reasons: string[] } {
	if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
		return { reasons: ['this is not a row with store_code, carrier and shipping provider'] };
	}
	const { cells, reasons } = cellsOf(raw);
	const read = (column: Column): string => {
		const cell = readCell(column, cells.get(column));
		if (cell.reason) reasons.push(cell.reason);
		return cell.text;
	};
	const storeCode = read('store_code') || ALL_STORES;
	const carrier = read('carrier');
	const [id, name] = [read('shipping_provider_id'), read('shipping_provider_name')];
	if (!carrier) reasons.push('carrier is empty');
	if (!id && !name) reasons.push('shipping provider is empty');
	return reasons.length > 0
		? { reasons }
		: { row: { storeCode, carrier, provider: id || name }, reasons };
}

function cellsOf(raw: object): { cells: Map<Column, unknown>; reasons: string[] } {
	const cells = new Map<Column, unknown>();
	const reasons: string[] = [];
	let storeLike: string | undefined;
	for (const [key, value] of Object.entries(raw)) {
		const name = key.toLowerCase().replace(/[^a-z]/g, '');
		const column = COLUMNS.get(name);
		if (column === undefined) {
			if (LOOKS_LIKE_STORE.test(name)) storeLike ??= key;
		} else if (cells.has(column)) {
			reasons.push(`two columns mean ${column}, and "${key}" is the second one`);
		} else {
			cells.set(column, value);
		}
	}
	// Rows meant for one store must not become the default of all stores because of a column's name.
	if (storeLike !== undefined && !cells.has('store_code')) {
		reasons.push(`there is no column store_code, but one named "${storeLike}". Rename it`);
	}
	return { cells, reasons };
}

/** Text of a cell; n8n's "From list" fields give `{ value }`. What has lost digits is refused, never guessed. */
function readCell(column: Column, given: unknown): { text: string; reason?: string } {
	const value = (given as { value?: unknown } | null | undefined)?.value ?? given;
	if (typeof value === 'number') {
		if (Number.isSafeInteger(value)) return { text: String(value) };
		return {
			text: '?',
			reason: `${column} is a number that is too long to be exact. Write it as text`,
		};
	}
	const text = typeof value === 'string' ? value.trim() : '';
	if (!SHORTENED_NUMBER.test(text)) return { text };
	return {
		text,
		reason: `${column} "${text}" is a long number that a spreadsheet has shortened. Format the column as text and fill it in again`,
	};
}
