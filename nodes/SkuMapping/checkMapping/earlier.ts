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

/** More than this share of what was mapped is a change that nobody makes by accident without wishing to know. */
const LARGE_CHANGE_SHARE = 0.2;

export interface EarlierMapping {
	rows: readonly unknown[];
	names?: ColumnNames;
	/** Whether mappings that the new rows do not name stay; else they are removed. */
	keepOthers: boolean;
}

/** What a mapping changes in the one that is used now. */
export interface Comparison {
	differences: Difference[];
	/** Mappings (store and platform SKU), not rows. `kept` are those that the new rows do not name. */
	counts: { added: number; removed: number; changed: number; kept: number };
	problems: Array<RowProblem | SkuProblem>;
	/** Rows of the earlier mapping that stay beside the new ones. */
	keptRows: MappingRow[];
	/** Rows of the earlier mapping that could not be compared. */
	leftOut: number;
}

/**
 * Compares the rows of a mapping with the one that is used now: what is added, removed and changed, and by name each
 * platform SKU of which something else, or another quantity, would be shipped.
 *
 * @param rows      the new table
 * @param after     its rows that are fine; without any, the table is a wrong file and changes nothing
 * @param refused   numbers of its rows that are not
 * @param unusable  the same rows by what they name; nothing is said about those mappings
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
	// A row that only repeats another leaves its mapping whole.
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

/** At the first row of the new table that is about the SKU; what is removed has none. */
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
