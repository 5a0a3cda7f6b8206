import type { Sandbox } from '../../sandbox';
import type { PolledTrigger, PollOptions } from '../../support/engine/polledTrigger';
import { tiktokCredentials } from '../../support/engine/tiktok';
import { addPending, idsOf, startEmptySandbox, triggerOn } from './pendingOrders';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const DAY = 24 * 60 * 60;
const SEARCH = '/order/202309/orders/search';
const DETAIL = '/order/202507/orders';

let sandbox: Sandbox;
/** How far the clocks of n8n and TikTok Shop are moved on, ms. */
let ahead = 0;

beforeEach(async () => {
	ahead = 0;
	const { now } = Date;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
	sandbox = await startEmptySandbox();
});

afterEach(async () => {
	await sandbox.close();
	jest.restoreAllMocks();
});

const trigger = (parameters: object = {}, options: PollOptions = {}) =>
	triggerOn(sandbox, parameters, options);

const order = (more: object = {}) => addPending(sandbox, more);

interface View {
	id: string;
	[field: string]: unknown;
}

/** Get Order Detail shows an order otherwise than the search, until the function that it returns is called. */
function detailOf(id: string, change: (view: View, orders: View[]) => void): () => void {
	return sandbox.answers.change({
		service: 'tiktok',
		path: DETAIL,
		change: ({ data }: { data?: { orders?: View[] } }) => {
			const found = data?.orders?.find((view) => view.id === id);
			if (found) change(found, data?.orders ?? []);
		},
	});
}

async function polls(polled: PolledTrigger, times: number): Promise<string[]> {
	const all: string[] = [];
	for (let poll = 0; poll < times; poll++) all.push(...idsOf(await polled.poll()));
	return all;
}

const DISAGREEMENTS: Array<[string, (view: View, orders: View[]) => void]> = [
	['says that the buyer asks to cancel', (view) => (view.is_buyer_request_cancel = true)],
	['shows another status', (view) => (view.status = 'ON_HOLD')],
	['shows no order', (view, orders) => orders.splice(orders.indexOf(view), 1)],
	['shows another store warehouse', (view) => (view.warehouse_id = '1')],
	['is not readable', (view) => (view.line_items = null)],
];

describe('an order whose detail does not bear out what the search shows', () => {
	describe.each(['changes', 'once', 'untilShipped'])('emit: %s', (emit) => {
		it.each(DISAGREEMENTS)(
			'as it %s, is emitted at the next poll that shows it, and then remembered',
			async (_, change) => {
				const odd = order();
				const { warehouseId } = odd;
				const polled = trigger({
					emit,
					orderScope: 'storeWarehouse',
					warehouses: [warehouseId],
				});
				const undo = detailOf(odd.id, change);
				expect(await polls(polled, 1)).toEqual([]);
				undo();
				expect(await polls(polled, 1)).toEqual([odd.id]);
				expect(await polls(polled, 2)).toEqual(emit === 'untilShipped' ? [odd.id, odd.id] : []);
			},
		);
	});

	it('for ever costs one call a poll and no full re-read, and not even that after some polls', async () => {
		const odd = Array.from({ length: 30 }, () => order());
		const undo = odd.map(({ id }) => detailOf(id, (view) => (view.status = 'DELIVERED')));
		const polled = trigger();
		await polled.poll();
		ahead += 20 * 60_000;
		for (let poll = 0; poll < 12; poll++) {
			sandbox.log.clear();
			expect(await polled.poll()).toBeNull();
			expect(sandbox.log.count('tiktok', DETAIL)).toBeLessThanOrEqual(1);
			expect(sandbox.log.count('tiktok', SEARCH)).toBe(2);
		}
		expect(sandbox.log.count('tiktok', DETAIL)).toBe(0);
		undo.forEach((each) => each());
		ahead += 60 * 60_000;
		expect(await polls(polled, 1)).toEqual(odd.map(({ id }) => id).sort());
	});

	it('but shows newer lines is marked with what was emitted: the old lines of the search bring nothing twice', async () => {
		const odd = order();
		const undo = detailOf(odd.id, (view) => (view.rts_sla_time = 1_900_000_000));
		const polled = trigger();
		expect(await polls(polled, 3)).toEqual([odd.id]);
		undo();
		expect(await polls(polled, 3)).toEqual([odd.id]);
	});
});

describe('what the trigger keeps in memory', () => {
	it('of a detail that the search does not agree with is not used again', async () => {
		order();
		const polled = trigger({ emit: 'untilShipped' });
		const undo = sandbox.answers.change({
			service: 'tiktok',
			path: DETAIL,
			change: ({ data }: { data: { orders: Array<{ recipient_address: View }> } }) => {
				data.orders[0].recipient_address.name = 'Old Name';
			},
		});
		expect(await polled.poll()).toMatchObject([{ recipient: { name: 'Old Name' } }]);
		undo();
		expect(await polled.poll()).toMatchObject([{ recipient: { name: 'Dana Miller' } }]);
	});

	it('holds no longer than what is known of the shop', async () => {
		const pending = order();
		const polled = trigger({ emit: 'untilShipped' });
		await polled.poll();
		Object.assign(pending.shop, { name: 'Sunny Home 2', code: 'USLC000002' });
		expect(await polled.poll()).toMatchObject([
			{ shop: { name: 'Sunny Home 2', code: 'USLC000002' } },
		]);
	});
});

describe('an order that waits for longer than the first pull', () => {
	const waitsLong = async (polled: PolledTrigger) => {
		const waiting = order({ ageSeconds: 4 * DAY });
		expect(await polls(polled, 1)).toEqual([waiting.id]);
		ahead += 9 * DAY * 1_000;
		return waiting.id;
	};

	it.each([
		['is gone', {}],
		['is of an older version', { version: 0, streams: {} }],
		['is of another credential', { version: 1, belongsTo: '["other"]', streams: {} }],
		['is nonsense', { version: {}, streams: 'x' }],
	])('comes again when the state %s', async (_, state) => {
		const polled = trigger();
		const id = await waitsLong(polled);
		polled.staticData = state;
		expect(await polls(polled, 1)).toEqual([id]);
		expect(await polls(polled, 1)).toEqual([]);
	});

	it('comes again when the state of its shop alone is nonsense, and after a restart without a state', async () => {
		const polled = trigger();
		const id = await waitsLong(polled);
		const { streams } = polled.staticData as { streams: Record<string, object> };
		for (const key of Object.keys(streams)) streams[key] = { readUpTo: 'x' };
		expect(await polls(polled, 1)).toEqual([id]);
		polled.staticData = {};
		polled.restart();
		expect(await polls(polled, 1)).toEqual([id]);
	});

	it('comes when an option lets it in, and nothing that was emitted comes twice', async () => {
		const waiting = order({ ageSeconds: 4 * DAY });
		const asked = order({ ageSeconds: 4 * DAY, cancelRequested: true });
		const polled = trigger({ emit: 'once' });
		expect(await polls(polled, 1)).toEqual([waiting.id]);
		ahead += 9 * DAY * 1_000;
		const changed = trigger({ emit: 'once', options: { includeCancelRequested: true } });
		changed.staticData = JSON.parse(JSON.stringify(polled.staticData)) as never;
		expect(await polls(changed, 2)).toEqual([asked.id]);
	});

	it('and is older than the first pull does not come when the workflow is published for the first time (B20)', async () => {
		order({ ageSeconds: 6 * DAY });
		const recent = order({ ageSeconds: 4 * DAY });
		const polled = trigger();
		expect(await polls(polled, 2)).toEqual([recent.id]);
		ahead += 2 * 60 * 60_000;
		expect(await polls(polled, 1)).toEqual([]);
	});

	it('and is older than the first pull does not come either when the first poll meets an outage', async () => {
		order({ ageSeconds: 6 * DAY });
		const credentials = tiktokCredentials(sandbox, {}, { apiHost: 'http://127.0.0.1:9' });
		const polled = trigger({}, { credentials });
		expect(await polled.poll()).toBeNull();
		credentials.data('tikTokShopApi').apiHost = sandbox.tiktokUrl;
		expect(await polled.poll()).toBeNull();
	}, 60_000);

	it('of a shop that is added later begins with the first pull of that shop', async () => {
		const us = sandbox.tiktok.shop('US01').id;
		const gb = sandbox.tiktok.shop('GB01').id;
		const polled = trigger({ shops: [us] });
		await polled.poll();
		order({ shop: 'GB01', ageSeconds: 6 * DAY });
		const recent = order({ shop: 'GB01', ageSeconds: 4 * DAY });
		const both = trigger({ shops: [us, gb] });
		both.staticData = JSON.parse(JSON.stringify(polled.staticData)) as never;
		expect(await polls(both, 2)).toEqual([recent.id]);
	});
});

describe('an order that becomes eligible without a new update time', () => {
	it.each([
		['is moved into the chosen store warehouse', { warehouse: 1 }, 'warehouseId'],
		['is shipped by the seller after all', { shippingType: 'TIKTOK' }, 'shippingType'],
		['is no longer asked to be cancelled', { cancelRequested: true }, 'cancelRequestTime'],
	] as const)('and %s, comes with the next full re-read, days later', async (_, more, field) => {
		const usual = order();
		const late = order({ ageSeconds: 3 * DAY, ...more });
		const polled = trigger({
			emit: 'changes',
			orderScope: 'storeWarehouse',
			warehouses: [usual.warehouseId],
		});
		expect(await polls(polled, 1)).toEqual([usual.id]);
		ahead += 8 * DAY * 1_000;
		expect(await polls(polled, 1)).toEqual([]);
		Object.assign(late, { [field]: usual[field] });
		ahead += 2 * 60 * 60_000;
		expect(await polls(polled, 1)).toEqual([late.id]);
	});
});

describe('a read of what is new that was interrupted', () => {
	it('goes on as one: the next poll reads no full window', async () => {
		const old = order({ ageSeconds: 3 * DAY });
		const polled = trigger({ options: { maxOrders: 100 }, shops: [old.shop.id] });
		await polled.poll();
		ahead += 20 * 60_000;
		const fresh = Array.from({ length: 250 }, () => order({ ageSeconds: 7_200 }));
		fresh.forEach((each, n) => (each.updateTime = sandbox.tiktok.seconds() - 500 + n));
		const all: string[] = [];
		for (let poll = 0; poll < 4; poll++) {
			sandbox.log.clear();
			all.push(...idsOf(await polled.poll()));
			const [{ body }] = sandbox.log.calls('tiktok', SEARCH);
			const { update_time_ge: from } = body as { update_time_ge: number };
			expect(Date.now() / 1_000 - from).toBeLessThan(60 * 60);
		}
		expect([...all].sort()).toEqual(fresh.map(({ id }) => id).sort());
	});
});
