import { severityOf, type RowProblem } from './problems';
import { mappingKey, storeText, type TableRow } from './rows';

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

/**
 * Rows that are fine themselves, but whose combo is not: without the refused row it would ship too little (B58, B68). A
 * row that only repeats another takes nothing away.
 */
export function incompleteCombos(
	rows: readonly TableRow[],
	problems: readonly RowProblem[],
	refused: ReadonlySet<number>,
): RowProblem[] {
	const harmless = new Set(
		problems.filter(({ code }) => code === 'ROW_TWICE').map(({ row }) => row),
	);
	for (const { row, code } of problems) {
		if (code !== 'ROW_TWICE' && severityOf(code) === 'refused') harmless.delete(row);
	}
	const brokenBy = new Map<string, number>();
	for (const { number, mapping } of rows) {
		if (!mapping || !refused.has(number) || harmless.has(number)) continue;
		const key = mappingKey(mapping);
		if (!brokenBy.has(key)) brokenBy.set(key, number);
	}
	return rows.flatMap(({ number, mapping }): RowProblem[] => {
		if (!mapping || refused.has(number)) return [];
		const broken = brokenBy.get(mappingKey(mapping));
		if (broken === undefined) return [];
		const reason = `platform SKU "${mapping.platformSku}" of ${storeText(mapping.storeCode)} has another row, ${broken}, that is refused; without it too little would be shipped`;
		return [{ row: number, code: 'COMBO_INCOMPLETE', reason }];
	});
}
