import type { INodeProperties } from 'n8n-workflow';

import { PLATFORMS } from '../../orders/externalReferences';

const ACRONYMS: Readonly<Record<string, string>> = { Erp: 'ERP', Woocommerce: 'WooCommerce' };

/** `ORDER_MANAGEMENT_SYSTEM` → "Order Management System". */
function named(platform: string): string {
	return platform
		.toLowerCase()
		.split('_')
		.map((word) => word[0].toUpperCase() + word.slice(1))
		.map((word) => ACRONYMS[word] ?? word)
		.join(' ');
}

/** Which kind of system a reference is of. */
export const platformParameter: INodeProperties = {
	displayName: 'System',
	name: 'platform',
	type: 'options',
	options: PLATFORMS.map((value) => ({ name: named(value), value })),
	default: 'ORDER_MANAGEMENT_SYSTEM',
	description: 'Kind of system that knows the order by this number',
};

/** Which order, by default the one of the item. */
export const orderIdParameter: INodeProperties = {
	displayName: 'Order ID',
	name: 'orderId',
	type: 'string',
	required: true,
	default: '={{ $json.orderId }}',
	description: 'ID of the order on TikTok Shop',
};
