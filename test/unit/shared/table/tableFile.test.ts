import {
	COLUMNS,
	columnNames,
	type ColumnNames,
} from '../../../../nodes/SkuMapping/mapping/columns';
import { checkMapping } from '../../../../nodes/SkuMapping/checkMapping/check';
import { readSheetItems, readTextFile } from '../../../../nodes/shared/table/rawTable';

const NAMES = columnNames() as ColumnNames;
const HEADER = 'store_code,platform_sku,system_sku,quantity';

const check = (text: string) => checkMapping(readTextFile(Buffer.from(text), 'auto', NAMES));
const skusOf = (text: string) => check(text).fineRows.map(({ platform_sku }) => platform_sku);
const reasonsOf = (text: string) =>
	check(text)
		.problems.filter(({ severity }) => severity === 'refused')
		.map(({ reason }) => reason);

describe('a text file', () => {
	it.each([
		[
			'semicolons, one more at the end of each row',
			'store_code;platform_sku;system_sku;quantity\nUS01;A;S;1;\nUS01;B;S;1;\n',
		],
		['rows shorter than the header', `${HEADER},remark\r\nUS01,A,S,1\r\nUS01,B,S,1,x\r\n`],
		[
			'semicolons in a file with commas',
			`${HEADER},note\nUS01,A,S,1,big; heavy; blue; old\nUS01,B,S,1,\n`,
		],
		['a tab in a file with commas', `${HEADER},note\nUS01,A,S,1,left\tright\nUS01,B,S,1,\n`],
		['tabs', `${HEADER.replace(/,/g, '\t')}\nUS01\tA\tS\t1\nUS01\tB\tS\t1`],
		['bars', `${HEADER.replace(/,/g, '|')}\nUS01|A|S|1\nUS01|B|S|1`],
		['the line sep=', `sep=;\r\n${HEADER.replace(/,/g, ';')}\r\nUS01;A;S;1\r\nUS01;B;S;1\r\n`],
		[
			'titles above the header',
			`My mapping\n"valid, from; May"\n\n${HEADER}\nUS01,A,S,1\nUS01,B,S,1\n`,
		],
		['line ends of an old Mac', `${HEADER}\rUS01,A,S,1\rUS01,B,S,1`],
		[
			'quotation marks',
			`"store_code","platform_sku","system_sku","quantity"\n"US01","A","S","1"\n"US01","B" ,"S","1"\n`,
		],
		['a mark at its begin', `\uFEFF${HEADER}\nUS01,A,S,1\nUS01,B,S,1\n`],
		['commas behind the header', `${HEADER},,,\nUS01,A,S,1,,,\nUS01,B,S,1,,,`],
	])('with %s is read', (_, text) => {
		expect(reasonsOf(text)).toEqual([]);
		expect(skusOf(text)).toEqual(['A', 'B']);
	});

	it.each([
		['MUG 12" BLUE', 'MUG 12" BLUE'],
		['24" shelf', '24" shelf'],
		['"MUG 12"" BLUE"', 'MUG 12" BLUE'],
		['"MUG 12" BLUE"', 'MUG 12" BLUE'],
		['"A, B"', 'A, B'],
		['A;B', 'A;B'],
	])('the cell %s is %s', (cell, sku) => {
		expect(skusOf(`${HEADER}\nUS01,${cell},S,1\nUS01,B,S,1`)).toEqual([sku, 'B']);
	});

	it('a cell whose quotation marks are not clear stops its own row only', () => {
		const text = `${HEADER}\nUS01,"MUG 12,S,1\nUS01,B,S,1\nUS01,"a" x,"S",1\nUS01,C,S,1\n`;
		expect(skusOf(text)).toEqual(['B', 'C']);
		expect(reasonsOf(text)).toEqual([
			expect.stringMatching(/^Row 2: a cell begins with a quotation mark/),
			expect.stringMatching(/^Row 4: a cell begins with a quotation mark/),
		]);
	});

	it('a cell that has swallowed the next row is told', () => {
		const text = `${HEADER}\nUS01,"12 MUG,S,1\nUS01,B 5",S,1\nUS01,C,S,1\n`;
		expect(skusOf(text)).toEqual(['C']);
		expect(reasonsOf(text)[0]).toMatch(/^Row 2: platform_sku holds a line break/);
	});

	it('a row with more cells than the header is refused: nobody knows which of them belong together', () => {
		expect(reasonsOf(`${HEADER}\nUS01,MUG, BLUE,S,1\n`)).toEqual([
			'Row 2: it has 5 cells, but the header has 4 columns. Put a cell that holds the separator itself in quotation marks.',
		]);
	});

	it('rows are counted as in the file, title and blank rows too', () => {
		expect(reasonsOf(`Title\n\n${HEADER}\n\nUS01,A,S,1.000\n`)).toEqual([
			'Row 5: quantity "1.000" is not a whole number of 1 or more.',
		]);
	});

	it('of another table is one problem', () => {
		expect(reasonsOf('Date,Amount\n1,2\n3,4\n')).toEqual([
			'There are no columns platform_sku, system_sku and quantity. Columns found: "Date", "Amount". Check that this is the right sheet and that its first row holds the column names.',
		]);
		expect(check('').summary).toMatchObject({ rows: 0, fineRows: 0 });
	});

	it.each([
		['quotation marks that never end', `${HEADER}\n${'US01,"x,S,1\n'.repeat(50_000)}`],
		['lines of quotation marks', `${HEADER}\n${'""""x\n'.repeat(50_000)}`],
		['one long line of them', `${HEADER}\n"${'" ,'.repeat(100_000)}`],
		[
			'fine rows',
			`${HEADER}\n${Array.from({ length: 50_000 }, (_, n) => `US01,A${n},S,1`).join('\n')}`,
		],
	])('of 50,000 rows is read in a time that grows with its length: %s', (_, text) => {
		const started = Date.now();
		readTextFile(Buffer.from(text), 'auto', NAMES);
		expect(Date.now() - started).toBeLessThan(5_000);
	});
});

describe('the header', () => {
	it.each([
		['Lingxing OMS', ['店铺', '平台SKU', '系统SKU', '数量']],
		['Lingxing OMS, with notes', ['店铺编码（必填）', '*平台SKU', '系统SKU [必填]', '数量(必填)']],
		['BigSeller', ['Store', 'Store SKU', 'Merchant SKU', 'Quantity']],
		['BigSeller, Chinese', ['店铺名称', '店铺SKU', '商品SKU', '数量']],
		['TikTok Shop Seller Center', ['Shop', 'Seller SKU', 'Warehouse SKU', 'Qty']],
		['TikTok Shop with SKU IDs', ['Shop', 'SKU ID', 'Warehouse SKU', 'Quantity']],
		['Spanish', ['Tienda', 'SKU del vendedor', 'SKU del almacen', 'CANTIDAD']],
		['Portuguese', ['Loja', 'SKU do Vendedor', 'SKU do armazém', 'Quantidade']],
		['Vietnamese', ['Cửa hàng', 'SKU người bán', 'SKU kho', 'So luong']],
		['Thai', ['ร้านค้า', 'SKU ผู้ขาย', 'SKU คลังสินค้า', 'จำนวน']],
		['Indonesian', ['Toko', 'SKU Penjual', 'SKU Gudang', 'Jumlah']],
		[
			'full-width',
			['ＳＴＯＲＥ＿ＣＯＤＥ', 'ｐｌａｔｆｏｒｍ　ｓｋｕ', 'System-SKU', 'ＱＵＡＮＴＩＴＹ'],
		],
	])('of %s is understood', (_, names) => {
		expect(names.map((name) => NAMES.columnOf(name))).toEqual([...COLUMNS]);
	});

	it('a name of our own decides between two columns, and Seller SKU comes before SKU ID', () => {
		expect(skusOf(`Seller SKU,${HEADER}\nX,US01,A,S,1`)).toEqual(['A']);
		expect(skusOf('SKU ID,Seller SKU,System SKU,Qty\n1729,A,S,1')).toEqual(['A']);
	});

	it('with two columns that mean the same is refused, and names them', () => {
		expect(reasonsOf('平台SKU,Seller SKU,System SKU,Qty\nA,B,S,1')).toEqual([
			'Row 2: two columns mean platform_sku, and "Seller SKU" is the second one.',
		]);
	});

	it('with a bare SKU is not guessed', () => expect(NAMES.columnOf('SKU')).toBeUndefined());
});

describe('the rows of a worksheet', () => {
	const sheet = (...rows: unknown[][]) =>
		checkMapping(
			readSheetItems(
				rows.map((row) => ({ row })),
				NAMES,
			) ?? [],
		);
	const columns = HEADER.split(',');

	it('are found below a title, and may have notes beside the table', () => {
		const result = sheet(['Mapping'], columns, ['US01', 'A', 'S', 1, 'a note']);
		expect(result.fineRows).toMatchObject([{ row: 3, platform_sku: 'A' }]);
	});

	it('with merged store cells never become rows of all stores in silence', () => {
		const { problems, fineRows } = sheet(
			columns,
			['US01', 'A', 'S', 1],
			['', 'B', 'S', 1],
			[null, 'C', 'S', 1],
			['*', 'D', 'S', 1],
			['', 'E', 'S', 1],
		);
		expect(problems.map(({ row, code }) => [row, code])).toEqual([
			[3, 'STORE_EMPTY'],
			[4, 'STORE_EMPTY'],
		]);
		expect(problems[0].reason).toBe(
			'Row 3: store_code is empty below "US01" of row 2. Write the store code in every row, also where cells were merged, or * for all stores.',
		);
		expect(fineRows.map(({ platform_sku }) => platform_sku)).toEqual(['A', 'D', 'E']);
	});

	it('without a store above those of single stores deserve a look', () => {
		const { problems } = sheet(columns, ['', 'A', 'S', 1], ['US01', 'B', 'S', 1]);
		expect(problems).toMatchObject([{ row: 2, code: 'ALL_STORES_ASSUMED', severity: 'warning' }]);
	});
});
