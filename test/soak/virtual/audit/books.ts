import type { OutboundOrder } from '../../../sandbox/oms/types';
import type { Order } from '../../../sandbox/tiktok/types';
import type { TikTokWorld } from '../../../sandbox/tiktok/world';
import type { PlannedOrder } from '../world/orders';
import type { WorkingOms } from '../world/warehouse';
import { isOurs, newEntry, type Entry } from './entry';
import { whyUnfinished } from './rules';

/** How long finished orders are checked again, as the services still show them; then they are counted and dropped. */
const KEPT = 27 * 3_600_000;

/** What is known of every order that is not long over. */
export class Books {
	private readonly entries = new Map<string, Entry>();

	constructor(
		private readonly now: () => number,
		readonly worlds: () => { tiktok: TikTokWorld; oms: WorkingOms },
	) {}

	get all(): Iterable<Entry> {
		return this.entries.values();
	}

	open(orderId: string, planned: PlannedOrder): Entry {
		const entry = newEntry(planned);
		this.entries.set(orderId, entry);
		return entry;
	}

	/** @returns undefined when it was never placed, or has been forgotten */
	entry(orderId: string): Entry | undefined {
		return this.entries.get(orderId);
	}

	/** Its outbound orders that are not cancelled, whoever made them. */
	live(orderId: string): OutboundOrder[] {
		const { oms } = this.worlds();
		const numbers = this.entries.get(orderId)?.outbound ?? [];
		return numbers.flatMap((number) => {
			const outbound = oms.outbound.get(number);
			return outbound && outbound.status !== 4 ? [outbound] : [];
		});
	}

	liveOurs(orderId: string): OutboundOrder[] {
		return this.live(orderId).filter(isOurs);
	}

	/** Orders that cannot be left as they are, and why. */
	*unfinished(): Iterable<{ orderId: string; why: string }> {
		const { tiktok } = this.worlds();
		for (const [orderId, entry] of this.entries) {
			const order = tiktok.orders.get(orderId);
			const why = order && whyUnfinished(order, entry, this.live(orderId));
			if (why) yield { orderId, why };
		}
	}

	/** Live outbound orders of ours beyond the oldest one of an order, but for those that have shipped. */
	surplusOf(orderId: string): OutboundOrder[] {
		const live = this.liveOurs(orderId);
		const going = live.filter(({ status }) => status !== 3);
		return going.length < live.length ? going : going.slice(1);
	}

	/** Forgets what has long been finished, so that the worlds stay as large as the services' windows. @returns how many */
	archive(): number {
		const { tiktok, oms } = this.worlds();
		let count = 0;
		for (const [orderId, entry] of this.entries) {
			const order = tiktok.orders.get(orderId);
			// One that waited for long may have been created, not for the first time, by an execution that has not ended yet.
			const { planned, outbound, shippedAt = 0, trackedAt = 0 } = entry;
			const created = outbound.map((number) => oms.outbound.get(number)?.createdAt ?? 0);
			const since = Math.max(planned.at, ...created, shippedAt, trackedAt);
			if (!order || since + KEPT > this.now()) continue;
			if (whyUnfinished(order, entry, this.live(orderId))) continue;
			this.forget(order, entry);
			count += 1;
		}
		tiktok.trackingWrites.length = 0;
		return count;
	}

	private forget(order: Order, entry: Entry): void {
		const { tiktok, oms } = this.worlds();
		for (const number of entry.outbound) oms.forget(number);
		for (const packageId of order.packageIds) tiktok.packages.delete(packageId);
		tiktok.orders.delete(order.id);
		this.entries.delete(order.id);
	}
}
