import type { IDataObject } from 'n8n-workflow';

import { mappedOrder, RECIPIENT } from '../../support/items/omsOrder';
import { CANCEL, codesOf, CREATE, orderId, startFixture, type Fixture } from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

let fixture: Fixture;

beforeEach(async () => {
	fixture = await startFixture();
});

afterEach(async () => {
	await fixture.sandbox.close();
});

const order = (more: object = {}) => mappedOrder({ orderId: orderId(1), ...more });
const units = (quantity: number) => ({
	outboundLines: [{ systemSku: 'SYS-MUG-BLU', quantity, from: [] }],
});
const moved = { recipient: { ...RECIPIENT, addressLine1: '9 New Road' } };
const changed = { change: 'updated' };
const options = (more: object) => ({ options: more });
const REPLACE_CHANGED = options({ whenDifferent: 'replaceChanged' });

const live = () => fixture.all().filter(({ status }) => status !== 4);
const numbers = () => fixture.all().map(({ thirdOrderNo }) => thirdOrderNo);
const linesOf = () => live().map(({ lines }) => lines);

/** The warehouse answers cancellations while the node works. */
async function ticking<T>(work: Promise<T>): Promise<T> {
	const timer = setInterval(() => {
		for (const each of fixture.all()) {
			if (each.cancel?.state === 'pending') fixture.sandbox.oms.cancel(each);
		}
	}, 5);
	return await work.finally(() => clearInterval(timer));
}

const only = ({ outputs }: { outputs: IDataObject[][] }) => [...outputs[0], ...outputs[1]][0];

describe('an outbound order that is not what its order needs now', () => {
	it.each([
		['other lines', units(1), 'lines "SYS-MUG-BLU × 2" in place of "SYS-MUG-BLU × 1"'],
		['another address', moved, 'address "500 Market Street" in place of "9 New Road"'],
		[
			'another name and phone',
			{ recipient: { ...RECIPIENT, name: 'Kim Lee', phone: '(+1)2135559999' } },
			'name "Dana Miller" in place of "Kim Lee"; phone',
		],
	])('with %s makes the order wait, and says what differs', async (_, more, words) => {
		await fixture.create([order()]);
		const { outputs } = await fixture.create([order({ ...more, ...changed })]);
		expect(codesOf(outputs[1])).toEqual(['OUTBOUND_ORDER_DIFFERS']);
		expect((outputs[1][0].exception as IDataObject).message).toContain(words);
		expect(fixture.cancelled()).toEqual([]);
		expect(live()).toHaveLength(1);
	});

	it.each([
		['case and punctuation', { addressLine1: '500, MARKET street.' }],
		['a phone without the country', { phone: '2135550123' }],
		['a hidden name', { name: 'D*****', masked: true }],
		[
			'an address that is cut off',
			{ addressLine1: '500 Market Street, left door, behind the yard' },
		],
	])('is the same with %s', async (what, recipient) => {
		const isCut = what.includes('cut off');
		const first = isCut ? { recipient: { ...RECIPIENT, ...recipient } } : {};
		await fixture.create([order(first)]);
		const [made] = fixture.all();
		const given = { ...made.given, addressOne: '500 Market Street, left door' };
		if (isCut) Object.assign(made, { given });
		const { outputs } = await fixture.create([
			order({ recipient: { ...RECIPIENT, ...recipient }, ...changed }),
		]);
		expect(outputs[0]).toMatchObject([{ outboundOrderCreated: false }]);
	});

	it('is cancelled and made anew with a number of its own, where the order has changed', async () => {
		await fixture.create([order()]);
		const [old] = fixture.all();
		const { outputs } = await ticking(
			fixture.create([order({ ...units(1), ...changed })], REPLACE_CHANGED),
		);
		expect(outputs[0]).toMatchObject([
			{
				outboundOrderCreated: true,
				outboundOrderReplaced: old.outboundOrderNo,
				outboundOrder: { thirdOrderNo: `${orderId(1)}-2`, orderId: orderId(1) },
			},
		]);
		expect(numbers()).toEqual([orderId(1), `${orderId(1)}-2`]);
		expect(linesOf()).toEqual([[{ sku: 'SYS-MUG-BLU', quantity: 1 }]]);
	});

	it('is found again under its new number, also when it is replaced once more', async () => {
		await fixture.create([order()]);
		for (const quantity of [1, 3]) {
			await ticking(fixture.create([order({ ...units(quantity), ...changed })], REPLACE_CHANGED));
			const { outputs } = await fixture.create([order(units(quantity))], REPLACE_CHANGED);
			expect(outputs[0]).toMatchObject([{ outboundOrderCreated: false }]);
		}
		expect(numbers()).toEqual([orderId(1), `${orderId(1)}-2`, `${orderId(1)}-3`]);
		expect(linesOf()).toEqual([[{ sku: 'SYS-MUG-BLU', quantity: 3 }]]);
	});

	it('stays where only the mapping has changed, unless that is wanted', async () => {
		await fixture.create([order()]);
		const mapped = await fixture.create([order(units(1))], REPLACE_CHANGED);
		expect(codesOf(mapped.outputs[1])).toEqual(['OUTBOUND_ORDER_DIFFERS']);
		const taken = await fixture.create([order(units(1))], options({ whenDifferent: 'ignore' }));
		expect(taken.outputs[0]).toMatchObject([{ outboundOrderCreated: false }]);
		await ticking(fixture.create([order(units(1))], options({ whenDifferent: 'replace' })));
		expect(linesOf()).toEqual([[{ sku: 'SYS-MUG-BLU', quantity: 1 }]]);
	});

	it('is not compared with an order of which a part has left', async () => {
		await fixture.create([order()]);
		const partly = order({ ...units(1), ...changed, status: 'PARTIALLY_SHIPPING' });
		const { outputs } = await fixture.create([partly], REPLACE_CHANGED);
		expect(outputs[0]).toMatchObject([{ outboundOrderCreated: false }]);
		expect(fixture.cancelled()).toEqual([]);
	});

	it('is not cancelled for an order that cannot be created', async () => {
		await fixture.create([order()]);
		const incomplete = order({
			...units(1),
			...changed,
			recipient: { ...RECIPIENT, addressLine1: '' },
		});
		const { outputs } = await fixture.create([incomplete], REPLACE_CHANGED);
		expect(codesOf(outputs[1])).toEqual(['RECIPIENT_INCOMPLETE']);
		expect(fixture.cancelled()).toEqual([]);
	});

	it('is not touched by a preview, which says that it would be replaced', async () => {
		await fixture.create([order()]);
		const [{ outboundOrderNo }] = fixture.all();
		const { outputs } = await fixture.create(
			[order({ ...units(1), ...changed })],
			options({ whenDifferent: 'replaceChanged', preview: true }),
		);
		expect(outputs[0][0].preview).toMatchObject({ result: 'wouldReplace', outboundOrderNo });
		expect(fixture.sandbox.log.count('oms', CANCEL)).toBe(0);
		expect(live()).toHaveLength(1);
	});

	it.each([
		['unequal', units(1)],
		['the same', {}],
	])('that was made elsewhere is never cancelled: its lines are %s', async (_, more) => {
		fixture.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: orderId(1) });
		await ticking(
			fixture.create(
				[order({ ...more, ...moved, ...changed })],
				options({ whenDifferent: 'replace' }),
			),
		);
		expect(fixture.cancelled()).toEqual([]);
		expect(live()).toHaveLength(1);
	});
});

/** What becomes of a changed order, by the status of its outbound order. */
describe('a changed order whose outbound order is in status', () => {
	it.each([
		[0, 'replaced'],
		[1, 'replaced'],
		[2, 'replaced'],
		[3, 'CHANGED_TOO_LATE'],
		[4, 'OUTBOUND_ORDER_CANCELLED'],
		[5, 'replaced'],
		[6, 'replaced'],
		[7, 'replaced'],
	] as const)('%i: %s', async (status, what) => {
		await fixture.create([order()]);
		fixture.all()[0].status = status;
		const run = await ticking(
			fixture.create([order({ ...units(1), ...changed })], REPLACE_CHANGED),
		);
		const item = only(run);
		if (what === 'replaced') {
			expect(item.outboundOrderReplaced).toBeDefined();
			expect(live()).toHaveLength(1);
		} else {
			expect(codesOf([item])).toEqual([what]);
			expect(fixture.all()).toHaveLength(1);
		}
	});

	it.each([5, 6, 7] as const)('%i, and is what it needs: people are told why', async (status) => {
		await fixture.create([order()]);
		Object.assign(fixture.all()[0], { status, exceptionDesc: '地址无法派送' });
		const { outputs } = await fixture.create([order(changed)], REPLACE_CHANGED);
		expect(outputs[1][0].exception).toMatchObject({
			code: 'WAREHOUSE_EXCEPTION',
			message: expect.stringContaining('地址无法派送') as string,
		});
	});

	it('2, and the warehouse refuses: it is told with number and deadline', async () => {
		await fixture.create([order()]);
		const [old] = fixture.all();
		old.cancel = { askedAt: 0, state: 'refused' };
		const shipBy = '2026-12-01T08:00:00.000Z';
		const { outputs } = await fixture.create(
			[order({ ...units(1), ...changed, shipBy })],
			REPLACE_CHANGED,
		);
		expect(outputs[1][0].exception).toMatchObject({
			code: 'CHANGED_TOO_LATE',
			details: { outboundOrderNo: old.outboundOrderNo, shipBy },
		});
		expect(fixture.all()).toHaveLength(1);
	});
});

describe('a replacement that is interrupted', () => {
	it('before the warehouse has answered: the order waits, and is created once after the answer', async () => {
		await fixture.create([order()]);
		const first = await fixture.create([order({ ...units(1), ...changed })], REPLACE_CHANGED);
		expect(codesOf(first.outputs[1])).toEqual(['CANCELLATION_PENDING']);
		expect(fixture.all()).toHaveLength(1);
		// The desk tries it again without knowing that it has changed.
		const second = await fixture.create([order(units(1))], REPLACE_CHANGED);
		expect(codesOf(second.outputs[1])).toEqual(['CANCELLATION_PENDING']);
		fixture.sandbox.oms.cancel(fixture.all()[0]);
		const third = await fixture.create([order(units(1))], REPLACE_CHANGED);
		expect(third.outputs[0]).toMatchObject([{ outboundOrderCreated: true }]);
		expect(numbers()).toEqual([orderId(1), `${orderId(1)}-2`]);
	});

	it.each(['timeoutAfterAccept', 'resetAfterAccept', '500'] as const)(
		'by a lost answer of the creation (%s): it is created once',
		async (kind) => {
			await fixture.create([order()]);
			fixture.sandbox.faults.add({ service: 'oms', path: CREATE, kind, delayMs: 300 });
			await ticking(fixture.create([order({ ...units(1), ...changed })], REPLACE_CHANGED));
			await ticking(fixture.create([order(units(1))], REPLACE_CHANGED));
			expect(linesOf()).toEqual([[{ sku: 'SYS-MUG-BLU', quantity: 1 }]]);
		},
	);

	it('by a person who cancels in the OMS: it is not made again', async () => {
		await fixture.create([order()]);
		fixture.sandbox.oms.cancel(fixture.all()[0]);
		const { outputs } = await fixture.create([order(units(1))], REPLACE_CHANGED);
		expect(codesOf(outputs[1])).toEqual(['OUTBOUND_ORDER_CANCELLED']);
		expect(live()).toEqual([]);
	});
});

describe('an outbound order that was cancelled in the OMS by mistake', () => {
	it('is made again where that is wanted, once', async () => {
		await fixture.create([order()]);
		fixture.sandbox.oms.cancel(fixture.all()[0]);
		for (const isCreated of [true, false]) {
			const { outputs } = await fixture.create([order()], options({ createAgain: true }));
			expect(outputs[0]).toMatchObject([{ outboundOrderCreated: isCreated }]);
		}
		expect(numbers()).toEqual([orderId(1), `${orderId(1)}-2`]);
	});

	it('is made again by two runs at the same time, once', async () => {
		await fixture.create([order()]);
		fixture.sandbox.oms.cancel(fixture.all()[0]);
		await Promise.all(
			[1, 2, 3].map(async () => await fixture.create([order()], options({ createAgain: true }))),
		);
		expect(live()).toHaveLength(1);
	});

	it('waits for a person after nine of them', async () => {
		await fixture.create([order()]);
		for (let nth = 1; nth <= 9; nth++) {
			for (const each of live()) fixture.sandbox.oms.cancel(each);
			await fixture.create([order()], options({ createAgain: true }));
		}
		expect(numbers()).toHaveLength(9);
		expect(live()).toEqual([]);
	});
});
