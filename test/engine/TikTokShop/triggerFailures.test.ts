import type { Sandbox } from '../../sandbox';
import type { PollOptions } from '../../support/engine/polledTrigger';
import { tiktokCredentials } from '../../support/engine/tiktok';
import { addPending, idsOf, startEmptySandbox, triggerOn } from './pendingOrders';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

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
		expect(first).toHaveLength(150);
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
