import type { FulfillmentCall } from './shipment';
import { isMarkedAsShipped } from './shipment';

/** Names of the calls as TikTok Shop's documentation has them. */
const NAMES: Readonly<Record<FulfillmentCall['kind'], string>> = {
	markPackageAsShipped: 'Mark Package As Shipped',
	shipPackage: 'Ship Package',
	updateShippingInfo: 'Update Shipping Info',
	updatePackageShippingInfo: 'Update Package Shipping Info',
};

/** Which call would be made and why, for people (TikTok Shop API §4.5, §4.6). */
export function explainCall(call: FulfillmentCall, region: string): string {
	return `${NAMES[call.kind]} ${objectOf(call)}, because ${reasonOf(call, region)}.`;
}

function objectOf(call: FulfillmentCall): string {
	switch (call.kind) {
		case 'markPackageAsShipped':
			return call.lineItemIds
				? `for line items ${call.lineItemIds.join(', ')}`
				: 'for the whole order';
		case 'shipPackage':
			return `for package ${call.packageIds.join(', ')}`;
		case 'updateShippingInfo':
			return `for order ${call.orderId}`;
		case 'updatePackageShippingInfo':
			return `for package ${call.packageId}`;
	}
}

function reasonOf({ kind }: FulfillmentCall, region: string): string {
	switch (kind) {
		case 'updateShippingInfo':
			return 'the order was shipped in one package with another number or provider';
		case 'updatePackageShippingInfo':
			return 'the order is split and this package was shipped with another number or provider';
		default: {
			const market = region || 'an unknown region';
			return isMarkedAsShipped(region)
				? `the seller ships and the shop is in ${market}, where orders are marked as shipped`
				: `the seller ships and the shop is in ${market}, where packages are shipped`;
		}
	}
}
