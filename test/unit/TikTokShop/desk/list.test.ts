import fc from 'fast-check';

import { readAnswer, readFilters } from '../../../../nodes/TikTokShop/desk/deskAnswer';
import {
	deskEntries,
	fittingEntries,
	type DeskFilters,
	type OrderFacts,
} from '../../../../nodes/TikTokShop/desk/deskEntries';
import { deskList, type DeskList } from '../../../../nodes/TikTokShop/desk/deskList';
import { deskPage, type FormField } from '../../../../nodes/TikTokShop/desk/deskPage';
import { row, someRows } from './rows';

const ALL: DeskFilters = { shop: '', reason: '', text: '', withClosed: false };
const REMARKS = { timezone: 'Asia/Shanghai', unread: [], unsearched: 0 };
const NO_ORDERS: ReadonlyMap<string, OrderFacts> = new Map();

const keysOf = (list: DeskList) =>
	list.groups.flatMap(({ entries }) => entries.map(({ key }) => key));
const listOf = (rows: object[], more: Partial<DeskFilters> = {}, most?: number) => {
	const filters = { ...ALL, ...more };
	return deskList(fittingEntries(deskEntries(rows), filters), filters.text, NO_ORDERS, most);
};
const fieldsOf = (list: DeskList, remarks = {}) =>
	JSON.parse(deskPage(list, { ...REMARKS, ...remarks })) as FormField[];
const optionsOf = (fields: FormField[]) =>
	fields
		.filter(({ fieldType }) => fieldType === 'checkbox')
		.flatMap(({ fieldOptions }) => fieldOptions?.values ?? [])
		.map(({ option }) => option);

describe('the list of the desk', () => {
	it('what is shown and what is left out is what waits, each row once', () => {
		fc.assert(
			fc.property(someRows, fc.integer({ min: 1, max: 10 }), (rows, most) => {
				const waiting = new Set(
					rows.filter(({ status }) => status === 'open').map(({ order_id }) => order_id),
				);
				const list = listOf(rows, {}, most);
				const shown = keysOf(list);
				expect(new Set(shown).size).toBe(shown.length);
				expect(shown.every((key) => waiting.has(key))).toBe(true);
				expect(shown.length + list.leftOut).toBe(waiting.size);
				expect(shown.length).toBeLessThanOrEqual(most);
				const counted = list.groups.reduce((sum, { count }) => sum + count, 0);
				if (list.leftOut === 0) expect(counted).toBe(waiting.size);
			}),
		);
	});

	it('gives each row to tick, and reads back what was ticked, whatever stands in its texts', () => {
		fc.assert(
			fc.property(someRows, (rows) => {
				const list = listOf(rows, { withClosed: true });
				const fields = fieldsOf(list);
				const answer = Object.fromEntries(
					fields
						.filter(({ fieldType }) => fieldType === 'checkbox')
						.map((field) => [field.fieldName, optionsOf([field])]),
				);
				const read = readAnswer(answer);
				expect(read.keys.sort()).toEqual(keysOf(list).sort());
				const several = list.groups.filter(({ entries }) => entries.length > 1);
				expect(read.groups.sort()).toEqual(several.map(({ group }) => group).sort());
			}),
		);
	});

	it('has the reason with the most rows first, and in it what has to leave first', () => {
		const rows = [row('1', { code: 'OMS_REJECTED' }), row('2'), row('3'), row('4')];
		const orders = new Map([
			['3', { shipBy: '2026-11-22T00:00:00.000Z', skus: [] }],
			['4', { shipBy: '2026-11-21T00:00:00.000Z', skus: [] }],
		]);
		const list = deskList(deskEntries(rows), '', orders);
		expect(list.groups.map(({ group, count }) => [group, count])).toEqual([
			['SKU_NOT_MAPPED', 3],
			['OMS_REJECTED', 1],
		]);
		expect(keysOf(list)).toEqual(['4', '3', '2', '1']);
		const [line] = optionsOf(fieldsOf(list)).filter((option) => option.startsWith('4'));
		expect(line).toBe(
			'4 · US1 · since 自 2026-11-20 08:00 · ship by 最晚发货时间 2026-11-21 08:00\nNo row.\nAdd it.',
		);
	});

	it.each<[string, Partial<DeskFilters>, string[]]>([
		['nothing', {}, ['576460000000000001', 'shipment:OBS1', '2']],
		['a shop, in any case', { shop: 'gb1' }, ['2']],
		['a shop by its ID', { shop: '8' }, ['2']],
		['a reason', { reason: 'CARRIER_NOT_PAIRED' }, ['shipment:OBS1']],
		['an order ID', { text: '576460000000000001' }, ['576460000000000001']],
		['the number of an outbound order', { text: 'obs1' }, ['shipment:OBS1']],
		['a text of the message', { text: 'blue-mug' }, ['2']],
		['a part of an ID', { text: '5764600' }, ['576460000000000001']],
		['an order ID that was closed by hand', { text: '9' }, ['9']],
		[
			'what was closed by hand',
			{ reason: 'SKU_NOT_MAPPED', withClosed: true },
			['2', '576460000000000001', '9'],
		],
		['an unknown ID', { text: '123' }, []],
	])('is narrowed by %s', (_, filters, keys) => {
		const rows = [
			row('576460000000000001'),
			row('shipment:OBS1', { code: 'CARRIER_NOT_PAIRED' }),
			row('2', { shop_code: 'GB1', shop_id: '8', message: 'No row for BLUE-MUG.' }),
			row('9', { status: 'closed', closed_how: 'by hand' }),
			row('8', { status: 'closed', closed_how: 'by itself: went through' }),
		];
		expect(keysOf(listOf(rows, filters)).sort()).toEqual([...keys].sort());
	});

	it('finds an order by a SKU that only TikTok Shop knows', () => {
		const orders = new Map([['1', { shipBy: '', skus: ['TEA-GREEN-100'] }]]);
		expect(keysOf(deskList(deskEntries([row('1'), row('2')]), 'tea-green', orders))).toEqual(['1']);
	});
});

describe('the page of the list', () => {
	const html = (list: DeskList, remarks = {}) =>
		fieldsOf(list, remarks)
			.map((field) => field.html ?? '')
			.join('');

	it('offers the decisions that exist for what is shown, and says what they do', () => {
		const decisions = (rows: object[]) =>
			fieldsOf(listOf(rows, { withClosed: true }))
				.filter(({ fieldType }) => fieldType === 'radio')
				.flatMap(({ fieldOptions }) => fieldOptions?.values ?? [])
				.map(({ option }) => option.split(' · ')[0]);
		const closed = row('2', { status: 'closed', closed_how: 'by hand' });
		expect(decisions([row('1')])).toEqual(['Try again now', 'Cancel by hand']);
		expect(decisions([row('1'), closed])).toHaveLength(3);
		expect(decisions([closed])).toEqual(['Take back “cancel by hand”']);
		const shown = html(listOf([row('shipment:OBS1'), row('shop:7')]));
		expect(shown).toMatch(/template 09[\s\S]*at every poll/);
		expect(shown).not.toMatch(/template 14/);
	});

	it('says what is left out, what was not read and what was not looked through', () => {
		const list = listOf([row('1'), row('2'), row('3')], {}, 1);
		const unread = [{ shop: 'US1', message: 'No answer' }];
		const shown = html(list, { unread, unsearched: 1_234 });
		expect(shown).toMatch(/2 of 3 are left out/);
		expect(shown).toMatch(/TikTok Shop did not answer for US1/);
		expect(shown).toMatch(/The SKUs of 1,234 orders were not looked through/);
		expect(optionsOf(fieldsOf(list))).toHaveLength(1);
		const three = listOf([row('1'), row('2'), row('3')], {}, 2);
		expect(optionsOf(fieldsOf(three))[0]).toMatch(/^All 2 shown here with this reason/);
	});

	it('holds no sign that n8n would take for a command: text of others is text', () => {
		const hostile = '<img src=x onerror=alert(1)> {{ 6*7 }} $& $1 \'"';
		const list = listOf([row('1', { code: hostile, message: hostile, shop_code: hostile })]);
		const page = deskPage(list, REMARKS);
		expect(page).not.toContain('$');
		const fields = JSON.parse(page) as FormField[];
		for (const { html: each = '' } of fields) {
			expect(each).not.toMatch(/<(?!\/?(table|tr|th|td|h2|strong|p)>)/);
		}
		expect(optionsOf(fields)[0]).toContain(hostile);
	});

	it('says each thing in English and in Chinese', () => {
		const rows = [row('1'), row('shipment:OBS1', { code: 'CARRIER_NOT_PAIRED' })];
		for (const { fieldType, fieldLabel = '', fieldOptions, html: text = '' } of fieldsOf(
			listOf(rows),
		)) {
			const said = [fieldType === 'checkbox' ? '' : fieldLabel, text];
			const options = fieldType === 'radio' ? (fieldOptions?.values ?? []) : [];
			for (const each of [...said, ...options.map(({ option }) => option)].filter(Boolean)) {
				expect(each).toMatch(/\p{Script=Han}/u);
			}
		}
	});
});

describe('the answer of the first page', () => {
	it('narrows by what is filled in', () => {
		const given = { shop: ' US1 ', reason: 'OMS_REJECTED · OMS 拒绝了出库单', text: '57' };
		const show = 'Also what was closed by hand · 同时显示已手动关闭的';
		expect(readFilters({ ...given, show })).toEqual({
			...{ shop: 'US1', reason: 'OMS_REJECTED', text: '57', withClosed: true },
		});
		expect(readFilters({ reason: 'All reasons · 所有原因' })).toEqual(ALL);
		expect(readFilters(null)).toEqual(ALL);
	});
});
