import { checkMapping, type CheckInput } from '../../../nodes/SkuMapping/check';
import { PROBLEM_CODES, severityOf, type ProblemCode } from '../../../nodes/SkuMapping/problems';
import { line, order, part } from './order';

const row = (more: object = {}) => ({
	store_code: '*',
	platform_sku: 'MUG',
	system_sku: 'SYS-MUG',
	quantity: 1,
	...more,
});

/** [row, code] of each problem. */
const found = (rows: unknown[], input: CheckInput = {}) =>
	checkMapping(rows, input).problems.map(({ row: number, code }) => [number, code]);

const reasons = (rows: unknown[], input: CheckInput = {}) =>
	checkMapping(rows, input).problems.map(({ reason }) => reason);

const withUnits = (code: string, sku: string, units: number, orderId: string) =>
	order([line(sku, units)], {
		orderId,
		shop: { id: `id ${code}`, code, name: '', region: 'US', sellerType: 'LOCAL' },
	});

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
		['more than 255 characters (B64)', { platform_sku: 'x'.repeat(256) }, 'TEXT_TOO_LONG'],
	] as Array<[string, object, ProblemCode]>)('with %s deserve a look', (_, change, code) => {
		const { problems, summary } = checkMapping([row(change)]);
		expect(problems).toMatchObject([{ row: 1, code, severity: 'warning' }]);
		expect(summary).toMatchObject({ fineRows: 1, refusedRows: 0, warnings: 1 });
	});

	it.each(['CAFÉ', 'GRÜN-Ä', 'SÃO', 'Â', '平台', 'x'.repeat(255), '1E5', '007', 'A-1'])(
		'with the SKU %s are nothing to report',
		(sku) => {
			expect(found([row({ platform_sku: sku })])).toEqual([]);
		},
	);

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

describe('against the products of the OMS', () => {
	const products = [
		{ systemSku: 'SYS-MUG', productName: 'Mug' },
		{ sku: 'WAITING', approveStatus: 1 },
	];

	it('a system SKU must exist (B56), and should be approved (B63)', () => {
		const rows = [
			row(),
			row({ platform_sku: 'A', system_sku: 'WAITING' }),
			row({ platform_sku: 'B', system_sku: 'sys-mug ' }),
		];
		expect(reasons(rows, { omsProducts: products })).toEqual([
			'Row 2: system SKU "WAITING" is in review in the OMS; only an approved product can ship.',
			'Row 3: blanks around system_sku were removed.',
			'Row 3: system_sku "sys-mug" differs from "SYS-MUG" of row 1 only by case or blanks; both count as they are.',
			'Row 3: system SKU "sys-mug" is not among the products of the OMS.',
		]);
	});

	it('an empty list is one problem, not one of each row', () => {
		expect(found([row(), row({ platform_sku: 'A' })], { omsProducts: [{}] })).toEqual([
			[null, 'INPUT_EMPTY'],
		]);
	});

	it('items that are no products are said to be left out', () => {
		expect(reasons([row()], { omsProducts: [...products, { orderId: '1' }] })).toEqual([
			'1 item of the OMS Products input was left out: only products of the OMS can be compared.',
		]);
	});
});

describe('against the products of the shop', () => {
	const listed = (platformSku: string, more: object = {}) => ({
		platformSku,
		skuId: `id of ${platformSku}`,
		productName: 'Blue Mug',
		shopCode: 'US01',
		status: 'ACTIVATE',
		...more,
	});

	it('seller SKUs without rows are listed once each, empty ones by their SKU ID', () => {
		const platformProducts = [
			listed('MUG'),
			listed('NEW'),
			listed('NEW', { skuId: 'other' }),
			listed('', { skuId: '1729' }),
			listed('OLD', { status: 'DELETED' }),
			listed('SKETCH', { status: 'DRAFT' }),
			listed('PAUSED', { status: 'SELLER_DEACTIVATED' }),
		];
		expect(reasons([row()], { platformProducts })).toEqual([
			'Platform SKU "NEW" of store US01 (product "Blue Mug") has no mapping row.',
			'A SKU of product "Blue Mug" of store US01 (SKU ID 1729) has no seller SKU. Fill it in on TikTok Shop.',
			'Platform SKU "PAUSED" of store US01 (product "Blue Mug") has no mapping row.',
		]);
	});

	it('are judged store by store (B59)', () => {
		const rows = [row({ store_code: 'US01' })];
		const platformProducts = [listed('MUG'), listed('MUG', { shopCode: 'GB01' })];
		expect(checkMapping(rows, { platformProducts }).problems).toMatchObject([
			{ row: null, code: 'LISTED_SKU_NOT_MAPPED', store_code: 'GB01', platform_sku: 'MUG' },
		]);
	});

	it('rows for SKUs that no longer exist deserve a look', () => {
		const rows = [
			row({ platform_sku: 'GONE' }),
			row({ platform_sku: 'OLD', store_code: 'US01' }),
			row({ platform_sku: 'OLD', store_code: 'GB01' }),
			row({ platform_sku: 'id of MUG' }),
			row(),
		];
		const platformProducts = [listed('MUG'), listed('OLD', { status: 'DELETED' })];
		expect(reasons(rows, { platformProducts })).toEqual([
			'Row 1: no product of any listed store (US01) has the seller SKU "GONE".',
			'Row 2: no product of store US01 has the seller SKU "OLD".',
		]);
	});

	it('with the fallbacks of Map Orders, what they find is not reported', () => {
		const platformProducts = [listed('NEW'), listed('SAME'), listed('MUG')];
		const fallbacks = {
			steps: ['skuId', 'sameSku'] as const,
			approvedSkus: new Set(['SAME']),
		};
		const rows = [row(), row({ platform_sku: 'id of NEW' })];
		expect(found(rows, { platformProducts, fallbacks })).toEqual([]);
	});

	it.each([[[]], [[{}]]])('nothing is one problem: %j', (platformProducts) => {
		expect(found([row()], { platformProducts })).toEqual([[null, 'INPUT_EMPTY']]);
	});

	it('whole products, with Simplify off, are said to be left out', () => {
		const platformProducts = [listed('MUG'), { id: '1', skus: [{ seller_sku: 'MUG' }] }];
		expect(reasons([row()], { platformProducts })).toEqual([
			'1 item of the TikTok Shop Products input was left out: only SKUs of a shop can be compared. Leave Simplify on in TikTok Shop > Product > Get Many.',
		]);
	});
});

describe('coverage by orders', () => {
	it('counts SKUs and units sold, per store, in % rounded down', () => {
		const orders = [
			withUnits('US01', 'MUG', 664, '1'),
			withUnits('US01', 'NEW', 333, '2'),
			withUnits('GB01', 'NEW', 3, '3'),
		];
		const { summary, problems } = checkMapping([row()], { orders });
		expect(summary).toEqual({
			rows: 1,
			fineRows: 1,
			refusedRows: 0,
			warnings: 2,
			orders: 3,
			skusSold: 3,
			skusCovered: 1,
			skuCoverage: 33.3,
			unitsSold: 1_000,
			unitsCovered: 664,
			unitCoverage: 66.4,
		});
		expect(problems.map(({ code, reason }) => [code, reason])).toEqual([
			[
				'SOLD_SKU_NOT_MAPPED',
				'Platform SKU "NEW" of store US01 (333 units sold) has no mapping row.',
			],
			[
				'SOLD_SKU_NOT_MAPPED',
				'Platform SKU "NEW" of store GB01 (3 units sold) has no mapping row.',
			],
		]);
	});

	it('is 100 only when everything is covered', () => {
		const orders = [withUnits('US01', 'MUG', 99_999, '1'), withUnits('US01', 'NEW', 1, '2')];
		expect(checkMapping([row()], { orders }).summary.unitCoverage).toBe(99.9);
		expect(checkMapping([row()], { orders: orders.slice(0, 1) }).summary.unitCoverage).toBe(100);
	});

	it('counts an order once, however often it comes', () => {
		const once = withUnits('US01', 'MUG', 2, '1');
		const { summary } = checkMapping([row()], { orders: [once, once, { ...once, revision: '2' }] });
		expect(summary).toMatchObject({ orders: 1, unitsSold: 2 });
	});

	it('counts gifts, samples and virtual bundles as Map Orders maps them', () => {
		const box = line('BOX', 2, { components: [part('MUG', 3), part('NEW', 1)] });
		const gift = line('MUG', 1, { isGift: true });
		const { summary } = checkMapping([row()], { orders: [order([box, gift])] });
		expect(summary).toMatchObject({ skusSold: 2, unitsSold: 9, unitsCovered: 7 });
		const mapped = checkMapping([row(), row({ platform_sku: 'BOX' })], { orders: [order([box])] });
		expect(mapped.summary).toMatchObject({ skusSold: 1, unitsSold: 2, unitsCovered: 2 });
	});

	it('counts only rows that are fine', () => {
		const orders = [withUnits('US01', 'MUG', 2, '1')];
		expect(checkMapping([row({ quantity: 0 })], { orders }).summary.unitCoverage).toBe(0);
	});

	it('names sold products without seller SKU by their SKU ID', () => {
		expect(reasons([row()], { orders: [order([{ ...line(''), skuId: '1729' }])] })).toEqual([
			'A product of store US01 (SKU ID 1729, 1 unit sold) has no seller SKU. Fill it in on TikTok Shop.',
		]);
	});

	it('without any order is unknown, not 0 %', () => {
		const { summary, problems } = checkMapping([row()], { orders: [{}] });
		expect(summary).toMatchObject({ orders: 0, skuCoverage: null, unitCoverage: null });
		expect(problems).toMatchObject([{ code: 'INPUT_EMPTY' }]);
	});

	it('leaves out what is no order, and says so', () => {
		const orders = [withUnits('US01', 'MUG', 1, '1'), { hello: 'world' }, { orderId: '2' }];
		expect(reasons([row()], { orders })).toEqual([
			'2 items of the Orders input were left out: only orders can be compared.',
		]);
	});
});

describe('against an earlier mapping', () => {
	const combo = (first: number) => [
		row({ platform_sku: 'SET', system_sku: 'SYS-B', quantity: 1 }),
		row({ platform_sku: 'SET', system_sku: 'SYS-A', quantity: first }),
	];

	it('says what is added, removed and changed, in words (B61, B62)', () => {
		const { differences, summary } = checkMapping(
			[row(), row({ platform_sku: 'NEW', store_code: 'US01' }), ...combo(2)],
			{ earlierMapping: [row({ platform_sku: 'OLD' }), ...combo(1).reverse(), row()] },
		);
		expect(differences).toEqual([
			{
				storeCode: 'US01',
				platformSku: 'NEW',
				change: 'added',
				before: '',
				after: 'SYS-MUG × 1',
				effect: '',
			},
			{
				storeCode: '*',
				platformSku: 'SET',
				change: 'changed',
				before: 'SYS-A × 1 + SYS-B × 1',
				after: 'SYS-A × 2 + SYS-B × 1',
				effect:
					'the quantity for platform SKU "SET" of all stores changes: system SKU "SYS-A" from 1 to 2',
				about: 'quantity',
			},
			{
				storeCode: '*',
				platformSku: 'OLD',
				change: 'removed',
				before: 'SYS-MUG × 1',
				after: '',
				effect: '',
			},
		]);
		expect(summary).toMatchObject({ added: 1, changed: 1, removed: 1 });
	});

	it('the order of rows is no difference', () => {
		const { differences } = checkMapping([...combo(2), row()], {
			earlierMapping: [row(), ...combo(2).reverse()],
		});
		expect(differences).toEqual([]);
	});

	it('a mapping with a refused row is not said to be removed', () => {
		const { differences } = checkMapping(
			[row(), row({ platform_sku: 'SET', system_sku: 'SYS-A', quantity: 0 })],
			{ earlierMapping: [row(), ...combo(2)] },
		);
		expect(differences).toEqual([]);
	});

	it('a mapping in which a row only comes twice is compared all the same', () => {
		const { differences } = checkMapping([...combo(2), ...combo(2)], { earlierMapping: combo(1) });
		expect(differences).toMatchObject([{ change: 'changed', platformSku: 'SET' }]);
	});

	it('a wrong file does not remove everything', () => {
		for (const rows of [[], [{}], [{ Date: 1 }]]) {
			const { differences, summary } = checkMapping(rows, { earlierMapping: combo(2) });
			expect(differences).toEqual([]);
			expect(summary).toMatchObject({ added: 0, removed: 0, changed: 0 });
		}
	});

	it('with nothing before, everything is added', () => {
		for (const earlierMapping of [[], [{}]]) {
			const { summary, problems } = checkMapping([row(), ...combo(2)], { earlierMapping });
			expect(summary).toMatchObject({ added: 2, removed: 0, changed: 0 });
			expect(problems).toEqual([]);
		}
	});

	describe('names what would be shipped otherwise for a SKU that is mapped already', () => {
		const effects = (rows: object[], earlierMapping: object[], more: CheckInput = {}) =>
			checkMapping(rows, { earlierMapping, ...more })
				.problems.filter(({ code }) => /_CHANGED$/.test(code))
				.map(({ row: number, code, reason }) => [number, code, reason]);
		const codes = (rows: object[], earlierMapping: object[]) =>
			effects(rows, earlierMapping).map(([number, code]) => [number, code]);

		it('another quantity', () => {
			expect(effects([row({ platform_sku: 'X' }), row({ quantity: 99 })], [row()])).toEqual([
				[
					2,
					'QUANTITY_CHANGED',
					'Row 2: the quantity for platform SKU "MUG" of all stores changes: system SKU "SYS-MUG" from 1 to 99.',
				],
			]);
		});

		it('another system SKU', () => {
			expect(effects([row({ system_sku: 'SYS-LAMP' })], [row()])).toEqual([
				[
					1,
					'SYSTEM_SKU_CHANGED',
					'Row 1: platform SKU "MUG" of all stores ships SYS-MUG × 1 now, and SYS-LAMP × 1 after the change.',
				],
			]);
		});

		it('a combo that loses or gains a part', () => {
			expect(codes(combo(1).slice(1), combo(1))).toEqual([[1, 'SYSTEM_SKU_CHANGED']]);
			expect(codes(combo(1), combo(1).slice(1))).toEqual([[1, 'SYSTEM_SKU_CHANGED']]);
		});

		it('rows of a store that take the place of those of all stores', () => {
			const own = row({ store_code: 'US01', quantity: 3 });
			expect(codes([row(), own], [row()])).toEqual([[2, 'QUANTITY_CHANGED']]);
			expect(effects([row(), { ...own, quantity: 1 }], [row()])).toEqual([]);
		});

		it('rows of a store that go, so that those of all stores count', () => {
			const own = row({ store_code: 'US01', system_sku: 'SYS-OWN' });
			expect(effects([row()], [row(), own])).toEqual([
				[
					null,
					'SYSTEM_SKU_CHANGED',
					'Platform SKU "MUG" of store US01 ships SYS-OWN × 1 now, and SYS-MUG × 1 after the change.',
				],
			]);
			expect(effects([row()], [row(), own], { keepOthers: true })).toEqual([]);
		});

		it('nothing for what is new, the same, or only in another order', () => {
			expect(effects([row({ platform_sku: 'NEW' }), ...combo(2)], [...combo(2)].reverse())).toEqual(
				[],
			);
		});
	});

	it.each([
		[4, 0, false],
		[5, 0, true],
		[0, 4, false],
		[0, 5, true],
		[3, 2, true],
	])('of 20 mapped SKUs %i removed and %i changed is a large change: %s', (gone, other, large) => {
		const before = Array.from({ length: 20 }, (_, index) => row({ platform_sku: `P${index}` }));
		const after = before
			.slice(gone)
			.map((each, index) => (index < other ? { ...each, quantity: 2 } : each));
		const { problems } = checkMapping(after, { earlierMapping: before });
		const said = problems.filter(({ code }) => code === 'LARGE_CHANGE');
		expect(said).toHaveLength(large ? 1 : 0);
		if (large) {
			expect(said[0].reason).toContain(
				`${gone} of 20 mapped SKUs would be removed, and ${other} changed`,
			);
		}
	});

	it('what is kept is not removed, and counts when the shop is asked', () => {
		const input = {
			earlierMapping: [row(), row({ platform_sku: 'OLD' })],
			platformProducts: ['MUG', 'OLD', 'NEW', 'BARE'].map((platformSku) => ({
				platformSku,
				shopCode: 'US01',
				productName: platformSku,
			})),
		};
		const rows = [row({ platform_sku: 'NEW' })];
		const unmapped = (keepOthers: boolean) =>
			checkMapping(rows, { ...input, keepOthers })
				.problems.filter(({ code }) => code === 'LISTED_SKU_NOT_MAPPED')
				.map(({ platform_sku: sku }) => sku);
		expect(checkMapping(rows, { ...input, keepOthers: true }).summary).toMatchObject({
			added: 1,
			removed: 0,
			kept: 2,
		});
		expect(unmapped(true)).toEqual(['BARE']);
		expect(checkMapping(rows, input).summary).toMatchObject({ added: 1, removed: 2, kept: 0 });
		expect(unmapped(false)).toEqual(['MUG', 'OLD', 'BARE']);
	});

	it('rows of it that cannot be used are said to be left out', () => {
		const earlierMapping = [row(), row({ platform_sku: 'X', quantity: 0 })];
		expect(reasons([row()], { earlierMapping })).toEqual([
			'1 item of the Earlier Mapping input was left out: only mapping rows can be compared.',
		]);
	});
});

describe('the vocabulary', () => {
	it('has one severity for each code', () => {
		for (const code of PROBLEM_CODES) {
			expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
			expect(['refused', 'warning']).toContain(severityOf(code));
		}
	});
});
