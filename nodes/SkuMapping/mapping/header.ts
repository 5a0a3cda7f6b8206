import { columnsFound } from '../../shared/table/columns';
import { listed } from '../../shared/text';
import { COLUMNS, type Column, type ColumnNames } from './columns';
import type { RowProblem } from './rowProblems';

/** Rows in which a misplaced header is searched. */
const HEADER_WITHIN = 10;

/**
 * The problem of a table without a required column. Causes: a wrong sheet, a title above the header, another column name.
 *
 * @param absent  required columns that no row has
 */
export function headerProblem(
	rawRows: readonly unknown[],
	absent: ReadonlySet<Column>,
	names: ColumnNames,
	firstRow: number,
	header?: readonly string[],
): RowProblem {
	const called = COLUMNS.filter((column) => absent.has(column)).map((column) =>
		names.called(column),
	);
	const found = header?.filter((name) => name !== '') ?? columnsOfRows(rawRows);
	const what =
		called.length === 1
			? `There is no column ${called[0]}`
			: `There are no columns ${listed(called)}`;
	const columns = found.length > 0 ? `. ${columnsFound(found)}` : '';
	const wayOut = suggestionFor(rawRows, found, absent, names, firstRow);
	return { row: null, code: 'COLUMN_MISSING', reason: `${what}${columns}. ${wayOut}` };
}

function suggestionFor(
	rawRows: readonly unknown[],
	found: readonly string[],
	absent: ReadonlySet<Column>,
	names: ColumnNames,
	firstRow: number,
): string {
	const header = rawRows.slice(0, HEADER_WITHIN).findIndex((raw) => isHeader(raw, names));
	if (header >= 0) {
		return `Row ${header + firstRow} looks like the header: let the node that reads the file begin there`;
	}
	const storeLike = absent.has('store_code') && found.find((name) => names.looksLikeStore(name));
	if (storeLike) return `Rename "${storeLike}" to store_code, or name it under Column Names`;
	return found.some((name) => names.columnOf(name) !== undefined)
		? 'Rename the column, or name it under Column Names'
		: 'Check that this is the right sheet and that its first row holds the column names';
}

function columnsOfRows(rawRows: readonly unknown[]): string[] {
	const found = new Set<string>();
	for (const raw of rawRows) {
		if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) continue;
		for (const key of Object.keys(raw)) found.add(key);
	}
	return [...found];
}

/** Whether at least two cells of a row are column names. */
function isHeader(raw: unknown, names: ColumnNames): boolean {
	if (typeof raw !== 'object' || raw === null) return false;
	const columns = Object.values(raw)
		.filter((value): value is string => typeof value === 'string')
		.map((value) => names.columnOf(value))
		.filter((column) => column !== undefined);
	return new Set(columns).size >= 2;
}
