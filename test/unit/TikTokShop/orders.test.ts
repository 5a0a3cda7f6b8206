import fc from 'fast-check';

import type { ApiOrder } from '../../../nodes/TikTokShop/orders/apiOrder';
import { eligibility, type Eligibility } from '../../../nodes/TikTokShop/orders/eligibility';
import { Emission, type EmitMode } from '../../../nodes/TikTokShop/orders/emission';
import { toOrderItem } from '../../../nodes/TikTokShop/orders/orderItem';
import { revisionOf } from '../../../nodes/TikTokShop/orders/revision';
import { nextWindow, type ReadState } from '../../../nodes/TikTokShop/orders/window';

const DAY = 86_400;
const NOW = 1_795_000_000;
const SHOP = { id: '1', code: 'US01', name: 'My Shop', region: 'US', sellerType: 'LOCAL' };

const RULES: Eligibility = {
	shippingType: 'SELLER',
	warehouseIds: [],
	includeCancelRequested: false,
	minimumAge: 0,
};

const order = (changed: Partial<ApiOrder> = {}): ApiOrder => ({
	id: '576500000000000001',
	status: 'AWAITING_SHIPMENT',
	fulfillment_type: 'FULFILLMENT_BY_SELLER',
	shipping_type: 'SELLER',
	is_on_hold_order: true,
	create_time: NOW - 7_200,
	update_time: NOW - 7_200,
	paid_time: NOW - 7_200,
	line_items: [{ id: '1', sku_id: '10', seller_sku: 'A' }],
	...changed,
});

describe('the window of a poll', () => {
	const rules = { firstPull: 5 * DAY, window: 2 * DAY, auditEvery: 3_600 };
	const state = (changed: Partial<ReadState> = {}): ReadState => ({
		readUpTo: NOW - 900,
		auditedAt: NOW - 900,
		round: 0,
		emitted: {},
		...changed,
	});

	it.each([
		['the first poll looks back five days (B20)', undefined, { from: NOW - 5 * DAY, audit: true }],
		[
			'an idle poll reads what changed since the last one, with an overlap',
			state(),
			{ from: NOW - 900 - 600, audit: false },
		],
		[
			'a re-read covers two days (B21)',
			state({ auditedAt: NOW - 3_600 }),
			{ from: NOW - 2 * DAY, audit: true },
		],
		[
			'a re-read reaches back to the oldest pending order',
			state({ auditedAt: NOW - 3_600, oldestPending: NOW - 9 * DAY }),
			{ from: NOW - 9 * DAY, audit: true },
		],
		[
			'after an outage longer than the window nothing is left out',
			state({ auditedAt: NOW - 4 * DAY, readUpTo: NOW - 4 * DAY }),
			{ from: NOW - 4 * DAY - 600, audit: true },
		],
		[
			'nothing older than 30 days is read',
			state({ auditedAt: 0, readUpTo: 0 }),
			{ from: NOW - 30 * DAY, audit: true },
		],
		[
			'a read that ran out of time goes on where it stopped',
			state({ resume: { from: NOW - 3 * DAY, startedAt: NOW - 900 } }),
			{ from: NOW - 3 * DAY, audit: true },
		],
	])('%s', (_, before, expected) => {
		expect(nextWindow(before, rules, NOW)).toEqual({ to: NOW, ...expected });
	});
});

describe('an order goes to the warehouse', () => {
	it.each([
		['as it is', {}, {}, 'yes'],
		['fulfilled by TikTok', { fulfillment_type: 'FULFILLMENT_BY_TIKTOK' }, {}, 'no'],
		['shipped by TikTok', { shipping_type: 'TIKTOK' }, {}, 'no'],
		['shipped by TikTok, wanted', { shipping_type: 'TIKTOK' }, { shippingType: 'TIKTOK' }, 'yes'],
		['of another store warehouse', { warehouse_id: '8' }, { warehouseIds: ['9'] }, 'no'],
		['of the store warehouse', { warehouse_id: '9' }, { warehouseIds: ['9'] }, 'yes'],
		['asked to be cancelled', { is_buyer_request_cancel: true }, {}, 'no'],
		[
			'asked to be cancelled, wanted',
			{ is_buyer_request_cancel: true },
			{ includeCancelRequested: true },
			'yes',
		],
		['never on hold, paid now', { is_on_hold_order: false, paid_time: NOW - 10 }, {}, 'wait'],
		[
			'never on hold, paid an hour ago',
			{ is_on_hold_order: false, paid_time: NOW - 3_600 },
			{},
			'yes',
		],
		['younger than wanted', {}, { minimumAge: 3 * 3_600 }, 'wait'],
	] as const)('%s: %s', (_, changed, rules, verdict) => {
		expect(eligibility(order(changed), { ...RULES, ...rules } as Eligibility, NOW)).toBe(verdict);
	});
});

describe('the order item', () => {
	it('groups units by SKU and gift flag and keeps every line item ID', () => {
		const { lines } = toOrderItem(
			order({
				line_items: [
					{ id: '1', sku_id: '10', seller_sku: 'A' },
					{ id: '2', sku_id: '10', seller_sku: 'A', is_gift: true },
					{ id: '3', sku_id: '11', seller_sku: '' },
					{ id: '4', sku_id: '10', seller_sku: 'A' },
					{ id: '5', sku_id: '10', seller_sku: 'A', display_status: 'CANCELLED' },
				],
			}),
			SHOP,
		);
		expect(lines).toMatchObject([
			{ platformSku: 'A', quantity: 2, lineItemIds: ['1', '4'], isGift: false },
			{ platformSku: 'A', quantity: 1, lineItemIds: ['2'], isGift: true },
			{ platformSku: '', quantity: 1, lineItemIds: ['3'] },
		]);
	});

	it.each([
		['asterisks in the street', { name: 'A B', address_line1: 'S*****' }, true],
		['asterisks in the phone number only', { name: 'A B', phone_number: '(+1)***-***-23' }, false],
		['a clear address', { name: 'A B', address_line1: '1 Main St' }, false],
	])('%s: masked is %s', (_, address, masked) => {
		expect(toOrderItem(order({ recipient_address: address }), SHOP).recipient.masked).toBe(masked);
	});

	it("holds TikTok Shop's own order only when asked for, and never changes it", () => {
		const raw = Object.freeze(order());
		expect(toOrderItem(raw, SHOP)).not.toHaveProperty('raw');
		expect(toOrderItem(raw, SHOP, true).raw).toBe(raw);
	});
});

describe('the revision', () => {
	it('stays when only update_time moves', () => {
		expect(revisionOf(order({ update_time: NOW }))).toBe(revisionOf(order()));
	});

	it.each([
		['a seller SKU is filled in', { line_items: [{ id: '1', sku_id: '10', seller_sku: 'B' }] }],
		['the address changes', { recipient_address: { name: 'New' } }],
		['the buyer asks to cancel', { is_buyer_request_cancel: true }],
		[
			'a line is cancelled',
			{ line_items: [{ id: '1', sku_id: '10', seller_sku: 'A', display_status: 'CANCELLED' }] },
		],
	])('changes when %s', (_, changed) => {
		expect(revisionOf(order(changed))).not.toBe(revisionOf(order()));
	});
});

describe('emission, whatever happens between polls', () => {
	/** One poll of a made-up shop: pages of two orders, which may break off after any page. */
	function poll(
		orders: ApiOrder[],
		before: ReadState | undefined,
		mode: EmitMode,
		now: number,
		breakAfter: number,
	): { emitted: string[]; state: ReadState | undefined } {
		const rules = { firstPull: 5 * DAY, window: 2 * DAY, auditEvery: 1_800 };
		const window = nextWindow(before, rules, now);
		const emission = new Emission(before, window, mode, RULES);
		const rows = orders
			.filter(({ update_time: at = 0 }) => at >= window.from && at < window.to)
			.sort((a, b) => (a.update_time ?? 0) - (b.update_time ?? 0));
		const emitted: string[] = [];
		for (let page = 0; page * 2 < rows.length; page++) {
			const wanted = emission.select(rows.slice(page * 2, page * 2 + 2));
			if (page === breakAfter) {
				return emission.hasProgress
					? { emitted, state: emission.afterPart() }
					: { emitted: [], state: before };
			}
			emission.commit();
			emitted.push(...wanted.map(({ id }) => id));
		}
		return { emitted, state: emission.afterAll() };
	}

	const history = fc.array(
		fc.record({
			arrivals: fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 5 }),
			breakAfter: fc.integer({ min: 0, max: 6 }),
			pause: fc.integer({ min: 60, max: 4_000 }),
		}),
		{ minLength: 1, maxLength: 12 },
	);

	it.each(['changes', 'once'] as const)(
		'%s: every order is emitted, and none again while it stays as it is',
		(mode) => {
			fc.assert(
				fc.property(history, (steps) => {
					let now = NOW;
					let state: ReadState | undefined;
					let serial = 0;
					const orders: ApiOrder[] = [];
					const emitted: string[] = [];
					const run = (breakAfter: number) => {
						const result = poll(orders, state, mode, now, breakAfter);
						emitted.push(...result.emitted);
						state = result.state;
					};
					for (const { arrivals, breakAfter, pause } of steps) {
						for (const late of arrivals) {
							serial += 1;
							// Visible now, but updated up to 500 s ago: TikTok Shop lists late.
							orders.push(order({ id: String(serial), update_time: now - late }));
						}
						run(breakAfter);
						now += pause;
					}
					run(99);
					now += 4_000;
					run(99);
					expect([...emitted].sort()).toEqual(orders.map(({ id }) => id).sort());
				}),
			);
		},
	);
});
