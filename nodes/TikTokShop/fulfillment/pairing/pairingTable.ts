import { getOrAdd } from '../../../shared/getOrAdd';
import { isBlank, isBlankItem, readText } from '../../../shared/table/cells';
import { columnNames, columnsFound, type ColumnNames } from '../../../shared/table/columns';
import type { RawTable } from '../../../shared/table/rawTable';
import { cellsOf, entriesOf, type Entry } from '../../../shared/table/rowCells';
import { ALL_STORES, ANY_STORE, StoreCells, storeText } from '../../../shared/table/stores';
import { tidy } from '../../../shared/text';

/** Carriers and shipping providers are told apart without regard to case, width, the number of blanks and what cannot be seen. */
export function normalizeName(text: string): string {
	return tidy(text.normalize('NFKC')).toLowerCase();
}

/** Values by store code, then by normalized carrier. */
type ByCarrier<T> = ReadonlyMap<string, ReadonlyMap<string, T>>;

export interface Pairing {
	/** Shipping provider ID or name. */
	providers: ByCarrier<string>;
	/** Rows that cannot be used, by the store and carrier that they name. */
	unusable: ByCarrier<readonly PairingRowProblem[]>;
}

/** A row of the Logistics Provider Pairing: the shipping provider of TikTok Shop for a carrier of the OMS (B47). */
interface PairingRow {
	/** Store code, or `*` for all stores. */
	storeCode: string;
	/** Carrier as the OMS names it (`logisticsCarrier`). */
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
	/** Number of an earlier row with another provider. */
	earlier?: number;
}

const COLUMNS = [
	'store_code',
	'carrier',
	'shipping_provider_id',
	'shipping_provider_name',
] as const;

type Column = (typeof COLUMNS)[number];

/** Column names of a pairing. */
export const PAIRING_NAMES = columnNames<Column>(COLUMNS, ['carrier']) as ColumnNames<Column>;

export interface ReadPairing {
	pairing: Pairing;
	/** Problems of the unusable rows; a row may have several. */
	problems: PairingRowProblem[];
	/** Why no row of the table can be trusted; a sentence. */
	tableProblem?: string;
}

/**
 * Reads and indexes pairing rows, and reports every unusable row.
 *
 * Columns `store_code` (`*`, empty or absent = all stores), `carrier`, and `shipping_provider_id` and/or
 * `shipping_provider_name`; where both are filled in, the ID counts. Column
 * names are found as in every table (`shared/table/columns.ts`); other columns are ignored. A carrier of a store has one
 * provider; several carriers may share a provider (B47). A row that repeats another one, or has neither carrier nor provider,
 * is no fault.
 *
 * An unusable row concerns the carrier and store that it names, even where they have usable rows too: it is not certain which
 * row is right. Without a readable store it concerns every store, without a carrier none.
 */
export function readPairing(given: RawTable | readonly unknown[]): ReadPairing {
	const table = 'rows' in given ? given : { rows: given, firstRow: 1 };
	const stores = new StoreCells();
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
				getOrAdd(ofStore, normalizeName(carrier), (): PairingRowProblem[] => []).push(...found);
			}
		}
	};
	table.rows.forEach((raw, index) => {
		const number = index + table.firstRow;
		const entries = entriesOf(raw, table.header);
		if (entries && isBlankRow(entries)) return;
		const fault = table.faults?.get(index);
		const { row, reasons, named } = readRow(entries, (cell) => stores.check(number, cell)?.reason);
		if (fault) return refuse(number, [fault.reason], { ...named, storeCodes: [ANY_STORE] });
		if (!row) return refuse(number, reasons, named);
		const { storeCode, carrier, provider } = row;
		const ofStore = getOrAdd(providers, storeCode, () => new Map<string, string>());
		const known = getOrAdd(ofStore, normalizeName(carrier), () => provider);
		const first = getOrAdd(
			firstRow,
			JSON.stringify([storeCode, normalizeName(carrier)]),
			() => number,
		);
		if (normalizeName(known) === normalizeName(provider)) return;
		const reason = `carrier "${carrier}" of ${storeText(storeCode)} is paired with "${known}" already in row ${first}`;
		refuse(number, [reason], named, { earlier: first });
	});
	return { pairing: { providers, unusable }, problems, tableProblem: tableProblem(table) };
}

/** Why no row of a table can be right: there are no rows, no row has a column, or all rows have it twice. */
function tableProblem({ rows, header, problem }: RawTable): string | undefined {
	if (problem !== undefined) return `${problem}.`;
	const filled = rows.filter((raw) => !isBlankItem(raw));
	const read = filled.flatMap((raw) => {
		const entries = entriesOf(raw, header);
		return entries ? [{ entries, ...cellsOf(entries, PAIRING_NAMES) }] : [];
	});
	if (filled.length === 0) return undefined;
	if (read.length === 0) return 'These are no rows with store_code, carrier and shipping provider.';
	const has = (column: Column): boolean => read.some(({ cells }) => cells.has(column));
	const found = columnsOf(read.map(({ entries }) => entries));
	if (!has('carrier')) return `There is no column carrier.${found}`;
	if (!has('shipping_provider_id') && !has('shipping_provider_name')) {
		return `There is no column shipping_provider_id or shipping_provider_name.${found}`;
	}
	const wrong = read
		.filter(({ entries }) => !isBlankRow(entries))
		.map((row) => columnReasons(row)[0]);
	return wrong.length > 0 && wrong.every((reason) => reason !== undefined)
		? `In every row ${wrong[0]}.`
		: undefined;
}

function columnsOf(rows: ReadonlyArray<readonly Entry[]>): string {
	const names = new Set(rows.flatMap((entries) => entries.map(([name]) => name)));
	return names.size > 0 ? ` ${columnsFound([...names])}.` : '';
}

/** Whether a row is empty, like the item that n8n emits for an empty table. */
function isBlankRow(entries: readonly Entry[]): boolean {
	const { cells } = cellsOf(entries, PAIRING_NAMES);
	cells.delete('store_code');
	return [...cells.values()].every((cell) => isBlank(valueOf(cell)));
}

/** Stores and carriers that a row concerns. */
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

function readRow(
	entries: readonly Entry[] | undefined,
	storeProblem: (cell: unknown) => string | undefined,
): ReadRow {
	if (!entries) {
		return {
			reasons: ['this is not a row with store_code, carrier and shipping provider'],
			named: { storeCodes: [], carriers: [] },
		};
	}
	const rowCells = cellsOf(entries, PAIRING_NAMES);
	const { cells, doubled = [] } = rowCells;
	const reasons = columnReasons(rowCells);
	const areColumnsSure = !reasons.some((reason) => reason.includes('store_code'));
	const read = (column: Column): string | undefined => {
		const cell = readText(column, valueOf(cells.get(column)));
		if ('value' in cell) return cell.value;
		reasons.push(cell.reason);
		return undefined;
	};
	const store = read('store_code');
	const empty = storeProblem(valueOf(cells.get('store_code')));
	if (empty) reasons.push(empty);
	const carrier = read('carrier');
	const [id, name] = [read('shipping_provider_id'), read('shipping_provider_name')];
	if (carrier === '') reasons.push('carrier is empty');
	if (id === '' && name === '') reasons.push('shipping provider is empty');
	const storeCode = store || ALL_STORES;
	const isStoreSure = store !== undefined && !empty && areColumnsSure;
	const others = doubled.filter(({ column }) => column === 'carrier').map(({ value }) => value);
	const named = {
		storeCodes: [isStoreSure ? storeCode : ANY_STORE],
		carriers: [...new Set([cells.get('carrier'), ...others].flatMap(textsIn))],
	};
	const provider = id || name;
	return reasons.length > 0 || !carrier || !provider
		? { reasons, named }
		: { row: { storeCode, carrier, provider }, reasons, named };
}

/** Faults in the columns of a row: two with the same meaning, or a store column with an unknown name. */
function columnReasons({ faults, storeLike }: ReturnType<typeof cellsOf<Column>>): string[] {
	const reasons = faults.map(({ reason }) => reason);
	if (storeLike !== undefined) {
		reasons.push(`there is no column store_code, but one named "${storeLike}". Rename it`);
	}
	return reasons;
}

/** Texts that a carrier cell may mean, even where it holds an object. */
function textsIn(cell: unknown): string[] {
	const inner =
		typeof cell === 'object' && cell !== null && !Array.isArray(cell)
			? Object.values(cell)
			: [cell].flat();
	return inner
		.filter((value) => typeof value === 'string' || typeof value === 'number')
		.map((value) => String(value).trim())
		.filter(Boolean);
}

/** n8n's "From list" fields have `{ value }`. */
function valueOf(cell: unknown): unknown {
	return (cell as { value?: unknown } | null | undefined)?.value ?? cell;
}
