import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { checkMapping } from '../../nodes/SkuMapping/checkMapping/check';
import { evaluate, fieldOf } from './evaluate';

const ROWS = fieldOf('03-mapping-export.json', 'Rows of the Sheet', 'rows');

interface Row {
	store_code: string;
	platform_sku: string;
	system_sku: string;
	quantity: number;
}

/** Rows of the data table as the template writes them into a spreadsheet. */
const exported = async (rows: readonly Row[]): Promise<Row[]> =>
	(await evaluate(ROWS, {
		'Ask for the Mapping': [{ Shop: '' }],
		'Mapping Rows': rows as unknown as IDataObject[],
	})) as Row[];

/** The rows that the import template writes into the data table. */
const imported = (rows: readonly Row[]): Row[] =>
	checkMapping(rows, { firstRow: 2 }).fineRows.map(
		({ store_code, platform_sku, system_sku, quantity }) => ({
			store_code: String(store_code),
			platform_sku: String(platform_sku),
			system_sku: String(system_sku),
			quantity: Number(quantity),
		}),
	);

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const SIGNS = [
	'=',
	'+',
	'-',
	'@',
	'\t',
	'\r',
	'\n',
	'＝',
	'＋',
	'－',
	'＠',
	"'",
	'A',
	'1',
	' ',
	'"',
];

/** What an import can bring: SKUs of one line without blanks around them, of which no spreadsheet has shortened the number. */
const sku = fc
	.array(fc.oneof(fc.constantFrom(...SIGNS), fc.string({ maxLength: 1 })), { maxLength: 8 })
	.map((parts) => parts.join('').trim())
	.filter((text) => text !== '' && !/[\r\n]/.test(text) && !/^-?\d(?:[.,]\d+)?E\+\d+$/i.test(text));

const row: fc.Arbitrary<Row> = fc.record({
	store_code: fc.oneof(fc.constant('*'), sku),
	platform_sku: sku,
	system_sku: sku,
	quantity: fc.integer({ min: 1, max: 999_999 }),
});

const table = fc.uniqueArray(row, {
	minLength: 1,
	maxLength: 20,
	selector: ({ store_code, platform_sku, system_sku }) =>
		JSON.stringify([store_code, platform_sku, system_sku]),
});

describe('the SKU mapping in a spreadsheet', () => {
	it.each(['=A1', '+49', '-5', '@SUM(A1)', "'=A", "''-5", '＝A', '=HYPERLINK("http://x","y")'])(
		'%s is exported as text, and imported as what it was',
		async (text) => {
			const rows = [{ store_code: '*', platform_sku: text, system_sku: text, quantity: 1 }];
			const [sheet] = await exported(rows);
			expect(sheet).toMatchObject({ platform_sku: `'${text}`, system_sku: `'${text}` });
			expect(imported([sheet])).toEqual(rows);
		},
	);

	it('no cell of an export begins like a formula, and its import gives the same mapping', async () => {
		await fc.assert(
			fc.asyncProperty(table, async (rows) => {
				const sheet = await exported(rows);
				const cells = sheet.flatMap((each) => [
					each.store_code,
					each.platform_sku,
					each.system_sku,
				]);
				expect(cells.filter((cell) => FORMULA.test(cell))).toEqual([]);
				expect(imported(sheet)).toEqual(rows);
			}),
			{ numRuns: 60 },
		);
	});

	it('an apostrophe that is no such mark is part of the SKU', async () => {
		const rows = [{ store_code: '*', platform_sku: "'90s", system_sku: "O'NEILL", quantity: 1 }];
		expect(await exported(rows)).toEqual(rows);
		expect(imported(rows)).toEqual(rows);
	});
});

it('the export of one shop has its own rows and those of all shops, however these are written', async () => {
	const rows = ['USLC000001', 'GBLC000002', '*', '', ' ', null].map((store_code, index) => ({
		...{ store_code, platform_sku: `P${index}`, system_sku: 'S', quantity: 1 },
	}));
	const given = (await evaluate(ROWS, {
		'Ask for the Mapping': [{ shop: ' USLC000001 ' }],
		'Mapping Rows': rows as unknown as IDataObject[],
	})) as Row[];
	expect(given.map(({ platform_sku }) => platform_sku)).toEqual(['P0', 'P2', 'P3', 'P4', 'P5']);
});
