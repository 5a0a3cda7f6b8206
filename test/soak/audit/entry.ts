import type { OmsWorld } from '../../sandbox/oms/world';
import type { TikTokWorld } from '../../sandbox/tiktok/world';
import type { PlannedOrder } from '../world/orders';

/** What is known of an order. Times are epoch ms. */
export interface Entry {
	planned: PlannedOrder;
	eligibleAt?: number;
	outbound: string[];
	createdAt?: number;
	shippedAt?: number;
	trackNo?: string;
	carrier?: string;
	trackedAt?: number;
	archived: boolean;
	/** When two outbound orders were first alive. */
	doubledAt?: number;
	/** Start of the first complete execution that had the order after that. */
	syncedAt?: number;
}

export interface Violation {
	what: string;
	orderId: string;
	/** ISO 8601, UTC, by the services' clock. */
	at: string;
	/** What is known of the order. */
	entry?: object;
}

/** An order and everything that was made of it, for people. */
export function describe(
	orderId: string,
	entry: Entry,
	tiktok: TikTokWorld,
	oms: OmsWorld,
): object {
	const { planned, eligibleAt, createdAt, shippedAt, trackedAt } = entry;
	return {
		story: planned.story,
		shop: tiktok.shops[planned.shop].key,
		lines: planned.lines,
		placedAt: time(planned.at),
		eligibleAt: time(eligibleAt),
		createdAt: time(createdAt),
		shippedAt: time(shippedAt),
		trackedAt: time(trackedAt),
		status: tiktok.orders.get(orderId)?.status,
		outbound: entry.outbound.map((number) => {
			const outbound = oms.outbound.get(number);
			const { status, given, lines, cancel } = outbound ?? {};
			const by = given?.remark;
			return { number, status, createdAt: time(outbound?.createdAt), by, lines, cancel };
		}),
	};
}

function time(ms: number | undefined): string | undefined {
	return ms === undefined ? undefined : new Date(ms).toISOString();
}
