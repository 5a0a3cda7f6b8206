import * as fc from 'fast-check';

import { checkMapping } from '../../../nodes/SkuMapping/checkMapping/check';
import { columnNames, type ColumnNames } from '../../../nodes/SkuMapping/mapping/columns';
import { mapOrder } from '../../../nodes/SkuMapping/mapOrders/mapOrder';
import { evaluateMapping } from '../../../nodes/SkuMapping/mapping/evaluateMapping';
import { readTextFile } from '../../../nodes/shared/table/rawTable';
import { line, order } from '../../support/items/mappingOrder';

const NAMES = columnNames() as ColumnNames;

const SKUS = [
	'A',
	'a',
	'B',
	'A\u200B',
	"'=A",
	'=A',
	'1.23E+18',
	'#N/A',
	'CAFÃ©',
	'24" x',
	'"x',
	'A, B',
	'',
];
const cell = (...values: string[]) => fc.constantFrom(...values);
const row = fc
	.tuple(
		cell('US01', 'GB01', '*', ''),
		cell(...SKUS),
		cell('S', 'T', '#REF!', ''),
		cell('1', '2', '1.000', '2.0', ''),
	)
	.map((cells) => cells.join(','));
const file = fc
	.tuple(cell('', 'My mapping\n', 'sep=,\n'), fc.array(row, { maxLength: 8 }))
	.map(
		([title, rows]) => `${title}store_code,platform_sku,system_sku,quantity\n${rows.join('\n')}`,
	);

describe('Check Mapping and Map Orders', () => {
	it('agree: the rows that one calls fine are exactly those that the other uses, in every table', () => {
		fc.assert(
			fc.property(file, (text) => {
				const table = readTextFile(Buffer.from(text), 'auto', NAMES);
				const { fineRows } = checkMapping(table);
				const { index } = evaluateMapping(table, { names: NAMES, textMarks: true });
				const skus = [...SKUS, '=A', 'A', '"x', 'x'];
				const used = ['US01', 'GB01', 'ELSE'].flatMap((code) =>
					skus.map((sku) => {
						const shop = {
							id: `id-${code}`,
							code,
							name: '',
							region: 'US',
							sellerType: 'LOCAL' as const,
						};
						const mapped = mapOrder(order([line(sku)], { shop }), index, { checkRecipient: false });
						return 'outboundLines' in mapped
							? mapped.outboundLines.map(({ systemSku, quantity }) => [systemSku, quantity])
							: mapped.exception.code;
					}),
				);
				const expected = ['US01', 'GB01', 'ELSE'].flatMap((code) =>
					skus.map((sku) => {
						const own = fineRows.filter(
							(each) => each.store_code === code && each.platform_sku === sku,
						);
						const all = fineRows.filter(
							(each) => each.store_code === '*' && each.platform_sku === sku,
						);
						const rows = own.length > 0 ? own : all;
						return rows.map(({ system_sku, quantity }) => [system_sku, quantity]);
					}),
				);
				used.forEach((result, at) => {
					// A SKU without fine rows is not mapped; one that a refused row is about waits for it.
					if (typeof result !== 'string') expect(result).toEqual(expected[at]);
					else if (result === 'SKU_NOT_MAPPED') expect(expected[at]).toEqual([]);
					else expect(['MAPPING_ROW_UNUSABLE', 'PLATFORM_SKU_EMPTY']).toContain(result);
				});
			}),
			{ numRuns: 300 },
		);
	});
});
