import { isSameTrackingNumber } from '../orders/trackingNumber';
import { finding, type Finding } from './finding';
import type { SideOrder } from './orderSide';
import { isShipped, type OutboundSideOrder } from './outboundSide';

/**
 * Tracking numbers of both sides. Each outbound order that has shipped needs one of its numbers on TikTok Shop: TikTok Shop may know
 * one package where the warehouse has packed several parcels, and a package that several orders share has its number once. A number of
 * TikTok Shop that no outbound order has differs, once all of the order is shipped and every outbound order has a number.
 *
 * @param isNew  whether the shipment is so new that its number may be on its way
 */
export function trackingFindings(
	order: SideOrder,
	live: readonly OutboundSideOrder[],
	isNew: (outbound: OutboundSideOrder) => boolean,
): Finding[] {
	const { orderId, trackingNumbers: shown, stage } = order;
	const findings: Finding[] = [];
	const isAllShipped = stage === 'shipped';
	for (const outbound of live.filter(isShipped)) {
		if (hasOneOf(outbound, shown)) continue;
		const { outboundOrderNo, trackingNumbers: own } = outbound;
		const numbers = own.join(', ');
		if (isAllShipped && shown.length > 0 && own.length > 0) {
			const message = `Order ${orderId}: TikTok Shop shows ${shown.join(', ')}; outbound order ${outboundOrderNo} has left with ${numbers}.`;
			findings.push(finding('trackingDiffers', message));
		} else if (isAllShipped && shown.length > 0) {
			continue;
		} else if (isNew(outbound)) {
			const message = `Outbound order ${outboundOrderNo} of order ${orderId} has just left.`;
			findings.push({ kind: 'underWay', message, hint: '' });
		} else {
			const what = numbers
				? `TikTok Shop does not have ${numbers}`
				: 'the OMS has no number for it';
			const message = `Order ${orderId}: outbound order ${outboundOrderNo} has left, and ${what}.`;
			findings.push(finding('trackingMissing', message));
		}
	}
	if (findings.length > 0 || !isAllShipped) return findings;
	const known = live.flatMap(({ trackingNumbers: own }) => own);
	const foreign = shown.filter(
		(number) => !known.some((each) => isSameTrackingNumber(each, number)),
	);
	const hasAll = live.length > 0 && live.every(({ trackingNumbers: own }) => own.length > 0);
	if (foreign.length === 0 || !hasAll) return [];
	const message = `Order ${orderId}: TikTok Shop shows ${foreign.join(', ')}; the OMS has ${known.join(', ')}.`;
	return [finding('trackingDiffers', message)];
}

/** Whether one of the numbers of an outbound order is among those that TikTok Shop shows. */
export function hasOneOf(outbound: OutboundSideOrder, shown: readonly string[]): boolean {
	return outbound.trackingNumbers.some((own) =>
		shown.some((number) => isSameTrackingNumber(number, own)),
	);
}
