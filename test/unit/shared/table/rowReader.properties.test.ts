import fc from 'fast-check';

import { COLUMNS, USUAL_NAMES } from '../../../../nodes/SkuMapping/mapping/columns';
import { cellsOf, entriesOf, RowReader } from '../../../../nodes/shared/table/rowCells';

const NAMES = [...COLUMNS, 'Store', 'store name', 'Seller SKU', 'SKU ID', 'qty', 'Note', 'shop x'];

const row = fc.oneof(
	fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom<unknown>('A', ' ', '', 0, null, 2)),
	fc.array(fc.constantFrom<unknown>('A', '', 3), { maxLength: 4 }),
	fc.constantFrom<unknown>(null, undefined, 'text', 7),
);

/** What a reader says about a row, as plain values. */
function shown(read: ReturnType<RowReader<(typeof COLUMNS)[number]>['read']>) {
	if (!read) return undefined;
	const { cells, faults, doubled = [], storeLike, blank } = read;
	const values = COLUMNS.map((column) => [cells.has(column), cells.get(column)]);
	const columns = [...cells.keys()].sort();
	return { values, columns, size: cells.size, faults, doubled, storeLike, blank };
}

it('a reader of many rows reads each row as if it were the only one', () => {
	fc.assert(
		fc.property(
			fc.array(row, { maxLength: 8 }),
			fc.option(fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 }), {
				nil: undefined,
			}),
			(rows, header) => {
				const reader = new RowReader(USUAL_NAMES, header);
				for (const raw of rows) {
					const entries = entriesOf(raw, header);
					const alone = entries && cellsOf(entries, USUAL_NAMES);
					expect(shown(reader.read(raw))).toEqual(shown(alone));
				}
			},
		),
	);
});
