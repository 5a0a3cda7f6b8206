import type { INodeProperties } from 'n8n-workflow';

import { PLATFORMS } from '../../orders/externalReferences';

const ACRONYMS: Readonly<Record<string, string>> = { Erp: 'ERP', Woocommerce: 'WooCommerce' };

/** Who ships the order. */
export const shippingTypeParameter = {
	displayName: 'Shipping Type',
	name: 'shippingType',
	type: 'options',
	options: [
		{ name: 'Any', value: '' },
		{ name: 'Shipped by Seller', value: 'SELLER' },
		{ name: 'Shipped by TikTok', value: 'TIKTOK' },
	],
	default: 'SELLER',
} satisfies INodeProperties;

/** A filter by orders. */
export const orderIdsFilter = {
	displayName: 'Order IDs',
	name: 'orderIds',
	type: 'string',
	default: '',
	placeholder: 'e.g. 576500000000104729',
} satisfies INodeProperties;

/** Filters by the time of the last change. */
export const UPDATED_FILTERS: INodeProperties[] = [
	{ displayName: 'Updated After', name: 'updatedAfter', type: 'dateTime', default: '' },
	{ displayName: 'Updated Before', name: 'updatedBefore', type: 'dateTime', default: '' },
];

/** `ORDER_MANAGEMENT_SYSTEM` → "Order Management System". */
function nameOf(platform: string): string {
	return platform
		.toLowerCase()
		.split('_')
		.map((word) => word[0].toUpperCase() + word.slice(1))
		.map((word) => ACRONYMS[word] ?? word)
		.join(' ');
}

export const platformParameter: INodeProperties = {
	displayName: 'System',
	name: 'platform',
	type: 'options',
	options: PLATFORMS.map((value) => ({ name: nameOf(value), value })),
	default: 'ORDER_MANAGEMENT_SYSTEM',
	description: 'Kind of system that knows the order by this number',
};

/** The order of the item by default. */
export const orderIdParameter: INodeProperties = {
	displayName: 'Order ID',
	name: 'orderId',
	type: 'string',
	required: true,
	default: '={{ $json.orderId }}',
	description: 'ID of the order on TikTok Shop',
};
