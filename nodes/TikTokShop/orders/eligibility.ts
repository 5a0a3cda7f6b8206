import { DAY, HOUR } from '../../shared/durations';
import type { ApiOrder } from './apiOrder';
import { isFulfilledBySeller } from './fulfillmentType';
import { linesToShip, stageOf, indexOfUnclearLine } from './orderStatus';

/** Which orders the user wants to send to the warehouse. */
export interface Eligibility {
	/** `SELLER`, `TIKTOK`, or empty for both. */
	shippingType: string;
	/** Store warehouse IDs; empty for all (B7, B8). */
	warehouseIds: readonly string[];
	includeCancelRequested: boolean;
	/** Seconds that must have passed since payment. */
	minimumAge: number;
	/** Orders created before this moment are never emitted; epoch seconds, absent for no limit. */
	notBefore?: number;
}

/** `wait`: the order becomes eligible by itself later and must be checked again. */
export type Verdict = 'yes' | 'no' | 'wait';

/** The buyer may cancel freely for about an hour (TikTok Shop API §4.4). */
const FREE_CANCELLATION_SECONDS = HOUR;
/** Times further in the future than this are invalid, s. */
const MAX_CLOCK_DIFFERENCE = DAY;

/**
 * Whether an order that TikTok Shop lists in a pending status goes to the warehouse now (TikTok Shop API §4.4).
 *
 * Unless TikTok Shop says that the order was on hold, it waits one hour after payment, while the buyer may cancel freely. An
 * order with a cancel request is left out, because shipping it rejects the request. An order without a line to ship is left out.
 */
export function eligibility(order: ApiOrder, rules: Eligibility, nowSeconds: number): Verdict {
	const { shippingType, warehouseIds, includeCancelRequested, minimumAge } = rules;
	if (!mayBecomeEligible(order, rules)) return 'no';
	if (shippingType && order.shipping_type !== shippingType) return 'no';
	if (warehouseIds.length > 0 && !warehouseIds.includes(order.warehouse_id ?? '')) return 'no';
	if (order.is_buyer_request_cancel && !includeCancelRequested) return 'no';
	if (linesToShip(order).length === 0) return 'no';
	const eligibleFrom = Math.max(
		freeCancellationEnds(order) ?? 0,
		(paidAt(order) ?? 0) + minimumAge,
	);
	return eligibleFrom > nowSeconds ? 'wait' : 'yes';
}

/**
 * End of the hour in which the buyer may cancel freely, epoch s. Undefined for an order that was on hold, because TikTok Shop has
 * waited for that hour itself, and for an order without any time.
 */
export function freeCancellationEnds(order: ApiOrder): number | undefined {
	const paid = paidAt(order);
	return order.is_on_hold_order === true || paid === undefined
		? undefined
		: paid + FREE_CANCELLATION_SECONDS;
}

/** Whether an order may become eligible later. Only the fulfillment type and the creation time never change. */
export function mayBecomeEligible(order: ApiOrder, { notBefore }: Eligibility): boolean {
	if (!isFulfilledBySeller(order.fulfillment_type)) return false;
	return notBefore === undefined || (order.create_time ?? notBefore) >= notBefore;
}

/**
 * Why the eligibility of a pending order cannot be decided; undefined when it can. A missing field must neither drop an order nor
 * send it to the warehouse.
 */
export function eligibilityProblem(
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
	const needsPaymentTime = rules.minimumAge > 0 || order.is_on_hold_order !== true;
	if (
		needsPaymentTime &&
		(paidAt(order) ?? Number.POSITIVE_INFINITY) > nowSeconds + MAX_CLOCK_DIFFERENCE
	) {
		return 'paid_time, create_time and update_time are missing or lie in the future';
	}
	const line = indexOfUnclearLine(order);
	if (line < 0) return undefined;
	const hasStatus = order.line_items?.[line].display_status;
	return `line_items[${line}].display_status is ${hasStatus ? 'none that the API describes' : 'missing'}`;
}

/**
 * Time of payment, epoch s, or else a later time: payment changes the status, so `update_time` is never earlier. A payment time long
 * before the creation or long after the last update is invalid.
 */
function paidAt({ paid_time: paid, create_time: created, update_time: updated }: ApiOrder) {
	if (paid === undefined) return updated ?? created;
	const isValid =
		paid >= (created ?? paid) - MAX_CLOCK_DIFFERENCE &&
		paid <= (updated ?? paid) + MAX_CLOCK_DIFFERENCE;
	return isValid ? paid : (updated ?? created);
}
