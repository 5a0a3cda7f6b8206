import fc from 'fast-check';

import type { ApiOrder } from '../../../nodes/TikTokShop/orders/apiOrder';
import type { EmitMode } from '../../../nodes/TikTokShop/trigger/emitRules';
import { ItemCache } from '../../../nodes/TikTokShop/trigger/itemCache';
import { readPending } from '../../../nodes/TikTokShop/trigger/pending';
import type { PendingRules } from '../../../nodes/TikTokShop/trigger/stream';
import { LOST_STATE, type ReadState } from '../../../nodes/TikTokShop/trigger/window';
import type { Shop } from '../../../nodes/TikTokShop/shops/shops';
import type { Call, Connection } from '../../../nodes/TikTokShop/transport/connection';
import { trustedState } from '../../../nodes/TikTokShop/trigger/state';

const DAY = 86_400;
const HOUR = 3_600;
const START = 1_795_000_000;
const PAGE = 10;
const STATUS = 'AWAITING_SHIPMENT';
const SHOP: Shop = {
	id: '1',
	code: 'US01',
	name: 'My Shop',
	region: 'US',
	sellerType: 'LOCAL',
	cipher: 'c',
};

/** How Get Order Detail differs from the search for one poll. */
type Oddity = 'cancel' | 'status' | 'absent' | 'unreadable' | 'late';
const ODDITIES: Oddity[] = ['cancel', 'status', 'absent', 'unreadable', 'late'];

/** A shop whose orders stay pending, and whose detail is odd now and then. */
class PendingShop {
	now = START;
	readonly orders: ApiOrder[] = [];
	readonly odd = new Map<string, Oddity>();

	add(late: number): void {
		const id = String(this.orders.length + 1);
		const time = this.now - late;
		this.orders.push({
			id,
			status: STATUS,
			fulfillment_type: 'FULFILLMENT_BY_SELLER',
			shipping_type: 'SELLER',
			is_on_hold_order: true,
			create_time: time,
			update_time: time,
			paid_time: time,
			line_items: [{ id: `${id}1`, sku_id: '10', seller_sku: 'A' }],
		});
	}

	readonly connection = {
		read: async ({ path, query, body }: Call) => {
			const answer = path.endsWith('/search') ? this.search(query, body) : this.detail(query);
			return await Promise.resolve(answer);
		},
	} as unknown as Connection;

	private search(query: Call['query'], body: object | undefined): object {
		const { update_time_ge: from, update_time_lt: to } = body as Record<string, number>;
		const found = this.orders
			.filter(({ update_time: at = 0 }) => at >= from && at < to)
			.sort((a, b) => (a.update_time ?? 0) - (b.update_time ?? 0));
		const first = Number(query?.page_token ?? 0);
		const rest = found.length > first + PAGE ? { next_page_token: String(first + PAGE) } : {};
		return { orders: found.slice(first, first + PAGE), ...rest };
	}

	private detail(query: Call['query']): object {
		const ids = String(query?.ids).split(',');
		return { orders: ids.flatMap((id) => this.shown(id)) };
	}

	private shown(id: string): unknown[] {
		const order = this.orders.find((each) => each.id === id);
		switch (this.odd.get(id)) {
			case 'cancel':
				return [{ ...order, is_buyer_request_cancel: true }];
			case 'status':
				return [{ ...order, status: 'IN_TRANSIT' }];
			case 'unreadable':
				return [{ ...order, packages: [null] }];
			case 'late':
				return [{ ...order, rts_sla_time: START }];
			case 'absent':
				return [];
			default:
				return order ? [order] : [];
		}
	}
}

const rulesOf = (emit: EmitMode, more: Partial<PendingRules> = {}): PendingRules => ({
	emit,
	firstPull: 5 * DAY,
	window: 2 * DAY,
	auditEvery: emit === 'untilShipped' ? 0 : HOUR,
	shippingType: 'SELLER',
	warehouseIds: [],
	includeCancelRequested: false,
	minimumAge: 0,
	keepRaw: false,
	maxOrders: 5_000,
	...more,
});

/** What a restart of n8n leaves of the state. */
function stored(state: ReadState, now: number): ReadState {
	const written = { version: 1, belongsTo: 'x', streams: { '1:A': state } };
	const kept = JSON.parse(JSON.stringify(written)) as never;
	return trustedState(kept, 'x', now).streams['1:A'];
}

const step = fc.record({
	/** Orders that turn up: how long ago they were updated, s. */
	arrivals: fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 4 }),
	crowd: fc.constantFrom(0, 0, 0, 25),
	oddities: fc.array(fc.tuple(fc.nat(), fc.constantFrom(...ODDITIES)), { maxLength: 4 }),
	interrupted: fc.boolean(),
	isLost: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
	pause: fc.integer({ min: 60, max: 3 * DAY }),
});

describe.each(['changes', 'once', 'untilShipped'] as const)('emission (%s)', (mode) => {
	it('emits every order that stays pending, whatever disagrees, stops or gets lost, and in "once" never twice', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
				const shop = new PendingShop();
				const cache = new ItemCache();
				let state: ReadState | undefined;
				let emitted = new Map<string, number>();
				const poll = async (maxOrders: number) => {
					const clock = () => 0;
					const time = { now: shop.now * 1_000, deadline: 1, clock, cache };
					const rules = rulesOf(mode, { maxOrders });
					const stream = {
						connection: shop.connection,
						shop: SHOP,
						status: STATUS,
						rules,
						poll: time,
					};
					const read = await readPending(stream, state);
					for (const { orderId } of read.items) {
						emitted.set(orderId, (emitted.get(orderId) ?? 0) + 1);
					}
					state = stored(read.state, shop.now);
					// What is remembered as emitted has left the node.
					const marked = Object.entries(state.emitted).filter(([, mark]) => /^[0-9a-f]/.test(mark));
					expect(marked.filter(([id]) => !emitted.has(id))).toEqual([]);
				};
				for (const { arrivals, crowd, oddities, interrupted, isLost, pause } of steps) {
					for (const late of arrivals) shop.add(late);
					for (let n = 0; n < crowd; n++) shop.add(n);
					shop.odd.clear();
					for (const [n, oddity] of oddities) {
						const { id } = shop.orders[n % Math.max(shop.orders.length, 1)] ?? {};
						if (id) shop.odd.set(id, oddity);
					}
					if (isLost && state) {
						state = LOST_STATE;
						emitted = new Map();
					}
					await poll(interrupted ? 1 : 5_000);
					shop.now += pause;
				}
				shop.odd.clear();
				// The orders of more than 30 days ago are out of reach.
				const reachable = shop.orders.filter(
					({ update_time: at = 0 }) => at > shop.now + 4 * HOUR - 30 * DAY,
				);
				for (let n = 0; n < 3; n++) {
					shop.now += HOUR + 1;
					await poll(5_000);
				}
				const missing = reachable.filter(({ id }) => !emitted.has(id)).map(({ id }) => id);
				expect(missing).toEqual([]);
				if (mode === 'once') expect([...emitted.values()].filter((times) => times > 1)).toEqual([]);
				const before = [...emitted.values()].reduce((sum, times) => sum + times, 0);
				await poll(5_000);
				const after = [...emitted.values()].reduce((sum, times) => sum + times, 0);
				if (mode !== 'untilShipped') expect(after).toBe(before);
			}),
			{ numRuns: 100 },
		);
	}, 120_000);
});
