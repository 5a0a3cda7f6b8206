import type { ApiOrder } from '../orders/apiOrder';
import { isFulfilledByOthers } from '../orders/fulfillmentType';
import { packageIdsOf, unshippedPackageIds } from '../orders/orderLines';
import { stageOf } from '../orders/orderStatus';

/** The user's options for the label; most of them have an effect in the US only (TikTok Shop API §4.6). */
export interface LabelChoice {
	handoverMethod?: 'PICKUP' | 'DROP_OFF';
	shippingServiceId?: string;
	weight?: { value: string; unit: string };
	dimension?: { length: string; width: string; height: string; unit: string };
}

export type Arrangement =
	/** Shipping is arranged; the labels exist or will exist soon. */
	| { kind: 'done'; packageIds: string[] }
	/** US: call Create Packages, which buys the label. */
	| { kind: 'createPackages'; orderId: string }
	/** Other markets: call Ship Package without `self_shipment`. */
	| { kind: 'shipPackages'; packageIds: string[] }
	| { kind: 'impossible'; message: string; hint: string };

/** Markets in which Create Packages buys the label (TikTok Shop API §4.5). */
const REGIONS_THAT_BUY_LABELS = new Set(['US']);

/**
 * Decides which call makes TikTok Shop ship an order and create its labels (TikTok Shop API §4.5).
 *
 * @param region  of the shop
 */
export function decideArrangement(order: ApiOrder, region: string): Arrangement {
	const { id, status, shipping_type: shippedBy, fulfillment_type: fulfilledBy } = order;
	const stage = stageOf(order);
	if (isFulfilledByOthers(fulfilledBy)) {
		return impossible(
			`Order ${id} is fulfilled by TikTok Shop itself.`,
			'There is nothing to ship for the seller, and no label.',
		);
	}
	if (shippedBy === 'SELLER') {
		return impossible(
			`The seller ships order ${id}, so TikTok Shop makes no label for it.`,
			'Let the warehouse make the label, and send the tracking number back with TikTok Shop Fulfillment.',
		);
	}
	if (stage === 'cancelled') {
		return impossible(`Order ${id} is cancelled on TikTok Shop.`, 'Do not ship this order.');
	}
	if (stage === 'shipped') return { kind: 'done', packageIds: packageIdsOf(order) };
	if (stage !== 'waiting') {
		return impossible(
			`Order ${id} has the status ${status}, in which nothing can be shipped.`,
			'TikTok Shop holds new orders for about an hour. Run the order again later.',
		);
	}
	if (order.is_buyer_request_cancel === true) {
		return impossible(
			`The buyer has asked to cancel order ${id}.`,
			'Accept or reject the cancellation on TikTok Shop first.',
		);
	}
	if (REGIONS_THAT_BUY_LABELS.has(region.toUpperCase()))
		return { kind: 'createPackages', orderId: id };
	const packageIds = unshippedPackageIds(order);
	if (packageIds.length > 0) return { kind: 'shipPackages', packageIds };
	return impossible(
		`TikTok Shop has made no package for order ${id} yet.`,
		'TikTok Shop makes the package once the order is paid. Run the order again later.',
	);
}

function impossible(message: string, hint: string): Arrangement {
	return { kind: 'impossible', message, hint };
}
