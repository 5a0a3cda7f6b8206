import type { OutboundOrder } from '../../../sandbox/oms/types';
import type { OmsWorld } from '../../../sandbox/oms/world';
import type { TikTokWorld } from '../../../sandbox/tiktok/world';
import type { TriggerName } from '../process/n8nProcess';
import type { PlannedOrder } from '../world/orders';

/** What is known of an order. Times are epoch ms. */
export interface Entry {
	planned: PlannedOrder;
	eligibleAt?: number;
	/** All outbound order numbers, whoever made them. */
	outbound: string[];
	createdAt?: number;
	shippedAt?: number;
	trackedAt?: number;
	/** When two outbound orders of ours were first alive. */
	doubledAt?: number;
	/** Start of the first complete execution that had the order after that. */
	syncedAt?: number;
	/** What the order was before its buyer or seller changed it, and when it was cancelled; epoch ms. */
	before?: { at: number; wanted: PlannedOrder['wanted']; address: string };
	/** An exception has named it since then. */
	isToldSince?: true;
	/** Start of the first complete execution that had the order after that, by trigger. */
	seenAt: Partial<Record<TriggerName, number>>;
	/** Ours was made beside that of another creator by a call that was stuck on its way. */
	isExcused: boolean;
	/** Tracking number of each line item, by its ID. */
	numbers: Map<string, string>;
	/** Codes of the exceptions that named the order. */
	codes: Set<string>;
}

export interface Violation {
	what: string;
	orderId: string;
	/** ISO 8601, UTC, by the services' clock. */
	at: string;
	/** What is known of the order. */
	entry?: object;
}

export function newEntry(planned: PlannedOrder): Entry {
	const codes = new Set<string>();
	const numbers = new Map<string, string>();
	return { planned, outbound: [], isExcused: false, numbers, codes, seenAt: {} };
}

/** Whether a process of n8n made it; it writes its name into the remark. */
export function isOurs({ given }: OutboundOrder): boolean {
	return /^p\d+$/.test(given.remark ?? '');
}

/** An order and everything that was made of it, as printed. */
export function describe(
	orderId: string,
	entry: Entry,
	tiktok: TikTokWorld,
	oms: OmsWorld,
): object {
	const { planned, eligibleAt, createdAt, shippedAt, trackedAt } = entry;
	const order = tiktok.orders.get(orderId);
	return {
		story: planned.scenario,
		shop: tiktok.shops[planned.shop].key,
		lines: planned.lines,
		placedAt: time(planned.at),
		eligibleAt: time(eligibleAt),
		createdAt: time(createdAt),
		shippedAt: time(shippedAt),
		trackedAt: time(trackedAt),
		status: order?.status,
		lineItems: order?.lines.map(({ id, sellerSku, status }) =>
			[sellerSku, status, entry.numbers.get(id)].join(' '),
		),
		exceptions: [...entry.codes],
		outbound: entry.outbound.map((number) => {
			const outbound = oms.outbound.get(number);
			const { status, given, lines, packing, cancel, trackNo, parcelTrackNos } = outbound ?? {};
			const by = given?.remark;
			const times = { createdAt: time(outbound?.createdAt), shippedAt: time(outbound?.outboundAt) };
			return { number, status, ...times, by, lines, packing, trackNo, parcelTrackNos, cancel };
		}),
	};
}

function time(ms: number | undefined): string | undefined {
	return ms === undefined ? undefined : new Date(ms).toISOString();
}
