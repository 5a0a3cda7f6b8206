import type { OrderItem, Recipient } from '../../../nodes/shared/orderItem';

export const RECIPIENT: Recipient = {
	name: 'Dana Miller',
	phone: '(+1)2135550123',
	countryCode: 'US',
	state: 'California',
	stateCode: 'CA',
	city: 'Los Angeles',
	postalCode: '90012',
	addressLine1: '500 Market Street',
	addressLine2: '',
	email: 'buyer@example.com',
	masked: false,
};

/** An order as SKU Mapping hands it on. */
export function mappedOrder(more: Partial<OrderItem> = {}): OrderItem {
	const orderId = more.orderId ?? '576460000000000001';
	return {
		orderId,
		idempotencyKey: `7490000000000000001:${orderId}`,
		revision: 'r1',
		shop: {
			id: '7490000000000000001',
			code: 'USLC000001',
			name: 'Sunny Home US',
			region: 'US',
			sellerType: 'LOCAL',
		},
		status: 'AWAITING_SHIPMENT',
		fulfillmentType: 'FULFILLMENT_BY_SELLER',
		shippingType: 'SELLER',
		buyerRequestedCancel: false,
		recipient: RECIPIENT,
		lines: [],
		packages: [],
		outboundLines: [{ systemSku: 'SYS-MUG-BLU', quantity: 2, from: [] }],
		...more,
	};
}
