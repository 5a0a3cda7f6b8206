import { sumBy } from 'lodash';

import type { OutboundLine, OutboundOrder } from '../../../sandbox/oms/types';
import type { OrderLine, TrackingWrite } from '../../../sandbox/tiktok/types';
import { EDITED } from '../world/mapping';
import { PAIRING, SKUS } from '../world/shops';
import type { Entry } from './entry';

interface Parcel {
	number: string;
	carrier: string;
	lines: readonly OutboundLine[];
}

function parcelsOf(shipped: readonly OutboundOrder[]): Parcel[] {
	return shipped.flatMap(({ packing, lines, parcelTrackNos, trackNo, carrier }) =>
		(packing ?? [lines]).map((packed, index) => ({
			number: (parcelTrackNos ?? [trackNo])[index],
			carrier,
			lines: packed,
		})),
	);
}

/** Units of a system SKU that a line item asks for at least: of the edited one the factor of the time is not known. */
function unitsOf({ sellerSku }: OrderLine, systemSku: string): number {
	const parts = SKUS[sellerSku] ?? [];
	return sumBy(parts, ([sku, units]) =>
		sku === systemSku ? (sellerSku === EDITED ? 1 : units) : 0,
	);
}

/**
 * Why this must not have been sent to TikTok Shop; undefined when it is correct.
 *
 * @param lines    line items of the order
 * @param shipped  its outbound orders that have left
 */
export function whyUntrue(
	write: TrackingWrite,
	lines: readonly OrderLine[],
	entry: Entry,
	shipped: readonly OutboundOrder[],
): string | undefined {
	const parcels = parcelsOf(shipped);
	const parcel = parcels.find(({ number }) => number === write.trackingNumber);
	if (!parcel) return `the tracking number ${write.trackingNumber} is not the parcel's`;
	const paired = PAIRING.find(({ carrier }) => carrier === parcel.carrier);
	if (write.providerId !== paired?.provider) return 'the wrong provider';
	const marked = lines.filter(({ id }) => write.lineIds.includes(id));
	if (marked.some(({ id }) => entry.numbers.has(id)))
		return 'a second tracking number was accepted';
	const isInParcel = (line: OrderLine): boolean =>
		parcel.lines.some(({ sku }) => unitsOf(line, sku) > 0);
	// One package has one number: outside the markets of Mark Package As Shipped it is that of the main parcel.
	const isOfPackage = write.via !== 'markPackageAsShipped';
	const isTold = isOfPackage ? marked.some(isInParcel) : marked.every(isInParcel);
	if (!isTold) return 'a line item got the number of a parcel that does not hold it';
	const told = lines.filter(({ id }) => entry.numbers.has(id) || write.lineIds.includes(id));
	const left = parcels.flatMap((each) => each.lines);
	const skus = new Set(
		lines.flatMap(({ sellerSku }) => (SKUS[sellerSku] ?? []).map(([sku]) => sku)),
	);
	for (const sku of skus) {
		const units = sumBy(told, (line) => unitsOf(line, sku));
		const gone = sumBy(left, (line) => (line.sku === sku ? line.quantity : 0));
		if (units > gone) return `${units} ${sku} are marked as shipped, ${gone} have left`;
	}
	return undefined;
}
