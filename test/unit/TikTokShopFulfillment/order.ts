import type { ApiLineItem, ApiOrder } from '../../../nodes/TikTokShop/orders/apiOrder';

/** A line item that waits; `sku` is its seller SKU. */
export const waiting = (id: string, sku = 'MUG', more: Partial<ApiLineItem> = {}): ApiLineItem => ({
	id,
	sku_id: `17${sku}`,
	seller_sku: sku,
	display_status: 'AWAITING_SHIPMENT',
	...more,
});

export const shipped = (
	id: string,
	sku: string,
	number: string,
	more: Partial<ApiLineItem> = {},
): ApiLineItem =>
	waiting(id, sku, { display_status: 'AWAITING_COLLECTION', tracking_number: number, ...more });

export function orderOf(lines: ApiLineItem[], more: Partial<ApiOrder> = {}): ApiOrder {
	return {
		id: '576',
		status: 'AWAITING_SHIPMENT',
		fulfillment_type: 'FULFILLMENT_BY_SELLER',
		shipping_type: 'SELLER',
		line_items: lines,
		packages: [],
		...more,
	};
}
