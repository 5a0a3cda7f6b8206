import { orderException, type OrderException } from '../../../shared/exceptions';
import type { ApiOrder } from '../../orders/apiOrder';
import { isSameTrackingNumber } from '../../orders/trackingNumber';

/** Whether other orders may be in the packages of this one (TikTok Shop API §4.3). */
export function isCombined(order: ApiOrder): boolean {
	return order.split_or_combine_tag === 'COMBINED';
}

/**
 * Why a package must not be shipped for one of its orders alone: shipping it marks all of them, so all of them must have left
 * with the same number.
 *
 * @param others    the other orders in the package
 * @param numberOf  tracking number the warehouse gives for an order in this run; undefined where it gives none
 */
export function combinedPackageException(
	order: ApiOrder,
	packageId: string,
	trackingNumber: string,
	others: readonly string[],
	numberOf: (orderId: string) => string | undefined,
): OrderException | undefined {
	const apart = others.filter((id) => !isSameTrackingNumber(numberOf(id) ?? '', trackingNumber));
	if (apart.length === 0) return undefined;
	const named = apart.map((id) => `${id} (${numberOf(id) || 'not shipped by the warehouse yet'})`);
	return orderException(
		'PACKAGE_SHARED',
		`Package ${packageId} of order ${order.id} (${trackingNumber}) also holds order ${named.join(', ')}; shipping it would mark that as well. Nothing was sent.`,
		{ packageId, trackingNumber, otherOrders: [...others] },
	);
}
