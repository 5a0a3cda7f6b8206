/** What the import writes into the column `imported` of its rows: moment and number of its execution. */
const STAMP = /^\d{4}-\d\d-\d\dT[\d:.]+Z #\d+$/;

/**
 * The rows of a data table that count while the import template replaces them: those of the earliest import.
 *
 * The import writes all new rows first and then removes the old ones in one step. In between both are there, and taken
 * together they would ship both. Rows that no import wrote always count.
 */
export function rowsInForce(rows: readonly unknown[]): readonly unknown[] {
	let earliest: string | undefined;
	let isMixed = false;
	for (const row of rows) {
		const stamp = stampOf(row);
		if (stamp === undefined || stamp === earliest) continue;
		isMixed ||= earliest !== undefined;
		if (earliest === undefined || stamp < earliest) earliest = stamp;
	}
	if (!isMixed) return rows;
	return rows.filter((row) => {
		const stamp = stampOf(row);
		return stamp === undefined || stamp === earliest;
	});
}

function stampOf(row: unknown): string | undefined {
	if (typeof row !== 'object' || row === null) return undefined;
	const { imported } = row as { imported?: unknown };
	return typeof imported === 'string' && STAMP.test(imported) ? imported : undefined;
}
