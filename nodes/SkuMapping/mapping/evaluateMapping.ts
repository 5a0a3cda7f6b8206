import { storeText } from '../../shared/table/stores';
import type { RawTable } from '../../shared/table/rawTable';
import type { ColumnNames } from './columns';
import { MappingIndex } from './mappingIndex';
import { severityOf, type RowProblem } from './rowProblems';
import { readTable, type MappingRow, type TableRow } from './mappingRows';
import { UnusableRows } from './unusableRows';

export interface EvaluateOptions {
	names: ColumnNames;
	/** Whether the cells are those of a spreadsheet, where a text that begins like a formula has an apostrophe in front. */
	textMarks: boolean;
	/** Further checks of the rows, e.g. against the products of the OMS. */
	moreProblems?: (rows: readonly TableRow[]) => readonly RowProblem[];
}

/** Which rows of a mapping are used, and why the others are not. Check Mapping shows it and Map Orders acts on it. */
export interface EvaluatedMapping {
	/** All rows with content. */
	rows: readonly TableRow[];
	/** Rows that are used: without a fault, and of a platform SKU without refused rows. */
	fine: ReadonlyArray<TableRow & { row: MappingRow }>;
	/** Numbers of all other rows. */
	refused: ReadonlySet<number>;
	/** Problems of the whole table first, then those of the rows in their order. */
	problems: readonly RowProblem[];
	/** Refused rows by the SKU that they name, so that orders of this SKU wait. */
	unusable: UnusableRows;
	/** The mapping as Map Orders uses it. */
	index: MappingIndex;
}

/** Evaluates every row of a mapping. The result depends on the table only, not on the operation. */
export function evaluateMapping(
	table: RawTable,
	{ names, textMarks, moreProblems }: EvaluateOptions,
): EvaluatedMapping {
	const read = readTable(table.rows, { ...table, names, textMarks });
	const { rows } = read;
	const found = [...read.problems, ...(moreProblems?.(rows) ?? [])];
	const refused = refusedRowNumbers(rows, found);
	const unusable = indexUnusableRows(rows, found, refused);
	const incomplete = incompleteComboProblems(rows, unusable, refused);
	for (const { row } of incomplete) refused.add(row as number);
	const fine = rows.filter(
		(row): row is TableRow & { row: MappingRow } =>
			row.row !== undefined && !refused.has(row.number),
	);
	return {
		rows,
		fine,
		refused,
		problems: [...found, ...incomplete],
		unusable,
		index: new MappingIndex(fine, unusable),
	};
}

/** Numbers of the rows that cannot be used. Where a column is missing, these are all rows. */
export function refusedRowNumbers(
	rows: readonly TableRow[],
	problems: readonly RowProblem[],
): Set<number> {
	const refused = new Set<number>();
	for (const { row, number } of rows) if (!row) refused.add(number);
	for (const { row, code } of problems) {
		if (row !== null && severityOf(code) === 'refused') refused.add(row);
	}
	return refused;
}

/** Indexes the refused rows by SKU. Rows that only repeat another one are left out: without them the mapping is still complete. */
export function indexUnusableRows(
	rows: readonly TableRow[],
	problems: readonly RowProblem[],
	refused: ReadonlySet<number>,
): UnusableRows {
	const unusable = new Set(refused);
	for (const { row, code } of problems)
		if (row !== null && code === 'ROW_TWICE') unusable.delete(row);
	for (const { row, code } of problems) {
		if (row !== null && code !== 'ROW_TWICE' && severityOf(code) === 'refused') unusable.add(row);
	}
	return new UnusableRows(rows, problems, unusable);
}

/** Problems of rows whose combo has another row that is refused: alone they would ship too little (B58, B68). */
function incompleteComboProblems(
	rows: readonly TableRow[],
	unusable: UnusableRows,
	refused: ReadonlySet<number>,
): RowProblem[] {
	if (unusable.rows.length === 0) return [];
	return rows.flatMap(({ number, mapping }): RowProblem[] => {
		if (!mapping || refused.has(number)) return [];
		const [broken] = unusable.rowsNaming(mapping.storeCode, mapping.platformSku);
		if (broken === undefined) return [];
		const reason = `platform SKU "${mapping.platformSku}" of ${storeText(mapping.storeCode)} has another row, ${broken.row}, that is refused; without it too little would be shipped`;
		return [{ row: number, code: 'COMBO_INCOMPLETE', reason }];
	});
}
