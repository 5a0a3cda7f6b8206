import type { OutboundOrder } from '../../../sandbox/oms/types';
import type { Order } from '../../../sandbox/tiktok/types';
import type { PlannedOrder } from '../world/orders';
import { IS_FOR_WAREHOUSE } from '../world/scenarios';
import { isOurs, type Entry } from './entry';

/** An order may be cancelled, or its mapping edited, while an execution that has read it before is still at work (ms). */
export const UNDER_WAY = 30 * 60_000;

/** Why an outbound order must not have been made of the order; undefined when it may. */
export function whyUnwanted(
	{ status, cancelTime = 0, cancelRequestTime }: Order,
	{ scenario }: PlannedOrder,
	now: number,
): string | undefined {
	if (IS_FOR_WAREHOUSE[scenario] === 'no') {
		return `an order that must not go to the warehouse was pushed (${scenario})`;
	}
	if (status === 'UNPAID' || status === 'ON_HOLD') return `an order in ${status} was pushed`;
	const since = (seconds: number): number => now - seconds * 1_000;
	if (status === 'CANCELLED' && since(cancelTime) > UNDER_WAY) {
		return 'a cancelled order was pushed';
	}
	if (cancelRequestTime !== undefined && since(cancelRequestTime) > UNDER_WAY) {
		return 'an order that the buyer asks to cancel was pushed';
	}
	return undefined;
}

/**
 * Why an order cannot be left as it is; undefined when everything is in its place.
 *
 * @param live  its outbound orders that are not cancelled
 */
export function whyUnfinished(
	order: Order,
	entry: Entry,
	live: readonly OutboundOrder[],
): string | undefined {
	if (IS_FOR_WAREHOUSE[entry.planned.scenario] === 'no') return undefined;
	const isGoing = ({ status }: OutboundOrder): boolean => status !== 3;
	const ours = live.filter(isOurs);
	if (ours.length > 1 && ours.some(isGoing)) return 'more than one outbound order is alive';
	if (order.status === 'CANCELLED') {
		return ours.some(isGoing)
			? 'the outbound order of a cancelled order is still alive'
			: undefined;
	}
	if (live.length === 0) return 'LOST: the order has no outbound order';
	if (!entry.isExcused && ours.length > 0 && ours.length < live.length) {
		return 'an outbound order is alive beside that of another creator';
	}
	if (live.some(isGoing)) return 'the outbound order has not shipped';
	const isOpen = order.status === 'AWAITING_SHIPMENT' || order.status === 'PARTIALLY_SHIPPING';
	return isOpen ? 'TikTok Shop has not got every tracking number' : undefined;
}
