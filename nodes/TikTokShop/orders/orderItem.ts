import { omit } from 'lodash';

import type { OrderItem, OrderLine, OrderShop } from '../../shared/orderItem';
import type { ApiLineItem, ApiOrder } from './apiOrder';
import { freeCancellationEnds } from './eligibility';
import { kindsAndNotes } from './kinds';
import { packageIdsOf, shownTrackingNumber } from './orderLines';
import { linesToShip } from './orderStatus';
import { recipientOf } from './recipient';
import { revisionOf } from './revision';

/**
 * The order item that the nodes exchange.
 *
 * @param order    as Get Order Detail shows it
 * @param keepRaw  adds TikTok Shop's own order (Simplify off)
 */
export function toOrderItem(order: ApiOrder, shop: OrderShop, keepRaw = false): OrderItem {
	return {
		orderId: order.id,
		idempotencyKey: `${shop.id}:${order.id}`,
		revision: revisionOf(order),
		shop,
		status: order.status,
		fulfillmentType: order.fulfillment_type ?? '',
		shippingType: order.shipping_type ?? '',
		createdAt: isoTime(order.create_time),
		paidAt: isoTime(order.paid_time),
		updatedAt: isoTime(order.update_time),
		eligibleAt: isoTime(freeCancellationEnds(order)),
		shipBy: isoTime(order.rts_sla_time),
		collectBy: isoTime(order.tts_sla_time),
		autoCancelAt: isoTime(order.shipping_due_time),
		warehouseId: order.warehouse_id,
		deliveryOptionId: order.delivery_option_id,
		buyerRequestedCancel: order.is_buyer_request_cancel === true,
		...kindsAndNotes(order),
		recipient: recipientOf(order),
		lines: linesOf(linesToShip(order)),
		packages: packageIdsOf(order).map((id) => ({ id })),
		...trackingOf(order),
		...(keepRaw ? { raw: order } : {}),
	};
}

/** Fields that `toOrderItem` leaves out where TikTok Shop gives nothing for them. */
const NOT_ALWAYS = [
	'kinds',
	'buyerMessage',
	'sellerNote',
	'trackingNumbers',
	'raw',
] as const satisfies ReadonlyArray<keyof OrderItem>;

/** An item without what an earlier reading said of the order and a newer one may leave out; results of other nodes stay. */
export function withoutOldReading(item: Readonly<Record<string, unknown>>): object {
	return omit(item, NOT_ALWAYS);
}

/** The numbers of all parcels that TikTok Shop knows, those of canceled line items too, because they may have left before. */
function trackingOf(order: ApiOrder): Pick<OrderItem, 'trackingNumbers'> {
	const numbers = [
		...(order.line_items ?? []).map((line) => shownTrackingNumber(line, order)),
		order.tracking_number ?? '',
	];
	const trackingNumbers = [...new Set(numbers.filter(Boolean))];
	return trackingNumbers.length > 0 ? { trackingNumbers } : {};
}

/** ISO 8601 in UTC; undefined for a missing or an impossible time, which must not stop the other orders. */
export function isoTime(epochSeconds: number | undefined): string | undefined {
	const moment = new Date((epochSeconds ?? 0) * 1_000);
	return epochSeconds && !Number.isNaN(moment.getTime()) ? moment.toISOString() : undefined;
}

/** One line per SKU, with the IDs of all its line items; gifts have lines of their own (TikTok Shop API §4.3). */
function linesOf(items: readonly ApiLineItem[]): OrderLine[] {
	const lines = new Map<string, OrderLine>();
	for (const item of items) {
		const isGift = item.is_gift === true;
		const key = JSON.stringify([item.sku_id ?? item.product_id, item.seller_sku, isGift]);
		const line = lines.get(key);
		if (line) {
			line.quantity += 1;
			line.lineItemIds.push(item.id);
		} else {
			lines.set(key, lineOf(item, isGift));
		}
	}
	return [...lines.values()];
}

function lineOf(item: ApiLineItem, isGift: boolean): OrderLine {
	const components = item.combined_listing_skus ?? [];
	return {
		platformSku: item.seller_sku ?? '',
		skuId: item.sku_id ?? '',
		productId: item.product_id ?? '',
		productName: item.product_name ?? '',
		quantity: 1,
		lineItemIds: [item.id],
		isGift,
		...(components.length > 0
			? {
					components: components.map((component) => ({
						platformSku: component.seller_sku ?? '',
						skuId: component.sku_id ?? '',
						quantity: component.sku_count ?? 1,
					})),
				}
			: {}),
	};
}
