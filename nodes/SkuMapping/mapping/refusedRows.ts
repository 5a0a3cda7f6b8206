import { severityOf, type RowProblem } from './rowProblems';
import { storeText } from '../../shared/table/stores';
import { type TableRow } from './mappingRows';
import { UnusableRows } from './unusableRows';

/** Numbers of the rows that cannot be used; with a missing column that is every row. */
export function refusedRows(
	rows: readonly TableRow[],
	problems: readonly RowProblem[],
): Set<number> {
	const refused = new Set(rows.filter(({ row }) => !row).map(({ number }) => number));
	for (const { row, code } of problems) {
		if (row !== null && severityOf(code) === 'refused') refused.add(row);
	}
	return refused;
}

/** The refused rows and what they name. A row that only repeats another takes nothing away, so nothing waits for it. */
export function unusableRows(
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

/** Rows that are fine themselves, but whose combo is not: without the refused row it would ship too little (B58, B68). */
export function incompleteCombos(
	rows: readonly TableRow[],
	unusable: UnusableRows,
	refused: ReadonlySet<number>,
): RowProblem[] {
	return rows.flatMap(({ number, mapping }): RowProblem[] => {
		if (!mapping || refused.has(number)) return [];
		const [broken] = unusable.naming(mapping.storeCode, mapping.platformSku);
		if (broken === undefined) return [];
		const reason = `platform SKU "${mapping.platformSku}" of ${storeText(mapping.storeCode)} has another row, ${broken.row}, that is refused; without it too little would be shipped`;
		return [{ row: number, code: 'COMBO_INCOMPLETE', reason }];
	});
}
