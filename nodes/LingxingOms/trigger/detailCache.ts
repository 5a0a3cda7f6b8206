import { BoundedMap } from '../../shared/boundedMap';
import { HOUR_MS } from '../../shared/durations';
import { SHIPPED, statusOf } from '../outbound/outboundOrder';
import { rowsOf, textOf, type Fields } from '../transport/json';
import type { ObservedOrder } from './state';

/** Details kept in memory, some 4 KB each. */
const MOST_KEPT = 10_000;
/** A detail is read again after this, ms: its page does not show a further parcel or the number of the second one. */
const TRUSTED_MS = 6 * HOUR_MS;

/**
 * Details of shipped outbound orders in memory, so that an order that is given out at every poll costs a detail call only
 * when its page shows another tracking number, when a parcel has no number yet, and every few hours. Losing it costs a read,
 * nothing else.
 */
export class DetailCache {
	private readonly details = new BoundedMap<string, { record: Fields; readAt: number }>(MOST_KEPT);

	/**
	 * @param sight  the order as its page has just shown it, if it has
	 * @param now    epoch ms
	 */
	get(outboundOrderNo: string, sight: ObservedOrder | undefined, now: number): Fields | undefined {
		const kept = this.details.get(outboundOrderNo);
		if (!kept) return undefined;
		const isSame = !sight || markOf(sight.record) === markOf(kept.record);
		return isSame && kept.readAt > now - TRUSTED_MS ? kept.record : undefined;
	}

	keep(record: Fields, now: number): void {
		const number = textOf(record.outboundOrderNo);
		this.details.delete(number);
		if (!number || statusOf(record) !== SHIPPED || lacksNumber(record)) return;
		this.details.set(number, { record, readAt: now });
	}
}

function lacksNumber({ logisticsTrackNo, expressList }: Fields): boolean {
	const parcels = rowsOf(expressList);
	if (parcels.length === 0) return textOf(logisticsTrackNo) === '';
	return parcels.some(({ trackNo }) => textOf(trackNo) === '');
}

/** What page and detail both show of a shipped order (OMS API §1.6). */
function markOf(record: Fields): string {
	const { outboundTime, logisticsTrackNo, logisticsCarrier } = record;
	return JSON.stringify([
		statusOf(record),
		textOf(outboundTime),
		textOf(logisticsTrackNo),
		textOf(logisticsCarrier),
	]);
}
