import type { ApiOrder } from '../../orders/apiOrder';

/** Latest time to ship, or when TikTok Shop cancels by itself; epoch seconds, without end where neither is known. */
export function deadlineOf(order: ApiOrder | undefined): number {
	return order?.rts_sla_time || order?.shipping_due_time || Number.POSITIVE_INFINITY;
}

/**
 * In which order to work: the earliest deadline of TikTok Shop first, so that what runs out of time or quota is what can
 * wait; equal ones as they came.
 *
 * @returns positions in the given list
 */
export function byDeadline(orders: ReadonlyArray<ApiOrder | undefined>): number[] {
	return orders
		.map((order, position) => ({ position, deadline: deadlineOf(order) }))
		.sort((a, b) => (a.deadline === b.deadline ? a.position - b.position : a.deadline - b.deadline))
		.map(({ position }) => position);
}
