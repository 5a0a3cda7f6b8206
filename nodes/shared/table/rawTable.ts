import type { ColumnNames } from './columns';
import { decodeFile } from './decode';
import { readDelimited, type Sheet } from './delimited';
import type { Fault } from './fault';

/** Rows of a table before any cell is read. */
export interface RawTable {
	/** Names of the columns where rows are lists of cells; absent where each row names its own, as JSON does. */
	header?: readonly string[];
	rows: readonly unknown[];
	/** Number of the first of `rows`, counted as the user counts: in a file, header and title rows count. */
	firstRow: number;
	/** Faults that the reader of the file found, by position in `rows`. */
	faults?: ReadonlyMap<number, Fault>;
	/** How a text file was read: one of `ENCODINGS`. */
	encoding?: string;
	/** Why there are no rows: sentence without a full stop. */
	problem?: string;
}

/** Rows in which the header is searched; a sheet may have a title above it. */
const HEADER_WITHIN = 20;

/**
 * The rows of a text file (CSV, TXT, TSV).
 *
 * @param encoding  `auto`, or one of `ENCODINGS`
 */
export function readTextFile<C extends string>(
	bytes: Uint8Array,
	encoding: string,
	names: ColumnNames<C>,
): RawTable {
	const decoded = decodeFile(bytes, encoding);
	if ('problem' in decoded) return { rows: [], firstRow: 1, problem: decoded.problem };
	const columnsIn = (cells: readonly unknown[]) => columnsOf(cells, names);
	const table = belowHeader(readDelimited(decoded.text, columnsIn), names, true);
	return { ...table, encoding: decoded.encoding };
}

/**
 * The rows of a worksheet as n8n's Extract from File emits them with Header Row off: one item a row, `{ row: [cells] }`.
 *
 * @returns undefined where the items are rows that name their own columns
 */
export function readSheetItems<C extends string>(
	items: readonly unknown[],
	names: ColumnNames<C>,
): RawTable | undefined {
	if (items.length === 0 || !items.every(isSheetItem)) return undefined;
	return belowHeader({ rows: items.map(({ row }) => row), faults: new Map() }, names, false);
}

function isSheetItem(item: unknown): item is { row: unknown[] } {
	if (typeof item !== 'object' || item === null) return false;
	const keys = Object.keys(item);
	return keys.length === 1 && keys[0] === 'row' && Array.isArray((item as { row: unknown }).row);
}

/** @param isText  whether cells beyond the header may be parts of a cell with a delimiter inside */
function belowHeader<C extends string>(
	{ rows, faults }: { rows: unknown[][]; faults: Sheet['faults'] },
	names: ColumnNames<C>,
	isText: boolean,
): RawTable {
	const at = headerAt(rows, names);
	const header = (rows[at] ?? []).map((cell) => (typeof cell === 'string' ? cell.trim() : ''));
	const below = rows.slice(at + 1);
	const found = new Map<number, Fault>();
	const width = isText ? widthOf(rows[at] ?? []) : Infinity;
	below.forEach((cells, index) => {
		const fault =
			faults.get(at + 1 + index) ??
			lengthFault(cells, width) ??
			(isText ? lineBreakFault(cells, header, names) : undefined);
		if (fault) found.set(index, fault);
	});
	return { header, rows: below, firstRow: at + 2, faults: found };
}

/** Position of the row with the most names of columns, at least two; else of the first row that is not blank. */
function headerAt<C extends string>(rows: readonly unknown[][], names: ColumnNames<C>): number {
	let best = { at: -1, columns: 1 };
	rows.slice(0, HEADER_WITHIN).forEach((cells, at) => {
		const columns = columnsOf(cells, names);
		if (columns > best.columns) best = { at, columns };
	});
	if (best.at >= 0) return best.at;
	return Math.max(
		0,
		rows.findIndex((cells) => widthOf(cells) > 0),
	);
}

function columnsOf<C extends string>(cells: readonly unknown[], names: ColumnNames<C>): number {
	const columns = new Set<C>();
	for (const cell of cells) {
		const column = typeof cell === 'string' ? names.columnOf(cell) : undefined;
		if (column !== undefined) columns.add(column);
	}
	return columns.size;
}

/** Number of cells up to the last filled one. */
function widthOf(cells: readonly unknown[]): number {
	let width = cells.length;
	while (width > 0 && String(cells[width - 1] ?? '').trim() === '') width -= 1;
	return width;
}

function lengthFault(cells: readonly unknown[], width: number): Fault | undefined {
	const filled = widthOf(cells);
	if (filled <= width) return undefined;
	const reason = `it has ${filled} cells, but the header has ${width} columns. Put a cell that holds the separator itself in quotation marks`;
	return { code: 'ROW_TOO_LONG', reason };
}

/** A missing quotation mark makes one cell of several rows. No SKU, code or number has a line break. */
function lineBreakFault<C extends string>(
	cells: readonly unknown[],
	header: readonly string[],
	names: ColumnNames<C>,
): Fault | undefined {
	const at = cells.findIndex((cell) => typeof cell === 'string' && /[\r\n]/.test(cell.trim()));
	const column = at < 0 ? undefined : names.columnOf(header[at] ?? '');
	if (column === undefined) return undefined;
	const reason = `${column} holds a line break. Write it in one line; if the cell holds several rows, a quotation mark is missing`;
	return { code: 'QUOTES_UNCLEAR', reason };
}
