import type { CallLog } from './callLog';
import { DEMO_PAIRING } from './demo/mapping';
import type { OutboundOrder } from './oms/types';
import type { OmsWorld } from './oms/world';
import type { Expectation, Healing, Order, OrderStatus, TrackingWrite } from './tiktok/types';
import type { TikTokWorld } from './tiktok/world';

export interface OutboundBook {
	orderNo: string;
	thirdOrderNo: string;
	status: number;
	lines: Array<{ sku: string; quantity: number }>;
	carrier: string;
	trackNo: string;
	/** Numbers of all parcels, where the warehouse packed several. */
	trackNos?: string[];
	/** ISO 8601, UTC. */
	createdAt: string;
}

export interface OrderBook {
	orderId: string;
	/** Shop code. */
	shop: string;
	/** What should have become of the order by the end of its scenario. */
	expected: Expectation;
	/** What had to be mended before it could ship. */
	healing?: Healing;
	scenario: string;
	status: OrderStatus;
	/** A client has read its detail. */
	pulled: boolean;
	outbound: OutboundBook[];
	/** Tracking numbers TikTok Shop accepted for it. */
	tracking: TrackingWrite[];
	/** Whether the live outbound order asks for the right goods; null when there is none or nothing is claimed. */
	linesRight: boolean | null;
}

/** What happened, counted from the two services' own worlds, never from a client's words. */
export interface Books {
	orders: OrderBook[];
	seeded: number;
	pulled: number;
	/** Orders with a live outbound order. */
	created: number;
	/** Orders with a shipped outbound order. */
	shipped: number;
	/** Orders whose shipped number TikTok Shop has. */
	trackingOnTikTok: number;
	/** Orders that had to be mended first and now have a live outbound order. */
	healed: number;
	/** Orders that should ship and have no live outbound order right now. */
	lost: number;
	/** Live outbound orders beyond one per order. */
	duplicates: number;
	/** Orders that must not ship and have a live outbound order. */
	unwanted: number;
	/** Orders whose live outbound order asks for the wrong goods. */
	wrongLines: number;
	/** Accepted tracking numbers that are not the shipped parcel's, or name another carrier. */
	wrongTracking: number;
	calls: { tiktok: number; oms: number };
}

const TRACKED_BY_OMS_CARRIER = new Map(DEMO_PAIRING.map((row) => [row.carrier, row.providerId]));

/**
 * The order an outbound order stands for: by its platform order number, else by the order id inside its own number.
 */
export function orderIdOf(
	orders: ReadonlyMap<string, Order>,
	outbound: Pick<OutboundOrder, 'platformOrderNo' | 'thirdOrderNo'>,
): string {
	if (orders.has(outbound.platformOrderNo)) return outbound.platformOrderNo;
	const inside = outbound.thirdOrderNo.match(/\d{17,19}/g) ?? [];
	return inside.find((digits) => orders.has(digits)) ?? '';
}

function totals(lines: ReadonlyArray<{ sku: string; quantity: number }>): string {
	const sums = new Map<string, number>();
	for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
	return JSON.stringify([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function linesRight(order: Order, live: readonly OutboundOrder[]): boolean | null {
	const expected = order.scenario.expectedLines;
	if (!expected || live.length === 0) return null;
	const wanted = totals(expected.map(({ systemSku, quantity }) => ({ sku: systemSku, quantity })));
	return live.every((outbound) => totals(outbound.lines) === wanted);
}

/** A number is right when a shipped parcel of the order bears it and the provider is the paired carrier's. */
function trackingRight(write: TrackingWrite, outbound: readonly OutboundOrder[]): boolean {
	return outbound.some((parcel) => {
		const provider = TRACKED_BY_OMS_CARRIER.get(parcel.carrier);
		const sameProvider = provider === undefined || provider === write.providerId;
		const numbers = parcel.parcelTrackNos ?? [parcel.trackNo];
		return parcel.status === 3 && numbers.includes(write.trackingNumber) && sameProvider;
	});
}

const outboundBook = (outbound: OutboundOrder): OutboundBook => ({
	orderNo: outbound.outboundOrderNo,
	thirdOrderNo: outbound.thirdOrderNo,
	status: outbound.status,
	lines: outbound.lines.map((line) => ({ ...line })),
	carrier: outbound.carrier,
	trackNo: outbound.trackNo,
	...(outbound.parcelTrackNos ? { trackNos: [...outbound.parcelTrackNos] } : {}),
	createdAt: new Date(outbound.createdAt).toISOString(),
});

const isLive = (outbound: OutboundOrder): boolean => outbound.status !== 4;

/** Live outbound orders beyond one per order, or per own number where they belong to no order. */
function countDuplicates(outboundBy: ReadonlyMap<string, OutboundOrder[]>): number {
	let duplicates = 0;
	for (const [orderId, outbound] of outboundBy) {
		const live = outbound.filter(isLive);
		const distinct = orderId ? 1 : new Set(live.map((each) => each.thirdOrderNo)).size;
		duplicates += Math.max(0, live.length - distinct);
	}
	return duplicates;
}

export function countBooks(tiktok: TikTokWorld, oms: OmsWorld, log: CallLog): Books {
	const outboundBy = new Map<string, OutboundOrder[]>();
	for (const outbound of oms.outbound.values()) {
		const orderId = orderIdOf(tiktok.orders, outbound);
		const same = outboundBy.get(orderId);
		if (same) same.push(outbound);
		else outboundBy.set(orderId, [outbound]);
	}
	const writesBy = new Map<string, TrackingWrite[]>();
	for (const write of tiktok.trackingWrites) {
		writesBy.set(write.orderId, [...(writesBy.get(write.orderId) ?? []), write]);
	}
	let wrongTracking = 0;
	const orders = [...tiktok.orders.values()].map((order): OrderBook => {
		const outbound = outboundBy.get(order.id) ?? [];
		const tracking = writesBy.get(order.id) ?? [];
		wrongTracking += tracking.filter((write) => !trackingRight(write, outbound)).length;
		return {
			orderId: order.id,
			shop: order.shop.code,
			expected: order.scenario.expected,
			...(order.scenario.healing ? { healing: order.scenario.healing } : {}),
			scenario: order.scenario.name,
			status: order.status,
			pulled: order.firstReadAt !== undefined,
			outbound: outbound.map(outboundBook),
			tracking,
			linesRight: linesRight(order, outbound.filter(isLive)),
		};
	});
	const count = (test: (order: OrderBook) => boolean): number => orders.filter(test).length;
	const live = (order: OrderBook): boolean => order.outbound.some(({ status }) => status !== 4);
	return {
		orders,
		seeded: orders.length,
		pulled: count((order) => order.pulled),
		created: count(live),
		shipped: count((order) => order.outbound.some(({ status }) => status === 3)),
		trackingOnTikTok: count((order) =>
			order.tracking.some(({ trackingNumber }) =>
				order.outbound.some(({ status, trackNo }) => status === 3 && trackNo === trackingNumber),
			),
		),
		healed: count((order) => order.healing !== undefined && live(order)),
		lost: count((order) => order.expected === 'ship' && !live(order)),
		duplicates: countDuplicates(outboundBy),
		unwanted: count((order) => order.expected !== 'ship' && live(order)),
		wrongLines: count((order) => order.linesRight === false),
		wrongTracking,
		calls: { tiktok: log.count('tiktok'), oms: log.count('oms') },
	};
}
