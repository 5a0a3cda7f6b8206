import { recipientView } from './addressView';
import type { Order, OrderLine, Package } from './types';
import type { TikTokWorld } from './world';

const DAY = 24 * 60 * 60;

const PACKAGE_STATUS_OF_LINE: Record<Package['status'], string> = {
	PROCESSING: 'TO_FULFILL',
	FULFILLING: 'FULFILLING',
	COMPLETED: 'COMPLETED',
	CANCELLED: 'CANCELLED',
};

/** Money as a decimal string; the lines' prices have two decimals. */
function total(lines: readonly OrderLine[]): string {
	const cents = lines.reduce((sum, line) => sum + Math.round(Number(line.price) * 100), 0);
	return (cents / 100).toFixed(2);
}

function lineView(world: TikTokWorld, order: Order, line: OrderLine, detail: boolean): object {
	const parcel = line.packageId ? world.packages.get(line.packageId) : undefined;
	const provider = world
		.deliveryOption(order.shop, order.deliveryOptionId)
		?.providers.find((each) => each.id === parcel?.providerId);
	return {
		id: line.id,
		product_id: line.productId,
		product_name: line.productName,
		sku_id: line.skuId,
		sku_name: line.skuName,
		seller_sku: line.sellerSku,
		sku_type: 'NORMAL',
		original_price: line.price,
		sale_price: line.price,
		seller_discount: '0',
		platform_discount: '0',
		currency: order.shop.currency,
		display_status: line.status,
		is_gift: line.isGift,
		is_dangerous_good: false,
		needs_prescription: false,
		...(line.status === 'CANCELLED'
			? { cancel_reason: order.cancelReason ?? '', cancel_user: 'BUYER' }
			: {}),
		...(parcel
			? {
					package_id: parcel.id,
					package_status: PACKAGE_STATUS_OF_LINE[parcel.status],
					tracking_number: parcel.trackingNumber,
					shipping_provider_id: parcel.providerId,
					shipping_provider_name: provider?.name ?? '',
				}
			: {}),
		...(parcel?.shippedTime ? { rts_time: parcel.shippedTime } : {}),
		// Only Get Order Detail carries the parts of a virtual bundle (TikTok Shop API §4.2).
		...(detail && line.bundle.length > 0
			? {
					combined_listing_skus: line.bundle.map((part) => ({
						sku_id: part.skuId,
						sku_count: part.count,
						product_id: part.productId,
						seller_sku: part.sellerSku,
					})),
				}
			: {}),
	};
}

/** Latest ship, latest collection and automatic cancel (TikTok Shop API §4.3, deadlines). */
function deadlines(order: Order): object {
	if (order.paidTime === undefined) return {};
	return {
		rts_sla_time: order.paidTime + 4 * DAY,
		tts_sla_time: order.paidTime + 5 * DAY,
		shipping_due_time: order.paidTime + 7 * DAY,
		collection_due_time: order.paidTime + 9 * DAY,
		delivery_due_time: order.paidTime + 30 * DAY,
		cancel_order_sla_time: order.paidTime + 7 * DAY,
	};
}

function cancelFields(order: Order): object {
	return {
		is_buyer_request_cancel: order.cancelRequestTime !== undefined,
		...(order.cancelRequestTime === undefined
			? {}
			: { request_cancel_time: order.cancelRequestTime }),
		...(order.cancelTime === undefined
			? {}
			: {
					cancel_time: order.cancelTime,
					cancel_reason: order.cancelReason ?? '',
					cancellation_initiator: 'BUYER',
				}),
	};
}

const INVOICE: Record<NonNullable<Order['invoice']>, string> = {
	needed: 'NEED_INVOICE',
	wrong: 'INVOICE_UPLOADED',
	unchecked: 'INVOICE_UPLOADED',
	uploaded: 'INVOICE_UPLOADED',
};

function splitTag(parcels: readonly Package[]): object {
	if (parcels.length > 1) return { split_or_combine_tag: 'SPLIT' };
	const combined = parcels.some(({ otherOrderIds }) => otherOrderIds.length > 0);
	return combined ? { split_or_combine_tag: 'COMBINED' } : {};
}

function shippingFields(world: TikTokWorld, order: Order): object {
	const option = world.deliveryOption(order.shop, order.deliveryOptionId);
	const parcels = order.packageIds.flatMap((id) => world.packages.get(id) ?? []);
	const shipped = parcels.filter((parcel) => parcel.shippedTime !== undefined);
	const single = parcels.length === 1 ? shipped[0] : undefined;
	const provider = option?.providers.find((each) => each.id === single?.providerId);
	return {
		fulfillment_type: order.fulfillmentType,
		shipping_type: order.shippingType,
		warehouse_id: order.warehouseId,
		delivery_option_id: order.deliveryOptionId,
		delivery_option_name: option?.name ?? '',
		delivery_type: order.kind.deliveryType ?? 'HOME_DELIVERY',
		shipping_provider: provider?.name ?? '',
		shipping_provider_id: single?.providerId ?? '',
		tracking_number: single?.trackingNumber ?? '',
		packages: order.packageIds.map((id) => ({ id })),
		...splitTag(parcels),
		...(order.invoice ? { need_upload_invoice: INVOICE[order.invoice] } : {}),
		...(order.rtsTime === undefined ? {} : { rts_time: order.rtsTime }),
	};
}

/**
 * An order as TikTok Shop shows it.
 *
 * @param detail  Get Order Detail, else the search: payment codes only in the detail, the priority only in the search
 */
export function orderView(world: TikTokWorld, order: Order, detail: boolean): object {
	const view = { ...soundView(world, order, detail) };
	order.damage?.(view);
	return view;
}

function soundView(world: TikTokWorld, order: Order, detail: boolean): object {
	const recipient = recipientView(order);
	const sum = total(order.lines);
	return {
		id: order.id,
		user_id: order.buyerUserId,
		buyer_email: `${order.buyerUserId.slice(-8)}@scs.tiktokw.us`,
		buyer_message: order.buyerMessage,
		buyer_nickname: `user${order.buyerUserId.slice(-6)}`,
		seller_note: order.sellerNote,
		commerce_platform: 'TIKTOK_SHOP',
		status: order.status,
		is_on_hold_order: order.onHold,
		order_type: order.kind.orderType ?? 'NORMAL',
		create_time: order.createTime,
		update_time: order.updateTime,
		...(order.paidTime === undefined ? {} : { paid_time: order.paidTime }),
		is_cod: order.kind.isCod ?? false,
		is_sample_order: order.isSample,
		is_replacement_order: order.kind.isReplacement ?? false,
		is_exchange_order: order.kind.isExchange ?? false,
		...shippingFields(world, order),
		...deadlines(order),
		...cancelFields(order),
		...(recipient ? { recipient_address: recipient } : {}),
		has_updated_recipient_address: false,
		payment_method_name: 'Credit Card',
		...(detail
			? { payment_method_code: 'pm_pi_ccdc_visa_c_d' }
			: { fulfillment_priority_level: 1 }),
		payment: {
			currency: order.shop.currency,
			sub_total: sum,
			original_total_product_price: sum,
			shipping_fee: '0',
			original_shipping_fee: '0',
			seller_discount: '0',
			platform_discount: '0',
			tax: '0',
			total_amount: sum,
		},
		line_items: order.lines.map((line) => lineView(world, order, line, detail)),
	};
}
