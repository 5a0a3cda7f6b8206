import { orderException, type OrderException } from '../../shared/exceptions';

/** The number to send: without blanks, which TikTok Shop refuses (21004012). */
export function cleanTrackingNumber(trackingNumber: string): string {
	return trackingNumber.replace(/\s+/g, '');
}

/** Whether two numbers are the same: case and blanks do not count, everything else does. */
export function sameTrackingNumber(one: string, other: string): boolean {
	return cleanTrackingNumber(one).toUpperCase() === cleanTrackingNumber(other).toUpperCase();
}

/** For callers that want to know before they read the order; `decideShipment` checks it as well. */
export function trackingNumberMissing(
	orderId: string,
	trackingNumber: string,
): OrderException | undefined {
	if (cleanTrackingNumber(trackingNumber) !== '') return undefined;
	const message = `Order ${orderId} has no tracking number to send yet.`;
	return orderException('TRACKING_NUMBER_MISSING', message);
}
