import { orderException, type OrderException } from '../../shared/exceptions';

/** Removes blanks, which TikTok Shop refuses (21004012). */
export function cleanTrackingNumber(trackingNumber: string): string {
	return trackingNumber.replace(/\s+/g, '');
}

/** Compares without case and blanks. */
export function isSameTrackingNumber(one: string, other: string): boolean {
	return cleanTrackingNumber(one).toUpperCase() === cleanTrackingNumber(other).toUpperCase();
}

/** For callers that check before they read the order; `decideShipment` checks it as well. */
export function trackingNumberMissingException(
	orderId: string,
	trackingNumber: string,
): OrderException | undefined {
	if (cleanTrackingNumber(trackingNumber) !== '') return undefined;
	const message = `Order ${orderId} has no tracking number to send yet.`;
	return orderException('TRACKING_NUMBER_MISSING', message);
}
