import type { IDataObject, IRun } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { cancelOrder } from '../../sandbox/tiktok/orderChanges';
import { movedClock } from '../../support/engine/movedClock';
import type { PollOptions } from '../../support/engine/polledTrigger';
import { addPending, idsOf, startEmptySandbox, triggerOn } from './pendingOrders';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const SEARCH = '/order/202309/orders/search';
/** Orders of the last ten minutes, which every poll reads again. */
const EARLIER = 300;

let sandbox: Sandbox;
const clock = movedClock();

beforeEach(async () => {
	sandbox = await startEmptySandbox();
});

afterEach(async () => {
	await sandbox.close();
});

interface Executed {
	/** Order IDs of each execution. */
	batches: string[][];
	all: () => string[];
}

/** A trigger behind its first pull, and what it hands over from then on. */
async function polling(
	during: (batch: number, orders: IDataObject[]) => IRun['status'] | undefined,
	parameters: object = {},
	executionMs = 20 * SECOND_MS,
	more: PollOptions = {},
) {
	const executed: Executed = { batches: [], all: () => executed.batches.flat().sort() };
	let isPulled = false;
	const polled = triggerOn(
		sandbox,
		{ shops: [sandbox.tiktok.shop('US01').id], ...parameters },
		{
			...more,
			execute: async ([orders]) => {
				if (!isPulled) return await Promise.resolve('success');
				executed.batches.push(idsOf(orders));
				// An execution takes a while, and what comes meanwhile was updated then.
				clock.ahead += executionMs / 2;
				const status = during(executed.batches.length, orders) ?? 'success';
				clock.ahead += executionMs / 2;
				return await Promise.resolve(status);
			},
		},
	);
	await polled.poll();
	isPulled = true;
	clock.ahead += MINUTE_MS;
	return { polled, executed };
}

const placeNow = (count: number): string[] =>
	Array.from({ length: count }, () => {
		const order = addPending(sandbox);
		order.updateTime = sandbox.tiktok.seconds() - 1;
		return order.id;
	});

describe('in a rush', () => {
	it('what comes while a poll hands over is handed over by the same poll, until less than a page comes', async () => {
		const placed: string[] = [];
		const waves = [150, 120, 30, 20];
		const { polled, executed } = await polling((batch) => {
			placed.push(...placeNow(waves[batch] ?? 0));
			return undefined;
		});
		placed.push(...placeNow(waves[0]));
		await polled.poll();
		expect(executed.batches.map(({ length }) => length)).toEqual([150, 120, 30]);
		// The last execution had less than a page, so what came meanwhile is for the next poll.
		await polled.poll();
		expect(executed.batches.map(({ length }) => length)).toEqual([150, 120, 30, 20]);
		expect(executed.all()).toEqual([...placed].sort());
	});

	it('a look again reads the pages of what has come since, not those of the last ten minutes', async () => {
		const { polled } = await polling((batch) => {
			if (batch === 2) placeNow(150);
			return undefined;
		});
		placeNow(EARLIER);
		await polled.poll();
		clock.ahead += 3 * MINUTE_MS;
		sandbox.log.clear();
		placeNow(100);
		await polled.poll();
		// Four pages of the ten minutes, then the pages of one minute: 100 and 150 orders, and after them a last look.
		const pages = sandbox.log.calls('tiktok', SEARCH);
		expect(pages.length).toBeLessThanOrEqual(4 + 1 + 3 + 3);
		expect(pages.length).toBeGreaterThanOrEqual(5);
	});

	it('an order that shows only minutes later is found by the next poll as before', async () => {
		const placed: string[] = [];
		const { polled, executed } = await polling((batch) => {
			if (batch <= 3) placed.push(...placeNow(120));
			return undefined;
		});
		placed.push(...placeNow(120));
		const begin = sandbox.tiktok.seconds();
		await polled.poll();
		expect(executed.batches.length).toBeGreaterThanOrEqual(4);
		// Shown only now.
		const late = addPending(sandbox);
		late.updateTime = begin - 9.5 * 60;
		await polled.poll();
		expect(executed.all()).toEqual([...placed, late.id].sort());
	});

	it('with several statuses and shops each order comes once', async () => {
		const placed: string[] = [];
		const { polled, executed } = await polling(
			(batch) => {
				if (batch > 2) return undefined;
				for (let count = 0; count < 60; count++) {
					for (const shop of ['US01', 'GB01']) {
						const order = addPending(sandbox, { shop });
						order.updateTime = sandbox.tiktok.seconds() - 1;
						placed.push(order.id);
					}
				}
				return undefined;
			},
			{
				shops: ['US01', 'GB01'].map((key) => sandbox.tiktok.shop(key).id),
				orderStatus: ['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING'],
			},
		);
		placed.push(...placeNow(110));
		await polled.poll();
		expect(executed.batches.length).toBeGreaterThanOrEqual(3);
		await polled.poll();
		expect(executed.all()).toEqual([...placed].sort());
	});

	it('what failed waits for the next poll; a look again does not hand it over', async () => {
		let bad = '';
		const placed: string[] = [];
		const during = (batch: number, orders: IDataObject[]) => {
			if (batch === 1) placed.push(...placeNow(110));
			return orders.some(({ orderId }) => orderId === bad) ? 'error' : undefined;
		};
		const { polled, executed } = await polling(during, {}, 2 * SECOND_MS);
		placed.push(...placeNow(130));
		[bad] = placed;
		await polled.poll();
		const withBad = executed.batches.filter((ids) => ids.includes(bad));
		const others = executed.batches.filter((ids) => !ids.includes(bad)).flat();
		expect(new Set(others)).toEqual(new Set(placed.filter((id) => id !== bad)));
		expect(others).toHaveLength(placed.length - 1);
		// Split until it stood alone, and then not tried again in this poll.
		expect(withBad.filter((ids) => ids.length === 1)).toHaveLength(1);
		const [id] = placed;
		bad = '';
		await polled.poll();
		expect(executed.batches[executed.batches.length - 1]).toEqual([id]);
	});

	it('a shop that does not answer a look again loses nothing and is not reported', async () => {
		const placed: string[] = [];
		const { polled, executed } = await polling((batch) => {
			if (batch !== 1) return undefined;
			placed.push(...placeNow(110));
			sandbox.faults.add({ service: 'tiktok', path: SEARCH, kind: '503', times: 1_000 });
			return undefined;
		});
		placed.push(...placeNow(110));
		expect((await polled.pollOutputs())?.[1]).toEqual([]);
		expect(executed.all()).toHaveLength(110);
		sandbox.faults.clear();
		await polled.poll();
		expect(executed.all()).toEqual([...placed].sort());
	});

	it('an order that is cancelled before a look again is not handed over', async () => {
		const { polled, executed } = await polling((batch) => {
			if (batch !== 1) return undefined;
			for (const id of placeNow(110)) cancelOrder(sandbox.tiktok, id);
			return undefined;
		});
		const placed = placeNow(110);
		await polled.poll();
		expect(executed.all()).toEqual([...placed].sort());
	});

	it('Max Orders per Poll holds for all that one poll hands over', async () => {
		const { polled, executed } = await polling(
			() => {
				placeNow(200);
				return undefined;
			},
			{ options: { maxOrders: 300 } },
		);
		placeNow(200);
		await polled.poll();
		expect(executed.all().length).toBeLessThanOrEqual(300);
	});

	it('the 5,000 orders of a poll are those of one look where nobody has set another number', async () => {
		const { polled, executed } = await polling(
			(batch) => {
				if (batch < 11) placeNow(500);
				return undefined;
			},
			{},
			2 * SECOND_MS,
		);
		placeNow(500);
		await polled.poll();
		expect(executed.all()).toHaveLength(11 * 500);
	}, 180_000);

	it.each([
		['a poll', false, 4 * MINUTE_MS, 5],
		['a poll of the durable scheduler, which has less time,', true, 36 * SECOND_MS, 1],
	] as const)(
		'%s ends in its time although orders never stop coming',
		async (_, durable, timeMs, batches) => {
			const during = (): undefined => {
				placeNow(120);
			};
			const { polled, executed } = await polling(during, {}, 10 * SECOND_MS, { durable });
			placeNow(120);
			const begin = Date.now();
			await polled.poll();
			// Before the tick with which the next poll begins.
			expect(Date.now() - begin).toBeLessThanOrEqual(timeMs);
			expect(executed.batches.length).toBeGreaterThan(batches);
		},
	);
});

it('a poll with less than a page of news looks once', async () => {
	const { polled } = await polling(() => undefined);
	placeNow(99);
	sandbox.log.clear();
	await polled.poll();
	expect(sandbox.log.count('tiktok', SEARCH)).toBe(1);
});
