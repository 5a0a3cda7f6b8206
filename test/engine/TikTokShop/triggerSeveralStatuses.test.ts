import type { Sandbox } from '../../sandbox';
import { cancelOrder, changeAddress } from '../../sandbox/tiktok/orderChanges';
import { movedClock } from '../../support/engine/movedClock';
import type { PolledTrigger } from '../../support/engine/polledTrigger';
import { addPending, startEmptySandbox, triggerOn } from './pendingOrders';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const MINUTE_MS = 60 * 1_000;
const SEARCH = '/order/202309/orders/search';
const DETAIL = '/order/202507/orders';

let sandbox: Sandbox;
const clock = movedClock();

beforeEach(async () => {
	sandbox = await startEmptySandbox();
});

afterEach(async () => {
	await sandbox.close();
});

const EVENTS: Array<[string, object]> = [
	['Order Changed or Cancelled', { event: 'changed' }],
	['Order Waits', { orderStatus: ['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING'] }],
];

const trigger = (parameters: object) =>
	triggerOn(sandbox, { shops: [sandbox.tiktok.shop('US01').id], ...parameters });

const ofChanges = () => trigger({ event: 'changed' });

const calls = (): number =>
	sandbox.log.count('tiktok', SEARCH) + sandbox.log.count('tiktok', DETAIL);

const seconds = () => Math.floor(Date.now() / 1_000) - 2;

/** When each status was last read in full, epoch s. */
const auditsOf = ({ staticData }: PolledTrigger): number[] =>
	Object.values(staticData.streams as Record<string, { auditedAt: number }>).map(
		({ auditedAt }) => auditedAt,
	);

const idsIn = (polled: PolledTrigger): unknown[] =>
	polled.executions.splice(0).flatMap(([orders]) => orders.map(({ orderId }) => orderId));

describe.each(EVENTS)('with several statuses, the event %s', (_, parameters) => {
	it('makes at most two calls for each shop while nothing is new, through a whole day', async () => {
		for (let count = 0; count < 120; count++) {
			addPending(sandbox, { ageSeconds: 3 * 3_600 + count });
		}
		const polled = trigger(parameters);
		for (let poll = 0; poll < 3; poll++) await polled.poll();
		polled.executions.length = 0;
		const made: number[] = [];
		for (let poll = 0; poll < 40; poll++) {
			clock.ahead += 15 * MINUTE_MS;
			sandbox.log.clear();
			await polled.poll();
			made.push(calls());
		}
		expect(Math.max(...made)).toBeLessThanOrEqual(2);
		expect(polled.executions).toEqual([]);
	});

	it('has each status read in full in its turn, so that none waits longer than the others', async () => {
		addPending(sandbox, { ageSeconds: 3 * 3_600 });
		const polled = trigger(parameters);
		await polled.poll();
		const started = auditsOf(polled);
		for (let poll = 0; poll < 12; poll++) {
			clock.ahead += 15 * MINUTE_MS;
			await polled.poll();
		}
		const ages = auditsOf(polled).map((at) => Date.now() / 1_000 - at);
		expect(auditsOf(polled).every((at, index) => at > started[index])).toBe(true);
		expect(Math.max(...ages)).toBeLessThan(2 * 3_600);
	});

	it('searches by status where TikTok Shop refuses a search over all statuses', async () => {
		const polled = trigger(parameters);
		await polled.poll();
		sandbox.tiktok.refusesSearchWithoutStatus = true;
		const { id } = addPending(sandbox, { ageSeconds: 2 });
		if ('event' in parameters) cancelOrder(sandbox.tiktok, id);
		await polled.poll();
		expect(idsIn(polled)).toEqual([id]);
	});
});

describe('a search over all statuses', () => {
	it('finds what has changed into any of them, and passes by the others', async () => {
		const [cancelled, left, moved] = [
			addPending(sandbox),
			addPending(sandbox),
			addPending(sandbox),
		];
		const polled = ofChanges();
		await polled.poll();
		cancelOrder(sandbox.tiktok, cancelled.id);
		Object.assign(sandbox.tiktok.order(left.id), { status: 'IN_TRANSIT', updateTime: seconds() });
		changeAddress(sandbox.tiktok, moved.id, { line1: '9 New Road' });
		sandbox.log.clear();
		await polled.poll();
		expect(idsIn(polled).sort()).toEqual([cancelled.id, moved.id].sort());
		expect(sandbox.log.count('tiktok', SEARCH)).toBe(1);
	});

	it('gives way to searches by status where a shop has many updates, and nothing is missed', async () => {
		const orders = Array.from({ length: 260 }, () => addPending(sandbox));
		const polled = ofChanges();
		for (let poll = 0; poll < 4; poll++) await polled.poll();
		for (const { id } of orders) cancelOrder(sandbox.tiktok, id);
		await polled.poll();
		expect(idsIn(polled)).toHaveLength(260);
	});

	it('gives way to searches by status where one order shows a status that nobody knows', async () => {
		const [odd, cancelled] = [addPending(sandbox), addPending(sandbox)];
		const polled = ofChanges();
		await polled.poll();
		Object.assign(sandbox.tiktok.order(odd.id), { status: 'NEW_STATUS', updateTime: seconds() });
		cancelOrder(sandbox.tiktok, cancelled.id);
		sandbox.log.clear();
		await polled.poll();
		expect(idsIn(polled)).toEqual([cancelled.id]);
		expect(sandbox.log.count('tiktok', SEARCH)).toBe(4);
	});

	it('is not repeated by status when TikTok Shop is away', async () => {
		const polled = ofChanges();
		await polled.poll();
		const { id } = addPending(sandbox);
		cancelOrder(sandbox.tiktok, id);
		sandbox.faults.add({ service: 'tiktok', path: SEARCH, kind: '503', times: 100 });
		await polled.poll().catch(() => undefined);
		expect(idsIn(polled)).toEqual([]);
		sandbox.faults.clear();
		await polled.poll();
		expect(idsIn(polled)).toEqual([id]);
	});
});
