import type { OrderException } from '../../../shared/exceptions';
import type { ApiOrder } from '../../orders/apiOrder';
import type { OutboundShipment, Parcel } from './outboundShipment';
import type { AllocatableUnit } from './allocatableUnits';
import { isSameTrackingNumber } from '../../orders/trackingNumber';

/** A parcel as TikTok Shop takes it. */
export interface WantedParcel {
	trackingNumber: string;
	/** Absent = everything of the order that waits; empty = nothing, another number goes for what is in it. */
	lineItemIds?: readonly string[];
	/** What TikTok Shop will not know about the parcel. */
	warning?: string;
}

export type Parcels = { parcels: WantedParcel[] } | { exception: OrderException };

/** What is known of an order and its shipment. */
export interface ParcelContext {
	order: ApiOrder;
	packing: OutboundShipment;
	/** By number; at least one. */
	own: readonly Parcel[];
	/** All that is not cancelled. */
	parts: readonly AllocatableUnit[];
	/** Cancelled line items; their units may have left all the same. */
	cancelled: readonly AllocatableUnit[];
	others: readonly OutboundShipment[];
}

/** Whether TikTok Shop shows the unit with the tracking number of one of these parcels. */
export function isIn(
	{ shown }: AllocatableUnit,
	parcels: ReadonlyArray<Pick<Parcel, 'trackingNumber'>>,
): boolean {
	return parcels.some(({ trackingNumber }) => isSameTrackingNumber(shown, trackingNumber));
}

export function idsOf(parts: readonly AllocatableUnit[]): string[] {
	return parts.flatMap(({ lineItemIds }) => lineItemIds);
}
