import type { Sandbox } from '../../sandbox';
import type { PollOptions } from '../../support/engine/polledTrigger';
import { addPending, idsOf, startEmptySandbox, triggerOn } from './pendingOrders';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const DAY_MS = 24 * 60 * 60 * 1_000;
const SEARCH = '/order/202309/orders/search';
const DETAIL = '/order/202507/orders';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startEmptySandbox();
});

afterEach(async () => {
	await sandbox.close();
});

const trigger = (parameters: object = {}, options: PollOptions = {}) =>
	triggerOn(sandbox, parameters, options);

const order = (more: object = {}) => addPending(sandbox, more);

describe('pending orders', () => {
	it('are emitted as order items, one per order, of all shops', async () => {
		const us = order({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }] });
		const gb = order({ shop: 'GB01' });
		const items = await trigger().poll();
		expect(idsOf(items)).toEqual([us.id, gb.id].sort());
		expect(items?.find(({ orderId }) => orderId === us.id)).toMatchObject({
			idempotencyKey: `${us.shop.id}:${us.id}`,
			shop: { code: us.shop.code, region: 'US', sellerType: 'LOCAL' },
			lines: [{ platformSku: 'MUG-BLUE-350', quantity: 2 }],
			recipient: { name: 'Dana Miller', stateCode: 'CA', city: 'Los Angeles', masked: false },
		});
		expect(JSON.stringify(items)).not.toContain(us.shop.cipher);
	});

	it.each([
		['unpaid', { status: 'UNPAID' }],
		['on hold', { status: 'ON_HOLD' }],
		['cancelled', { status: 'CANCELLED' }],
		['in transit', { status: 'IN_TRANSIT' }],
		['asked to be cancelled', { cancelRequested: true }],
		['fulfilled by TikTok', { fulfillmentType: 'FULFILLMENT_BY_TIKTOK' }],
		['shipped by TikTok', { shippingType: 'TIKTOK' }],
	])('an order that is %s is never emitted', async (_, more) => {
		order(more);
		expect(await trigger().poll()).toBeNull();
	});

	it('an order of the last five days comes with the first pull, an older one does not (B20)', async () => {
		const recent = order({ ageSeconds: 4.9 * 24 * 3_600 });
		order({ ageSeconds: 5.1 * 24 * 3_600 });
		expect(idsOf(await trigger().poll())).toEqual([recent.id]);
	});

	it('an order that never was on hold rests for the remorse hour', async () => {
		const young = order({ ageSeconds: 600 });
		young.onHold = false;
		const polled = trigger();
		expect(await polled.poll()).toBeNull();
		young.paidTime = (young.paidTime ?? 0) - 3_600;
		expect(idsOf(await polled.poll())).toEqual([young.id]);
	});

	it('only orders of the chosen store warehouse are emitted (B8)', async () => {
		order();
		const east = order({ warehouse: 1 });
		const scoped = { orderScope: 'storeWarehouse', warehouses: [east.warehouseId] };
		expect(idsOf(await trigger(scoped).poll())).toEqual([east.id]);
	});

	it('every page is read', async () => {
		const orders = Array.from({ length: 250 }, (_, n) => order({ ageSeconds: 7_200 + n }));
		expect(idsOf(await trigger().poll())).toEqual(orders.map(({ id }) => id).sort());
		expect(sandbox.log.count('tiktok', SEARCH)).toBe(4);
	});

	it('orders of one second that fall on two pages are all emitted once', async () => {
		const orders = Array.from({ length: 210 }, () => order({ ageSeconds: 7_200 }));
		expect(idsOf(await trigger().poll())).toEqual(orders.map(({ id }) => id).sort());
	});

	it('the parts of a virtual bundle are there', async () => {
		order({ lines: [{ sellerSku: 'GIFT-BOX-01' }] });
		const [item] = (await trigger().poll()) ?? [];
		expect(item.lines).toMatchObject([
			{
				platformSku: 'GIFT-BOX-01',
				components: [
					{ platformSku: 'MUG-BLUE-350', quantity: 1 },
					{ platformSku: 'TEA-GREEN-100', quantity: 2 },
				],
			},
		]);
	});
});

describe('from poll to poll', () => {
	it('an order that has not changed is emitted once', async () => {
		order();
		const polled = trigger();
		expect(await polled.poll()).toHaveLength(1);
		expect(await polled.poll()).toBeNull();
	});

	it('an order released from hold after it was first listed is emitted exactly once', async () => {
		const held = order({ status: 'ON_HOLD' });
		const polled = trigger();
		expect(await polled.poll()).toBeNull();
		sandbox.tick();
		expect(idsOf(await polled.poll())).toEqual([held.id]);
		expect(await polled.poll()).toBeNull();
	});

	it('a seller SKU filled in later brings the order again at the next full re-read (B26, B32)', async () => {
		const empty = order({ lines: [{ sellerSku: 'LAMP-DESK-01', emptySellerSku: true }] });
		const polled = trigger({ options: { auditMinutes: 0 } });
		expect(await polled.poll()).toHaveLength(1);
		expect(await polled.poll()).toBeNull();
		sandbox.tick();
		expect(idsOf(await polled.poll())).toEqual([empty.id]);
	});

	it('Each Order Once stays silent even when the order changes', async () => {
		order({ lines: [{ sellerSku: 'LAMP-DESK-01', emptySellerSku: true }] });
		const polled = trigger({ emit: 'once', options: { auditMinutes: 0 } });
		expect(await polled.poll()).toHaveLength(1);
		sandbox.tick();
		expect(await polled.poll()).toBeNull();
	});

	it('On Every Poll Until Shipped emits until the order is shipped, and reads details only once', async () => {
		const pending = order();
		const polled = trigger({ emit: 'untilShipped' });
		for (let poll = 0; poll < 3; poll++) expect(idsOf(await polled.poll())).toEqual([pending.id]);
		expect(sandbox.log.count('tiktok', DETAIL)).toBe(1);
		pending.status = 'AWAITING_COLLECTION';
		expect(await polled.poll()).toBeNull();
	});

	it('an order that waits longer than the window is not forgotten (the gap of B28)', async () => {
		const old = order({ ageSeconds: 4 * 24 * 3_600 });
		const polled = trigger({ emit: 'untilShipped', windowDays: 2 });
		expect(idsOf(await polled.poll())).toEqual([old.id]);
		expect(idsOf(await polled.poll())).toEqual([old.id]);
	});

	it('an idle poll asks one question a shop', async () => {
		order();
		const polled = trigger();
		await polled.poll();
		sandbox.log.clear();
		expect(await polled.poll()).toBeNull();
		expect(sandbox.log.count('tiktok', SEARCH)).toBe(2);
		expect(sandbox.log.count('tiktok', DETAIL)).toBe(0);
	});

	it('orders beyond the limit follow at the next poll', async () => {
		const orders = Array.from({ length: 230 }, (_, n) => order({ ageSeconds: 7_200 + n }));
		const polled = trigger({ options: { maxOrders: 100 } });
		const first = idsOf(await polled.poll());
		expect(first).toHaveLength(100);
		const all = [...first];
		for (let poll = 0; poll < 3; poll++) all.push(...idsOf(await polled.poll()));
		expect(new Set(all)).toEqual(new Set(orders.map(({ id }) => id)));
		expect(all.length).toBeLessThanOrEqual(orders.length + 3);
	});

	it('what is remembered does not grow with orders that have left', async () => {
		const polled = trigger({ options: { auditMinutes: 0 } });
		await polled.poll();
		const without = JSON.stringify(polled.staticData).length;
		const orders = Array.from({ length: 60 }, (_, n) => order({ ageSeconds: 7_200 + n }));
		await polled.poll();
		for (const each of orders) each.status = 'DELIVERED';
		await polled.poll();
		expect(JSON.stringify(polled.staticData).length).toBeLessThanOrEqual(without);
	});
});

it('the window of a poll never reaches back more than 30 days', async () => {
	const polled = trigger({ emit: 'untilShipped' });
	await polled.poll();
	const { streams } = polled.staticData as { streams: Record<string, { oldestPending: number }> };
	for (const stream of Object.values(streams)) stream.oldestPending = 1_000;
	sandbox.log.clear();
	await polled.poll();
	const [search] = sandbox.log.calls('tiktok', SEARCH);
	const from = (search.body as { update_time_ge: number }).update_time_ge * 1_000;
	expect(Date.now() - from).toBeLessThan(30.1 * DAY_MS);
});
