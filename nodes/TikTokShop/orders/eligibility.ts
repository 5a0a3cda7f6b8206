import type { ApiOrder } from './apiOrder';

/** Which orders a user wants handed to the warehouse. */
export interface Eligibility {
	/** `SELLER`, `TIKTOK`, or empty for both. */
	shippingType: string;
	/** Store warehouse IDs; empty for all (B7, B8). */
	warehouseIds: readonly string[];
	includeCancelRequested: boolean;
	/** Seconds since payment an order has to rest. */
	minimumAge: number;
}

/** `wait`: not yet, but by itself later; the order must be looked at again. */
export type Verdict = 'yes' | 'no' | 'wait';

/** The buyer may cancel freely for about an hour (contract §4.4). */
const REMORSE_SECONDS = 60 * 60;

/**
 * Whether an order that TikTok Shop lists in a pending status goes to the warehouse now (contract §4.4).
 *
 * An order that never was on hold rests for the remorse hour after its payment. One with a buyer's request to cancel is
 * left out: shipping it would reject the request.
 */
export function eligibility(order: ApiOrder, rules: Eligibility, nowSeconds: number): Verdict {
	const { shippingType, warehouseIds, includeCancelRequested, minimumAge } = rules;
	if (order.fulfillment_type !== 'FULFILLMENT_BY_SELLER') return 'no';
	if (shippingType && order.shipping_type !== shippingType) return 'no';
	if (warehouseIds.length > 0 && !warehouseIds.includes(order.warehouse_id ?? '')) return 'no';
	if (order.is_buyer_request_cancel && !includeCancelRequested) return 'no';
	const { paid_time: paid, create_time: created } = order;
	const from = Math.max(freeCancellationEnds(order) ?? 0, (paid ?? created ?? 0) + minimumAge);
	return from > nowSeconds ? 'wait' : 'yes';
}

/**
 * Epoch s at which an order that never was on hold has rested for the hour of free cancellation; undefined for others, whose
 * hour TikTok Shop has waited for.
 */
export function freeCancellationEnds(order: ApiOrder): number | undefined {
	if (order.is_on_hold_order !== false) return undefined;
	return (order.paid_time ?? order.create_time ?? 0) + REMORSE_SECONDS;
}
