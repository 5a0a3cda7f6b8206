import { pause } from '../support/interrupt';
import type { OrderSyncBench } from './orderSync';

/** Of each answer, as over a network, ms. */
export const LATENCY_MS = 80;

/** Orders are placed in small groups. */
const EVERY_MS = 200;

/**
 * Places orders evenly over some minutes.
 *
 * @returns  when each order was there, epoch ms
 */
export async function placeEvenly(
	bench: OrderSyncBench,
	orders: number,
	minutes: number,
): Promise<Map<string, number>> {
	const placed = new Map<string, number>();
	const startedAt = Date.now();
	while (placed.size < orders) {
		const due = Math.floor(((Date.now() - startedAt) / 60_000 / minutes) * orders);
		while (placed.size < Math.min(due, orders)) placed.set(bench.placeNow().id, Date.now());
		await pause(EVERY_MS);
	}
	return placed;
}
