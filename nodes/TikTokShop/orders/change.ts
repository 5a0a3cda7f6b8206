import type { OrderChange } from '../../shared/orderItem';
import type { ApiOrder } from './apiOrder';
import { isFulfilledBySeller } from './fulfillmentType';
import { isCancelled, linesToShip, stageOf } from './orderStatus';
import type { Eligibility } from './eligibility';

/** Statuses in which an order can change before it leaves the warehouse, and the one in which it must not leave. */
export const CHANGE_STATUSES: readonly string[] = [
	'AWAITING_SHIPMENT',
	'PARTIALLY_SHIPPING',
	'CANCELLED',
];

/**
 * What the order itself shows that has happened to it (TikTok Shop API §4.3, §4.4); undefined for an order that simply waits, and for one
 * that was cancelled before it was paid, because no warehouse has it.
 */
export function changeShown(order: ApiOrder): OrderChange | undefined {
	const stage = stageOf(order);
	if (stage === 'cancelled') return wasPaid(order) ? 'cancelled' : undefined;
	if (stage !== 'waiting') return undefined;
	const lines = order.line_items ?? [];
	const cancelled = lines.filter((line) => isCancelled(line, order));
	if (cancelled.length > 0 && cancelled.length === lines.length) return 'cancelled';
	if (order.is_buyer_request_cancel === true) return 'cancelRequested';
	return cancelled.length > 0 && linesToShip(order).length > 0 ? 'unitsCancelled' : undefined;
}

/** Payment gives an order its time of payment, its deadline and mostly a package; one of them is enough, as fields may be missing. */
function wasPaid({ paid_time: paid, rts_sla_time: shipBy, packages = [] }: ApiOrder): boolean {
	return paid !== undefined || shipBy !== undefined || packages.length > 0;
}

/** Whether changes of this order are wanted. What was shipped or cancelled meanwhile does not change that. */
export function isInScope(order: ApiOrder, rules: Eligibility): boolean {
	const { shippingType, warehouseIds, notBefore } = rules;
	if (!isFulfilledBySeller(order.fulfillment_type)) return false;
	if (notBefore !== undefined && (order.create_time ?? notBefore) < notBefore) return false;
	if (shippingType && order.shipping_type !== shippingType) return false;
	return warehouseIds.length === 0 || warehouseIds.includes(order.warehouse_id ?? '');
}
