import type { IDataObject } from 'n8n-workflow';

import type { OrderItem, OrderLine } from '../../../nodes/shared/orderItem';
import { line, order } from '../../support/items/mappingOrder';
import { runSkuMapping } from './run';

const LONG = '1729582718312311001';

const row = (platform_sku: unknown, more: object = {}): IDataObject =>
	({
		store_code: '*',
		platform_sku,
		system_sku: `SYS-${String(platform_sku)}`,
		quantity: 1,
		...more,
	}) as IDataObject;

const GOOD = [
	row('MUG'),
	row('TEA'),
	row('SET', { system_sku: 'A' }),
	row('SET', { system_sku: 'B' }),
];

const itemOf = (lines: OrderLine[], code = 'US01', more: Partial<OrderItem> = {}): IDataObject =>
	structuredClone(
		order(lines, {
			shop: { id: `id-${code}`, code, name: '', region: 'US', sellerType: 'LOCAL' },
			...more,
		}),
	) as unknown as IDataObject;

const wants = (sku: string, code = 'US01') =>
	itemOf([line(sku)], code, { orderId: `${code} ${sku}` });

async function map(
	rows: IDataObject[],
	orders: IDataObject[],
	parameters: object = {},
	more: IDataObject[][] = [],
) {
	const { outputs, error } = await runSkuMapping(
		{ operation: 'mapOrders', mappingSource: 'mappingInput', ...parameters },
		[orders, rows, ...more],
	);
	if (error) throw error;
	const code = ({ exception }: IDataObject) => (exception as { code: string }).code;
	return {
		mapped: outputs[0].map(({ orderId }) => orderId),
		waiting: outputs[1].map((each) => [each.orderId, code(each)]),
		exceptions: outputs[1].map(({ exception }) => exception as unknown as IDataObject),
	};
}

const UNUSABLE = 'MAPPING_ROW_UNUSABLE';

describe('a mapping row that cannot be used', () => {
	it.each<[string, IDataObject]>([
		['no quantity', row('HAT', { quantity: '' })],
		[
			'a quantity that is missing in this row only',
			{ store_code: '*', platform_sku: 'HAT', system_sku: 'S' },
		],
		['a quantity that is no whole number', row('HAT', { quantity: '1,5' })],
		['a quantity of zero', row('HAT', { quantity: 0 })],
		['a quantity as an object', row('HAT', { quantity: { value: 1 } })],
		['no system SKU', row('HAT', { system_sku: ' ' })],
		['a system SKU that was shortened', row('HAT', { system_sku: '1.23E+18' })],
		['a system SKU as a list', row('HAT', { system_sku: ['S'] })],
		['two columns for the quantity', { ...row('HAT'), Quantity: 2 }],
		['a platform SKU inside an object', row({ richText: [{ text: 'HA' }, { text: 'T' }] })],
	])(
		'(%s) makes the orders wait that need it, with its number; the others are mapped',
		async (_, bad) => {
			const orders = [
				wants('MUG'),
				wants('HAT'),
				wants('SET'),
				wants('HAT', 'GB01'),
				itemOf([line('MUG'), line('HAT')]),
			];
			const result = await map([...GOOD.slice(0, 2), bad, ...GOOD.slice(2)], orders);
			expect(result.mapped).toEqual(['US01 MUG', 'US01 SET']);
			expect(result.waiting).toEqual([
				['US01 HAT', UNUSABLE],
				['GB01 HAT', UNUSABLE],
				['576100000000000001', UNUSABLE],
			]);
			for (const { message, details } of result.exceptions) {
				expect(message).toMatch(/row 3: /);
				expect(details).toMatchObject({ rows: [3], platformSkus: ['HAT'] });
			}
		},
	);

	it('of one store makes its orders wait, and not those of the others', async () => {
		const rows = [...GOOD, row('MUG', { store_code: 'GB01', quantity: '' })];
		const result = await map(rows, [wants('MUG'), wants('MUG', 'GB01'), wants('TEA', 'GB01')]);
		expect(result.mapped).toEqual(['US01 MUG', 'GB01 TEA']);
		expect(result.waiting).toEqual([['GB01 MUG', UNUSABLE]]);
	});

	it('of one store named by its ID makes its orders wait too', async () => {
		const rows = [...GOOD, row('MUG', { store_code: 'id-GB01', quantity: '' })];
		expect((await map(rows, [wants('MUG', 'GB01')])).waiting).toEqual([['GB01 MUG', UNUSABLE]]);
	});

	it('for all stores leaves alone the stores that have rows of their own', async () => {
		const rows = [row('MUG', { quantity: '' }), row('MUG', { store_code: 'GB01' })];
		const result = await map(rows, [wants('MUG'), wants('MUG', 'GB01')]);
		expect(result.mapped).toEqual(['GB01 MUG']);
		expect(result.waiting).toEqual([['US01 MUG', UNUSABLE]]);
	});

	it.each([
		['a row without quantity', row('SET', { system_sku: 'C', quantity: '' })],
		['a row without system SKU', row('SET', { system_sku: '' })],
		[
			'another quantity for a system SKU that is there',
			row('SET', { system_sku: 'A', quantity: 2 }),
		],
	])(
		'of a combo (%s) makes the whole combo wait: it never ships with a part missing',
		async (_, bad) => {
			const result = await map([...GOOD, bad], [wants('SET'), wants('MUG')]);
			expect(result.mapped).toEqual(['US01 MUG']);
			expect(result.waiting).toEqual([['US01 SET', UNUSABLE]]);
		},
	);

	it('that only repeats another takes nothing away', async () => {
		expect((await map([...GOOD, row('MUG')], [wants('MUG')])).mapped).toEqual(['US01 MUG']);
	});

	it.each([
		['a number', Number(LONG)],
		['an object', {}],
	])('whose store is %s makes its SKU wait in every store', async (_, store_code) => {
		const rows = [...GOOD, row('MUG', { store_code: 'GB01' }), row('MUG', { store_code })];
		const result = await map(rows, [wants('MUG'), wants('MUG', 'GB01'), wants('TEA')]);
		expect(result.mapped).toEqual(['US01 TEA']);
		expect(result.waiting.map(([, code]) => code)).toEqual([UNUSABLE, UNUSABLE]);
	});

	it.each([
		['a number', Number(LONG)],
		['shortened by a spreadsheet', '1.72958E+18'],
		['shortened with a comma', '1,73E+18'],
	])(
		'whose platform SKU is a long number as %s makes every SKU wait that it may be',
		async (_, sku) => {
			const rows = [...GOOD, row(LONG), row('1829582718312311001'), row(sku)];
			const result = await map(rows, [wants(LONG), wants('1829582718312311001'), wants('MUG')]);
			expect(result.mapped).toEqual(['US01 1829582718312311001', 'US01 MUG']);
			expect(result.waiting).toEqual([[`US01 ${LONG}`, UNUSABLE]]);
		},
	);

	it('is not got round by the fallback Same SKU in the OMS', async () => {
		const fallbacks = { steps: [{ kind: 'sameSku' }] };
		const result = await map(
			[...GOOD, row('HAT', { quantity: '' })],
			[wants('HAT'), wants('CAP')],
			{ fallbacks },
			[[{ systemSku: 'HAT' }, { systemSku: 'CAP' }]],
		);
		expect(result.mapped).toEqual(['US01 CAP']);
		expect(result.waiting).toEqual([['US01 HAT', UNUSABLE]]);
	});

	it('for a SKU ID is not got round by a later fallback', async () => {
		const fallbacks = { steps: [{ kind: 'skuId' }, { kind: 'sameSku' }] };
		const bought = itemOf([{ ...line('HAT'), skuId: LONG }]);
		const result = await map([...GOOD, row('1.73E+18')], [bought], { fallbacks }, [
			[{ systemSku: 'HAT' }],
		]);
		expect(result.waiting.map(([, code]) => code)).toEqual([UNUSABLE]);
	});

	it('for a virtual bundle makes the bundle wait: it is not taken apart', async () => {
		const components = [{ platformSku: 'MUG', skuId: '1', quantity: 1 }];
		const rows = [...GOOD, row('BOX', { quantity: 'x' })];
		const { waiting } = await map(rows, [itemOf([line('BOX', 1, { components })])]);
		expect(waiting.map(([, code]) => code)).toEqual([UNUSABLE]);
	});

	it('without a platform SKU makes nothing wait', async () => {
		const rows = [
			...GOOD,
			row('', { system_sku: 'X' }),
			row(null),
			'text' as never,
			{ store_code: 'GB01', quantity: 3 },
		];
		const result = await map(rows, [wants('MUG'), wants('SET', 'GB01')]);
		expect(result.mapped).toEqual(['US01 MUG', 'GB01 SET']);
	});

	it('whose store and platform SKU are empty below a row with both, as merged cells arrive, makes the SKU above wait', async () => {
		const rows = [
			row('MUG', { store_code: 'US01' }),
			row('SET', { store_code: 'US01', system_sku: 'A' }),
			row('', { store_code: '', system_sku: 'B' }),
		];
		const result = await map(rows, [wants('MUG'), wants('SET')]);
		expect(result.mapped).toEqual(['US01 MUG']);
		expect(result.waiting).toEqual([['US01 SET', UNUSABLE]]);
	});

	it.each(['defineBelow', 'json'])('counts the same from %s', async (mappingSource) => {
		const rows = [row('MUG'), row('HAT', { quantity: '' })];
		const own = rows.map(({ store_code, platform_sku, system_sku, quantity }) => ({
			storeCode: store_code,
			platformSku: platform_sku,
			systemSku: system_sku,
			quantity,
		}));
		const { outputs, error } = await runSkuMapping(
			{
				operation: 'mapOrders',
				mappingSource,
				mappingRows: { rows: own as never },
				mappingJson: JSON.stringify(rows),
			},
			[[wants('MUG'), wants('HAT')]],
		);
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ orderId }) => orderId)).toEqual(['US01 MUG']);
		expect(outputs[1]).toMatchObject([{ exception: { code: UNUSABLE, details: { rows: [2] } } }]);
	});

	it('says what is wrong in at most two sentences, and the way out', async () => {
		const { exceptions } = await map([...GOOD, row('HAT', { quantity: '1,5' })], [wants('HAT')]);
		expect(exceptions[0]).toMatchObject({
			message:
				'Order US01 HAT: platform SKU "HAT" of store US01 is not mapped, because the mapping has rows that cannot be used: row 5: quantity "1,5" is not a whole number of 1 or more.',
			hint: 'Mend or delete the mapping row that is named. The order goes on by itself at the next poll.',
			retrySafe: true,
			details: {
				unusableRows: [
					{ row: 5, reasons: ['Row 5: quantity "1,5" is not a whole number of 1 or more.'] },
				],
			},
		});
	});

	it('with Unusable Rows "Refuse All" maps nothing', async () => {
		const options = { unusableRows: 'refuseAll' };
		const rows = [...GOOD, row('HAT', { quantity: '' })];
		await expect(map(rows, [wants('MUG')], { options })).rejects.toMatchObject({
			message: expect.stringMatching(/^Row 5: .*nothing was mapped\.$/),
		});
	});
});

describe('a table that is no mapping is refused as a whole', () => {
	it.each<[string, IDataObject[], RegExp]>([
		[
			'without the column quantity',
			[{ platform_sku: 'MUG', system_sku: 'S' }],
			/There is no column quantity/,
		],
		[
			'with other columns',
			[{ a: 1 }, { b: 2 }],
			/There are no columns platform_sku, system_sku and quantity/,
		],
		[
			'with a column twice',
			[{ ...row('MUG'), 'Platform SKU': 'MUG' }],
			/two columns mean platform_sku/,
		],
		['of rows that are none', ['a', 'b'] as never[], /this is not a row/],
		['of rows that name no platform SKU', [row('', { quantity: '' })], /platform_sku is empty/],
	])('%s', async (_, rows, message) => {
		await expect(map(rows, [wants('MUG')])).rejects.toMatchObject({
			message: expect.stringMatching(message),
		});
	});
});
