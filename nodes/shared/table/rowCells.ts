import { isBlank } from './cells';
import type { ColumnNames } from './columns';
import type { Fault } from './fault';

/** A cell and the name of its column. */
export type Entry = readonly [name: string, value: unknown];

/** The cells of a row by column. */
export interface RowCells<C extends string> {
	cells: Map<C, unknown>;
	/** One fault for each column that means the same as another one. */
	faults: Fault[];
	/** The cells of these columns. */
	doubled?: Array<{ column: C; value: unknown }>;
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
): RowCells<C> {
	const found = new Map<C, Array<{ name: string; value: unknown }>>();
	const result: RowCells<C> = { cells: new Map(), faults: [], blank: true };
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
		result.cells.set(column, first.value);
		for (const { name, value } of others) {
			const reason = `two columns mean ${column}, and "${name}" is the second one`;
			result.faults.push({ code: 'COLUMN_TWICE', reason });
			(result.doubled ??= []).push({ column, value });
		}
	}
	// A store column counts, whatever another one is called.
	if ((found as ReadonlyMap<string, unknown>).has('store_code')) delete result.storeLike;
	return result;
}
