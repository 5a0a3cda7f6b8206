import { RowReader, type CellsByColumn, type RowCells } from '../../shared/table/rowCells';
import { ALL_STORES, StoreCells } from '../../shared/table/stores';
import { readFilledText, readText, type Cell } from '../../shared/table/cells';
import { beginsLikeFormula, readFactor, withoutTextMark } from './cells';
import { COLUMNS, USUAL_NAMES, type Column, type ColumnNames } from './columns';
import { FirstRows, type RowTexts } from './firstRows';
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
	cells: CellsByColumn<Column>;
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
	const reader = new RowReader(names, header);
	const stores = new StoreCells();
	const drafts: RowDraft[] = [];
	const present = new Set<Column>();
	const firstRows = new FirstRows();
	rawRows.forEach((raw, index) => {
		const draft = readRow(reader.read(raw), index + firstRow, names, options);
		if (!draft) return;
		const fileFault = fileFaults?.get(index);
		if (fileFault) replaceFaults(draft, fileFault);
		const storeFault = stores.check(draft.number, draft.cells.get('store_code'));
		if (storeFault) {
			draft.faults = [...draft.faults, storeFault];
			forgetStore(draft);
		}
		if (present.size < COLUMNS.length) for (const column of draft.cells.keys()) present.add(column);
		const repeated = firstRows.repeatedBy(draft);
		if (repeated) draft.faults = [...draft.faults, repeated];
		drafts.push(draft);
	});
	const absent = new Set<Column>();
	for (const { missing } of drafts) {
		for (const column of missing) if (!present.has(column)) absent.add(column);
	}
	const problems: RowProblem[] = [];
	if (absent.size > 0) problems.push(headerProblem(rawRows, absent, names, firstRow, header));
	for (const draft of drafts) {
		const { number: row, texts, faults, missing } = draft;
		for (const fault of faults) problems.push({ row, ...fault });
		for (const column of missing) {
			if (!absent.has(column)) problems.push({ row, ...noColumn(column) });
		}
		if (faults.length === 0 && missing.length === 0 && isMappingRow(texts)) draft.row = texts;
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
	texts?: RowTexts;
	faults: readonly Fault[];
	/** Required columns that the row does not have. */
	missing: readonly Column[];
}

const NONE: readonly never[] = [];
const NO_CELLS: CellsByColumn<Column> = new Map<Column, unknown>();

function isMappingRow(texts: RowTexts | undefined): texts is MappingRow {
	return texts?.quantity !== undefined;
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

/**
 * @param read  the cells of the row; undefined where it is no row
 * @returns     undefined for an empty row
 */
function readRow(
	read: RowCells<Column> | undefined,
	number: number,
	names: ColumnNames,
	{ textMarks = false }: ReadOptions,
): RowDraft | undefined {
	if (!read) {
		const columns = COLUMNS.map((column) => names.called(column));
		const reason = `this is not a row with ${columns.slice(0, 3).join(', ')} and ${columns[3]}`;
		return { number, cells: NO_CELLS, faults: [{ code: 'NOT_A_ROW', reason }], missing: NONE };
	}
	const { cells, faults: columnFaults, storeLike, doubled, blank } = read;
	if (blank) return undefined;
	const missing = missingOf(cells, names, storeLike);
	const draft: RowDraft = {
		number,
		cells,
		mapping: undefined,
		texts: undefined,
		row: undefined,
		partly: undefined,
		doubled,
		faults: columnFaults,
		missing,
	};
	const storeCode = take(draft, 'store_code', readText, textMarks);
	const platformSku = take(draft, 'platform_sku', readFilledText, textMarks);
	const systemSku = take(draft, 'system_sku', readFilledText, textMarks);
	const quantity = take(draft, 'quantity', readFactor, textMarks);
	if (textMarks) draft.faults = [...draft.faults, ...formulaFaults(cells)];
	if (storeCode === undefined || platformSku === undefined) {
		draft.partly = { storeCode, platformSku };
		return draft;
	}
	const store = storeCode || ALL_STORES;
	if (systemSku === undefined) {
		draft.mapping = { storeCode: store, platformSku };
	} else {
		draft.texts = { storeCode: store, platformSku, systemSku, quantity };
		draft.mapping = draft.texts;
	}
	return draft;
}

/** The value of a cell; undefined where it has a fault, which is noted, or its column is missing, which is reported elsewhere. */
function take<T>(
	draft: RowDraft,
	column: Column,
	read: (column: string, value: unknown) => Cell<T>,
	textMarks: boolean,
): T | undefined {
	if (draft.missing.length > 0 && draft.missing.includes(column)) return undefined;
	const given = draft.cells.get(column);
	const cell = read(column, textMarks ? withoutTextMark(given) : given);
	if ('value' in cell) return cell.value;
	draft.faults = [...draft.faults, cell];
	return undefined;
}

function missingOf(
	cells: CellsByColumn<Column>,
	names: ColumnNames,
	storeLike: string | undefined,
): readonly Column[] {
	if (cells.size === COLUMNS.length) return NONE;
	return COLUMNS.filter(
		(column) =>
			!cells.has(column) &&
			(names.isRequired(column) || (column === 'store_code' && storeLike !== undefined)),
	);
}

/** Faults of text cells that a spreadsheet would run as a formula. */
function formulaFaults(cells: CellsByColumn<Column>): Fault[] {
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
