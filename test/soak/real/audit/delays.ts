import type { SandboxEvent, Sandbox } from '../../../sandbox';

export interface Delay {
	/** Seconds. */
	median: number;
	longest: number;
	orderId: string;
}

export interface Delays {
	/** From the moment an order could go to the warehouse until its outbound order was made. */
	push: Delay;
	/** From shipping until the tracking number was on TikTok Shop. */
	tracking: Delay;
}

/** @param mappedAt  epoch ms at which the missing mapping row was added */
export function delaysOf({ tiktok }: Sandbox, mappedAt: number): Delays {
	const firsts = new Map<string, Partial<Record<SandboxEvent['type'], number>>>();
	for (const { type, orderId, at } of tiktok.eventLog.since(0)) {
		const first = firsts.get(orderId) ?? {};
		first[type] ??= Date.parse(at);
		firsts.set(orderId, first);
	}
	const push: Array<[string, number]> = [];
	const tracking: Array<[string, number]> = [];
	for (const [orderId, first] of firsts) {
		const { seeded = 0, holdReleased = 0, sellerSkuFilled = 0 } = first;
		const { searchableFrom = 0, scenario } = tiktok.orders.get(orderId) ?? {};
		const mapped = scenario?.healing === 'mapping' ? mappedAt : 0;
		const eligible = Math.max(
			seeded,
			holdReleased,
			sellerSkuFilled,
			searchableFrom * 1_000,
			mapped,
		);
		if (first.created) push.push([orderId, first.created - eligible]);
		if (first.trackingOnTikTok && first.shipped) {
			tracking.push([orderId, first.trackingOnTikTok - first.shipped]);
		}
	}
	return { push: delay(push), tracking: delay(tracking) };
}

function delay(times: Array<[string, number]>): Delay {
	const sorted = times.sort(([, a], [, b]) => a - b);
	const seconds = (ms: number): number => Math.round(ms / 1_000);
	const [orderId, longest] = sorted[sorted.length - 1] ?? ['', 0];
	const [, median] = sorted[Math.floor(sorted.length / 2)] ?? ['', 0];
	return { median: seconds(median), longest: seconds(longest), orderId };
}
