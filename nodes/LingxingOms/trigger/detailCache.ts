import { SHIPPED, statusOf } from '../outbound/outboundOrder';
import { textOf, type Fields } from '../transport/json';
import type { Sight } from './state';

/** Details kept in memory, some 4 KB each. */
const MOST_KEPT = 10_000;
/** A detail that no page can vouch for any more is read again after this, ms. */
const TRUSTED_MS = 6 * 3_600_000;

/**
 * Details of shipped outbound orders in memory, so that an order that is given out at every poll costs a detail call only
 * when its page shows another tracking number. Losing it costs a read, nothing else.
 */
export class DetailCache {
	private readonly details = new Map<string, { record: Fields; readAt: number }>();

	/**
	 * @param sight  the order as its page has just shown it, if it has
	 * @param now    epoch ms
	 */
	get(outboundOrderNo: string, sight: Sight | undefined, now: number): Fields | undefined {
		const kept = this.details.get(outboundOrderNo);
		if (!kept) return undefined;
		const holds = sight
			? markOf(sight.record) === markOf(kept.record)
			: kept.readAt > now - TRUSTED_MS;
		return holds ? kept.record : undefined;
	}

	keep(record: Fields, now: number): void {
		const number = textOf(record.outboundOrderNo);
		this.details.delete(number);
		if (!number || statusOf(record) !== SHIPPED) return;
		this.details.set(number, { record, readAt: now });
		for (const oldest of this.details.keys()) {
			if (this.details.size <= MOST_KEPT) break;
			this.details.delete(oldest);
		}
	}
}

/** What page and detail both show of a shipped order (OMS contract §1.6). */
function markOf(record: Fields): string {
	const { outboundTime, logisticsTrackNo, logisticsCarrier } = record;
	return JSON.stringify([
		statusOf(record),
		textOf(outboundTime),
		textOf(logisticsTrackNo),
		textOf(logisticsCarrier),
	]);
}
