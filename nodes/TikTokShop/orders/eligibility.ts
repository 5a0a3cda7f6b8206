import type { ApiOrder } from './apiOrder';
import { isFulfilledBySeller } from './fulfillmentType';
import { linesToShip, stageOf, indexOfUnclearLine } from './orderStatus';

/** Which orders a user wants handed to the warehouse. */
export interface Eligibility {
	/** `SELLER`, `TIKTOK`, or empty for both. */
	shippingType: string;
	/** Store warehouse IDs; empty for all (B7, B8). */
	warehouseIds: readonly string[];
	includeCancelRequested: boolean;
	/** Seconds since payment an order has to rest. */
	minimumAge: number;
	/** Orders created before this moment are never handed over, epoch seconds; absent for no such moment. */
	notBefore?: number;
}

/** `wait`: not yet, but by itself later; the order must be looked at again. */
export type Verdict = 'yes' | 'no' | 'wait';

/** The buyer may cancel freely for about an hour (TikTok Shop API §4.4). */
const REMORSE_SECONDS = 60 * 60;
/** A moment further ahead than this is nonsense, s. */
const AHEAD = 24 * 60 * 60;

/**
 * Whether an order that TikTok Shop lists in a pending status goes to the warehouse now (TikTok Shop API §4.4).
 *
 * An order that is not known to have been on hold rests for the remorse hour after its payment. One with a buyer's request to
 * cancel is left out: shipping it would reject the request. So is one without a line that still has to leave.
 */
export function eligibility(order: ApiOrder, rules: Eligibility, nowSeconds: number): Verdict {
	const { shippingType, warehouseIds, includeCancelRequested, minimumAge } = rules;
	if (!mayBecomeEligible(order, rules)) return 'no';
	if (shippingType && order.shipping_type !== shippingType) return 'no';
	if (warehouseIds.length > 0 && !warehouseIds.includes(order.warehouse_id ?? '')) return 'no';
	if (order.is_buyer_request_cancel && !includeCancelRequested) return 'no';
	if (linesToShip(order).length === 0) return 'no';
	const from = Math.max(freeCancellationEnds(order) ?? 0, (paidAt(order) ?? 0) + minimumAge);
	return from > nowSeconds ? 'wait' : 'yes';
}

/**
 * Epoch s at which an order has rested for the hour of free cancellation; undefined for one that was on hold, whose hour TikTok
 * Shop has waited for, and for one without any time.
 */
export function freeCancellationEnds(order: ApiOrder): number | undefined {
	const paid = paidAt(order);
	return order.is_on_hold_order === true || paid === undefined ? undefined : paid + REMORSE_SECONDS;
}

/** Whether an order that is not eligible now can be so later: all but who fulfills it and when it was created may change. */
export function mayBecomeEligible(order: ApiOrder, { notBefore }: Eligibility): boolean {
	if (!isFulfilledBySeller(order.fulfillment_type)) return false;
	return notBefore === undefined || (order.create_time ?? notBefore) >= notBefore;
}

/**
 * What an order of a pending status lacks so that its eligibility could be decided, in plain words; undefined where nothing is
 * missing. An order must not be left out, or handed over, because of what TikTok Shop does not say.
 */
export function undecided(
	order: ApiOrder,
	rules: Eligibility,
	nowSeconds: number,
): string | undefined {
	if (stageOf(order) === undefined) return 'status is none that the API describes';
	const {
		fulfillment_type: fulfilledBy,
		shipping_type: shippedBy,
		warehouse_id: warehouse,
	} = order;
	if (!fulfilledBy) return 'fulfillment_type is missing';
	if (!/^FULFILLMENT_BY_[A-Z_]+$/.test(fulfilledBy))
		return 'fulfillment_type is none that the API describes';
	if (rules.shippingType && !shippedBy) return 'shipping_type is missing';
	if (rules.shippingType && !/^(SELLER|TIKTOK[A-Z_]*)$/.test(shippedBy ?? '')) {
		return 'shipping_type is none that the API describes';
	}
	if (rules.warehouseIds.length > 0 && warehouse && !/^\d+$/.test(warehouse)) {
		return 'warehouse_id is no ID';
	}
	if (rules.notBefore !== undefined && order.create_time === undefined) {
		return 'create_time is missing';
	}
	const rests = rules.minimumAge > 0 || order.is_on_hold_order !== true;
	if (rests && (paidAt(order) ?? Number.POSITIVE_INFINITY) > nowSeconds + AHEAD) {
		return 'paid_time, create_time and update_time are missing or lie in the future';
	}
	const line = indexOfUnclearLine(order);
	if (line < 0) return undefined;
	const isThere = order.line_items?.[line].display_status;
	return `line_items[${line}].display_status is ${isThere ? 'none that the API describes' : 'missing'}`;
}

/**
 * Epoch s of the payment, or a moment that is not before it: being paid is a change of status, so `update_time` is later. A payment
 * long before the order or long after its last change is nonsense.
 */
function paidAt({ paid_time: paid, create_time: created, update_time: updated }: ApiOrder) {
	if (paid === undefined) return updated ?? created;
	const isMoment = paid >= (created ?? paid) - AHEAD && paid <= (updated ?? paid) + AHEAD;
	return isMoment ? paid : (updated ?? created);
}
