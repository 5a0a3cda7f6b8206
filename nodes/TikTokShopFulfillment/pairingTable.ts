import { isShortenedNumber } from '../shared/exactNumber';
import { plain } from './plain';

/** Store code of the rows that hold for every store without a row of its own for that carrier. */
export const ALL_STORES = '*';

/** Stands for every store among the rows that cannot be used: no row has an empty store code (empty means all stores). */
export const ANY_STORE = '';

/** Something by store code, then by carrier (without case and blanks that do not count). */
type ByCarrier<T> = ReadonlyMap<string, ReadonlyMap<string, T>>;

export interface Pairing {
	/** Shipping provider ID or name. */
	providers: ByCarrier<string>;
	/** Rows that cannot be used, by what they name; no provider is known for it. */
	unusable: ByCarrier<readonly PairingRowProblem[]>;
}

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
	/** An earlier row that says something else. */
	earlier?: number;
}

type Column = 'store_code' | 'carrier' | 'shipping_provider_id' | 'shipping_provider_name';

/** Only letters and digits of a column name count; `provider` is what the node's own rows call the shipping provider. */
const COLUMNS = new Map<string, Column>([
	['storecode', 'store_code'],
	['carrier', 'carrier'],
	['shippingproviderid', 'shipping_provider_id'],
	['shippingprovidername', 'shipping_provider_name'],
	['provider', 'shipping_provider_name'],
	['shippingprovider', 'shipping_provider_name'],
]);

const LOOKS_LIKE_STORE = /^(store|shop)/;
const COLUMNS_SHOWN = 20;

export interface ReadPairing {
	pairing: Pairing;
	/** Of all rows that cannot be used; a row may have several. */
	problems: PairingRowProblem[];
	/** What is wrong with the table as a whole, so that none of its rows can be trusted; a sentence. */
	tableProblem?: string;
}

/**
 * Reads pairing rows and indexes them once, reporting every row that cannot be used.
 *
 * Columns `store_code` (`*`, empty or absent = all stores), `carrier`, and `shipping_provider_id` and/or
 * `shipping_provider_name`; where both are filled in, the ID counts. Case, blanks and underscores of column names do not
 * count, other columns are left alone. One carrier of a store has one provider; several carriers may share a provider (§4).
 * A row that says the same again is let pass, and so is one without carrier and provider.
 *
 * A row that cannot be used is about the carrier and store that it names, also beside usable rows: which of them is meant
 * nobody can know. Without a readable store it is about every store, without a carrier about none.
 */
export function readPairing(rawRows: readonly unknown[]): ReadPairing {
	const providers = new Map<string, Map<string, string>>();
	const unusable = new Map<string, Map<string, PairingRowProblem[]>>();
	const firstRow = new Map<string, number>();
	const problems: PairingRowProblem[] = [];
	const refuse = (row: number, reasons: readonly string[], named: Named, more = {}): void => {
		const found = reasons.map((reason) => ({ row, message: `Row ${row}: ${reason}.`, ...more }));
		problems.push(...found);
		for (const storeCode of named.storeCodes) {
			for (const carrier of named.carriers) {
				const ofStore = getOrAdd(unusable, storeCode, () => new Map<string, PairingRowProblem[]>());
				getOrAdd(ofStore, plain(carrier), (): PairingRowProblem[] => []).push(...found);
			}
		}
	};
	rawRows.forEach((raw, index) => {
		const number = index + 1;
		if (isBlankRow(raw)) return;
		const { row, reasons, named } = readRow(raw);
		if (!row) return refuse(number, reasons, named);
		const { storeCode, carrier, provider } = row;
		const ofStore = getOrAdd(providers, storeCode, () => new Map<string, string>());
		const known = getOrAdd(ofStore, plain(carrier), () => provider);
		const first = getOrAdd(firstRow, JSON.stringify([storeCode, plain(carrier)]), () => number);
		if (plain(known) === plain(provider)) return;
		const store = storeCode === ALL_STORES ? 'all stores' : `store ${storeCode}`;
		const reason = `carrier "${carrier}" of ${store} is paired with "${known}" already in row ${first}`;
		refuse(number, [reason], named, { earlier: first });
	});
	return { pairing: { providers, unusable }, problems, tableProblem: tableProblem(rawRows) };
}

/** What is wrong with a table in which no row can be right: no rows, a column that none has, or that all have twice. */
function tableProblem(rawRows: readonly unknown[]): string | undefined {
	const filled = rawRows.filter((raw) => !isEmptyItem(raw));
	const rows = filled.filter(isObject).map(cellsOf);
	if (filled.length === 0) return undefined;
	if (rows.length === 0) return 'These are no rows with store_code, carrier and shipping provider.';
	const has = (column: Column): boolean => rows.some(({ cells }) => cells.has(column));
	if (!has('carrier')) return `There is no column carrier.${columnsOf(filled)}`;
	if (!has('shipping_provider_id') && !has('shipping_provider_name')) {
		return `There is no column shipping_provider_id or shipping_provider_name.${columnsOf(filled)}`;
	}
	const wrong = filled
		.filter((raw) => isObject(raw) && !isBlankRow(raw))
		.map((raw) => cellsOf(raw as Record<string, unknown>).reasons[0]);
	return wrong.length > 0 && wrong.every((reason) => reason !== undefined)
		? `In every row ${wrong[0]}.`
		: undefined;
}

function columnsOf(rows: readonly unknown[]): string {
	const names = new Set(rows.filter(isObject).flatMap((row) => Object.keys(row)));
	const shown = [...names].slice(0, COLUMNS_SHOWN).map((name) => `"${name}"`);
	return shown.length > 0 ? ` Columns found: ${shown.join(', ')}.` : '';
}

/** The item that n8n gives in place of an empty table, or a row of blanks. */
function isEmptyItem(raw: unknown): boolean {
	return isObject(raw) && Object.values(raw).every(isBlank);
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

function isObject(raw: unknown): raw is Record<string, unknown> {
	return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
	const known = map.get(key);
	if (known !== undefined) return known;
	const made = make();
	map.set(key, made);
	return made;
}

/** A row that nobody has filled in, or the empty item that n8n gives in place of an empty table. */
function isBlankRow(raw: unknown): boolean {
	if (!isObject(raw)) return false;
	const { cells } = cellsOf(raw);
	cells.delete('store_code');
	return [...cells].every(([column, value]) => readCell(column, value).text === '');
}

/** What a row is about, as far as it can be read. */
interface Named {
	storeCodes: readonly string[];
	carriers: readonly string[];
}

interface ReadRow {
	row?: PairingRow;
	/** Why it cannot be used. */
	reasons: string[];
	named: Named;
}

function readRow(raw: unknown): ReadRow {
	if (!isObject(raw)) {
		return {
			reasons: ['this is not a row with store_code, carrier and shipping provider'],
			named: { storeCodes: [], carriers: [] },
		};
	}
	const { cells, reasons, doubled, storeIsNamed } = cellsOf(raw);
	const read = (column: Column): { text: string; isReadable: boolean } => {
		const { text, reason } = readCell(column, cells.get(column));
		if (reason) reasons.push(reason);
		return { text, isReadable: reason === undefined };
	};
	const store = read('store_code');
	const carrier = read('carrier');
	const [{ text: id }, { text: name }] = [
		read('shipping_provider_id'),
		read('shipping_provider_name'),
	];
	if (!carrier.text) reasons.push('carrier is empty');
	if (!id && !name) reasons.push('shipping provider is empty');
	const storeCode = store.text || ALL_STORES;
	const isStoreSure = store.isReadable && storeIsNamed && !doubled.has('store_code');
	const given = [cells.get('carrier'), ...(doubled.get('carrier') ?? [])];
	const named = {
		storeCodes: [isStoreSure ? storeCode : ANY_STORE],
		carriers: [...new Set(given.flatMap(textsIn))],
	};
	return reasons.length > 0
		? { reasons, named }
		: { row: { storeCode, carrier: carrier.text, provider: id || name }, reasons, named };
}

/** Texts that a carrier cell may stand for, also where it holds an object. */
function textsIn(cell: unknown): string[] {
	const inner = isObject(cell) ? Object.values(cell) : [cell].flat();
	return inner
		.filter((value) => typeof value === 'string' || typeof value === 'number')
		.map((value) => String(value).trim())
		.filter(Boolean);
}

function cellsOf(raw: Record<string, unknown>) {
	const cells = new Map<Column, unknown>();
	const doubled = new Map<Column, unknown[]>();
	const reasons: string[] = [];
	let storeLike: string | undefined;
	for (const [key, value] of Object.entries(raw)) {
		const name = key.toLowerCase().replace(/[^a-z0-9]/g, '');
		const column = COLUMNS.get(name);
		if (column === undefined) {
			if (LOOKS_LIKE_STORE.test(name)) storeLike ??= key;
		} else if (cells.has(column)) {
			reasons.push(`two columns mean ${column}, and "${key}" is the second one`);
			getOrAdd(doubled, column, (): unknown[] => []).push(value);
		} else {
			cells.set(column, value);
		}
	}
	// Rows meant for one store must not become the default of all stores because of a column's name.
	const storeIsNamed = storeLike === undefined || cells.has('store_code');
	if (!storeIsNamed) {
		reasons.push(`there is no column store_code, but one named "${storeLike}". Rename it`);
	}
	return { cells, reasons, doubled, storeIsNamed };
}

/** Text of a cell; n8n's "From list" fields give `{ value }`. What has lost digits is refused, never guessed. */
function readCell(column: Column, given: unknown): { text: string; reason?: string } {
	const value = (given as { value?: unknown } | null | undefined)?.value ?? given;
	if (value === undefined || value === null) return { text: '' };
	if (typeof value === 'number') {
		if (Number.isSafeInteger(value)) return { text: String(value) };
		return {
			text: '?',
			reason: `${column} is a number that is too long to be exact. Write it as text`,
		};
	}
	if (typeof value !== 'string') {
		return { text: '?', reason: `${column} is neither text nor a number` };
	}
	const text = value.trim();
	if (!isShortenedNumber(text)) return { text };
	return {
		text,
		reason: `${column} "${text}" is a long number that a spreadsheet has shortened. Format the column as text and fill it in again`,
	};
}
