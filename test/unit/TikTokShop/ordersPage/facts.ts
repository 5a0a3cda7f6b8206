import type { OrderItem } from '../../../../nodes/shared/orderItem';
import type { OutboundOrderItem, OutboundState } from '../../../../nodes/shared/outboundOrderItem';

export const ORDER = '576460000000000001';

export const SHOP = {
	id: '7490000000000000001',
	code: 'USLC000001',
	name: 'Sunny Home US',
	region: 'US',
	sellerType: 'LOCAL',
};

export function order(changes: Partial<OrderItem> = {}): OrderItem {
	return {
		orderId: ORDER,
		idempotencyKey: `${SHOP.id}:${ORDER}`,
		revision: 'r',
		shop: SHOP,
		status: 'AWAITING_SHIPMENT',
		fulfillmentType: 'FULFILLMENT_BY_SELLER',
		shippingType: 'SELLER',
		createdAt: '2026-11-20T08:00:00.000Z',
		updatedAt: '2026-11-20T09:00:00.000Z',
		shipBy: '2026-11-22T08:00:00.000Z',
		buyerRequestedCancel: false,
		recipient: {} as OrderItem['recipient'],
		lines: [
			{
				...{ platformSku: 'MUG', skuId: '1', productId: '2', productName: 'Mug', quantity: 2 },
				...{ lineItemIds: ['1', '2'], isGift: false },
			},
		],
		packages: [],
		...changes,
	};
}

export function outbound(
	state: OutboundState,
	changes: Partial<OutboundOrderItem> = {},
): OutboundOrderItem {
	return {
		outboundOrderNo: 'OBS1',
		orderId: ORDER,
		thirdOrderNo: ORDER,
		platformOrderNo: ORDER,
		storeCode: SHOP.code,
		salesPlatform: 'TikTok',
		status: 0,
		state,
		exceptionReason: '',
		warehouseCode: 'USLAX1',
		logisticsChannel: 'USPS-GA',
		carrier: 'USPS',
		trackingNumber: '9400111',
		parcels: [{ trackingNumber: '9400111', lines: [] }],
		lines: [],
		...changes,
	};
}

export function deskRow(changes: Record<string, unknown> = {}): Record<string, unknown> {
	return {
		order_id: ORDER,
		shop_id: SHOP.id,
		shop_code: SHOP.code,
		status: 'open',
		code: 'SKU_NOT_MAPPED',
		message: 'Order 576460000000000001: no mapping row for "MUG".',
		hint: 'Add a mapping row.',
		opened: '2026-11-20T10:00:00.000Z',
		last_seen: '2026-11-20T11:00:00.000Z',
		closed: '',
		closed_how: '',
		note: '',
		...changes,
	};
}
