import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode, type NodeRun, type RunOptions } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { line, order, RECIPIENT } from '../../support/items/mappingOrder';
import { byCode, codesOf } from './fixture';

const HERE = { warehouse: 'USLAX1', logistics_channel: 'USPS-GA' };
const ELSEWHERE = { warehouse: 'USNYC1', logistics_channel: 'UPS-GR' };

const item = (more: object = {}, recipient: object = {}): IDataObject => ({
	...(order([line('MUG', 2)]) as unknown as IDataObject),
	recipient: { ...RECIPIENT, ...recipient },
	outboundLines: [{ systemSku: 'SYS-MUG', quantity: 2, from: [] }],
	...more,
});

const choose = async (
	items: IDataObject[],
	parameters: object,
	options: RunOptions = {},
): Promise<NodeRun> =>
	await runNode(
		new LingxingOms(),
		{ resource: 'warehouse', operation: 'chooseByRules', ...parameters } as never,
		items,
		options,
	);

/** The rules come by the second input. */
const byInput = async (items: IDataObject[], rules: IDataObject[], more: object = {}) =>
	await choose(items, { rulesFrom: 'rulesInput', ...more }, { second: rules });

describe('Choose by Rules', () => {
	it('gives each order the warehouse and channel of the first rule that takes it, and nothing else', async () => {
		const rules = [
			{ priority: '2', ...HERE },
			{ priority: 1, sku: 'TEA', ...ELSEWHERE },
		];
		const tea = item({ orderId: '58', lines: [line('TEA')] });
		const given = [item(), tea];
		const { outputs, items, error } = await byInput(given, rules);
		expect(error).toBeUndefined();
		expect(outputs).toEqual([
			[
				{ ...given[0], warehouseCode: 'USLAX1', logisticsChannel: 'USPS-GA', warehouseRule: 1 },
				{ ...tea, warehouseCode: 'USNYC1', logisticsChannel: 'UPS-GR', warehouseRule: 2 },
			],
			[],
			[],
		]);
		expect(items[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('sends skipped orders and those that wait to outputs of their own', async () => {
		const rules = [
			{ sku: 'TEA', hold: 'Monday' },
			{ store_warehouse: '101', skip: 'Another system ships it.' },
			{ country: 'US', ...HERE },
		];
		const given = [
			item({ lines: [line('TEA')] }),
			item({ warehouseId: '101' }),
			item(),
			item({}, { countryCode: 'GB' }),
			{ note: 'no order' },
		];
		const { outputs, items } = await byInput(given, rules);
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[1]).toEqual([{ ...given[1], skipped: 'Another system ships it.' }]);
		expect(codesOf(outputs[2])).toEqual([
			'WAREHOUSE_HOLD',
			'WAREHOUSE_NOT_SET',
			'ORDER_UNREADABLE',
		]);
		const pairs = items.map((list) => list.map(({ pairedItem }) => pairedItem));
		expect(pairs).toEqual([[{ item: 2 }], [{ item: 1 }], [{ item: 0 }, { item: 3 }, { item: 4 }]]);
	});

	it('an earlier choice does not stay in an order that waits now', async () => {
		const before = { warehouseCode: 'OLD', logisticsChannel: 'OLD', warehouseRule: 9 };
		const { outputs } = await byInput([item(before)], [{ country: 'GB', ...HERE }]);
		expect(outputs[2][0]).not.toHaveProperty('warehouseCode');
	});

	it('without a rule every order waits and the run goes on', async () => {
		for (const rules of [[], [{}]]) {
			const { outputs, error } = await byInput([item()], rules);
			expect([error, codesOf(outputs[2])]).toEqual([undefined, ['WAREHOUSE_NOT_SET']]);
		}
	});

	it('one rule that cannot be used holds up its own orders only', async () => {
		const rules = [
			{ sku: 'TEA', warehouse: 'USLAX1' },
			...Array.from({ length: 20 }, (_, index) => ({ sku: `SKU-${index}`, ...HERE })),
			ELSEWHERE,
		];
		const skus = ['TEA', ...Array.from({ length: 21 }, (_, index) => `SKU-${index}`)];
		const { outputs } = await byInput(
			skus.map((sku) => item({ lines: [line(sku)] })),
			rules,
		);
		expect(outputs[0].map(({ warehouseCode }) => warehouseCode)).toEqual([
			...Array<string>(20).fill('USLAX1'),
			'USNYC1',
		]);
		expect(codesOf(outputs[2])).toEqual(['WAREHOUSE_RULE_UNUSABLE']);
	});

	it('takes rules that are filled in, from top to bottom', async () => {
		const rows = [
			{ country: 'GB', warehouse: byCode('GBLON1'), logisticsChannel: byCode('ROYAL-48') },
			{ state: 'NY', hold: 'strike' },
			{ country: 'US', warehouse: byCode('USLAX1'), logisticsChannel: byCode('USPS-GA') },
		];
		const given = [item({}, { countryCode: 'GB', state: '', stateCode: '' }), item()];
		const { outputs } = await choose(given, { rulesFrom: 'define', rules: { rows } });
		const chosen = outputs[0].map(({ warehouseCode, warehouseRule }) => [
			warehouseCode,
			warehouseRule,
		]);
		expect(chosen).toEqual([
			['GBLON1', 1],
			['USLAX1', 3],
		]);
	});

	const STOCK = [{ warehouseCode: 'USNYC1', systemSku: 'SYS-MUG', available: 3 }];

	it.each<[string, object, RunOptions]>([
		[
			'behind the rules',
			{ rulesFrom: 'rulesInput' },
			{ second: [HERE, ELSEWHERE] as IDataObject[], third: STOCK },
		],
		[
			'where the rules are filled in',
			{
				rulesFrom: 'define',
				rules: {
					rows: [
						{ warehouse: byCode('USLAX1'), logisticsChannel: byCode('USPS-GA') },
						{ warehouse: byCode('USNYC1'), logisticsChannel: byCode('UPS-GR') },
					],
				},
			},
			{ second: STOCK },
		],
	])('takes the stock by an input of its own, %s', async (_, parameters, options) => {
		const given = [item(), item({ orderId: '58' })];
		const { outputs } = await choose(given, { useStock: true, ...parameters }, options);
		expect(outputs[0].map(({ warehouseCode }) => warehouseCode)).toEqual(['USNYC1']);
		expect(codesOf(outputs[2])).toEqual(['INSUFFICIENT_STOCK']);
	});

	it('explains what every rule says', async () => {
		const rules = [{ country: 'GB', ...HERE }, { units_from: 'x', ...HERE }, { skip: 'no' }];
		const { outputs } = await byInput([item()], rules, { explain: true });
		expect(outputs[2][0].warehouseRules).toEqual([
			{ row: 1, matches: false, why: 'country is not GB' },
			{ row: 2, matches: true, why: 'it cannot be used: units_from "x" is no whole number' },
			{ row: 3, matches: true, why: 'skip: no' },
		]);
	});

	it('takes 10,000 orders through 200 rules, and shares what is unchanged with its input', async () => {
		const rules = Array.from({ length: 200 }, (_, index) => ({
			priority: index,
			country: 'US, CA',
			state: 'NY, TX',
			postal_codes: `${10_000 + index}-${10_500 + index}, 9${index}*`,
			sku: `SKU-${index}, MUG`,
			...HERE,
		}));
		const given = Array.from({ length: 10_000 }, (_, index) => item({ orderId: String(index) }));
		const { outputs } = await byInput(given, [...rules, ELSEWHERE]);
		expect(outputs[0]).toHaveLength(10_000);
		expect(outputs[0].every(({ warehouseRule }) => warehouseRule === 201)).toBe(true);
		expect(outputs[0][77].recipient).toBe(given[77].recipient);
	});
});

describe('rules and the OMS', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ world: 'empty' });
	});
	afterAll(async () => {
		await sandbox.close();
	});

	const RULES: IDataObject[] = [
		{ priority: 3, country: 'US', ...HERE },
		{ priority: 1, country: 'GB', warehouse: 'GBLON1', logistics_channel: 'Upload_Shipping_Label' },
		{ priority: 2, country: 'DE', warehouse: 'DEBER1', logistics_channel: 'DHL' },
		{ priority: 2, country: 'FR', warehouse: 'GBLON1', logistics_channel: 'USPS-GA' },
		{},
		{ country: 'IT', hold: 'later' },
	];

	it('a rule with a code that the OMS does not have makes its orders wait, with what it has', async () => {
		const given = ['US', 'GB', 'DE', 'FR', 'IT'].map((countryCode) => item({}, { countryCode }));
		const { outputs, error } = await choose(
			given,
			{ rulesFrom: 'rulesInputCompared' },
			{ second: RULES, credentials: omsCredentials(sandbox) },
		);
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ warehouseCode }) => warehouseCode)).toEqual(['USLAX1', 'GBLON1']);
		expect(codesOf(outputs[2])).toEqual([
			'WAREHOUSE_RULE_UNUSABLE',
			'WAREHOUSE_RULE_UNUSABLE',
			'WAREHOUSE_HOLD',
		]);
		const [german, french] = outputs[2].map(({ exception }) => (exception as IDataObject).message);
		expect(german).toContain('row 3');
		expect(german).toContain('the OMS has no warehouse DEBER1 (it has USLAX1, GBLON1)');
		expect(french).toContain('warehouse GBLON1 has no logistics channel USPS-GA (it has ROYAL-48');
	});

	it('Check Rules names each rule, in the order in which they are tried', async () => {
		const { outputs, items, error } = await runNode(
			new LingxingOms(),
			{ resource: 'warehouse', operation: 'checkRules' },
			RULES,
			{ credentials: omsCredentials(sandbox) },
		);
		expect(error).toBeUndefined();
		const seen = outputs[0].map(({ row, result, usable }) => [row, result, usable]);
		expect(seen).toEqual([
			[2, 'GBLON1, Upload_Shipping_Label', true],
			[3, '', false],
			[4, '', false],
			[1, 'USLAX1, USPS-GA', true],
			[6, 'hold: later', true],
		]);
		expect(outputs[0][3]).toEqual({
			row: 1,
			conditions: ['country US'],
			result: 'USLAX1, USPS-GA',
			usable: true,
			problems: [],
			rule: RULES[0],
		});
		expect(items[0].map(({ pairedItem }) => pairedItem)).toEqual(
			[1, 2, 3, 0, 5].map((index) => ({ item: index })),
		);
	});

	it('Check Rules calls nothing where it need not', async () => {
		const { outputs, error } = await runNode(
			new LingxingOms(),
			{ resource: 'warehouse', operation: 'checkRules', compareWithOms: false },
			[{ warehouse: 'NOWHERE', logistics_channel: 'X' }],
		);
		expect([error, outputs[0].map(({ usable }) => usable)]).toEqual([undefined, [true]]);
	});
});
