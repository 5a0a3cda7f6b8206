import { TikTokShopTrigger } from '../../../nodes/TikTokShop/TikTokShopTrigger.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { PolledTrigger } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const DAY_MS = 24 * 60 * 60 * 1_000;
const SEARCH = '/order/202309/orders/search';
const DETAIL = '/order/202507/orders';

let sandbox: Sandbox;

beforeEach(async () => {
	// A second of TikTok Shop is read once it is over, so its clock runs a little behind ours here.
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});

afterEach(async () => {
	await sandbox.close();
});

const trigger = (
	parameters: object = {},
	options: ConstructorParameters<typeof PolledTrigger>[2] = {},
) =>
	new PolledTrigger(new TikTokShopTrigger(), parameters as never, {
		credentials: tiktokCredentials(sandbox),
		...options,
	});

const order = (more: object = {}) =>
	sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		ageSeconds: 7_200,
		...more,
	});

const idsOf = (items: object[] | null) =>
	(items ?? []).map((item) => (item as { orderId: string }).orderId).sort();

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

describe('when something goes wrong', () => {
	it('one shop whose page fails for good neither stops nor moves another; its whole window comes at the next poll', async () => {
		const us = Array.from({ length: 150 }, (_, n) => order({ ageSeconds: 7_200 + n }));
		const gb = order({ shop: 'GB01' });
		const polled = trigger();
		sandbox.faults.add({ service: 'tiktok', path: SEARCH, kind: 'pageTokenExpired' });
		expect(idsOf(await polled.poll())).toEqual([gb.id]);
		expect(Object.keys(polled.staticData.streams as object)).toEqual([
			`${gb.shop.id}:AWAITING_SHIPMENT`,
		]);
		expect(idsOf(await polled.poll())).toEqual(us.map(({ id }) => id).sort());
	});

	it('a page that fails for a moment too long hands over what was read, and the next poll goes on there', async () => {
		const orders = Array.from({ length: 250 }, (_, n) => order({ ageSeconds: 7_200 + n }));
		const polled = trigger({ shops: [orders[0].shop.id] });
		const { now } = Date;
		let ahead = 0;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
		const strike = sandbox.faults.strike.bind(sandbox.faults);
		jest.spyOn(sandbox.faults, 'strike').mockImplementation((service, path, hasPageToken) => {
			if (!hasPageToken) return strike(service, path, hasPageToken);
			ahead = 60_000;
			return { service, path, kind: '503' };
		});
		const first = idsOf(await polled.poll());
		expect(first).toHaveLength(100);
		jest.restoreAllMocks();
		const all = new Set([...first, ...idsOf(await polled.poll())]);
		expect(all).toEqual(new Set(orders.map(({ id }) => id)));
	});

	it('orders whose details could not be read in time are not taken as handed over', async () => {
		const orders = Array.from({ length: 250 }, (_, n) => order({ ageSeconds: 7_200 + n }));
		const polled = trigger({ shops: [orders[0].shop.id] });
		const { now } = Date;
		let ahead = 0;
		let details = 0;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
		const strike = sandbox.faults.strike.bind(sandbox.faults);
		jest.spyOn(sandbox.faults, 'strike').mockImplementation((service, path, hasPageToken) => {
			if (path !== DETAIL || ++details < 4) return strike(service, path, hasPageToken);
			ahead = 60_000;
			return { service, path, kind: '503' };
		});
		const first = idsOf(await polled.poll());
		expect(first).toHaveLength(100);
		jest.restoreAllMocks();
		const all = new Set([...first, ...idsOf(await polled.poll())]);
		expect(all).toEqual(new Set(orders.map(({ id }) => id)));
	});

	it('a failure of the only shop is thrown and leaves the state as it was', async () => {
		const polled = trigger({ shops: [sandbox.tiktok.shop('US01').id] });
		await polled.poll();
		const before = JSON.stringify(polled.staticData);
		sandbox.tiktok.tokens.revokeAll();
		await expect(polled.poll()).rejects.toThrow('no such authorisation any more');
		expect(JSON.stringify(polled.staticData)).toBe(before);
	});

	it('a repeated page emits nothing twice', async () => {
		Array.from({ length: 150 }, (_, n) => order({ ageSeconds: 7_200 + n }));
		sandbox.faults.add({ service: 'tiktok', path: SEARCH, kind: 'repeatPage' });
		const items = idsOf(await trigger().poll());
		expect(new Set(items).size).toBe(150);
		expect(items).toHaveLength(150);
	});

	it.each(['429', '500', '503', 'reset', 'okWithErrorBody'] as const)(
		'a passing %s is waited out within the poll',
		async (kind) => {
			order();
			sandbox.faults.add({ service: 'tiktok', path: SEARCH, kind });
			expect(await trigger().poll()).toHaveLength(1);
		},
	);

	it('a lost state costs a re-read, never an order', async () => {
		const pending = order();
		const polled = trigger();
		await polled.poll();
		polled.staticData = {};
		expect(idsOf(await polled.poll())).toEqual([pending.id]);
	});

	it.each([
		['of a future version', { version: 99, streams: { x: 1 } }],
		['of another credential', { version: 1, belongsTo: 'other', streams: {} }],
		['that is no state', { version: 'abc', streams: 'nonsense' }],
	])('a state %s is not trusted', async (_, state) => {
		const pending = order();
		const polled = trigger();
		polled.staticData = state;
		expect(idsOf(await polled.poll())).toEqual([pending.id]);
	});

	it('a state from the year 2999 is not trusted', async () => {
		const polled = trigger();
		await polled.poll();
		const pending = order();
		const far = Date.parse('2999-01-01') / 1_000;
		const { streams } = polled.staticData as { streams: Record<string, { readUpTo: number }> };
		for (const stream of Object.values(streams)) stream.readUpTo = far;
		expect(idsOf(await polled.poll())).toEqual([pending.id]);
	});
});

describe('the start of the workflow', () => {
	it('an outage while n8n starts does not end the trigger; the next poll emits', async () => {
		const pending = order();
		const credentials = tiktokCredentials(sandbox, {}, { apiHost: 'http://127.0.0.1:9' });
		const polled = trigger({}, { credentials, activation: 'init' });
		expect(await polled.poll()).toBeNull();
		credentials.data('tikTokShopApi').apiHost = sandbox.tiktokUrl;
		expect(idsOf(await polled.poll())).toEqual([pending.id]);
	}, 60_000);

	it('a wrong setting shows when the workflow is published, but does not end the trigger at a restart', async () => {
		const wrong = { shops: ['7490000000000000999'] };
		await expect(trigger(wrong).poll()).rejects.toThrow('does not belong to this authorisation');
		const restarted = trigger(wrong, { activation: 'init' });
		expect(await restarted.poll()).toBeNull();
		await expect(restarted.poll()).rejects.toThrow('does not belong to this authorisation');
	});

	it('a second poll does not overtake a slow one', async () => {
		order();
		const polled = trigger();
		const both = await Promise.all([polled.poll(), polled.poll()]);
		expect(both.filter((items) => items !== null)).toHaveLength(1);
	});
});

describe('a test run in the editor', () => {
	it('shows pending orders and remembers nothing', async () => {
		const pending = order();
		const polled = trigger({}, { mode: 'manual' });
		expect(idsOf(await polled.poll())).toEqual([pending.id]);
		expect(polled.staticData).toEqual({});
	});

	it('says so when nothing is pending', async () => {
		await expect(trigger({}, { mode: 'manual' }).poll()).rejects.toThrow('No order is pending in');
	});
});

describe('the shop guard', () => {
	it('names what was authorised when the chosen shop is not among it (B15)', async () => {
		const credentials = tiktokCredentials(sandbox, { shops: ['GB01'] });
		const chosen = { shops: [sandbox.tiktok.shop('US01').id] };
		await expect(trigger(chosen, { credentials }).poll()).rejects.toThrow(/Authorised are: .*UK/);
	});

	it('stops when region or seller type are not the expected ones (B6)', async () => {
		const expected = { options: { expectedRegion: 'US', expectedSellerType: 'LOCAL' } };
		await expect(trigger(expected).poll()).rejects.toThrow('is not of the expected kind');
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
