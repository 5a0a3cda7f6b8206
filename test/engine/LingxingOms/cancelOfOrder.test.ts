import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { mappedOrder } from '../../support/items/omsOrder';
import type { RunOptions } from '../../support/engine/engine';
import {
	CANCEL,
	codesOf,
	DETAIL,
	LIST,
	orderId,
	orders,
	startFixture,
	type Fixture,
} from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

let fixture: Fixture;

beforeEach(async () => {
	fixture = await startFixture();
});

afterEach(async () => {
	await fixture.sandbox.close();
});

const CANCELLED = { status: 'CANCELLED', change: 'cancelled', lines: [], outboundLines: undefined };
const REQUESTED = { buyerRequestedCancel: true, change: 'cancelRequested' };

const cancelled = (serial = 1, more: object = {}) =>
	mappedOrder({ orderId: orderId(serial), ...CANCELLED, ...more } as never);
const requested = (serial = 1) => mappedOrder({ orderId: orderId(serial), ...REQUESTED } as never);

async function cancel(items: object[], parameters: object = {}, options: RunOptions = {}) {
	const timer = setInterval(() => {
		for (const each of fixture.all()) {
			if (each.cancel?.state === 'pending') fixture.sandbox.oms.cancel(each);
		}
	}, 5);
	const run = fixture.createWith(
		new LingxingOms(),
		items,
		{ operation: 'cancelOfOrder', ...parameters },
		options,
	);
	return await run.finally(() => clearInterval(timer));
}

const resultsOf = (items: IDataObject[] = []) =>
	items.map(({ cancellation }) => (cancellation as IDataObject).result);
const live = () => fixture.all().filter(({ status }) => status !== 4);

/** What becomes of the outbound order of a cancelled order, by its status in the OMS. */
describe('a cancelled order whose outbound order is in status', () => {
	it.each([
		[0, 'cancelled'],
		[1, 'cancelled'],
		[2, 'cancelled'],
		[3, 'CANCELLED_TOO_LATE'],
		[4, 'none'],
		[5, 'cancelled'],
		[6, 'cancelled'],
		[7, 'cancelled'],
	] as const)('%i: %s', async (status, what) => {
		await fixture.create(orders(1));
		fixture.all()[0].status = status;
		const { outputs } = await cancel([cancelled()]);
		if (what === 'CANCELLED_TOO_LATE') expect(codesOf(outputs[1])).toEqual([what]);
		else expect(resultsOf(outputs[0])).toEqual([what]);
		if (what === 'cancelled') expect(live()).toEqual([]);
	});

	it('3 is told with its tracking number', async () => {
		await fixture.create(orders(1));
		fixture.sandbox.oms.ship(fixture.all()[0]);
		const [{ outboundOrderNo, trackNo }] = fixture.all();
		const { outputs } = await cancel([cancelled()]);
		expect(outputs[1][0].exception).toMatchObject({
			details: { outboundOrderNo, trackingNumber: trackNo },
		});
	});
});

/** The same where the buyer only asks for it. */
describe('an order that its buyer asks to cancel, whose outbound order is in status', () => {
	it.each([
		[0, 'hold', 'CANCEL_REQUESTED'],
		[2, 'hold', 'CANCEL_REQUESTED'],
		[3, 'hold', 'CANCEL_REQUESTED'],
		[4, 'hold', 'none'],
		[2, 'ignore', 'notAsked'],
		[2, 'cancel', 'cancelled'],
		[3, 'cancel', 'CANCELLED_TOO_LATE'],
	] as const)('%i, set to %s: %s', async (status, whenRequested, what) => {
		await fixture.create(orders(1));
		fixture.all()[0].status = status;
		const { outputs } = await cancel([requested()], { whenRequested });
		const found = [...codesOf(outputs[1]), ...resultsOf(outputs[0])];
		expect(found).toEqual([what]);
		expect(fixture.cancelled()).toHaveLength(what === 'cancelled' ? 1 : 0);
	});
});

describe('an item whose expression fails', () => {
	const FAILS = "={{ $json.wanted || $('Nowhere').first() }}";
	const two = () => [{ ...requested(1), wanted: 'cancel' }, requested(2)];

	beforeEach(async () => {
		await fixture.create(orders(2));
	});

	it('waits alone, and the others are cancelled', async () => {
		const { outputs, error } = await cancel(two(), { whenRequested: FAILS });
		expect(error).toBeUndefined();
		expect(resultsOf(outputs[0])).toEqual(['cancelled']);
		expect(codesOf(outputs[1])).toEqual(['ORDER_UNREADABLE']);
		expect(outputs[1]).toMatchObject([{ orderId: orderId(2) }]);
	});

	it('keeps its error with Continue On Fail, and the others are cancelled', async () => {
		const settings = { onError: 'continueRegularOutput' as const };
		const { outputs } = await cancel(two(), { whenRequested: FAILS }, settings);
		expect(outputs[0]).toMatchObject([
			{ orderId: orderId(1), cancellation: { result: 'cancelled' } },
			{ orderId: orderId(2), error: expect.stringContaining('Referenced node') },
		]);
	});

	it('stops the node where it fails for every item, because the node is configured wrongly', async () => {
		const { error } = await cancel([requested(1), requested(2)], { whenRequested: FAILS });
		expect(error?.message).toContain('Referenced node');
	});
});

describe('Cancel for Order', () => {
	it('leaves an order alone that still has to be shipped', async () => {
		await fixture.create(orders(1));
		const { outputs } = await cancel([mappedOrder({ orderId: orderId(1) })]);
		expect(resultsOf(outputs[0])).toEqual(['notAsked']);
		expect(fixture.sandbox.log.count('oms', CANCEL)).toBe(0);
	});

	it('finds the outbound order that took the place of a cancelled one', async () => {
		await fixture.create(orders(1));
		fixture.sandbox.oms.cancel(fixture.all()[0]);
		await fixture.create(orders(1), { options: { createAgain: true } });
		expect(live()).toHaveLength(1);
		await cancel([cancelled()]);
		expect(live()).toEqual([]);
	});

	it('never cancels what others have made, and tells people of it', async () => {
		fixture.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: orderId(1) });
		fixture.accept({ thirdOrderNo: 'ERP-2', platformOrderNo: '', referOrderNo: orderId(2) });
		const { outputs } = await cancel([cancelled(1), cancelled(2)]);
		expect(codesOf(outputs[1])).toEqual(['CANCEL_IN_THE_OMS', 'CANCEL_IN_THE_OMS']);
		expect(fixture.cancelled()).toEqual([]);
	});

	it('never cancels one with the same number that is of another platform order', async () => {
		fixture.accept({ thirdOrderNo: orderId(1), platformOrderNo: 'SHOPEE-77' });
		const { outputs } = await cancel([cancelled(1)]);
		expect(codesOf(outputs[1])).toEqual(['CANCEL_IN_THE_OMS']);
		expect(fixture.cancelled()).toEqual([]);
	});

	it('cancels its own beside one of others, and tells people of the other', async () => {
		await fixture.create(orders(1));
		const [{ outboundOrderNo }] = fixture.all();
		fixture.accept({ thirdOrderNo: orderId(1), platformOrderNo: 'SHOPEE-77' });
		const { outputs } = await cancel([cancelled(1)]);
		expect(codesOf(outputs[1])).toEqual(['CANCEL_IN_THE_OMS']);
		expect(fixture.cancelled()).toEqual([outboundOrderNo]);
	});

	it('tells of what the warehouse refuses, and of what it has not answered', async () => {
		await fixture.create(orders(2));
		fixture.all()[0].cancel = { askedAt: 0, state: 'refused' };
		const refused = await cancel([cancelled(1)]);
		expect(codesOf(refused.outputs[1])).toEqual(['CANCELLED_TOO_LATE']);
		const pending = await fixture.createWith(new LingxingOms(), [cancelled(2)], {
			operation: 'cancelOfOrder',
			options: { waitSeconds: 0 },
		});
		expect(codesOf(pending.outputs[1])).toEqual(['CANCELLATION_PENDING']);
		expect(resultsOf(pending.outputs[1])).toEqual(['waits']);
	});

	it.each(['timeoutAfterAccept', 'resetAfterAccept', '500', '429'] as const)(
		'cancels all the same when the answer of the cancellation is lost: %s',
		async (kind) => {
			await fixture.create(orders(3));
			fixture.sandbox.faults.add({ service: 'oms', path: CANCEL, kind, delayMs: 300 });
			const items = [cancelled(1), cancelled(2), cancelled(3)];
			const first = await cancel(items);
			const open = codesOf(first.outputs[1]);
			expect(open.filter((code) => code !== 'CANCELLATION_PENDING')).toEqual([]);
			await cancel(items);
			expect(live()).toEqual([]);
		},
	);

	it('says of an order whose outbound orders cannot be looked up that it is open', async () => {
		await fixture.create(orders(3));
		fixture.all()[0].given = { ...fixture.all()[0].given };
		fixture.sandbox.faults.add({ service: 'oms', path: DETAIL, kind: '500', times: 60 });
		const run = await cancel([cancelled(1)]);
		expect(run.error ?? run.outputs[1][0]?.exception).toBeDefined();
		expect(live()).toHaveLength(3);
	});

	it('takes an item once that comes twice, and goes on beside one that is no order', async () => {
		await fixture.create(orders(1));
		const { outputs, items } = await cancel([{ a: 1 }, cancelled(1), cancelled(1)]);
		expect(codesOf(outputs[1])).toEqual(['ORDER_UNREADABLE']);
		expect(resultsOf(outputs[0])).toEqual(['cancelled', 'cancelled']);
		expect(items[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 2 }]);
		expect(fixture.sandbox.log.count('oms', CANCEL)).toBe(1);
	});

	it('costs one look-up for fifty orders whose outbound orders are live', async () => {
		await fixture.create(orders(50));
		fixture.sandbox.log.clear();
		const items = orders(50).map(({ orderId: id }) =>
			mappedOrder({ orderId: id, ...CANCELLED } as never),
		);
		const { outputs } = await cancel(items);
		expect(outputs[0]).toHaveLength(50);
		expect(fixture.sandbox.log.count('oms', DETAIL)).toBe(1);
		expect(fixture.sandbox.log.count('oms', CANCEL)).toBe(1);
	});

	it('only says what it would do as the tool of an AI agent that may not write', async () => {
		await fixture.create(orders(1));
		const { outputs } = await cancel([cancelled(1)], {}, { asTool: true });
		expect(JSON.stringify(outputs)).toContain(fixture.all()[0].outboundOrderNo);
		expect(live()).toHaveLength(1);
	});
});

describe('a cancelled order with several outbound orders', () => {
	it('one of which has shipped: the others are cancelled, and people are told of that one', async () => {
		const numbers = { thirdOrderNo: orderId(1), platformOrderNo: orderId(1) };
		const [first, second] = [fixture.accept(numbers), fixture.accept(numbers)];
		fixture.sandbox.oms.ship(first);
		const { outputs } = await cancel([cancelled()]);
		expect(codesOf(outputs[1])).toEqual(['CANCELLED_TOO_LATE']);
		expect(outputs[1][0].exception).toMatchObject({
			details: { outboundOrderNo: first.outboundOrderNo },
		});
		expect(fixture.cancelled()).toEqual([second.outboundOrderNo]);
	});

	it.each(['waits', 'has shipped'])(
		'one of which others have made, that %s: ours is cancelled, and people are told of theirs',
		async (what) => {
			await fixture.create(orders(1));
			const [ours] = fixture.all();
			const theirs = fixture.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: orderId(1) });
			await fixture.create([orders(2)[1]]);
			if (what === 'has shipped') fixture.sandbox.oms.ship(theirs);
			const { outputs } = await cancel([cancelled()]);
			expect(codesOf(outputs[1])).toEqual([
				what === 'waits' ? 'CANCEL_IN_THE_OMS' : 'CANCELLED_TOO_LATE',
			]);
			expect(outputs[1][0].exception).toMatchObject({
				details: { outboundOrderNo: theirs.outboundOrderNo },
			});
			expect(fixture.cancelled()).toEqual([ours.outboundOrderNo]);
		},
	);
});

describe('an order that an execution has in hand when it is cancelled', () => {
	it('between the look-up and the creation has no live outbound order afterwards', async () => {
		fixture.sandbox.faults.add({ service: 'oms', path: LIST, kind: 'slow', times: 1 });
		const creating = fixture.create(orders(1));
		while (fixture.sandbox.log.count('oms', LIST) === 0) await new Promise(setImmediate);
		const options = { lookElsewhere: false };
		await Promise.all([creating, cancel([cancelled()], { options })]);
		expect(fixture.all()).toHaveLength(1);
		expect(live()).toEqual([]);
	});

	it('gets none, and says why', async () => {
		await cancel([cancelled()]);
		const { outputs } = await fixture.create(orders(2));
		expect(codesOf(outputs[1])).toEqual(['ORDER_CANCELLED']);
		expect(outputs[0]).toMatchObject([{ orderId: orderId(2) }]);
		expect(live()).toHaveLength(1);
	});

	it('gets one where it was read after that and is not cancelled', async () => {
		await cancel([cancelled()]);
		const readAt = new Date(Date.now() + 1_000).toISOString();
		const { outputs } = await fixture.create(orders(1, { readAt }));
		expect(outputs[0]).toMatchObject([{ outboundOrderCreated: true }]);
	});

	it('of which the buyer only asks for it is created as before', async () => {
		await cancel([requested()], { whenRequested: 'cancel' });
		const { outputs } = await fixture.create(orders(1));
		expect(outputs[0]).toMatchObject([{ outboundOrderCreated: true }]);
	});
});
