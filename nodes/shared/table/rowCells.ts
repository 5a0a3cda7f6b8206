import { isFields, type Fields } from '../fields';
import { isBlank } from './cells';
import type { ColumnNames } from './columns';
import type { Fault } from './fault';

/** A cell and the name of its column. */
export type Entry = readonly [name: string, value: unknown];

/** Reads cells by their column. */
export interface CellsByColumn<C extends string> {
	get(column: C): unknown;
	has(column: C): boolean;
	keys(): Iterable<C>;
	readonly size: number;
}

/** The cells of a row by column. */
export interface RowCells<C extends string> {
	cells: CellsByColumn<C>;
	/** One fault for each column that means the same as another one. */
	faults: readonly Fault[];
	/** The cells of these columns. */
	doubled?: ReadonlyArray<{ column: C; value: unknown }>;
	/** Name of a column that seems to mean the store, where the row has no store column. */
	storeLike?: string;
	/** Whether no cell of the row is filled in. */
	blank: boolean;
}

/**
 * Cells of a row with their names.
 *
 * @param header  names of the columns where the row is a list of cells; a row may be shorter
 * @returns       undefined where this is no row
 */
export function entriesOf(raw: unknown, header?: readonly string[]): Entry[] | undefined {
	if (header && Array.isArray(raw)) return header.map((name, index) => [name, raw[index]]);
	if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
	return Object.entries(raw);
}

/** Sorts the cells of a row by column. Of two columns with the same meaning the one with the more certain name counts. */
export function cellsOf<C extends string>(
	entries: readonly Entry[],
	names: ColumnNames<C>,
): RowCells<C> & { cells: Map<C, unknown> } {
	const found = new Map<C, Array<{ name: string; value: unknown }>>();
	const cells = new Map<C, unknown>();
	const faults: Fault[] = [];
	const doubled: Array<{ column: C; value: unknown }> = [];
	const result: RowCells<C> & { cells: Map<C, unknown> } = { cells, faults, blank: true };
	for (const [name, value] of entries) {
		result.blank &&= isBlank(value);
		const column = names.columnOf(name);
		if (column === undefined) {
			// Rows meant for one store must not become the default of all stores because of a column's name.
			if (names.looksLikeStore(name)) result.storeLike ??= name;
			continue;
		}
		const others = found.get(column);
		const surer = others ? names.rankOf(others[0].name) - names.rankOf(name) : 1;
		if (surer > 0) found.set(column, [{ name, value }]);
		else if (surer === 0) others?.push({ name, value });
	}
	for (const [column, [first, ...others]] of found) {
		cells.set(column, first.value);
		for (const { name, value } of others) {
			const reason = `two columns mean ${column}, and "${name}" is the second one`;
			faults.push({ code: 'COLUMN_TWICE', reason });
			doubled.push({ column, value });
		}
	}
	if (doubled.length > 0) result.doubled = doubled;
	// A store column counts, whatever another one is called.
	if ((found as ReadonlyMap<string, unknown>).has('store_code')) delete result.storeLike;
	return result;
}

/** Where the cells of rows with the same names stand. */
interface Layout<C extends string> {
	/** The names, in their order. */
	keys: readonly string[];
	/** For each name: position of its cell among the cells of columns; -1 where it is none. */
	positions: readonly number[];
	/** Position of the cell by column. */
	columns: ReadonlyMap<C, number>;
	storeLike?: string;
}

/** The cells of a row in a list; where each column stands is the same for many rows. */
class ListedCells<C extends string> implements CellsByColumn<C> {
	constructor(
		private readonly columns: ReadonlyMap<C, number>,
		private readonly cells: readonly unknown[],
	) {}

	get size(): number {
		return this.columns.size;
	}

	get(column: C): unknown {
		const position = this.columns.get(column);
		return position === undefined ? undefined : this.cells[position];
	}

	has(column: C): boolean {
		return this.columns.has(column);
	}

	keys(): Iterable<C> {
		return this.columns.keys();
	}
}

const NO_FAULTS: readonly never[] = [];

/**
 * Sorts the cells of many rows by column, like `cellsOf`. Which cell belongs to which column depends on the names only, and the rows
 * of a table mostly have the same ones, so this is found out once.
 */
export class RowReader<C extends string> {
	private last?: { keys: readonly string[]; layout: Layout<C> | undefined };

	/** @param header  names of the columns where the rows are lists of cells */
	constructor(
		private readonly names: ColumnNames<C>,
		private readonly header?: readonly string[],
	) {}

	/** @returns undefined where this is no row */
	read(raw: unknown): RowCells<C> | undefined {
		const layout = isFields(raw) ? this.layoutOf(Object.keys(raw)) : undefined;
		if (layout) return readAs(layout, raw as Fields);
		const entries = entriesOf(raw, this.header);
		return entries && cellsOf(entries, this.names);
	}

	/** @returns undefined where two columns mean the same */
	private layoutOf(keys: readonly string[]): Layout<C> | undefined {
		if (!this.last || !areSame(this.last.keys, keys)) {
			this.last = { keys, layout: layoutOf(keys, this.names) };
		}
		return this.last.layout;
	}
}

/** Reads each cell once. */
function readAs<C extends string>(layout: Layout<C>, row: Fields): RowCells<C> {
	const { keys, positions, columns, storeLike } = layout;
	const cells: unknown[] = new Array(columns.size);
	let blank = true;
	for (let at = 0; at < keys.length; at++) {
		const value = row[keys[at]];
		blank &&= isBlank(value);
		if (positions[at] >= 0) cells[positions[at]] = value;
	}
	return { cells: new ListedCells(columns, cells), faults: NO_FAULTS, storeLike, blank };
}

function layoutOf<C extends string>(
	keys: readonly string[],
	names: ColumnNames<C>,
): Layout<C> | undefined {
	const positionOf = new Map(keys.map((key, at) => [key, at]));
	// With positions in place of the values, the cells tell where each column stands.
	const { cells, doubled, storeLike } = cellsOf([...positionOf], names);
	if (doubled) return undefined;
	const columns = new Map<C, number>();
	const positions = keys.map(() => -1);
	for (const [column, at] of cells) {
		positions[at as number] = columns.size;
		columns.set(column, columns.size);
	}
	return { keys, positions, columns, storeLike };
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
	if (some.length !== others.length) return false;
	for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
	return true;
}
