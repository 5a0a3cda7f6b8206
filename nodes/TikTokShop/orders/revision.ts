import { createHash } from 'crypto';

import type { ApiOrder } from './apiOrder';
import { packageIdsOf } from './orderLines';

/**
 * Digest of all fields that later steps depend on: status, line items and their seller SKUs, recipient, warehouse, deadline,
 * cancel request. A new `update_time` alone changes nothing; a seller SKU that was filled in changes the revision although
 * `update_time` stays (B26, B32).
 *
 * Search and detail give the same revision, except for the components of virtual bundles, which only the detail shows.
 *
 * @param withComponents  false leaves the components of virtual bundles out, so that search and detail can be compared
 */
export function revisionOf(order: ApiOrder, withComponents = true): string {
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
			withComponents ? line.combined_listing_skus : undefined,
		]),
	];
	return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}
