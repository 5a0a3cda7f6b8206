import type { ShopOrder, ShopOrderLine } from '../../../nodes/TikTokShop/orders/orderLines';

/** A line item that waits; `sku` is its seller SKU. */
export const waiting = (
	id: string,
	sku = 'MUG',
	more: Partial<ShopOrderLine> = {},
): ShopOrderLine => ({
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
	more: Partial<ShopOrderLine> = {},
): ShopOrderLine =>
	waiting(id, sku, { display_status: 'AWAITING_COLLECTION', tracking_number: number, ...more });

export function orderOf(lines: ShopOrderLine[], more: Partial<ShopOrder> = {}): ShopOrder {
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
