import type {
	OrderComponent,
	OrderItem,
	OrderLine,
	Recipient,
} from '../../../nodes/shared/orderItem';

export const RECIPIENT: Recipient = {
	name: 'Avery Collins',
	phone: '(+1)2135550123',
	countryCode: 'US',
	state: 'California',
	stateCode: 'CA',
	city: 'Los Angeles',
	postalCode: '90012',
	addressLine1: '18 Cedar Lane',
	addressLine2: '',
	email: '',
	masked: false,
};

export function line(
	platformSku: string,
	quantity = 1,
	more: { isGift?: boolean; components?: OrderComponent[]; productName?: string } = {},
): OrderLine {
	return {
		platformSku,
		skuId: `17295827183123110${platformSku.length}`,
		productId: '172958271831231000',
		productName: 'Blue Mug 350 ml',
		quantity,
		lineItemIds: Array.from({ length: quantity }, (_, index) => `57610000000000000${index}`),
		isGift: false,
		...more,
	};
}

export function part(platformSku: string, quantity: number): OrderComponent {
	return { platformSku, skuId: `part ${platformSku}`, quantity };
}

/** An order item as the TikTok Shop nodes hand it over. */
export function order(lines: OrderLine[], more: Partial<OrderItem> = {}): OrderItem {
	return {
		orderId: '576100000000000001',
		idempotencyKey: '7490000000000000001:576100000000000001',
		revision: 'r1',
		shop: {
			id: '7490000000000000001',
			code: 'US01',
			name: 'Sunny Home US',
			region: 'US',
			sellerType: 'LOCAL',
		},
		status: 'AWAITING_SHIPMENT',
		fulfillmentType: 'FULFILLMENT_BY_SELLER',
		shippingType: 'SELLER',
		buyerRequestedCancel: false,
		recipient: RECIPIENT,
		lines,
		packages: [],
		...more,
	};
}
