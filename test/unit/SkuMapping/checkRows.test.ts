import { checkMapping } from '../../../nodes/SkuMapping/checkMapping/check';
import { type ProblemCode } from '../../../nodes/SkuMapping/mapping/rowProblems';
import { found, reasons, row, withUnits } from './checked';
import { line, order } from '../../support/items/mappingOrder';

describe('rows of a mapping', () => {
	it('that are fine come out as they can be stored', () => {
		const rows = [row(), { 'Platform SKU': ' SET ', systemSku: 'SYS-MUG', Quantity: '2.0', id: 7 }];
		expect(checkMapping(rows, { firstRow: 2 }).fineRows).toEqual([
			{ row: 2, store_code: '*', platform_sku: 'MUG', system_sku: 'SYS-MUG', quantity: 1 },
			{ row: 3, store_code: '*', platform_sku: 'SET', system_sku: 'SYS-MUG', quantity: 2 },
		]);
	});

	it.each([
		['a factor that is no positive integer', { quantity: '1,5' }, 'QUANTITY_INVALID'],
		['quantity as text that is no number', { quantity: 'two' }, 'QUANTITY_INVALID'],
		['no quantity', { quantity: '' }, 'CELL_EMPTY'],
		['no platform SKU', { platform_sku: ' ' }, 'CELL_EMPTY'],
		['a 19-digit SKU shortened as text', { platform_sku: '1.23E+18' }, 'NUMBER_INEXACT'],
		[
			'a 19-digit SKU as a number',
			{ platform_sku: Number('1729582718312311001') },
			'NUMBER_INEXACT',
		],
		['a yes/no value', { system_sku: true }, 'CELL_NOT_TEXT'],
		['UTF-8 read as Windows-1252', { platform_sku: 'CAFÃ©' }, 'GARBLED_TEXT'],
		['UTF-8 read as Windows-1252, capitals', { platform_sku: 'GRÃœN' }, 'GARBLED_TEXT'],
		['a lost character', { system_sku: 'CAF\uFFFD' }, 'GARBLED_TEXT'],
		['a formula', { platform_sku: '=A1&"x"' }, 'FORMULA'],
		['a formula with +', { system_sku: '+SUM(A1)' }, 'FORMULA'],
		['a formula with -', { store_code: '-1+2' }, 'FORMULA'],
		['a formula with @', { platform_sku: ' @SUM(A1)' }, 'FORMULA'],
		['a system SKU that the OMS does not have', { system_sku: 'NOPE' }, 'SYSTEM_SKU_UNKNOWN'],
	] as Array<[string, object, ProblemCode]>)('with %s are refused', (_, change, code) => {
		const omsProducts = [{ systemSku: 'SYS-MUG' }, { systemSku: '+SUM(A1)' }];
		const { problems, summary, fineRows } = checkMapping([row(change)], { omsProducts });
		expect(problems.map((problem) => [problem.row, problem.code])).toContainEqual([1, code]);
		expect(problems.find((problem) => problem.code === code)?.severity).toBe('refused');
		expect(summary).toMatchObject({ rows: 1, fineRows: 0, refusedRows: 1 });
		expect(fineRows).toEqual([]);
	});

	it.each([
		['blanks around', { platform_sku: 'MUG ' }, 'BLANKS_REMOVED'],
		['a number, which has no leading zeros', { platform_sku: 123 }, 'LEADING_ZEROS'],
		['a date that was 3-5', { platform_sku: '5-Mar' }, 'SKU_REFORMATTED'],
		['a date of a Chinese spreadsheet', { system_sku: '3月5日' }, 'SKU_REFORMATTED'],
		['a month', { platform_sku: 'Mar-05' }, 'SKU_REFORMATTED'],
		['a date with slashes', { platform_sku: '2026/3/5' }, 'SKU_REFORMATTED'],
		['a date with its time', { platform_sku: '2026-03-05T00:00:00.000Z' }, 'SKU_REFORMATTED'],
		['a number with decimals', { platform_sku: '123.0' }, 'SKU_REFORMATTED'],
		['more than 255 characters (B64)', { platform_sku: 'x'.repeat(256) }, 'TEXT_TOO_LONG'],
	] as Array<[string, object, ProblemCode]>)('with %s deserve a look', (_, change, code) => {
		const { problems, summary } = checkMapping([row(change)]);
		expect(problems).toMatchObject([{ row: 1, code, severity: 'warning' }]);
		expect(summary).toMatchObject({ fineRows: 1, refusedRows: 0, warnings: 1 });
	});

	it.each([
		'CAFÉ',
		'GRÜN-Ä',
		'SÃO',
		'Â',
		'平台',
		'x'.repeat(255),
		'1E5',
		'007',
		'A-1',
		'3-5',
		'MAR-BLUE',
		'2026-3',
		'V1.0',
		'5-MART',
	])('with the SKU %s are nothing to report', (sku) => {
		expect(found([row({ platform_sku: sku })])).toEqual([]);
	});

	it('with quantities as text that are whole numbers are nothing to report', () => {
		expect(found([row({ quantity: '2' }), row({ system_sku: 'B', quantity: ' 3.0 ' })])).toEqual(
			[],
		);
	});

	it('say what is wrong in a sentence that stands by itself, with the cells as they were given', () => {
		const cells = { store_code: '', platform_sku: ' MUG', system_sku: 7, quantity: '1,5' };
		expect(checkMapping([cells], { firstRow: 2 }).problems[0]).toEqual({
			row: 2,
			severity: 'refused',
			code: 'QUANTITY_INVALID',
			reason: 'Row 2: quantity "1,5" is not a whole number of 1 or more.',
			...cells,
		});
	});

	it('show cells that are no text or number as text', () => {
		const { problems } = checkMapping([row({ system_sku: { a: [1] }, quantity: null })]);
		expect(problems[0]).toMatchObject({ system_sku: '{"a":[1]}', quantity: '' });
	});

	it('that come twice or differ in their quantity are refused, naming the first', () => {
		expect(reasons([row(), row()])).toEqual(['Row 2: it repeats row 1.']);
		expect(reasons([row(), row({ quantity: 2 })])[0]).toBe(
			'Row 1: platform SKU "MUG" of all stores has another row, 2, that is refused; without it too little would be shipped.',
		);
	});

	it('of a combo with a refused row are refused with it: nothing is half imported (B58, B68)', () => {
		const rows = [
			row({ platform_sku: 'SET', system_sku: 'A' }),
			row({ platform_sku: 'SET', system_sku: 'B', quantity: 0 }),
			row({ platform_sku: 'SET', system_sku: '' }),
			row({ platform_sku: 'SET', store_code: 'US01', system_sku: 'A' }),
			row(),
		];
		expect(found(rows)).toEqual([
			[1, 'COMBO_INCOMPLETE'],
			[2, 'QUANTITY_INVALID'],
			[3, 'CELL_EMPTY'],
		]);
		expect(checkMapping(rows).fineRows.map(({ row: number }) => number)).toEqual([4, 5]);
	});

	it('that only repeat another take nothing away from their combo', () => {
		const rows = [row({ system_sku: 'A' }), row({ system_sku: 'B' }), row({ system_sku: 'A' })];
		const { fineRows, problems } = checkMapping(rows);
		expect(fineRows.map(({ row: number }) => number)).toEqual([1, 2]);
		expect(problems.map(({ code }) => code)).toEqual(['ROW_TWICE']);
	});

	it.each([
		['platform_sku', 'mug'],
		['platform_sku', 'M UG'],
		['system_sku', 'sys-mug'],
	])('%s "%s" differs from another only by case or blanks: a warning (B65)', (column, text) => {
		const other = { platform_sku: 'X', system_sku: 'Y', [column]: text };
		expect(found([row(), row(other), row({ ...other, store_code: 'US01' })])).toEqual([
			[2, 'LOOK_ALIKE'],
		]);
	});

	it('store codes that differ only by case: a warning (B65)', () => {
		const rows = [row({ store_code: 'US01' }), row({ store_code: 'us01' })];
		expect(reasons(rows)).toEqual([
			'Row 2: store_code "us01" differs from "US01" of row 1 only by case or blanks; both count as they are.',
		]);
	});

	it('more than 20 for one platform SKU: one warning (B64)', () => {
		const rows = Array.from({ length: 25 }, (_, index) => row({ system_sku: `S${index}` }));
		expect(found(rows.slice(0, 20))).toEqual([]);
		expect(found(rows)).toEqual([[21, 'TOO_MANY_ROWS']]);
	});

	it.each(['__proto__', 'constructor', 'hasOwnProperty'])('%s is plain data', (sku) => {
		const raw = JSON.parse(
			`[{"__proto__": {"quantity": 9}, "constructor": 1, "store_code": "${sku}", "platform_sku": "${sku}", "system_sku": "${sku}", "quantity": 1}]`,
		) as unknown[];
		const result = checkMapping(raw, {
			earlierMapping: raw,
			orders: [withUnits(sku, sku, 1, sku)],
			omsProducts: [{ systemSku: sku }],
			platformProducts: [{ platformSku: sku, skuId: '1', shopCode: sku }],
		});
		expect(result.problems).toEqual([]);
		expect(result.differences).toEqual([]);
		expect(result.summary).toMatchObject({ fineRows: 1, unitCoverage: 100 });
		expect(({} as Record<string, unknown>).quantity).toBeUndefined();
	});
});

describe('a file', () => {
	it.each([[[]], [[{}]], [[{ platform_sku: ' ' }, {}]]])('%j has no rows', (rows) => {
		const { problems, summary } = checkMapping(rows);
		expect(problems).toEqual([
			{
				row: null,
				severity: 'refused',
				code: 'NO_ROWS',
				reason: 'The mapping has no rows.',
				store_code: '',
				platform_sku: '',
				system_sku: '',
				quantity: '',
			},
		]);
		expect(summary).toEqual({ rows: 0, fineRows: 0, refusedRows: 0, warnings: 0 });
	});

	it('of a wrong sheet is one problem, and all rows are refused', () => {
		const rows = Array.from({ length: 5_000 }, (_, index) => ({ Date: index, Amount: 'x' }));
		const { problems, summary } = checkMapping(rows);
		expect(problems).toMatchObject([{ row: null, code: 'COLUMN_MISSING', severity: 'refused' }]);
		expect(problems[0].reason).toContain('Columns found: "Date", "Amount".');
		expect(summary).toMatchObject({ rows: 5_000, fineRows: 0, refusedRows: 5_000 });
	});

	it('with a byte order mark simply works', () => {
		expect(
			checkMapping([{ '\uFEFFplatform_sku': 'A', system_sku: 'B', quantity: '1' }]).fineRows,
		).toHaveLength(1);
	});

	it.each([5_000, 50_000])('of %d rows: each bad row has its number and its reason', (size) => {
		const bad: Record<number, [object, ProblemCode]> = {
			0: [{ quantity: '1,5' }, 'QUANTITY_INVALID'],
			1: [{ platform_sku: '1.23E+18' }, 'NUMBER_INEXACT'],
			2: [{ platform_sku: '=1+1' }, 'FORMULA'],
			3: [{ system_sku: '' }, 'CELL_EMPTY'],
		};
		const rows = Array.from({ length: size }, (_, index) =>
			row({
				platform_sku: `P-${index}`,
				system_sku: `S-${index % 997}`,
				...bad[index % (size / 4)]?.[0],
			}),
		);
		const expected = rows.flatMap((_, index) => {
			const fault = bad[index % (size / 4)];
			return fault ? [[index + 2, fault[1]]] : [];
		});
		const { problems, summary } = checkMapping(rows, { firstRow: 2 });
		const listed = problems.filter(({ severity }) => severity === 'refused');
		expect(listed.map(({ row: number, code }) => [number, code])).toEqual(expected);
		expect(summary).toMatchObject({ rows: size, fineRows: size - 16, refusedRows: 16 });
	});

	it('reads every cell once', () => {
		let reads = 0;
		const counting = Array.from({ length: 50 }, (_, index) => {
			const cells = Object.entries(row({ platform_sku: `P${index}` }));
			const properties = cells.map(([key, value]) => [
				key,
				{ enumerable: true, get: () => (reads++, value as unknown) },
			]);
			return Object.defineProperties({}, Object.fromEntries(properties) as PropertyDescriptorMap);
		});
		checkMapping(counting, { orders: [order([line('P1')])], omsProducts: [], earlierMapping: [] });
		expect(reads).toBe(200);
	});
});
