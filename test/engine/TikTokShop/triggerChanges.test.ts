import type { Sandbox } from '../../sandbox';
import {
	cancelLines,
	cancelOrder,
	changeAddress,
	fillSellerSku,
	requestCancel,
	withdrawCancelRequest,
} from '../../sandbox/tiktok/orderChanges';
import { movedClock } from '../../support/engine/movedClock';
import type { PolledTrigger, PollOptions } from '../../support/engine/polledTrigger';
import { addPending, startEmptySandbox, triggerOn } from './pendingOrders';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const HOUR_MS = 60 * 60 * 1_000;
const SEARCH = '/order/202309/orders/search';

let sandbox: Sandbox;
const clock = movedClock();

beforeEach(async () => {
	sandbox = await startEmptySandbox();
});

afterEach(async () => {
	await sandbox.close();
});

const ofChanges = (parameters: object = {}, options: PollOptions = {}) =>
	triggerOn(
		sandbox,
		{ event: 'changed', shops: [sandbox.tiktok.shop('US01').id], ...parameters },
		options,
	);

const order = (more: object = {}) => addPending(sandbox, more);

/** `<order ID> <change>` of each order that a poll hands over. */
async function changes(polled: PolledTrigger): Promise<string[]> {
	const orders = (await polled.poll()) ?? [];
	return orders.map(({ orderId, change }) => `${orderId as string} ${change as string}`).sort();
}

describe('the event Order Changed or Cancelled', () => {
	it('says nothing of an order that simply waits', async () => {
		order();
		const polled = ofChanges();
		expect(await changes(polled)).toEqual([]);
		expect(await changes(polled)).toEqual([]);
	});

	it.each([
		['cancelled', (id: string) => cancelOrder(sandbox.tiktok, id)],
		['cancelRequested', (id: string) => requestCancel(sandbox.tiktok, id)],
		[
			'unitsCancelled',
			(id: string) => cancelLines(sandbox.tiktok, id, [sandbox.tiktok.order(id).lines[0].id]),
		],
		['updated', (id: string) => changeAddress(sandbox.tiktok, id, { line1: '9 New Road' })],
	])('tells of an order that is %s, once', async (change, happen) => {
		const { id } = order({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }] });
		const polled = ofChanges();
		await polled.poll();
		happen(id);
		expect(await changes(polled)).toEqual([`${id} ${change}`]);
		expect(await changes(polled)).toEqual([]);
		clock.ahead = 13 * HOUR_MS;
		expect(await changes(polled)).toEqual([]);
	});

	it('tells of what was cancelled or asked to be before its first poll, but not of older updates', async () => {
		const [cancelled, requested, moved] = [order(), order(), order()];
		cancelOrder(sandbox.tiktok, cancelled.id);
		requestCancel(sandbox.tiktok, requested.id);
		changeAddress(sandbox.tiktok, moved.id, { line1: '9 New Road' });
		expect(await changes(ofChanges())).toEqual([
			`${cancelled.id} cancelled`,
			`${requested.id} cancelRequested`,
		]);
	});

	it('tells of a request that is withdrawn', async () => {
		const { id } = order();
		requestCancel(sandbox.tiktok, id);
		const polled = ofChanges();
		expect(await changes(polled)).toEqual([`${id} cancelRequested`]);
		withdrawCancelRequest(sandbox.tiktok, id);
		expect(await changes(polled)).toEqual([`${id} updated`]);
	});

	it('tells of a request that is made once more after it was withdrawn, also where updates are not wanted', async () => {
		const { id } = order();
		const polled = ofChanges({ changes: ['cancelRequested'] });
		requestCancel(sandbox.tiktok, id);
		expect(await changes(polled)).toEqual([`${id} cancelRequested`]);
		withdrawCancelRequest(sandbox.tiktok, id);
		expect(await changes(polled)).toEqual([]);
		requestCancel(sandbox.tiktok, id);
		expect(await changes(polled)).toEqual([`${id} cancelRequested`]);
	});

	it('tells of an order whose units are all cancelled as of a cancelled one', async () => {
		const { id } = order({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }] });
		for (const line of sandbox.tiktok.order(id).lines) line.status = 'CANCELLED';
		expect(await changes(ofChanges())).toEqual([`${id} cancelled`]);
	});

	it('finds by its full re-read what changes without a new update time', async () => {
		const { id } = order({ ageSeconds: 3 * 3_600 });
		const polled = ofChanges();
		await polled.poll();
		changeAddress(sandbox.tiktok, id, { line1: '9 New Road' }, true);
		clock.ahead = 2 * HOUR_MS;
		await polled.poll();
		clock.ahead = 4 * HOUR_MS;
		const found = [...(await changes(polled)), ...(await changes(polled))];
		const all = polled.executions.flatMap(([orders]) => orders.map(({ orderId }) => orderId));
		expect(all).toEqual([id]);
		expect(found.length).toBeLessThanOrEqual(1);
	});

	it('passes by an order that was never paid', async () => {
		const unpaid = order({ status: 'UNPAID' });
		cancelOrder(sandbox.tiktok, unpaid.id);
		expect(await changes(ofChanges())).toEqual([]);
	});

	it('keeps its scope: store warehouses, shipping type, fulfilment', async () => {
		const { id } = order();
		const other = order({ fulfillmentType: 'FULFILLMENT_BY_TIKTOK' });
		cancelOrder(sandbox.tiktok, id);
		cancelOrder(sandbox.tiktok, other.id);
		expect(await changes(ofChanges({ shippingType: 'TIKTOK' }))).toEqual([]);
		const scope = { orderScope: 'storeWarehouse', warehouses: ['7000000000000000999'] };
		expect(await changes(ofChanges(scope))).toEqual([]);
		expect(await changes(ofChanges())).toEqual([`${id} cancelled`]);
	});

	it('hands over again what an execution has not taken', async () => {
		const { id } = order();
		cancelOrder(sandbox.tiktok, id);
		let works = false;
		const polled = ofChanges(
			{},
			{ execute: async () => await Promise.resolve(works ? 'success' : 'error') },
		);
		expect(await changes(polled)).toEqual([`${id} cancelled`]);
		works = true;
		expect(await changes(polled)).toEqual([`${id} cancelled`]);
		expect(await changes(polled)).toEqual([]);
	});

	it('costs at most two calls while nothing changes', async () => {
		for (let count = 0; count < 120; count++) order();
		const polled = ofChanges();
		await polled.poll();
		await polled.poll();
		sandbox.log.clear();
		await polled.poll();
		expect(sandbox.log.count('tiktok', SEARCH)).toBeLessThanOrEqual(2);
		expect(polled.executions).toEqual([]);
	});

	it('keeps its memory apart from that of the other event', async () => {
		const { id } = order();
		const polled = ofChanges();
		await polled.poll();
		const waiting = triggerOn(sandbox, { shops: [sandbox.tiktok.shop('US01').id] });
		waiting.staticData = polled.staticData;
		expect((await waiting.poll())?.map(({ orderId }) => orderId)).toEqual([id]);
	});

	it('is refused without any change chosen', async () => {
		await expect(ofChanges({ changes: [] }).poll()).rejects.toThrow('No change is chosen');
	});
});

describe('the event Order Waiting to Be Shipped', () => {
	const waiting = () => triggerOn(sandbox, { shops: [sandbox.tiktok.shop('US01').id] });

	it('says of an order that comes again because it is another one that it was updated', async () => {
		const { id } = order();
		const polled = waiting();
		expect(await changes(polled)).toEqual([`${id} undefined`]);
		changeAddress(sandbox.tiktok, id, { line1: '9 New Road' });
		expect(await changes(polled)).toEqual([`${id} updated`]);
		clock.ahead = 13 * HOUR_MS;
		expect(await changes(polled)).toEqual([`${id} undefined`]);
	});

	it('says so too after a failed execution', async () => {
		const { id } = order();
		const statuses = ['success', 'error', 'success'] as const;
		let run = 0;
		const polled = triggerOn(
			sandbox,
			{ shops: [sandbox.tiktok.shop('US01').id] },
			{ execute: async () => await Promise.resolve(statuses[run++] ?? 'success') },
		);
		await polled.poll();
		changeAddress(sandbox.tiktok, id, { line1: '9 New Road' });
		expect(await changes(polled)).toEqual([`${id} updated`]);
		expect(await changes(polled)).toEqual([`${id} updated`]);
	});

	it('does not say it of an order whose first hand-over failed', async () => {
		const { id } = order({ lines: [{ sellerSku: 'MUG-BLUE-350', emptySellerSku: true }] });
		const polled = triggerOn(
			sandbox,
			{ shops: [sandbox.tiktok.shop('US01').id] },
			{ execute: async () => await Promise.resolve('error') },
		);
		await polled.poll();
		fillSellerSku(sandbox.tiktok, id);
		expect(await changes(polled)).toEqual([`${id} undefined`]);
	});
});
