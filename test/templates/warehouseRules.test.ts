import type { IDataObject } from 'n8n-workflow';

import { KIND_VALUES } from '../../nodes/LingxingOms/warehouses/rules/orderKinds';
import { readRules, RULE_COLUMNS } from '../../nodes/LingxingOms/warehouses/rules/ruleRow';
import { evaluate, fieldOf, parametersOf } from './evaluate';
import { TABLES } from './templateFile';

const RULES = '11-warehouse-rules.json';
const WAREHOUSES = [
	{ code: 'USLAX1', name: 'Los Angeles', channels: [{ code: 'USPS-GA' }] },
	{ code: 'GBLON1', name: '', channels: [] },
];

/** Rules as the node Check the Rules gives them. */
const checked = (more: IDataObject = {}, rule: IDataObject = {}): IDataObject => ({
	row: 3,
	conditions: ['country US', 'sku MUG'],
	result: 'USLAX1, USPS-GA',
	usable: true,
	problems: [],
	rule: { id: 7, priority: '20', ...rule },
	...more,
});

it('the table has exactly the columns that the rules are read from', () => {
	expect([...(TABLES.get('tiktok_shop_warehouse_rules') ?? [])]).toEqual([...RULE_COLUMNS]);
});

describe('the form that adds a rule', () => {
	const form = async (field: string, rules: IDataObject[]) =>
		await evaluate(fieldOf(RULES, 'Fields of the Form', field), {
			'Check the Rules': rules,
			'Warehouses of the OMS': WAREHOUSES,
		});

	it('offers each warehouse with its channels and with those that every one has, then hold and skip', async () => {
		const choices = (await form('choices', [{}])) as IDataObject[];
		expect(choices.map(({ option }) => option)).toEqual([
			'USLAX1, USPS-GA (Los Angeles)',
			'USLAX1, Upload_Shipping_Label (Los Angeles)',
			'USLAX1, No_Shipping_Service (Los Angeles)',
			'GBLON1, Upload_Shipping_Label',
			'GBLON1, No_Shipping_Service',
			'Hold: they wait · 暂缓：订单等待',
			'Skip: they are not ours · 跳过：不由我们处理',
		]);
	});

	it.each<[string, IDataObject[], string]>([
		['the first one', [{}], '10'],
		['one behind the last', [checked(), checked({}, { priority: 'first' })], '30'],
	])('proposes a priority: %s', async (_, rules, priority) => {
		const fields = JSON.parse(String(await form('page', rules))) as IDataObject[];
		const { defaultValue } = fields.find(({ fieldName }) => fieldName === 'priority') ?? {};
		expect(defaultValue).toBe(priority);
	});

	const row = async (sent: IDataObject): Promise<IDataObject> => {
		const choices = (await form('choices', [{}])) as IDataObject[];
		const values: IDataObject = {};
		for (const column of RULE_COLUMNS) {
			values[column] = (await evaluate(fieldOf(RULES, 'The New Rule', column), {
				'Fields of the Form': [{ choices }],
				'Describe the Rule': [{ shipping_type: 'Any · 任意', ...sent }],
			})) as string;
		}
		return values;
	};

	it('makes a rule of what was sent', async () => {
		const values = await row({
			priority: ' 10 ',
			country: 'us',
			postal_codes: '902*',
			sku: 'MUG',
			units_to: 5,
			shipping_type: 'SELLER · 卖家发货',
			order_kind: 'sample · 样品',
			result: 'USLAX1, USPS-GA (Los Angeles)',
		});
		expect(values).toMatchObject({ priority: '10', units_to: '5', hold: '', skip: '' });
		const [rule] = readRules([values]);
		expect(rule).toMatchObject({
			problems: [],
			result: { warehouseCode: 'USLAX1', logisticsChannel: 'USPS-GA' },
		});
		expect(rule.conditions.map(({ column }) => column)).toEqual([
			'country',
			'postal_codes',
			'sku',
			'units_to',
			'shipping_type',
			'order_kind',
		]);
	});

	it('offers every order kind, and means any where none is chosen', async () => {
		const fields = JSON.parse(String(await form('page', [{}]))) as IDataObject[];
		const { fieldOptions } = fields.find(({ fieldName }) => fieldName === 'order_kind') ?? {};
		const { values } = fieldOptions as { values: Array<{ option: string }> };
		expect(values.map(({ option }) => option.split(' · ')[0])).toEqual(['Any', ...KIND_VALUES]);
		expect(await row({ order_kind: 'Any · 任意' })).toMatchObject({ order_kind: '' });
		expect(await row({})).toMatchObject({ order_kind: '' });
	});

	it.each([
		['Hold: they wait · 暂缓：订单等待', 'new stock', { hold: 'new stock' }],
		['Hold: they wait', null, { hold: 'no reason was given · 没有填写原因' }],
		['Skip: they are not ours · 跳过：不由我们处理', 'another system', { skip: 'another system' }],
	])('makes a rule that does something else: %s', async (what, reason, result) => {
		const values = await row({ priority: '1', result: what, reason });
		expect(readRules([values])).toMatchObject([{ problems: [], result }]);
	});

	it('writes no rule that cannot be used, and none whose priority is taken', async () => {
		const { conditions } = parametersOf(RULES, 'It Can Be Used').conditions as {
			conditions: Array<{ leftValue: string }>;
		};
		const mayBeWritten = async (usable: boolean, priority: string) =>
			await evaluate(conditions[0].leftValue, {
				'Rules at the Click': [{ id: 7, priority: ' 20 ' }],
				'The New Rule': [{ priority }],
				'Check the New Rule': [checked({ usable })],
			});
		expect(await mayBeWritten(true, '10')).toBe(true);
		expect(await mayBeWritten(true, '20')).toBe(false);
		expect(await mayBeWritten(false, '10')).toBe(false);
	});

	it('says why it wrote nothing', async () => {
		const why = async (rule: IDataObject) =>
			await evaluate(String(parametersOf(RULES, 'Say Why It Is Not Added').completionMessage), {
				'The New Rule': [{ priority: '20' }],
				'Check the New Rule': [rule],
			});
		expect(await why(checked())).toContain('Another rule has the priority 20.');
		const bad = checked({ usable: false, problems: ['the OMS has no warehouse USNYC1'] });
		expect(await why(bad)).toContain(
			'It cannot be used: the OMS has no warehouse USNYC1. Nothing was written.',
		);
	});
});

describe('the pages of the warehouse rules', () => {
	it('show the rules as they are tried, and what is wrong with them', async () => {
		const rules = [
			checked(),
			checked({ row: 1, conditions: [], result: '', problems: ['warehouse is empty'] }),
		];
		const page = async (field: string, given: IDataObject[]) =>
			await evaluate(fieldOf(RULES, 'Write the List', field), { 'Check the Rules': given });
		expect(await page('title', rules)).toBe('2 warehouse rules · 2 条仓库规则');
		expect(await page('message', rules)).toMatch(
			/<td>3<\/td><td>20<\/td>.*USLAX1.*<td>1<\/td>.*anything.*warehouse is empty/s,
		);
		expect(await page('title', [{}])).toBe('No warehouse rules yet · 还没有仓库规则');
		expect(await page('message', [{}])).toContain('every order waits');
	});

	it.each<[outcome: string, choice: IDataObject, title: string, says: string]>([
		[
			'a warehouse',
			{ warehouseCode: 'USLAX1', logisticsChannel: 'USPS-GA', warehouseRule: 2 },
			'Order · 订单 57: USLAX1',
			'Row 2 takes it: warehouse USLAX1, logistics channel USPS-GA.',
		],
		[
			'none of ours',
			{ skipped: 'Not ours.' },
			'Order · 订单 57: skipped · 已跳过',
			'It is skipped: Not ours.',
		],
		[
			'an exception',
			{ exception: { code: 'WAREHOUSE_NOT_SET', message: 'None.', hint: 'Add one.' } },
			'Order · 订单 57: waits · 等待',
			'WAREHOUSE_NOT_SET None. Add one.',
		],
	])('say what becomes of an order: %s', async (_, choice, title, says) => {
		const warehouseRules = [{ row: 1, matches: false, why: 'country is not GB' }];
		const before = { 'Choose Warehouse': [{ orderId: '57', ...choice, warehouseRules }] };
		const page = async (field: string) =>
			await evaluate(fieldOf(RULES, 'Write the Verdicts', field), before);
		expect(await page('title')).toBe(title);
		expect(await page('message')).toContain(says);
		expect(await page('message')).toContain('<td>1</td><td>no · 否</td><td>country is not GB</td>');
	});

	it.each<[asked: unknown, exception: IDataObject | undefined, says: RegExp]>([
		['57', undefined, /^No authorised shop has an order 57\.\n/],
		[null, undefined, /write the ID of an order/],
		['57', { code: 'ORDER_UNREADABLE', message: 'It has no lines.' }, /^ORDER_UNREADABLE It has/],
	])('say why there is no order: %s', async (asked, exception, says) => {
		const { completionMessage } = parametersOf(RULES, 'Say That It Was Not Found');
		const before = {
			'What to Do': [{ order_id: asked as string }],
			'Order or Exception': [exception ? { exception } : {}],
		};
		expect(await evaluate(String(completionMessage), before)).toMatch(says);
	});

	it('remove the rule that was chosen, and no other', async () => {
		const rules = [checked(), checked({ row: 1 }, { id: 9, priority: '' })];
		const choices = (await evaluate(fieldOf(RULES, 'Rules to Choose From', 'choices'), {
			'Check the Rules': rules,
		})) as IDataObject[];
		expect(choices).toEqual([
			{
				option: 'Row · 行 3, priority · 优先级 20: country US; sku MUG → USLAX1, USPS-GA',
				id: 7,
				was: '{"id":7,"priority":"20"}',
			},
			{
				option: 'Row · 行 1, priority · 优先级 none · 无: country US; sku MUG → USLAX1, USPS-GA',
				id: 9,
				was: '{"id":9,"priority":""}',
			},
		]);
		const { conditions } = parametersOf(RULES, 'Remove the Rule').filters as {
			conditions: Array<{ keyName: string; keyValue: string }>;
		};
		expect(conditions.map(({ keyName }) => keyName)).toEqual(['id']);
		const before = {
			'Rules to Choose From': [{ choices }],
			'Which Rule Goes': [{ rule: choices[1].option as string }],
		};
		expect(await evaluate(conditions[0].keyValue, before)).toBe(9);
	});
});
