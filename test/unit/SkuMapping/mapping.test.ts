import { mapOrder } from '../../../nodes/SkuMapping/mapOrders/mapOrder';
import { MappingIndex } from '../../../nodes/SkuMapping/mapping/mappingIndex';
import { readRows, type MappingRow } from '../../../nodes/SkuMapping/mapping/mappingRows';
import { DEMO_MAPPING } from '../../sandbox/demo/mapping';
import { line, order, part, RECIPIENT } from '../../support/items/mappingOrder';

const row = (
	storeCode: string,
	platformSku: string,
	systemSku: string,
	quantity = 1,
): MappingRow => ({ storeCode, platformSku, systemSku, quantity });

const ROWS = [
	row('*', 'MUG', 'SYS-MUG'),
	row('*', 'TEA', 'SYS-TEA'),
	row('*', 'CASE', 'SYS-TEA', 12),
	row('*', 'SET', 'SYS-MUG', 2),
	row('*', 'SET', 'SYS-PLATE', 2),
	row('*', 'SET', 'SYS-TEA', 1),
	row('GB01', 'MUG', 'SYS-MUG-UK'),
	row('GB01', 'SET', 'SYS-MUG-UK', 2),
	row('7490000000000000009', 'MUG', 'SYS-MUG-BY-ID'),
];

const inShop = (code: string, id = '1') => ({
	shop: { id, code, name: '', region: 'US', sellerType: 'LOCAL' },
});

const map = (
	input: ReturnType<typeof order>,
	rows: MappingRow[] = ROWS,
	options = { checkRecipient: true },
) => mapOrder(input, new MappingIndex(rows), options);

/** [system SKU, quantity] of each outbound line. */
function units(result: ReturnType<typeof mapOrder>): Array<[string, number]> {
	if ('exception' in result) throw new Error(result.exception.message);
	return result.outboundLines.map(({ systemSku, quantity }) => [systemSku, quantity]);
}

function exception(result: ReturnType<typeof mapOrder>) {
	if (!('exception' in result)) throw new Error('The order was mapped');
	return result.exception;
}

describe('units to ship', () => {
	it.each([
		['one unit', [line('MUG')], [['SYS-MUG', 1]]],
		['quantity times factor (B57)', [line('CASE', 2)], [['SYS-TEA', 24]]],
		[
			'several system SKUs for one platform SKU (B58)',
			[line('SET', 2)],
			[
				['SYS-MUG', 4],
				['SYS-PLATE', 4],
				['SYS-TEA', 2],
			],
		],
		[
			'equal system SKUs of several lines are added',
			[line('SET'), line('MUG', 3), line('CASE')],
			[
				['SYS-MUG', 5],
				['SYS-PLATE', 2],
				['SYS-TEA', 13],
			],
		],
		[
			'a gift is shipped like any line',
			[line('TEA', 2), line('TEA', 1, { isGift: true })],
			[['SYS-TEA', 3]],
		],
	] as const)('%s', (_, lines, expected) => {
		expect(units(map(order([...lines])))).toEqual(expected);
	});

	it('say where they come from', () => {
		expect(map(order([line('SET', 2), line('MUG', 3)]))).toMatchObject({
			outboundLines: [
				{
					systemSku: 'SYS-MUG',
					quantity: 7,
					from: [
						{ platformSku: 'SET', quantity: 2, factor: 2 },
						{ platformSku: 'MUG', quantity: 3, factor: 1 },
					],
				},
				{ systemSku: 'SYS-PLATE', quantity: 4 },
				{ systemSku: 'SYS-TEA', quantity: 2 },
			],
		});
	});

	it('a mapping is needed even where platform SKU and system SKU are the same (B60)', () => {
		expect(exception(map(order([line('SYS-MUG')]))).code).toBe('SKU_NOT_MAPPED');
	});

	it.each(['__proto__', 'constructor', 'toString'])('the SKU %s is plain data', (sku) => {
		expect(units(map(order([line(sku, 2)]), [row('*', sku, sku, 3)]))).toEqual([[sku, 6]]);
		expect(exception(map(order([line(sku)]))).code).toBe('SKU_NOT_MAPPED');
	});
});

describe('stores (B59)', () => {
	it.each([
		['a store without own rows uses those of all stores', 'US01', 'MUG', [['SYS-MUG', 1]]],
		['own rows come first', 'GB01', 'MUG', [['SYS-MUG-UK', 1]]],
		['own rows replace the rows of all stores entirely', 'GB01', 'SET', [['SYS-MUG-UK', 2]]],
		['other SKUs of that store still use the rows of all stores', 'GB01', 'TEA', [['SYS-TEA', 1]]],
		['store codes are case-sensitive', 'gb01', 'MUG', [['SYS-MUG', 1]]],
	] as const)('%s', (_, code, sku, expected) => {
		expect(units(map(order([line(sku)], inShop(code))))).toEqual(expected);
	});

	it('a row may name the shop ID instead of the shop code', () => {
		const shop = inShop('VN01', '7490000000000000009');
		expect(units(map(order([line('MUG')], shop)))).toEqual([['SYS-MUG-BY-ID', 1]]);
	});

	it('a row of one store is nothing to another store; the hint shows where it is mapped', () => {
		const { code, message, hint, details } = exception(
			map(order([line('CANDLE')], inShop('GB01')), [row('US01', 'CANDLE', 'SYS-CANDLE')]),
		);
		expect(code).toBe('SKU_NOT_MAPPED');
		expect(message).toContain('store GB01 has no mapping row for platform SKU "CANDLE"');
		expect(hint).toContain('"CANDLE" (store US01)');
		expect(details).toMatchObject({
			lookAlikes: [{ storeCode: 'US01', platformSku: 'CANDLE' }],
		});
	});
});

describe('virtual bundles (TikTok Shop API §4.3)', () => {
	const parts = [part('MUG', 1), part('TEA', 2)];

	it('are mapped by their parts: component quantity times bundle quantity', () => {
		const result = map(order([line('BOX', 2, { components: parts })]));
		expect(units(result)).toEqual([
			['SYS-MUG', 2],
			['SYS-TEA', 4],
		]);
		expect(result).toMatchObject({
			outboundLines: [
				{ from: [{ platformSku: 'MUG', quantity: 2, factor: 1 }] },
				{ from: [{ platformSku: 'TEA', quantity: 4, factor: 1 }] },
			],
		});
	});

	it('are mapped by their own SKU where it has rows', () => {
		const rows = [...ROWS, row('*', 'BOX', 'SYS-BOX')];
		expect(units(map(order([line('BOX', 2, { components: parts })]), rows))).toEqual([
			['SYS-BOX', 2],
		]);
	});

	it('need no seller SKU of their own when their parts are mapped', () => {
		expect(units(map(order([line('', 1, { components: parts })])))).toEqual([
			['SYS-MUG', 1],
			['SYS-TEA', 2],
		]);
	});

	it('with an unmapped part say so', () => {
		const result = map(order([line('BOX', 1, { components: [part('MUG', 1), part('CUP', 1)] })]));
		expect(exception(result).message).toBe(
			'Order 576100000000000001: store US01 has no mapping row for platform SKU "CUP" (part of bundle "BOX").',
		);
	});

	it('with a part without seller SKU name its SKU ID', () => {
		const result = map(order([line('BOX', 1, { components: [part('', 1)] })]));
		expect(exception(result).details.emptySkus).toMatchObject([{ skuId: 'part ' }]);
	});
});

describe('an order waits as a whole (B68)', () => {
	it('with PLATFORM_SKU_EMPTY when a seller SKU is empty, naming product and SKU ID (B32)', () => {
		const input = order([line('MUG'), { ...line(''), skuId: '1729000000000000001' }]);
		expect(exception(map(input))).toMatchObject({
			code: 'PLATFORM_SKU_EMPTY',
			message:
				'Order 576100000000000001: the seller SKU of "Blue Mug 350 ml" (SKU ID 1729000000000000001) is empty.',
			retrySafe: true,
		});
	});

	it('with SKU_NOT_MAPPED when one line has no rows, and nothing is mapped in part', () => {
		const result = map(order([line('MUG'), line('NEW-2'), line('NEW-1'), line('NEW-2')]));
		expect(result).not.toHaveProperty('outboundLines');
		expect(exception(result)).toMatchObject({
			code: 'SKU_NOT_MAPPED',
			message:
				'Order 576100000000000001: store US01 has no mapping row for platform SKUs "NEW-2" and "NEW-1".',
			details: { unmappedSkus: ['NEW-2', 'NEW-1'], lookAlikes: [] },
			retrySafe: true,
		});
	});

	it.each([
		['by case', 'mug'],
		['by a blank inside', 'M UG'],
		['by a blank at the end', 'MUG '],
	])('a SKU that differs only %s is suggested, never used (B65)', (_, sku) => {
		const { code, hint } = exception(map(order([line(sku)]), [row('*', 'MUG', 'SYS-MUG')]));
		expect(code).toBe('SKU_NOT_MAPPED');
		expect(hint).toContain('"MUG" (all stores)');
	});

	it('a blank at the end of a seller SKU is to be removed on TikTok Shop, as no row can match it', () => {
		expect(exception(map(order([line('MUG ')]))).hint).toMatch(/^Remove the blank/);
	});

	it.each([
		[{ name: '' }, ['name'], 'the recipient has no name'],
		[{ addressLine1: ' ' }, ['addressLine1'], 'the recipient has no address'],
		[
			{ city: '', postalCode: '', countryCode: '' },
			['city', 'postalCode', 'countryCode'],
			'the recipient has no city, postal code and country',
		],
		[{ masked: true }, [], 'TikTok Shop hides part of the recipient with asterisks'],
	])('with RECIPIENT_INCOMPLETE for %j (B31)', (change, missingFields, words) => {
		const input = order([line('MUG')], { recipient: { ...RECIPIENT, ...change } });
		expect(exception(map(input))).toMatchObject({
			code: 'RECIPIENT_INCOMPLETE',
			message: `Order 576100000000000001: ${words}.`,
			details: { missingFields },
		});
		expect(units(map(input, ROWS, { checkRecipient: false }))).toEqual([['SYS-MUG', 1]]);
	});

	it('phone, name of the state, second address line and e-mail may be missing', () => {
		const change = { phone: '', state: '', addressLine2: '', email: '' };
		const input = order([line('MUG')], { recipient: { ...RECIPIENT, ...change } });
		expect(units(map(input))).toEqual([['SYS-MUG', 1]]);
	});

	it.each([
		['US', { state: '', stateCode: '' }, ['state']],
		['VN', { postalCode: '', state: '', stateCode: '' }, []],
		['IE', { postalCode: '' }, []],
		['SG', { state: '', stateCode: '', city: '' }, []],
		['HK', { state: '', stateCode: '', postalCode: '' }, []],
		['GB', { state: '', stateCode: '' }, []],
		['GB', { postalCode: '' }, ['postalCode']],
	])('%s: %j waits for what the country has, which is %j', (countryCode, change, missing) => {
		const recipient = { ...RECIPIENT, countryCode, ...change };
		const result = map(order([line('MUG')], { recipient }));
		const found = 'exception' in result ? result.exception.details?.missingFields : [];
		expect(found).toEqual(missing);
	});

	it('an order that TikTok Shop ships needs no address: its label has it', () => {
		const recipient = { ...RECIPIENT, name: 'N*** T***', postalCode: '', masked: true };
		const shipped = order([line('MUG')], { recipient, shippingType: 'TIKTOK' });
		expect(units(map(shipped))).toEqual([['SYS-MUG', 1]]);
	});

	it('an order without any recipient waits', () => {
		const input = { ...order([line('MUG')]), recipient: undefined } as never;
		expect(exception(map(input)).details.missingFields).toHaveLength(5);
	});

	it('the details name all gaps of all kinds, so that they are mended in one go', () => {
		const input = order([line(''), line('NEW')], { recipient: { ...RECIPIENT, city: '' } });
		expect(exception(map(input))).toMatchObject({
			code: 'PLATFORM_SKU_EMPTY',
			details: {
				storeCode: 'US01',
				emptySkus: [{ productName: 'Blue Mug 350 ml' }],
				unmappedSkus: ['NEW'],
				missingFields: ['city'],
				masked: false,
			},
		});
	});

	it('and goes on after its SKU was mapped (B69)', () => {
		const waiting = order([line('NEW')]);
		expect(exception(map(waiting)).code).toBe('SKU_NOT_MAPPED');
		expect(units(map(waiting, [...ROWS, row('*', 'NEW', 'SYS-NEW')]))).toEqual([['SYS-NEW', 1]]);
	});
});

describe('the work', () => {
	it('reads every cell of the mapping once, however many orders there are', () => {
		let reads = 0;
		const counting = DEMO_MAPPING.map((each) =>
			Object.defineProperties(
				{},
				Object.fromEntries(
					Object.entries(each).map(([key, value]) => [
						key,
						{ enumerable: true, get: () => (reads++, value as unknown) },
					]),
				),
			),
		);
		const index = new MappingIndex(readRows(counting).rows);
		for (let i = 0; i < 100; i++) {
			mapOrder(order([line('MUG-BLUE-350'), line('unknown')]), index, { checkRecipient: true });
		}
		expect(reads).toBe(DEMO_MAPPING.length * 4);
	});
});

it.each([
	['a SKU without rows', [line('x'.repeat(5_000))]],
	[
		'a bundle component without rows',
		[line('y'.repeat(5_000), 1, { components: [part('x'.repeat(5_000), 1)] })],
	],
	['a line without seller SKU', [line('', 1, { productName: 'x'.repeat(5_000) })]],
])('the message about %s is a whole sentence, however long the names are', (_, lines) => {
	const endless = { orderId: 'z'.repeat(5_000), ...inShop('s'.repeat(5_000)) };
	const { message } = exception(map(order(lines, endless)));
	expect(message).toMatch(/^Order z{200}…: .*\.$/);
});
