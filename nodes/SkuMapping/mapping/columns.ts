import {
	columnNames as namesOfTable,
	type ColumnNames as NamesOfTable,
	type OwnNames as OwnNamesOfTable,
} from '../../shared/table/columns';

/** Columns of a mapping, one row per system SKU (B57, B58). */
export const COLUMNS = ['store_code', 'platform_sku', 'system_sku', 'quantity'] as const;

export type Column = (typeof COLUMNS)[number];

const REQUIRED = ['platform_sku', 'system_sku', 'quantity'] as const;

export type OwnNames = OwnNamesOfTable<Column>;

/** The column names of a mapping. */
export type ColumnNames = NamesOfTable<Column>;

/**
 * Finds the columns of a mapping by their names.
 *
 * @param own     names of the user's table; they take the place of the usual ones
 * @param usual   whether the usual names count as well as the own ones
 * @returns       the names, or the own name that stands for two columns
 */
export function columnNames(
	own: OwnNames = {},
	options: { usual?: boolean } = {},
): ColumnNames | { ambiguous: string } {
	return namesOfTable(COLUMNS, REQUIRED, own, options);
}

/** The usual names and no others. */
export const USUAL_NAMES = columnNames() as ColumnNames;
