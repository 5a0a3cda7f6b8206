import type { IDataObject } from 'n8n-workflow';

import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import type { Sandbox } from '../../sandbox';
import { cancelOrder } from '../../sandbox/tiktok/orderChanges';
import { runNode } from '../../support/engine/engine';
import { movedClock } from '../../support/engine/movedClock';
import type { PollOptions } from '../../support/engine/polledTrigger';
import { tiktokCredentials } from '../../support/engine/tiktok';
import { addPending, idsOf, startEmptySandbox, triggerOn } from './pendingOrders';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const MINUTE_MS = 60_000;
const SEARCH = '/order/202309/orders/search';
const DETAIL = '/order/202507/orders';
const ORDERS = 1_200;

let sandbox: Sandbox;
const clock = movedClock();

beforeEach(async () => {
	sandbox = await startEmptySandbox();
});

afterEach(async () => {
	await sandbox.close();
});

const trigger = (execute: PollOptions['execute']) =>
	triggerOn(sandbox, { shops: [sandbox.tiktok.shop('US01').id] }, { execute });

/** The later an order was updated, the earlier its deadline. */
const place = (): string[] =>
	Array.from({ length: ORDERS }, (_, count) => {
		const order = addPending(sandbox, { ageSeconds: 20_000 - count });
		order.paidTime = order.createTime - 2 * count;
		return order.id;
	});

/** As the order sync does it. */
const readAgain = async (orders: IDataObject[]): Promise<IDataObject[]> => {
	const parameters = { resource: 'order', operation: 'readAgain' };
	const options = { credentials: tiktokCredentials(sandbox) };
	return (await runNode(new TikTokShop(), parameters as never, orders, options)).outputs[0];
};

describe('many orders at once', () => {
	it('cost a page for 100 and one call of details for 50, also with Read Again behind the trigger', async () => {
		place();
		const done: string[] = [];
		const polled = trigger(async ([orders]) => {
			// A batch takes a while.
			clock.ahead += MINUTE_MS / 2;
			done.push(...idsOf(await readAgain(orders)));
			return 'success';
		});
		await polled.poll();
		expect(new Set(done).size).toBe(ORDERS);
		expect(done).toHaveLength(ORDERS);
		expect(sandbox.log.count('tiktok', SEARCH)).toBe(ORDERS / 100);
		expect(sandbox.log.count('tiktok', DETAIL)).toBe(ORDERS / 50);
	});

	it('are handed over with the earliest deadline first, in batches of 500', async () => {
		const placed = place();
		const batches: string[][] = [];
		const polled = trigger(async ([orders]) => {
			batches.push(orders.map(({ orderId }) => String(orderId)));
			return await Promise.resolve('success');
		});
		await polled.poll();
		expect(batches.map((ids) => ids.length)).toEqual([500, 500, 200]);
		expect(batches.flat()).toEqual(placed.reverse());
	});

	it('are not handed over any more when they were cancelled while earlier batches ran', async () => {
		place();
		let cancelled: string[] = [];
		const done: string[] = [];
		const polled = trigger(async ([orders]) => {
			clock.ahead += 1.2 * MINUTE_MS;
			if (done.length === 0) {
				const inHand = new Set(idsOf(orders));
				cancelled = [...sandbox.tiktok.orders.keys()].filter((id) => !inHand.has(id)).slice(0, 50);
				for (const id of cancelled) cancelOrder(sandbox.tiktok, id);
			}
			done.push(...idsOf(orders));
			return await Promise.resolve('success');
		});
		await polled.poll();
		expect(done.filter((id) => cancelled.includes(id))).toEqual([]);
		expect(done).toHaveLength(ORDERS - 50);
	});

	it('come at the next poll, each once, where TikTok Shop does not answer between two batches', async () => {
		const placed = place();
		const done: string[] = [];
		const polled = trigger(async ([orders]) => {
			if (done.length === 0) {
				sandbox.faults.add({ service: 'tiktok', path: DETAIL, kind: '503', times: 1_000 });
			}
			done.push(...idsOf(orders));
			return await Promise.resolve('success');
		});
		await polled.poll();
		expect(done).toHaveLength(500);
		sandbox.faults.clear();
		await polled.poll();
		await polled.poll();
		expect([...done].sort()).toEqual(placed.sort());
	});

	it('come at the next poll after n8n was killed between two batches', async () => {
		const placed = place();
		const done: string[] = [];
		let saved = '';
		const first = trigger(async ([orders]) => {
			// n8n has saved the state when it starts an execution; what comes behind the second one is gone.
			if (done.length === 500) return await Promise.reject(new Error('killed'));
			done.push(...idsOf(orders));
			return await Promise.resolve('success');
		});
		await first.poll();
		saved = first.saved;
		const again = trigger(async ([orders]) => {
			done.push(...idsOf(orders));
			return await Promise.resolve('success');
		});
		again.staticData = JSON.parse(saved) as IDataObject;
		await again.poll();
		expect(new Set(done)).toEqual(new Set(placed));
	});

	it('wait for the next poll where the workflow fails whatever it gets', async () => {
		place();
		let runs = 0;
		const polled = trigger(async () => {
			runs += 1;
			return await Promise.resolve('error');
		});
		await polled.poll();
		expect(runs).toBeLessThanOrEqual(5);
	});
});
