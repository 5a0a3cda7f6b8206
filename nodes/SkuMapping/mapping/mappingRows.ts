import { cellsOf, entriesOf } from '../../shared/table/rowCells';
import { ALL_STORES, StoreCells, storeText } from '../../shared/table/stores';
import { readFilledText, readText, type Cell } from '../../shared/table/cells';
import { beginsLikeFormula, readFactor, withoutTextMark } from './cells';
import { COLUMNS, USUAL_NAMES, type Column, type ColumnNames } from './columns';
import { headerProblem } from './header';
import type { Fault, RowProblem } from './rowProblems';

/** A usable row: `quantity` units of the system SKU are shipped for one unit of the platform SKU (B57, B61). */
export interface MappingRow {
	/** Store code, or `*` for all stores. */
	storeCode: string;
	platformSku: string;
	systemSku: string;
	/** Conversion factor, whole number ≥ 1. */
	quantity: number;
}

/** A platform SKU that has rows, and the store they are for (`*` = all stores). */
export type MappedSku = Pick<MappingRow, 'storeCode' | 'platformSku'>;

/** A row of the table, usable or not. */
export interface TableRow {
	/** Row number, counted as the user counts. */
	number: number;
	/** The four cells as they came; a missing column has no entry. */
	cells: ReadonlyMap<Column, unknown>;
	/** Store and platform SKU, where both could be read. */
	mapping?: MappedSku;
	/** Store, platform SKU and system SKU, where all three could be read. */
	texts?: Omit<MappingRow, 'quantity'>;
	/** The row itself, where it can be used. */
	row?: MappingRow;
	/** Store or platform SKU, where the other one could not be read. An empty text means an empty cell. */
	partly?: Partial<MappedSku>;
	/** Further cells of a column that the row has twice. */
	doubled?: ReadonlyArray<{ column: Column; value: unknown }>;
}

export interface Table {
	rows: TableRow[];
	/** Problems of the whole table first, then those of the rows in their order. A row may have several. */
	problems: RowProblem[];
	/** Number of empty rows, which are left out. */
	blankRows: number;
}

export interface ReadOptions {
	names?: ColumnNames;
	/** Number of the first row; a spreadsheet with a header starts at 2. */
	firstRow?: number;
	/**
	 * Whether the cells come from a spreadsheet. There an apostrophe in front of a formula sign marks text and is not part of
	 * it, and text that begins like a formula without the apostrophe is refused.
	 */
	textMarks?: boolean;
	/** Names of the columns where rows are lists of cells. */
	header?: readonly string[];
	/** Faults that the reader of the file found, by position of the row. */
	faults?: ReadonlyMap<number, Fault>;
	/** Why the table could not be read; a sentence without a full stop. */
	problem?: string;
}

/**
 * Reads mapping rows and reports every fault, so that the user can correct all of them at once.
 *
 * Columns: `store_code` (`*`, empty or absent = all stores), `platform_sku`, `system_sku`, `quantity`; other columns are
 * ignored. Rows of the same store and platform SKU form one mapping; the same system SKU twice in one mapping is
 * refused. A column that no row has is one problem of the table, not one of each row.
 *
 * @param rawRows  rows of JSON, a data table or a spreadsheet
 */
export function readTable(rawRows: readonly unknown[], options: ReadOptions = {}): Table {
	const { names = USUAL_NAMES, firstRow = 1, header, faults: fileFaults, problem } = options;
	if (problem !== undefined) {
		return {
			rows: [],
			problems: [{ row: null, code: 'FILE_UNREADABLE', reason: problem }],
			blankRows: 0,
		};
	}
	const stores = new StoreCells();
	const drafts: RowDraft[] = [];
	const present = new Set<Column>();
	const firstOf = new Map<string, { number: number; quantity: unknown }>();
	rawRows.forEach((raw, index) => {
		const draft = readRow(raw, index + firstRow, names, options);
		if (!draft) return;
		const fileFault = fileFaults?.get(index);
		if (fileFault) replaceFaults(draft, fileFault);
		const storeFault = stores.check(draft.number, draft.cells.get('store_code'));
		if (storeFault) {
			draft.faults.push(storeFault);
			forgetStore(draft);
		}
		if (present.size < COLUMNS.length) for (const column of draft.cells.keys()) present.add(column);
		reportRepeated(draft, firstOf);
		drafts.push(draft);
	});
	const absent = new Set<Column>();
	for (const { missing } of drafts) {
		for (const column of missing) if (!present.has(column)) absent.add(column);
	}
	const problems: RowProblem[] = [];
	if (absent.size > 0) problems.push(headerProblem(rawRows, absent, names, firstRow, header));
	for (const draft of drafts) {
		const { number: row, texts, quantity, faults, missing } = draft;
		for (const fault of faults) problems.push({ row, ...fault });
		for (const column of missing) {
			if (!absent.has(column)) problems.push({ row, ...noColumn(column) });
		}
		const usable = faults.length === 0 && missing.length === 0;
		if (texts && usable && quantity !== undefined) {
			const { storeCode, platformSku, systemSku } = texts;
			draft.row = { storeCode, platformSku, systemSku, quantity };
		}
	}
	return { rows: drafts, problems, blankRows: rawRows.length - drafts.length };
}

export interface ReadRows {
	rows: MappingRow[];
	problems: RowProblem[];
}

/** The usable rows and the problems of the others. */
export function readRows(rawRows: readonly unknown[], options: ReadOptions = {}): ReadRows {
	const { rows, problems } = readTable(rawRows, options);
	return { rows: usableRows(rows), problems };
}

export function usableRows(rows: readonly TableRow[]): MappingRow[] {
	const usable: MappingRow[] = [];
	for (const { row } of rows) if (row) usable.push(row);
	return usable;
}

/** Store and platform SKU as one key. The length keeps `A` + `BC` and `AB` + `C` apart. */
export function mappingKey({ storeCode, platformSku }: MappedSku): string {
	return `${storeCode.length}.${storeCode}${platformSku}`;
}

interface RowDraft extends TableRow {
	quantity?: number;
	faults: Fault[];
	/** Required columns that the row does not have. */
	missing: Column[];
}

/** The store of the row is not certain, so the row concerns every store. */
function forgetStore(draft: RowDraft): void {
	const platformSku = draft.mapping?.platformSku ?? draft.partly?.platformSku;
	draft.partly = { storeCode: undefined, platformSku };
	draft.mapping = undefined;
	draft.texts = undefined;
}

/** The cells may stand in the wrong columns: only this fault counts, and only the SKU that may be meant is kept. */
function replaceFaults(draft: RowDraft, fault: Fault): void {
	draft.faults = [fault];
	draft.missing = [];
	forgetStore(draft);
}

/** @returns undefined for an empty row */
function readRow(
	raw: unknown,
	number: number,
	names: ColumnNames,
	{ header, textMarks = false }: ReadOptions,
): RowDraft | undefined {
	const entries = entriesOf(raw, header);
	if (!entries) {
		const columns = COLUMNS.map((column) => names.called(column));
		const reason = `this is not a row with ${columns.slice(0, 3).join(', ')} and ${columns[3]}`;
		return { number, cells: new Map(), faults: [{ code: 'NOT_A_ROW', reason }], missing: [] };
	}
	const { cells, faults: columnFaults, storeLike, doubled, blank } = cellsOf(entries, names);
	const faults: Fault[] = [...columnFaults];
	if (blank) return undefined;
	const missing = missingOf(cells, names, storeLike);
	const draft: RowDraft = {
		number,
		cells,
		mapping: undefined,
		texts: undefined,
		row: undefined,
		quantity: undefined,
		faults,
		missing,
	};
	if (doubled) draft.doubled = doubled;
	const take = <T>(
		column: Column,
		read: (column: string, value: unknown) => Cell<T>,
	): T | undefined => {
		if (missing.length > 0 && missing.includes(column)) return undefined;
		const given = cells.get(column);
		const cell = read(column, textMarks ? withoutTextMark(given) : given);
		if ('value' in cell) return cell.value;
		faults.push(cell);
		return undefined;
	};
	const storeCode = take('store_code', readText);
	const platformSku = take('platform_sku', readFilledText);
	const systemSku = take('system_sku', readFilledText);
	draft.quantity = take('quantity', readFactor);
	if (textMarks) faults.push(...formulaFaults(cells));
	if (storeCode === undefined || platformSku === undefined) {
		draft.partly = { storeCode, platformSku };
		return draft;
	}
	draft.mapping = { storeCode: storeCode || ALL_STORES, platformSku };
	if (systemSku !== undefined) {
		draft.texts = { storeCode: draft.mapping.storeCode, platformSku, systemSku };
	}
	return draft;
}

function missingOf(
	cells: ReadonlyMap<Column, unknown>,
	names: ColumnNames,
	storeLike: string | undefined,
): Column[] {
	if (cells.size === COLUMNS.length) return [];
	return COLUMNS.filter(
		(column) =>
			!cells.has(column) &&
			(names.isRequired(column) || (column === 'store_code' && storeLike !== undefined)),
	);
}

/** Faults of text cells that a spreadsheet would run as a formula. */
function formulaFaults(cells: ReadonlyMap<Column, unknown>): Fault[] {
	return COLUMNS.flatMap((column): Fault[] => {
		const value = column === 'quantity' ? undefined : cells.get(column);
		const text = typeof value === 'string' ? value.trim() : '';
		if (!beginsLikeFormula(text)) return [];
		const reason = `${column} "${text}" begins like a formula, with ${text[0]}. Write the SKU itself, with an apostrophe in front if it really begins so`;
		return [{ code: 'FORMULA', reason }];
	});
}

function noColumn(column: Column): Fault {
	return { code: 'COLUMN_MISSING', reason: `there is no column ${column}` };
}

function reportRepeated(
	{ number, texts, quantity, faults }: RowDraft,
	firstOf: Map<string, { number: number; quantity: unknown }>,
): void {
	if (!texts) return;
	const { platformSku, systemSku, storeCode } = texts;
	const key = `${storeCode.length}.${platformSku.length}.${storeCode}${platformSku}${systemSku}`;
	const first = firstOf.get(key);
	if (!first) {
		firstOf.set(key, { number, quantity });
	} else if (quantity === first.quantity) {
		faults.push({ code: 'ROW_TWICE', reason: `it repeats row ${first.number}` });
	} else {
		const where = `for platform SKU "${platformSku}" of ${storeText(storeCode)}`;
		const reason = `system SKU "${systemSku}" stands already in row ${first.number} ${where}`;
		faults.push({ code: 'SYSTEM_SKU_TWICE', reason });
	}
}
