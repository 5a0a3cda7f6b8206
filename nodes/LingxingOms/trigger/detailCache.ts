import { BoundedMap } from '../../shared/boundedMap';
import { HOUR_MS } from '../../shared/durations';
import { SHIPPED, statusOf } from '../outbound/outboundOrder';
import { rowsOf, textOf, type Fields } from '../transport/json';
import type { ObservedOrder } from './state';

/** Details kept in memory, some 4 KB each. */
const MOST_KEPT = 10_000;
/** A detail is read again after this, ms, because the list does not show further parcels or their numbers. */
const TRUSTED_MS = 6 * HOUR_MS;

/**
 * Caches details of shipped outbound orders. An order that is emitted at every poll then costs a detail call only when the list shows
 * another tracking number, when a parcel has no number yet, and every few hours.
 */
export class DetailCache {
	private readonly details = new BoundedMap<string, { record: Fields; readAt: number }>(MOST_KEPT);

	/**
	 * @param observed  the order as the list shows it, if it was listed
	 * @param now       epoch ms
	 */
	get(
		outboundOrderNo: string,
		observed: ObservedOrder | undefined,
		now: number,
	): Fields | undefined {
		const kept = this.details.get(outboundOrderNo);
		if (!kept) return undefined;
		const isSame = !observed || markOf(observed.record) === markOf(kept.record);
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

/** The fields that list and detail both have (OMS API §1.6). */
function markOf(record: Fields): string {
	const { outboundTime, logisticsTrackNo, logisticsCarrier } = record;
	return JSON.stringify([
		statusOf(record),
		textOf(outboundTime),
		textOf(logisticsTrackNo),
		textOf(logisticsCarrier),
	]);
}
