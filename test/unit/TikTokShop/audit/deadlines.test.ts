import fc from 'fast-check';

import { deadlineLines, deadlineSummaries } from '../../../../nodes/TikTokShop/audit/deadlineLines';
import { dueDeadlines, stageAt } from '../../../../nodes/TikTokShop/audit/deadlines';
import { readOrderSide } from '../../../../nodes/TikTokShop/audit/orderSide';
import { at, DAY, HOUR, idOf, NOW, sent, waiting } from '../../../support/items/auditSides';

const MINUTE = 60_000;

const linesAt = (now: number, ...orders: object[]) =>
	deadlineLines(readOrderSide(orders).rows, now);

describe('the stage of a deadline', () => {
	it.each([
		['a minute more than a day', DAY + MINUTE, undefined],
		['a day', DAY, 'dueIn24h'],
		['a minute more than 8 hours', 8 * HOUR + MINUTE, 'dueIn24h'],
		['8 hours', 8 * HOUR, 'dueIn8h'],
		['a minute', MINUTE, 'dueIn8h'],
		['nothing', 0, 'overdue'],
		['less than nothing', -DAY, 'overdue'],
	])('with %s left', (_, left, stage) => {
		expect(stageAt(NOW + left, NOW)).toBe(stage);
	});
});

describe('the deadlines of an order', () => {
	const all = { shipBy: NOW - HOUR, autoCancelAt: NOW + HOUR, collectBy: NOW - 2 * HOUR };
	it.each([
		['AWAITING_SHIPMENT', ['ship', 'autoCancel']],
		['PARTIALLY_SHIPPING', ['ship', 'autoCancel']],
		['AWAITING_COLLECTION', ['collect']],
		['IN_TRANSIT', []],
		['DELIVERED', []],
		['CANCELLED', []],
		['ON_HOLD', []],
		['UNPAID', []],
		['NEW_ONE', []],
	])('in the status %s are %j', (status, deadlines) => {
		expect(dueDeadlines({ status, ...all }, NOW).map(({ deadline }) => deadline)).toEqual(
			deadlines,
		);
	});

	it('are none where TikTok Shop gives no time', () => {
		expect(dueDeadlines({ status: 'AWAITING_SHIPMENT' }, NOW)).toEqual([]);
	});

	it('are none of ours where TikTok Shop fulfills the order', () => {
		const late = { shipBy: at(NOW - HOUR), fulfillmentType: 'FULFILLMENT_BY_TIKTOK' };
		expect(linesAt(NOW, waiting(1, late))).toEqual([]);
	});

	it('are none where all units of a waiting order are canceled', () => {
		expect(linesAt(NOW, waiting(1, { shipBy: at(NOW - HOUR), lines: [] }))).toEqual([]);
	});
});

describe('the clock moves', () => {
	/** Keys that are new, each time the deadlines are looked at. */
	function toldAt(times: readonly number[], order: object): string[] {
		const told = new Set<string>();
		return times.flatMap((now) =>
			linesAt(now, order)
				.filter(({ key }) => !told.has(key))
				.map(({ key, deadline, deadlineStage }) => {
					told.add(key);
					return `${deadline} ${deadlineStage}`;
				}),
		);
	}

	const order = waiting(1, { shipBy: at(NOW), autoCancelAt: at(NOW + 3 * DAY) });
	const everyQuarter = Array.from({ length: 7 * 96 }, (_, i) => NOW - 3 * DAY + i * 15 * MINUTE);
	const STAGES = ['dueIn24h', 'dueIn8h', 'overdue'];

	it('over each deadline of an order that waits: one message each', () => {
		expect(toldAt(everyQuarter, order)).toEqual([
			...STAGES.map((stage) => `ship ${stage}`),
			...STAGES.map((stage) => `autoCancel ${stage}`),
		]);
	});

	it('over the collection of a parcel without a first scan: one message each', () => {
		const shipped = sent(1, { status: 'AWAITING_COLLECTION', collectBy: at(NOW) });
		expect(toldAt(everyQuarter, shipped)).toEqual(STAGES.map((stage) => `collect ${stage}`));
	});

	it('and a deadline that TikTok Shop moves is told anew', () => {
		const moved = { ...order, shipBy: at(NOW + HOUR) };
		expect(linesAt(NOW - 2 * HOUR, order)[0].key).not.toBe(linesAt(NOW - 2 * HOUR, moved)[0].key);
	});

	it('at any times: no message twice, no stage after a later one', () => {
		const times = fc.array(fc.integer({ min: NOW - 3 * DAY, max: NOW + 5 * DAY }), {
			maxLength: 40,
		});
		fc.assert(
			fc.property(times, (given) => {
				const told = toldAt(
					[...given].sort((a, b) => a - b),
					order,
				);
				expect(new Set(told).size).toBe(told.length);
				for (const deadline of ['ship', 'autoCancel']) {
					const stages = told
						.filter((each) => each.startsWith(deadline))
						.map((each) => STAGES.indexOf(each.split(' ')[1]));
					expect(stages).toEqual([...stages].sort());
				}
			}),
		);
	});
});

describe('the summary of deadlines', () => {
	it('counts each order once, by shop and store warehouse, the most urgent first', () => {
		const gb = { id: '2', code: 'GB', name: 'GB', region: 'GB', sellerType: 'LOCAL' };
		const lines = linesAt(
			NOW,
			waiting(1, { warehouseId: 'W1', shipBy: at(NOW + 20 * HOUR) }),
			waiting(2, { warehouseId: 'W1', shipBy: at(NOW - HOUR), autoCancelAt: at(NOW + HOUR) }),
			waiting(3, { warehouseId: 'W2', shipBy: at(NOW + 2 * HOUR) }),
			waiting(4, { warehouseId: 'W1', shop: gb, shipBy: at(NOW - DAY) }),
			waiting(5, { warehouseId: 'W1', shipBy: at(NOW + 3 * DAY) }),
		);
		expect(deadlineSummaries(lines)).toMatchObject([
			{ shopId: '2', warehouseId: 'W1', overdue: 1, dueIn8h: 0, dueIn24h: 0 },
			{ shopCode: 'USLC000001', warehouseId: 'W1', overdue: 1, dueIn8h: 0, dueIn24h: 1 },
			{ shopCode: 'USLC000001', warehouseId: 'W2', overdue: 0, dueIn8h: 1, dueIn24h: 0 },
		]);
	});

	it('has the most urgent line first, in words that do not change with the minutes', () => {
		const lines = linesAt(NOW, waiting(1, { shipBy: at(NOW + HOUR) }));
		expect(lines).toMatchObject([
			{ orderId: idOf(1), deadline: 'ship', deadlineStage: 'dueIn8h', dueAt: at(NOW + HOUR) },
		]);
		expect(lines[0].message).toBe(`Order ${idOf(1)} has to be shipped by ${at(NOW + HOUR)}.`);
		expect(linesAt(NOW + MINUTE, waiting(1, { shipBy: at(NOW + HOUR) }))).toEqual(lines);
	});
});
