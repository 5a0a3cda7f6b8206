import fc from 'fast-check';
import { shuffle } from 'lodash';

import {
	chooseWarehouse,
	explainRules,
} from '../../../nodes/LingxingOms/warehouses/rules/chooseWarehouse';
import { readRules } from '../../../nodes/LingxingOms/warehouses/rules/ruleRow';
import { Stock } from '../../../nodes/LingxingOms/warehouses/rules/stock';
import { ORDER_KINDS, type OrderItem } from '../../../nodes/shared/orderItem';
import { line, RECIPIENT } from '../../support/items/mappingOrder';

const HERE = { warehouse: 'USLAX1', logistics_channel: 'USPS-GA' };
const ELSEWHERE = { warehouse: 'USNYC1', logistics_channel: 'UPS-GR' };

const order = (more: object = {}, recipient: object = {}): OrderItem =>
	({
		orderId: '57',
		shop: { id: '749', code: 'USLC01', name: 'Sunny Home', region: 'US', sellerType: 'LOCAL' },
		status: 'AWAITING_SHIPMENT',
		shippingType: 'SELLER',
		warehouseId: '7300000000000000101',
		kinds: ['sample', 'preOrder'],
		recipient: { ...RECIPIENT, postalCode: '90210-1234', ...recipient },
		lines: [line('MUG', 2), line('TEA', 1)],
		outboundLines: [
			{ systemSku: 'SYS-MUG', quantity: 2, from: [] },
			{ systemSku: 'SYS-TEA', quantity: 1, from: [] },
		],
		...more,
	}) as unknown as OrderItem;

const choose = (rows: object[], item = order(), stock?: object[]) =>
	chooseWarehouse(item, readRules(rows), stock && new Stock(stock));

/** Warehouse, or the code of the exception, or "skipped". */
const outcome = (rows: object[], item = order(), stock?: object[]): string => {
	const choice = choose(rows, item, stock);
	if ('exception' in choice) return choice.exception.code;
	return 'skipped' in choice ? 'skipped' : choice.warehouseCode;
};

const takes = (conditions: object, item = order()): boolean =>
	outcome([{ ...conditions, ...HERE }], item) === HERE.warehouse;

describe('a condition of a warehouse rule', () => {
	it.each<[column: string, value: unknown, holds: boolean]>([
		['store', 'USLC01', true],
		['store', ' uslc01 ', true],
		['store', '749', true],
		['store', 749, true],
		['store', 'Sunny Home', true],
		['store', 'GBLC01', false],
		['store', 'GBLC01, USLC01', true],
		['store', 'GBLC01，USLC01', true],
		['store', '*', true],
		['country', 'US', true],
		['country', 'us', true],
		['country', 'ＵＳ', true],
		['state', 'ＣＡ', true],
		['store_warehouse', '７３００００００００００００００１０１', true],
		['store', 'ＵＳＬＣ０１', true],
		['shipping_type', ' Ｓeller ', true],
		['country', 'GB', false],
		['country', 'UK;US', true],
		['country', 'USA', true],
		['country', '美国', true],
		['country', '英国、美國', true],
		['state', 'CA', true],
		['state', 'California', true],
		['state', 'california', true],
		['state', 'NY', false],
		['state', 'New York、California', true],
		['postal_codes', '90210', true],
		['postal_codes', 90210, true],
		['postal_codes', '９０２１０', true],
		['postal_codes', '90210-1234', true],
		['postal_codes', '902*', true],
		['postal_codes', '903*', false],
		['postal_codes', '90000-90999', true],
		['postal_codes', '90000–90210', true],
		['postal_codes', '91000-91999', false],
		['postal_codes', '10001, 902*', true],
		['store_warehouse', '7300000000000000101', true],
		['store_warehouse', '7300000000000000102', false],
		['sku', 'MUG', true],
		['sku', 'SYS-TEA', true],
		['sku', 'mug', false],
		['sku', 'HAT, TEA', true],
		['units_from', 3, true],
		['units_from', '３', true],
		['units_from', 4, false],
		['units_to', 3, true],
		['units_to', '2', false],
		['shipping_type', 'seller', true],
		['shipping_type', 'TIKTOK', false],
		['order_kind', 'sample', true],
		['order_kind', 'SAMPLE', true],
		['order_kind', 'gift', false],
		['order_kind', 'gift, sample', true],
		['order_kind', 'pre-order', true],
		['order_kind', 'PRE_ORDER', true],
		['order_kind', 'preOrder', true],
		['order_kind', 'ｓａｍｐｌｅ', true],
		['order_kind', '样品', true],
		['order_kind', '货到付款', false],
		['order_kind', 'cash on delivery', false],
		['order_kind', 'normal', false],
		['order_kind', 'normal, preOrder', true],
		['order_kind', '*', true],
		['country', '', true],
		['country', null, true],
	])('%s %j', (column, value, holds) => {
		expect(takes({ [column]: value })).toBe(holds);
	});

	it.each<[code: string, rule: string, country: string, holds: boolean]>([
		['SW1A 1AA', 'sw1a*', 'GB', true],
		['SW1A 1AA', 'SW1A1AA', 'GB', true],
		['01310-100', '01310-100', 'BR', true],
		['01310-100', '01000-000 - 05999-999', 'BR', true],
		['100-0001', '100-0001', 'JP', true],
		['10115', '10115', 'DE', true],
		['01067', '1067', 'DE', true],
		['02134-1000', '2134', 'US', true],
		['00601', '601', 'US', true],
		['12134', '2134', 'US', false],
		['1067', '1067', 'AT', true],
		['11067', '1067', 'DE', false],
		['', '9*', 'US', false],
	])('a postal code as its country writes it: %s, %s', (postalCode, rule, countryCode, holds) => {
		expect(takes({ postal_codes: rule }, order({}, { postalCode, countryCode }))).toBe(holds);
	});

	it('may be a name or SKU with a comma in it', () => {
		const item = order({
			shop: { id: '749', code: 'USLC01', name: 'Sunny, Home' },
			lines: [line('MUG,BLUE')],
		});
		expect(takes({ store: 'sunny, home' }, item)).toBe(true);
		expect(takes({ sku: 'MUG,BLUE' }, item)).toBe(true);
	});

	it('all of a rule have to hold', () => {
		expect(takes({ country: 'US', state: 'CA', units_to: 5 })).toBe(true);
		expect(takes({ country: 'US', state: 'NY', units_to: 5 })).toBe(false);
	});

	it('is found under other names of its column', () => {
		const rule = { 国家: 'US', 邮编: '902*', 仓库: 'USLAX1', 物流渠道: 'USPS-GA' };
		expect(outcome([rule])).toBe('USLAX1');
		const other = { '目的国（必填）': '英国', 仓库: 'USLAX1', 物流渠道: 'USPS-GA' };
		expect(outcome([other])).toBe('WAREHOUSE_NOT_SET');
	});
});

describe('the rules', () => {
	it('of which the first that takes the order decides, by priority and then by row', () => {
		expect(outcome([HERE, ELSEWHERE])).toBe('USLAX1');
		const rows = [
			{ priority: 2, ...HERE },
			{ priority: '1', ...ELSEWHERE },
		];
		expect(outcome(rows)).toBe('USNYC1');
		expect(outcome([HERE, { priority: 7, ...ELSEWHERE }])).toBe('USNYC1');
	});

	it('hold an order with a reason, or pass it by', () => {
		const choice = choose([{ sku: 'TEA', hold: 'The new tea comes on Monday.' }, HERE]);
		expect(choice).toMatchObject({
			exception: {
				code: 'WAREHOUSE_HOLD',
				message: expect.stringContaining('on Monday') as string,
			},
		});
		const skip = { store_warehouse: '7300000000000000101', skip: 'Another system ships it.' };
		expect(choose([skip, HERE])).toEqual({ skipped: 'Another system ships it.' });
	});

	it('that do not take an order say what was looked for', () => {
		const choice = choose([{ country: 'GB', ...HERE }]);
		expect(choice).toMatchObject({ exception: { code: 'WAREHOUSE_NOT_SET' } });
		const { message } = (choice as { exception: { message: string } }).exception;
		for (const fact of ['USLC01', 'US', 'california', '90210-1234', '7300000000000000101', 'MUG']) {
			expect(message).toContain(fact);
		}
	});

	it('of an empty table take nothing', () => {
		expect(outcome([{}, { id: 3, createdAt: 'now' }])).toBe('WAREHOUSE_NOT_SET');
	});

	it.each<[what: string, rule: object]>([
		['a country that is none', { country: 'Amerika', ...HERE }],
		['a group of countries', { country: 'EU', ...HERE }],
		['a state that is none', { country: 'US', state: '加州', ...HERE }],
		['two states with a stroke', { country: 'US', state: 'CA/NY', ...HERE }],
		['two postal codes with a stroke', { postal_codes: '90210/90211', ...HERE }],
		['a range upside down', { postal_codes: '90999-90000', ...HERE }],
		['a star in the middle', { postal_codes: '9*2', ...HERE }],
		['units that are no number', { units_from: 'many', ...HERE }],
		['units with a thousands sign', { units_to: '1,000', ...HERE }],
		['units that are half ones', { units_from: 0.5, ...HERE }],
		['an error of the spreadsheet', { state: '#N/A', ...HERE }],
		['two columns for one thing', { country: 'GB', 国家: 'US', ...HERE }],
		['units upside down', { units_from: 5, units_to: 2, ...HERE }],
		['a shipping type that is none', { shipping_type: 'POST', ...HERE }],
		['an order kind that is none', { order_kind: 'sampel', ...HERE }],
		['a long number', { store_warehouse: 7.300000000000001e18, ...HERE }],
		['no channel', { warehouse: 'USLAX1' }],
		['no warehouse', { logistics_channel: 'USPS-GA' }],
		['nothing to do', { country: 'US' }],
		['two things to do', { ...HERE, hold: 'wait' }],
		['a priority that is none', { priority: 'first', ...HERE }],
	])('of which one cannot be used (%s) make only its orders wait', (_, bad) => {
		const choice = choose([bad, ELSEWHERE]);
		expect(choice).toMatchObject({ exception: { code: 'WAREHOUSE_RULE_UNUSABLE' } });
		const { message } = (choice as { exception: { message: string } }).exception;
		expect(message).toContain('row 1');
		const british = order({}, { countryCode: 'GB' });
		expect(outcome([{ ...bad, store: 'GBLC01' }, ELSEWHERE])).toBe('USNYC1');
		expect(outcome([{ ...bad, store: 'GBLC01' }, ELSEWHERE], british)).toBe('USNYC1');
	});

	it('say of each rule whether it takes an order, and why not', () => {
		const rows = [{ country: 'GB', ...HERE }, { country: 'US', units_to: 2, ...HERE }, ELSEWHERE];
		expect(explainRules(order(), readRules(rows))).toEqual([
			{ row: 1, matches: false, why: 'country is not GB' },
			{ row: 2, matches: false, why: 'units_to is not 2' },
			{ row: 3, matches: true, why: 'USNYC1, UPS-GR' },
		]);
	});
});

describe('each kind of order', () => {
	const KINDS = [...ORDER_KINDS];
	const rows = KINDS.flatMap((kind, index) => {
		const what = [{ hold: 'wait' }, ELSEWHERE, { skip: 'not ours' }][index % 3];
		return [{ order_kind: kind, ...what }];
	});

	it.each(KINDS.map((kind, index) => [kind, ['WAREHOUSE_HOLD', 'USNYC1', 'skipped'][index % 3]]))(
		'%s can be shipped, held, skipped or sent another way: %s',
		(kind, what) => {
			expect(outcome([...rows, HERE], order({ kinds: [kind] }))).toBe(what);
			expect(outcome([{ order_kind: kind, ...HERE }], order({ kinds: [kind] }))).toBe('USLAX1');
			expect(outcome([{ order_kind: 'normal', ...HERE }], order({ kinds: [kind] }))).toBe(
				'WAREHOUSE_NOT_SET',
			);
		},
	);

	it.each([[undefined], [[]], [null], ['sample']])(
		'an order whose kinds are %j is a normal one',
		(kinds) => {
			expect(outcome([...rows, HERE], order({ kinds }))).toBe('USLAX1');
			expect(outcome([{ order_kind: 'normal', ...HERE }], order({ kinds }))).toBe('USLAX1');
		},
	);

	it('is named where no rule takes the order', () => {
		const choice = choose([{ country: 'GB', ...HERE }]);
		const { message } = (choice as { exception: { message: string } }).exception;
		expect(message).toContain('order kind sample, preOrder');
	});
});

describe('with stock', () => {
	const stock = [
		{ warehouseCode: 'USLAX1', systemSku: 'SYS-MUG', available: 3 },
		{ warehouseCode: 'USLAX1', systemSku: 'SYS-TEA', available: 9 },
		{ warehouse: 'USNYC1', system_sku: 'SYS-MUG', available: '5' },
		{ warehouse: 'USNYC1', system_sku: 'SYS-TEA', available: '５' },
	];

	it('the first warehouse that has everything gets the order, until its stock is given away', () => {
		const rules = readRules([HERE, ELSEWHERE]);
		const there = new Stock(stock);
		const warehouses = [1, 2, 3, 4].map(() => {
			const choice = chooseWarehouse(order(), rules, there);
			return 'warehouseCode' in choice ? choice.warehouseCode : 'none';
		});
		expect(warehouses).toEqual(['USLAX1', 'USNYC1', 'USNYC1', 'none']);
	});

	it('an order that no warehouse can pack says what is short where', () => {
		const choice = choose([HERE], order(), [{ ...stock[0], available: 1 }]);
		expect(choice).toMatchObject({ exception: { code: 'INSUFFICIENT_STOCK' } });
		const { message } = (choice as { exception: { message: string } }).exception;
		expect(message).toContain('USLAX1 lacks 1 of SYS-MUG and 1 of SYS-TEA');
	});
});

describe('whatever the rules are', () => {
	const condition = fc.record(
		{
			country: fc.constantFrom('US', 'GB', 'nowhere', ''),
			state: fc.constantFrom('CA', 'NY'),
			postal_codes: fc.constantFrom('902*', '10001', '90000-90999', '9-1', '*9'),
			units_to: fc.constantFrom('1', '9', 'x'),
			order_kind: fc.constantFrom('normal', 'sample', 'gift, preOrder', 'nothing'),
		},
		{ requiredKeys: [] },
	);
	const result = fc.constantFrom<object>(HERE, ELSEWHERE, { hold: 'wait' }, { skip: 'no' }, {});
	const rule = fc
		.tuple(condition, result, fc.integer({ min: 1, max: 1_000 }))
		.map(([conditions, then, priority]) => ({ ...conditions, ...then, priority }));
	const rules = fc.uniqueArray(rule, { maxLength: 8, selector: ({ priority }) => priority });

	it('exactly one of warehouse, hold, skip or exception comes out', () => {
		fc.assert(
			fc.property(rules, (rows) => {
				const choice = choose(rows);
				const kinds = ['warehouseCode', 'skipped', 'exception'].filter((key) => key in choice);
				expect(kinds).toHaveLength(1);
			}),
		);
	});

	it('the order of rows with different priorities does not matter', () => {
		fc.assert(
			fc.property(rules, (rows) => {
				const ofRows = (list: object[]) => {
					const choice = choose(list);
					return 'exception' in choice ? choice.exception.code : { ...choice, row: 0 };
				};
				expect(ofRows(shuffle(rows))).toEqual(ofRows(rows));
			}),
		);
	});

	it('an order that an unusable rule may be for goes to no later warehouse', () => {
		fc.assert(
			fc.property(rules, (rows) => {
				const read = readRules(rows);
				const verdicts = explainRules(order(), read);
				const first = verdicts.findIndex(({ matches }) => matches);
				const code = outcome(rows);
				if (first >= 0 && read[first].problems.length > 0) {
					expect(code).toBe('WAREHOUSE_RULE_UNUSABLE');
				} else expect(code).not.toBe('WAREHOUSE_RULE_UNUSABLE');
			}),
		);
	});
});
