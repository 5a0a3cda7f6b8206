import type { ColumnNames } from '../mapping/columns';
import { differencesOf, type Difference } from './differences';
import type { RowProblem, SkuProblem } from '../mapping/rowProblems';
import {
	mappingKey,
	readTable,
	usableRows,
	type MappingRow,
	type TableRow,
} from '../mapping/mappingRows';
import { rowsInForce } from '../mapping/rowsInForce';
import type { UnusableRows } from '../mapping/unusableRows';
import { count } from '../../shared/text';

/** A change of more than this share of the mapping is reported: it may be a wrong file. */
const LARGE_CHANGE_SHARE = 0.2;

export interface EarlierMapping {
	rows: readonly unknown[];
	names?: ColumnNames;
	/** Whether SKUs without new rows stay mapped; otherwise they are removed. */
	keepOthers: boolean;
}

/** What a new mapping changes in the present one. */
export interface Comparison {
	differences: Difference[];
	/** Counts of mappings (store and platform SKU), not of rows. `kept`: without new rows. */
	counts: { added: number; removed: number; changed: number; kept: number };
	problems: Array<RowProblem | SkuProblem>;
	/** Rows of the earlier mapping that stay. */
	keptRows: MappingRow[];
	/** Number of rows of the earlier mapping that could not be compared. */
	leftOut: number;
}

/**
 * Compares a mapping with the present one: what is added, removed and changed, and each platform SKU for which another
 * system SKU or quantity would be shipped.
 *
 * @param rows      the new table
 * @param after     its fine rows; a table without any is a wrong file and changes nothing
 * @param refused   numbers of its other rows
 * @param unusable  the same rows by SKU; these mappings are not compared
 */
export function compareEarlier(
	rows: readonly TableRow[],
	after: readonly MappingRow[],
	refused: ReadonlySet<number>,
	unusable: UnusableRows,
	earlier: EarlierMapping,
): Comparison {
	const read = readTable(rowsInForce(earlier.rows), { names: earlier.names });
	const before = after.length > 0 ? usableRows(read.rows) : [];
	const unknown = new Set(
		rows.flatMap(({ number, mapping }) =>
			mapping && refused.has(number) ? mappingKey(mapping) : [],
		),
	);
	for (const row of before) {
		if (unusable.rowsFor(row.storeCode, row.platformSku).length > 0) unknown.add(mappingKey(row));
	}
	// A refused row that only repeats another one leaves its mapping complete.
	for (const row of after) unknown.delete(mappingKey(row));
	const named = new Set([...unknown, ...after.map(mappingKey)]);
	const others = before.filter((row) => !named.has(mappingKey(row)));
	const keptRows = earlier.keepOthers ? others : [];
	const differences = differencesOf(before, [...after, ...keptRows], unknown);
	const countOf = (change: Difference['change']) =>
		differences.filter((difference) => difference.change === change).length;
	const counts = {
		added: countOf('added'),
		removed: countOf('removed'),
		changed: countOf('changed'),
		kept: new Set(keptRows.map(mappingKey)).size,
	};
	return {
		differences,
		counts,
		problems: [
			...largeChange(counts, new Set(before.map(mappingKey)).size),
			...effects(differences, rows),
		],
		keptRows,
		leftOut: read.rows.filter(({ row }) => !row).length,
	};
}

function largeChange({ removed, changed }: Comparison['counts'], mapped: number): SkuProblem[] {
	if (removed + changed <= mapped * LARGE_CHANGE_SHARE) return [];
	const percent = Math.round(((removed + changed) / mapped) * 100);
	const reason = `Large change: ${count(removed)} of ${count(mapped)} mapped SKUs would be removed, and ${count(changed)} changed (${percent} % in all). Check that this is the right file`;
	return [{ row: null, code: 'LARGE_CHANGE', reason, storeCode: '', platformSku: '' }];
}

/** Reported at the first new row of the SKU; a removed mapping has no row. */
function effects(
	differences: readonly Difference[],
	rows: readonly TableRow[],
): Array<RowProblem | SkuProblem> {
	const firstRows = new Map<string, number>();
	for (const { number, mapping } of rows) {
		if (!mapping) continue;
		const key = mappingKey(mapping);
		if (!firstRows.has(key)) firstRows.set(key, number);
	}
	return differences.flatMap((difference): Array<RowProblem | SkuProblem> => {
		const { effect, about, storeCode, platformSku } = difference;
		if (about === undefined) return [];
		const code = about === 'quantity' ? 'QUANTITY_CHANGED' : 'SYSTEM_SKU_CHANGED';
		const row = firstRows.get(mappingKey(difference));
		if (row !== undefined) return [{ row, code, reason: effect }];
		const reason = `${effect[0].toUpperCase()}${effect.slice(1)}`;
		return [{ row: null, code, reason, storeCode, platformSku }];
	});
}
