import type { IDataObject } from 'n8n-workflow';

import { LingxingOmsTrigger } from '../../../nodes/LingxingOms/LingxingOmsTrigger.node';
import { TikTokShopTrigger } from '../../../nodes/TikTokShop/TikTokShopTrigger.node';
import * as recorded from '../../fixtures/static-data-62cb872.json';
import { startSandbox, type Sandbox } from '../../sandbox';
import { omsCredentials } from '../../support/engine/oms';
import { PolledTrigger } from '../../support/engine/polledTrigger';
import { tiktokCredentials } from '../../support/engine/tiktok';
import { acceptOutbound } from '../../support/items/acceptedOutbound';
import { parametersOf } from '../../templates/evaluate';

/**
 * What the triggers of commit 62cb872 had in n8n's static data, recorded by that commit's own engine tests: three orders in two shops
 * and three outbound orders, two of them shipped, after two polls a quarter of an hour apart. The clock stands where the recording
 * began and is moved by hand, so the sandbox of today gives the same orders and times.
 */
const RECORDED_AT = new Date(recorded.recordedAt);
const QUARTER_SECONDS = 15 * 60;
const HOUR_SECONDS = 3_600;
const DAY_MS = 86_400_000;
const FOLDER = 'test/fixtures/templates-62cb872';

const EVERYTHING_BUT_DATE = [
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'clearImmediate',
	'setInterval',
	'clearInterval',
	'setTimeout',
	'clearTimeout',
] as const;

const later = (seconds: number) => jest.setSystemTime(Date.now() + seconds * 1_000);

let sandbox: Sandbox;

beforeEach(async () => {
	jest.useFakeTimers({ now: RECORDED_AT, doNotFake: [...EVERYTHING_BUT_DATE] });
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});

afterEach(async () => {
	await sandbox.close();
	jest.useRealTimers();
});

const fieldsOf = (items: IDataObject[] | null, field: string): string[] =>
	(items ?? []).map((item) => String(item[field])).sort();

describe('a TikTok Shop Trigger of 62cb872 after the update of the package', () => {
	type Emit = keyof typeof recorded.tikTokShop;
	/** The credential of these tests, which the user chooses. */
	const PASTED = { authentication: 'redirectedUrl' };
	const order = (more: object = {}) =>
		sandbox.tiktok.addOrder({
			shop: 'US01',
			lines: [{ sellerSku: 'MUG-BLUE-350' }],
			ageSeconds: 7_200,
			...more,
		});

	/** The orders of the recording, and a trigger with what was kept of them. */
	function updated(state: Emit, parameters: object): { ids: string[]; trigger: PolledTrigger } {
		const { ids, staticData } = recorded.tikTokShop[state];
		const orders = [order(), order({ ageSeconds: 90_000 }), order({ shop: 'GB01' })];
		expect(orders.map(({ id }) => id)).toEqual(ids);
		later(2 * QUARTER_SECONDS);
		const trigger = new PolledTrigger(new TikTokShopTrigger(), parameters as never, {
			credentials: tiktokCredentials(sandbox),
			activation: 'init',
		});
		trigger.staticData = staticData as unknown as IDataObject;
		return { ids, trigger };
	}

	const idsOf = async (trigger: PolledTrigger) => fieldsOf(await trigger.poll(), 'orderId');

	it.each([
		['changes', { emit: 'changes' }],
		['changes', {}],
		['once', { emit: 'once' }],
		['changes', { emit: 'acknowledged' }],
	] as const)(
		'with Emit "%s", %j now, emits no order again, and each new one once',
		async (state, parameters) => {
			const { trigger } = updated(state, parameters);
			expect(await idsOf(trigger)).toEqual([]);
			const fresh = order();
			fresh.updateTime = Math.floor(Date.now() / 1_000);
			later(QUARTER_SECONDS);
			expect(await idsOf(trigger)).toEqual([fresh.id]);
			for (let polls = 0; polls < 6; polls++) {
				later(QUARTER_SECONDS);
				expect(await idsOf(trigger)).toEqual([]);
			}
		},
	);

	it('still sees that an order it had emitted has changed', async () => {
		const { ids, trigger } = updated('changes', {});
		expect(await idsOf(trigger)).toEqual([]);
		const changed = sandbox.tiktok.orders.get(ids[0]);
		if (changed) changed.lines[0].sellerSku = 'TEA-GREEN-100';
		later(2 * HOUR_SECONDS);
		expect(await idsOf(trigger)).toEqual([ids[0]]);
	});

	it('with the parameters of its template goes on emitting what waits at every poll', async () => {
		const template = parametersOf('05-order-sync.json', 'Pending Orders', FOLDER);
		const { ids, trigger } = updated('untilShipped', { ...template, ...PASTED });
		expect(template.emit).toBe('untilShipped');
		expect(await idsOf(trigger)).toEqual([...ids].sort());
		later(QUARTER_SECONDS);
		expect(await idsOf(trigger)).toEqual([...ids].sort());
	});

	it('that loses what it kept reads all again and emits each order once', async () => {
		const { ids, trigger } = updated('changes', {});
		trigger.staticData = {};
		expect(await idsOf(trigger)).toEqual([...ids].sort());
		later(QUARTER_SECONDS);
		expect(await idsOf(trigger)).toEqual([]);
	});
});

describe('a Lingxing OMS Trigger of 62cb872 after the update of the package', () => {
	type State = keyof typeof recorded.lingxingOms;
	const outbound = (serial: number, ageDays = 0) => {
		const order = acceptOutbound(sandbox, serial);
		order.createdAt -= ageDays * DAY_MS;
		return order;
	};

	function updated(state: State, parameters: object) {
		const { ids, staticData } = recorded.lingxingOms[state];
		const orders = [outbound(1), outbound(2, 4), outbound(3)];
		expect(orders.map(({ outboundOrderNo }) => outboundOrderNo)).toEqual(ids);
		const [first, second, open] = orders;
		sandbox.oms.ship(first);
		sandbox.oms.ship(second);
		later(2 * QUARTER_SECONDS);
		const trigger = new PolledTrigger(new LingxingOmsTrigger(), parameters as never, {
			credentials: omsCredentials(sandbox),
			activation: 'init',
		});
		trigger.staticData = staticData as unknown as IDataObject;
		return { shipped: [first, second].map((each) => each.outboundOrderNo).sort(), open, trigger };
	}

	const numbersOf = async (trigger: PolledTrigger) =>
		fieldsOf(await trigger.poll(), 'outboundOrderNo');

	it.each([
		['once', { event: 'shipped', emit: 'once' }],
		['once', { event: 'shipped' }],
		['statusChanged', { event: 'statusChanged', emit: 'once' }],
	] as const)(
		'of state %s, %j now, emits none again, and the next that ships',
		async (state, parameters) => {
			const { open, trigger } = updated(state, parameters);
			expect(await numbersOf(trigger)).toEqual([]);
			sandbox.oms.ship(open);
			later(QUARTER_SECONDS);
			expect(await numbersOf(trigger)).toEqual([open.outboundOrderNo]);
			later(QUARTER_SECONDS);
			expect(await numbersOf(trigger)).toEqual([]);
		},
	);

	it('with the parameters of its template goes on emitting what shipped lately at every poll', async () => {
		const template = parametersOf('09-ship-back.json', 'Shipped Outbound Orders', FOLDER);
		const { shipped, open, trigger } = updated('repeat', template);
		expect(template.emit).toBe('repeat');
		expect(await numbersOf(trigger)).toEqual(shipped);
		sandbox.oms.ship(open);
		later(QUARTER_SECONDS);
		expect(await numbersOf(trigger)).toEqual([...shipped, open.outboundOrderNo].sort());
	});
});
