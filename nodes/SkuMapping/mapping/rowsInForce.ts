/** Column `imported` of a row that the import template wrote: time and number of the execution. */
const STAMP = /^\d{4}-\d\d-\d\dT[\d:.]+Z #\d+$/;

/**
 * The rows of a data table that count: those of the earliest import, and all that no import wrote.
 *
 * The import template first writes all new rows and then deletes the old ones. In between the table holds both, and using
 * both would ship too much.
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
