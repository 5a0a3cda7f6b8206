import type { OutboundLine } from '../../../shared/orderItem';
import type { OutboundOrderItem, OutboundParcel } from '../../../shared/outboundOrderItem';
import { sumOf, type Units } from './composition';
import { cleanTrackingNumber, isSameTrackingNumber } from '../../orders/trackingNumber';

/** What the warehouse says about the shipment of an order: one outbound order. */
export interface OutboundShipment {
	/** The main tracking number. */
	trackingNumber: string;
	/** One per parcel of the outbound order (OMS API §1.6, `expressList`). */
	parcels?: readonly OutboundParcel[];
	/** What the outbound order was made for, and how much of it has left. */
	lines?: OutboundOrderItem['lines'];
	/** What SKU Mapping made of the order; tells what one unit of a platform SKU is packed as. */
	outboundLines?: readonly OutboundLine[];
	/** Lingxing OMS > Create has made it, for everything of the order that waited then. */
	isOwn?: boolean;
	/** Line items in the parcel, where the user says so. */
	lineItemIds?: readonly string[];
}

/** Parcels of one number, and the units in them; undefined where the warehouse does not say. */
export interface Parcel {
	trackingNumber: string;
	units: Units | undefined;
}

/**
 * The parcels of an outbound order by number. Where there is only one, the units that have left say what is in it; of two
 * answers that differ the smaller one counts.
 */
export function parcelsByNumber({
	trackingNumber,
	parcels = [],
	lines,
}: OutboundShipment): Parcel[] {
	const packed = new Map<string, Array<Units | undefined>>();
	for (const parcel of parcels) {
		const clean = cleanTrackingNumber(parcel.trackingNumber);
		if (clean === '') continue;
		const key = [...packed.keys()].find((number) => isSameTrackingNumber(number, clean)) ?? clean;
		packed.set(key, [...(packed.get(key) ?? []), unitsOf(parcel.lines)]);
	}
	const all = [...packed].map(([number, units]) => ({
		trackingNumber: number,
		units: units.every((each) => each !== undefined) ? sumOf(units as Units[]) : undefined,
	}));
	if (all.length > 1) return all;
	const [only] = all;
	const number = cleanTrackingNumber(trackingNumber) || only?.trackingNumber;
	const left = leftOf(lines);
	const units = only?.units && left ? smaller(only.units, left) : (only?.units ?? left);
	return number ? [{ trackingNumber: number, units }] : [];
}

/**
 * How many parcels have no number yet although others have.
 *
 * @param isNothing  whether a parcel with these units needs none
 */
export function unnumbered(
	{ trackingNumber, parcels = [] }: OutboundShipment,
	isNothing: (units: Units | undefined) => boolean,
): number {
	const none = parcels.filter(
		({ trackingNumber: number, lines }) =>
			cleanTrackingNumber(number) === '' && !isNothing(unitsOf(lines)),
	);
	return parcels.length === 1 && cleanTrackingNumber(trackingNumber) !== '' ? 0 : none.length;
}

/** Units that have left; undefined where the OMS does not say, as for an order without a single one. */
function leftOf(lines: OutboundShipment['lines'] = []): Units | undefined {
	return unitsOf(
		lines.map(({ systemSku, shippedQuantity }) => ({ systemSku, quantity: shippedQuantity })),
	);
}

/** Units that the outbound order was made for; else those in its parcels. */
export function orderedUnits(packing: OutboundShipment): Units {
	const { lines = [] } = packing;
	const parcels = parcelsByNumber(packing).flatMap(({ units }) => units ?? []);
	return unitsOf(lines) ?? sumOf(parcels);
}

/** Whether everything has left that the outbound order was made for; undefined where the OMS does not say. */
export function hasAllLeft({ lines = [] }: OutboundShipment): boolean | undefined {
	if (!leftOf(lines)) return undefined;
	return lines.every(({ quantity, shippedQuantity }) => shippedQuantity >= quantity);
}

function unitsOf(lines: ReadonlyArray<{ systemSku: string; quantity: number }> = []) {
	const units = new Map<string, number>();
	for (const { systemSku, quantity } of lines) {
		if (!Number.isInteger(quantity) || quantity < 0) return undefined;
		if (quantity > 0) units.set(systemSku, (units.get(systemSku) ?? 0) + quantity);
	}
	return units.size > 0 ? units : undefined;
}

function smaller(one: Units, other: Units): Units {
	const both = [...one].map(([sku, quantity]) => {
		return [sku, Math.min(quantity, other.get(sku) ?? 0)] as const;
	});
	return new Map(both.filter(([, quantity]) => quantity > 0));
}
