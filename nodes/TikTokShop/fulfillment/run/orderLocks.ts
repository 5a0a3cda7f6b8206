import { KeyedMutex } from '../../../shared/keyedMutex';
import { HOUR_MS } from '../../../shared/durations';
import type { ApiOrder } from '../../orders/apiOrder';
import { afterShipping } from '../../orders/orderLines';

/** Lines that this process has marked as shipped. */
interface Shipped {
	/** Epoch ms of TikTok Shop's answer. */
	at: number;
	lineItemIds: readonly string[];
	trackingNumber: string;
}

/** Older entries are not needed: no execution uses orders that it has read longer ago (ms). */
const KEPT_MS = HOUR_MS;

const orderLocks = new KeyedMutex();
const shippedBy = new Map<string, Shipped[]>();

/**
 * Serializes the executions of this process per order.
 *
 * Shipped orders are emitted again, so with a backlog the next execution begins while the last one still sends. Both have read the same
 * orders as waiting; without this lock each would spend a write of the shop's rate limit on them.
 *
 * @param key   account and order
 * @param stop  ends the waiting for an order when the execution is stopped
 */
export async function withOrderLock<T>(
	key: string,
	work: () => Promise<T>,
	stop?: AbortSignal,
): Promise<T> {
	return await orderLocks.run(key, work, stop);
}

/** Remembers what this process has shipped of an order, for those who read the order before. */
export function noteShipped(
	key: string,
	lineItemIds: readonly string[],
	trackingNumber: string,
): void {
	const at = Date.now();
	shippedBy.set(key, [...(shippedBy.get(key) ?? []), { at, lineItemIds, trackingNumber }]);
	// Kept in the order of their first entry; an order of several parcels is shipped within minutes.
	for (const [oldest, entries] of shippedBy) {
		if (entries[0].at + KEPT_MS > at) break;
		shippedBy.delete(oldest);
	}
}

/** The order as it was read, plus lines that this process has shipped since. */
export function overlayShipped<T extends ApiOrder>(key: string, order: T, readAt: number): T {
	return (shippedBy.get(key) ?? [])
		.filter(({ at }) => at > readAt)
		.reduce(
			(known, { lineItemIds, trackingNumber }) => afterShipping(known, lineItemIds, trackingNumber),
			order,
		);
}
