import type { ApiOrder } from '../orders/apiOrder';
import { isFulfilledByOthers } from '../orders/fulfillmentType';
import { packageIdsOf, unshippedPackageIds } from '../orders/orderLines';
import { stageOf } from '../orders/orderStatus';

/** What the user chose for the label; most of it counts in the US only (TikTok Shop API §4.6). */
export interface LabelChoice {
	handoverMethod?: 'PICKUP' | 'DROP_OFF';
	shippingServiceId?: string;
	/** With unit. */
	weight?: { value: string; unit: string };
	dimension?: { length: string; width: string; height: string; unit: string };
}

export type Arrangement =
	/** Shipping is arranged; labels are there or will be in a moment. */
	| { kind: 'done'; packageIds: string[] }
	/** US: Create Packages, which buys the label. */
	| { kind: 'createPackages'; orderId: string }
	/** Elsewhere: Ship Package without self shipment. */
	| { kind: 'shipPackages'; packageIds: string[] }
	/** Whole sentences. */
	| { kind: 'refused'; message: string; hint: string };

/** Markets where TikTok Shop's label is bought by Create Packages (TikTok Shop API §4.5). */
const BUYS_LABELS = new Set(['US']);

/**
 * What has to happen so that TikTok Shop ships an order and makes its labels (TikTok Shop API §4.5).
 *
 * @param region  of the shop
 */
export function decideArrangement(order: ApiOrder, region: string): Arrangement {
	const { id, status, shipping_type: shippedBy, fulfillment_type: fulfilledBy } = order;
	const stage = stageOf(order);
	if (isFulfilledByOthers(fulfilledBy)) {
		return refused(
			`Order ${id} is fulfilled by TikTok Shop itself.`,
			'There is nothing to ship for the seller, and no label.',
		);
	}
	if (shippedBy === 'SELLER') {
		return refused(
			`The seller ships order ${id}, so TikTok Shop makes no label for it.`,
			'Let the warehouse make the label, and send the tracking number back with TikTok Shop Fulfillment.',
		);
	}
	if (stage === 'cancelled') {
		return refused(`Order ${id} is cancelled on TikTok Shop.`, 'Do not ship this order.');
	}
	if (stage === 'shipped') return { kind: 'done', packageIds: packageIdsOf(order) };
	if (stage !== 'waiting') {
		return refused(
			`Order ${id} has the status ${status}, in which nothing can be shipped.`,
			'TikTok Shop holds new orders for about an hour. Run the order again later.',
		);
	}
	if (order.is_buyer_request_cancel === true) {
		return refused(
			`The buyer has asked to cancel order ${id}.`,
			'Accept or reject the cancellation on TikTok Shop first.',
		);
	}
	if (BUYS_LABELS.has(region.toUpperCase())) return { kind: 'createPackages', orderId: id };
	const packageIds = unshippedPackageIds(order);
	if (packageIds.length > 0) return { kind: 'shipPackages', packageIds };
	return refused(
		`TikTok Shop has made no package for order ${id} yet.`,
		'TikTok Shop makes the package once the order is paid. Run the order again later.',
	);
}

function refused(message: string, hint: string): Arrangement {
	return { kind: 'refused', message, hint };
}
