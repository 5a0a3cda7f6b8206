import { exceptionFacts } from '../../../../nodes/TikTokShop/digest/exceptionFacts';
import { factKey, type Fact } from '../../../../nodes/TikTokShop/digest/fact';
import { givenFact, givenFacts } from '../../../../nodes/TikTokShop/digest/givenFacts';
import { ToldFacts } from '../../../../nodes/TikTokShop/digest/toldFacts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 27, 12);
const OPENED = new Date(NOW - HOUR).toISOString();
const LONG_AGO = new Date(NOW - 25 * HOUR).toISOString();

const row = {
	order_id: '57',
	shop_code: 'US01',
	status: 'open',
	code: 'SKU_NOT_MAPPED',
	message: 'No row.',
	hint: 'Add it.',
	opened: OPENED,
};

const nothing = new ToldFacts([]);
const tellingOf = (...facts: Fact[]) =>
	new ToldFacts(facts.map(({ key, state }) => ({ fact: key, state })));
const exceptions = (rows: object[], told = nothing) => exceptionFacts(rows, told, NOW, 24 * HOUR);
const given = (item: object, told = nothing) => givenFact(item, told, [30, 7, 1]);

describe('what a row of the exception desk says', () => {
	it.each<[what: string, row: object, fact: Partial<Fact>]>([
		[
			'a new exception waits for the morning',
			row,
			{
				group: 'new',
				isUrgent: false,
				code: 'SKU_NOT_MAPPED',
				line: 'Order 57 (US01): SKU_NOT_MAPPED. No row. Add it.',
			},
		],
		[
			'an order cancelled too late is urgent',
			{ ...row, code: 'CANCELLED_TOO_LATE' },
			{ group: 'new', isUrgent: true },
		],
		[
			'an order changed too late is urgent',
			{ ...row, code: 'CHANGED_TOO_LATE' },
			{ group: 'new', isUrgent: true },
		],
		[
			'an exception of the warehouse is urgent',
			{ ...row, order_id: 'shipment:OBS1', code: 'WAREHOUSE_EXCEPTION' },
			{
				group: 'new',
				isUrgent: true,
				line: expect.stringMatching(/^Outbound order OBS1 \(US01\)/),
			},
		],
		[
			'a shop that fails is urgent',
			{ ...row, order_id: 'shop:7490', code: 'SHOP_REFUSED' },
			{ group: 'failing', isUrgent: true, line: expect.stringMatching(/^Shop 7490 \(US01\)/) },
		],
		[
			'what waits for a day is overdue, and urgent',
			{ ...row, opened: LONG_AGO },
			{ group: 'overdue', isUrgent: true },
		],
		[
			'a row without a readable time is not overdue',
			{ ...row, opened: 'yesterday' },
			{ group: 'new', isUrgent: false },
		],
		[
			'a cancellation is named as one',
			{ ...row, order_id: 'cancellation:57', shop_code: '' },
			{ line: expect.stringMatching(/^Cancellation of order 57: /) },
		],
	])('%s', (_, given, fact) => {
		expect(exceptions([given])).toMatchObject([fact]);
	});

	it('empty items and rows without an order say nothing', () => {
		expect(exceptions([{}, { ...row, order_id: '' }])).toEqual([]);
	});

	it('another message is another state, another number of the call is not', () => {
		const [one, other, again] = exceptions([
			{ ...row, message: 'No row (1, request 2026ab).' },
			{ ...row, message: 'No row (1, request 2027cd).' },
			{ ...row, message: 'Two rows.' },
		]);
		expect(other.state).toBe(one.state);
		expect(again.state).not.toBe(one.state);
		expect(again.key).toBe(one.key);
		const [changed] = exceptions([{ ...row, message: 'Two rows.' }], tellingOf(one));
		expect(changed).toMatchObject({ group: 'changed', isUrgent: false });
	});

	it('another code, and the same exception opened again, are other facts', () => {
		const keys = exceptions([row, { ...row, code: 'OMS_REJECTED' }, { ...row, opened: LONG_AGO }]);
		expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
	});

	it('what was told as new and waits for a day is told once more; its changes then wait for the morning', () => {
		const old = { ...row, opened: LONG_AGO };
		const [young] = exceptionFacts([old], nothing, NOW - 2 * HOUR, 24 * HOUR);
		const [overdue] = exceptions([old], tellingOf(young));
		expect(overdue).toMatchObject({ key: young.key, group: 'overdue', isUrgent: true });
		expect(overdue.state).not.toBe(young.state);
		const [changed] = exceptions([{ ...old, message: 'Other.' }], tellingOf(overdue));
		expect(changed).toMatchObject({ group: 'changed', isUrgent: false });
	});

	it('a row that is over is told only when it was told that it waits', () => {
		const closed = { ...row, status: 'closed', code: 'OMS_REJECTED', closed_how: 'by hand' };
		expect(exceptions([closed])).toEqual([]);
		const earlier = tellingOf(...exceptions([row]));
		expect(exceptions([closed], earlier)).toMatchObject([
			{ group: 'resolved', isUrgent: false, line: 'Order 57 (US01): OMS_REJECTED, by hand' },
		]);
		expect(exceptions([{ ...closed, opened: LONG_AGO }], earlier)).toEqual([]);
	});

	it('no text makes the key of another fact', () => {
		expect(factKey('a|b', 'c')).not.toBe(factKey('a', 'b', 'c'));
	});
});

const counts = { fine: 3, missingInOms: 1, late: 0 };
const sides = { orders: 'complete', outboundOrders: 'complete' };
const summary = { result: 'red', message: 'Both sides differ: 1 missing.', counts, sides };
const line = {
	...{ orderId: '57', shopId: '7', shopCode: 'US01', kind: 'missingInOms', outboundOrderNos: '' },
	...{ message: 'It is missing.', hint: 'Hand it over.', key: '57|missingInOms' },
};
const due = {
	...{ orderId: '57', shopCode: 'US01', deadline: 'ship', dueAt: '2026-11-28T00:00:00.000Z' },
	message: 'Order 57 has to be shipped soon.',
};
const authorization = {
	...{ openId: 'o1', sellerName: 'Sunny Home', daysLeft: 7 },
	authorizationEndsAt: '2026-12-24T00:00:00.000Z',
};
const failed = {
	workflow: { id: 'w1', name: 'Order sync' },
	execution: {
		...{ id: 231, url: 'https://n8n.example.com/workflow/w1/executions/231', mode: 'trigger' },
		error: { message: 'Order 57 was refused', stack: 'at secret.js:1' },
		lastNodeExecuted: 'Create',
	},
};

describe('what items of other nodes say', () => {
	it.each<[what: string, item: object, fact: Partial<Fact> | undefined]>([
		['a red audit', summary, { key: 'audit', group: 'audit', isUrgent: false }],
		['a green audit after nothing', { ...summary, result: 'green' }, undefined],
		[
			'a difference of the audit',
			line,
			{ group: 'audit', line: '57 (US01), missingInOms: It is missing. Hand it over.' },
		],
		['an order that is fine', { ...line, kind: 'fine' }, undefined],
		['an order that was handed over again', { ...line, kind: 'healed' }, undefined],
		[
			'a deadline within a day',
			{ ...due, deadlineStage: 'dueIn24h' },
			{ group: 'due', isUrgent: false, line: 'Order 57 has to be shipped soon. (US01)' },
		],
		[
			'a deadline within 8 hours',
			{ ...due, deadlineStage: 'dueIn8h' },
			{ group: 'due', isUrgent: true },
		],
		[
			'a deadline that is over',
			{ ...due, deadlineStage: 'overdue' },
			{ group: 'overdue', isUrgent: true },
		],
		['an authorisation with 31 days left', { ...authorization, daysLeft: 31 }, undefined],
		['an authorisation without an end', { ...authorization, daysLeft: null }, undefined],
		[
			'an authorisation with 7 days left',
			authorization,
			{ group: 'authorization', isUrgent: false },
		],
		[
			'an authorisation with a day left',
			{ ...authorization, daysLeft: 1 },
			{ isUrgent: true, line: expect.stringContaining('Sunny Home ends in 1 day, on 2026-12-24') },
		],
		[
			'an authorisation that has ended',
			{ ...authorization, daysLeft: -3 },
			{ isUrgent: true, line: expect.stringContaining('has ended') },
		],
		[
			'a failed execution',
			failed,
			{
				group: 'failing',
				isUrgent: true,
				comesBack: true,
				line: `Order sync, Create: Order 57 was refused ${failed.execution.url}`,
			},
		],
		[
			'a trigger that failed',
			{ workflow: failed.workflow, trigger: { error: { message: 'No.', node: { name: 'Poll' } } } },
			{ group: 'failing', line: 'Order sync, Poll: No.' },
		],
		[
			'a node that failed',
			{ error: { message: 'No answer.' } },
			{ group: 'failing', isUrgent: false, comesBack: true, line: 'No answer.' },
		],
		['an order item', { orderId: '57', status: 'AWAITING_SHIPMENT' }, undefined],
		['nothing', {}, undefined],
	])('%s', (_, item, fact) => {
		if (fact === undefined) expect(given(item)).toBeUndefined();
		else expect(given(item)).toMatchObject(fact);
	});

	it('an order that the audit calls late is not told beside its deadline, now or later', () => {
		const late = { ...line, kind: 'late' };
		const overdue = { ...due, deadlineStage: 'overdue' };
		const keysOf = (items: object[], told = nothing) =>
			givenFacts(items, told, []).map(({ key }) => key);
		expect(keysOf([late])).toEqual(['audit|late|57']);
		expect(keysOf([late, overdue])).toEqual(['deadline|57|ship']);
		expect(keysOf([late], tellingOf(given(overdue) as Fact))).toEqual([]);
		expect(keysOf([{ ...late, orderId: '58' }, overdue])).toHaveLength(2);
	});

	it('green is told after red, and says so in another state', () => {
		const red = given(summary) as Fact;
		const green = given({ ...summary, result: 'green' }, tellingOf(red));
		expect(green).toMatchObject({ key: 'audit', state: 'green' });
		expect(given({ ...summary, counts: { ...counts, fine: 9 } })).toEqual(red);
		expect(given({ ...summary, counts: { ...counts, late: 2 } })?.state).not.toBe(red.state);
	});

	it('each stage of a deadline, and each new time of it, is another state of one fact', () => {
		const stages = ['dueIn24h', 'dueIn8h', 'overdue'].map((deadlineStage) =>
			given({ ...due, deadlineStage }),
		);
		const moved = given({ ...due, deadlineStage: 'overdue', dueAt: '2026-11-29T00:00:00.000Z' });
		const facts = [...stages, moved];
		expect(new Set(facts.map((fact) => fact?.key)).size).toBe(1);
		expect(new Set(facts.map((fact) => fact?.state)).size).toBe(4);
	});

	it('the end of an authorisation is told for each of the days before it, not every day', () => {
		const stateAt = (daysLeft: number) => given({ ...authorization, daysLeft })?.state;
		expect(stateAt(29)).toBe(stateAt(8));
		expect(stateAt(7)).not.toBe(stateAt(8));
		expect(stateAt(1)).not.toBe(stateAt(7));
		expect(stateAt(-1)).not.toBe(stateAt(0));
		expect(stateAt(-1)).toBe(stateAt(-9));
	});

	it('the same failure of another order or execution is the same fact; of another node it is not', () => {
		const keyOf = (error: string, node = 'Create') =>
			given({
				...failed,
				execution: { ...failed.execution, error: { message: error }, lastNodeExecuted: node },
			})?.key;
		expect(keyOf('Order 58 was refused')).toBe(given(failed)?.key);
		expect(keyOf('Order 58 was lost')).not.toBe(given(failed)?.key);
		expect(keyOf('Order 57 was refused', 'Read')).not.toBe(given(failed)?.key);
	});
});

describe('what a check of the SKU mapping says', () => {
	const problem = {
		row: 4,
		severity: 'refused',
		code: 'SYSTEM_SKU_UNKNOWN',
		reason: 'Row 4: system SKU "SYS-1" is not among the products of the OMS.',
		store_code: 'US01',
		platform_sku: 'MUG',
		system_sku: 'SYS-1',
		quantity: 1,
	};

	it('a row that somebody changed by hand is told with what is wrong in it', () => {
		expect(given(problem)).toMatchObject({
			group: 'mapping',
			key: 'mapping|SYSTEM_SKU_UNKNOWN|US01|MUG|SYS-1',
			isUrgent: false,
			line: `SKU mapping, US01, platform SKU MUG. ${problem.reason}`,
		});
	});

	it.each<[what: string, other: object, same: boolean]>([
		['another number of the same row', { row: 3, reason: problem.reason.replace('4', '3') }, true],
		['another quantity', { quantity: 2 }, false],
		['another reason', { reason: 'Row 4: something else.' }, false],
	])('%s: the same fact is %s', (_what, other, same) => {
		const [one, two] = [given(problem), given({ ...problem, ...other })];
		expect(two?.key).toBe(one?.key);
		expect(two?.state === one?.state).toBe(same);
	});

	it.each(['LISTED_SKU_NOT_MAPPED', 'LISTED_SKU_EMPTY', 'SOLD_SKU_NOT_MAPPED', 'LARGE_CHANGE'])(
		'%s is about no row that is there, and is not told',
		(code) => {
			expect(given({ ...problem, row: null, code })).toBeUndefined();
		},
	);

	it('what could not be checked is said, and again after a day without it', () => {
		const silent = { ...problem, row: null, severity: 'warning', code: 'INPUT_NOT_READ' };
		expect(given({ ...silent, platform_sku: '', system_sku: '' })).toMatchObject({
			key: 'mapping|INPUT_NOT_READ|US01||',
			group: 'mapping',
			comesBack: true,
		});
	});
});
