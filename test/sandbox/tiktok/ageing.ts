import type { Pacing } from '../pacing';
import { fillSellerSku, firstScan, releaseHold } from './orderChanges';
import type { TikTokWorld } from './world';

/**
 * Ages the orders by what is due now.
 *
 * @param startedAt  epoch ms the scenarios are counted from, or undefined to count from the moment a client first looks:
 *                   the first order search for a hold, the first Get Order Detail for an empty seller SKU
 */
export function ageTikTok(world: TikTokWorld, pace: Pacing, startedAt: number | undefined): void {
	const due = (since: number | undefined, wait: number): boolean =>
		since !== undefined && world.now() >= since + wait;
	const lookedAt = startedAt ?? world.firstSearchAt;
	for (const order of world.orders.values()) {
		if (order.status === 'ON_HOLD' && due(lookedAt, pace.holdReleaseMs)) {
			releaseHold(world, order.id);
		}
		if (
			order.lines.some((line) => line.sellerSku === '') &&
			due(startedAt ?? order.firstReadAt, pace.sellerSkuFilledMs)
		) {
			fillSellerSku(world, order.id);
		}
		if (
			order.status === 'AWAITING_COLLECTION' &&
			order.rtsTime !== undefined &&
			due(order.rtsTime * 1000, pace.firstScanMs)
		) {
			firstScan(world, order);
		}
	}
}
