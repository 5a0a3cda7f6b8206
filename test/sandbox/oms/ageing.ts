import type { Pacing } from '../pacing';
import type { OmsWorld } from './world';

/** Moves outbound orders 0 → 2 → 3 and answers cancellations, each by at most one step a call (OMS API §1.6). */
export function ageOms(world: OmsWorld, pace: Pacing): void {
	const now = world.now();
	for (const order of world.outbound.values()) {
		if (order.cancel?.state === 'pending') {
			if (now >= order.cancel.askedAt + pace.cancelMs) world.cancel(order);
			continue;
		}
		if (now < order.movedAt + pace.outboundStepMs) continue;
		if (order.status === 0 || order.status === 1) {
			order.status = 2;
			order.movedAt = now;
		} else if (order.status === 2) {
			world.ship(order);
		}
	}
}
