import type { RawTable } from '../../shared/table/rawTable';
import type { ColumnNames } from './columns';
import { MappingIndex } from './mappingIndex';
import type { RowProblem } from './rowProblems';
import { incompleteCombos, refusedRows, unusableRows } from './refusedRows';
import { readTable, type MappingRow, type TableRow } from './mappingRows';
import type { UnusableRows } from './unusableRows';

export interface VerdictOptions {
	names: ColumnNames;
	/** Whether the cells are those of a spreadsheet, where a text that begins like a formula has an apostrophe in front. */
	textMarks: boolean;
	/** What else refuses rows or deserves a look, e.g. what the OMS says of their system SKUs. */
	moreProblems?: (rows: readonly TableRow[]) => readonly RowProblem[];
}

/** What becomes of each row of a mapping: the one verdict that Check Mapping shows and Map Orders acts on. */
export interface Verdict {
	/** All rows with content. */
	rows: readonly TableRow[];
	/** Those that are used: fine themselves, and in a mapping without a refused row. */
	fine: ReadonlyArray<TableRow & { row: MappingRow }>;
	/** Numbers of all others. */
	refused: ReadonlySet<number>;
	/** Refusals and warnings; what is about no single row first, then in the order of the rows. */
	problems: readonly RowProblem[];
	/** Refused rows by what they name, so that orders wait for them. */
	unusable: UnusableRows;
	/** The mapping as Map Orders uses it. */
	index: MappingIndex;
}

/** Judges every row of a mapping. The same table gets the same verdict, whoever asks. */
export function judgeMapping(
	table: RawTable,
	{ names, textMarks, moreProblems }: VerdictOptions,
): Verdict {
	const read = readTable(table.rows, { ...table, names, textMarks });
	const { rows } = read;
	const found = [...read.problems, ...(moreProblems?.(rows) ?? [])];
	const refused = refusedRows(rows, found);
	const unusable = unusableRows(rows, found, refused);
	const incomplete = incompleteCombos(rows, unusable, refused);
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
