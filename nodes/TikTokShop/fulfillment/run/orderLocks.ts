import { KeyedMutex } from '../../../shared/keyedMutex';
import { HOUR_MS } from '../../../shared/durations';
import type { ApiOrder } from '../../orders/apiOrder';
import { afterShipping } from '../../orders/orderLines';

/** Lines that TikTok Shop has as shipped by a write of this process. */
interface Shipped {
	/** Epoch ms of TikTok Shop's answer. */
	at: number;
	lineItemIds: readonly string[];
	trackingNumber: string;
}

/** No execution works on with what it has read so long ago (ms). */
const KEPT_MS = HOUR_MS;

const orderLocks = new KeyedMutex();
const shippedBy = new Map<string, Shipped[]>();

/**
 * An order is in the hands of one execution of the process at a time.
 *
 * A shipped order is given out again until it is old, so with a backlog the next execution begins while the last one still
 * sends. Both have read the same orders as waiting: without this, each would spend a write of the shop's pace on them.
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

/** The order as it was read, with what this process has shipped of it since. */
export function overlayShipped<T extends ApiOrder>(key: string, order: T, readAt: number): T {
	return (shippedBy.get(key) ?? [])
		.filter(({ at }) => at > readAt)
		.reduce(
			(known, { lineItemIds, trackingNumber }) => afterShipping(known, lineItemIds, trackingNumber),
			order,
		);
}
