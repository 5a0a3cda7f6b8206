import { createHash } from 'crypto';

import type { ApiOrder } from './apiOrder';
import { packageIdsOf } from './orderLines';

/**
 * Digest of everything the steps behind the trigger depend on: state, lines and their seller SKUs, recipient, warehouse,
 * deadline, cancel request. Two revisions differ when the order has really changed; `update_time` alone is no change,
 * and a seller SKU that was filled in is one although `update_time` stays (B26, B32).
 *
 * The same for the search's and the detail's view of an order, but for the parts of virtual bundles.
 *
 * @param withParts  false leaves the parts of virtual bundles out, so that both views can be compared
 */
export function revisionOf(order: ApiOrder, withParts = true): string {
	const facts = [
		order.status,
		order.fulfillment_type,
		order.shipping_type,
		order.is_buyer_request_cancel === true,
		order.warehouse_id,
		order.delivery_option_id,
		order.rts_sla_time,
		order.recipient_address,
		packageIdsOf(order),
		(order.line_items ?? []).map((line) => [
			line.id,
			line.sku_id,
			line.seller_sku,
			line.is_gift === true,
			line.display_status,
			withParts ? line.combined_listing_skus : undefined,
		]),
	];
	return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}
