import { BoundedMap } from '../../shared/boundedMap';
import { orderException, type OrderException } from '../../shared/exceptions';

/** Upper bound per account; of a forgotten one an execution that has it in hand still creates the outbound order. */
const MOST_KEPT = 10_000;
const MOST_ACCOUNTS = 50;
const accounts = new BoundedMap<string, CancelledOrders>(MOST_ACCOUNTS);

/**
 * TikTok Shop orders whose outbound orders this process was asked to cancel, because the orders are cancelled. Such an order has no outbound
 * order yet where an execution has it in hand, as it was before: that execution must not create one, for nobody asks again.
 *
 * Kept in memory, so it holds within one process.
 */
export class CancelledOrders {
	/** Order ID → epoch ms. */
	private readonly since = new BoundedMap<string, number>(MOST_KEPT);

	/** The same for all executions of the process. */
	static of(account: string): CancelledOrders {
		const kept = accounts.get(account) ?? new CancelledOrders();
		accounts.set(account, kept);
		return kept;
	}

	/** @param now  epoch ms */
	note(orderId: string, now: number): void {
		this.since.set(orderId, now);
	}

	/** Whether it was noted after the order was read. @param readAt  epoch ms; 0 if unknown */
	isCancelled(orderId: string, readAt: number): boolean {
		const since = this.since.get(orderId);
		return since !== undefined && since >= readAt;
	}
}

/** Of an order for which no outbound order is created any more. */
export function orderCancelledException(orderId: string): OrderException {
	const message = `Order ${orderId} is cancelled on TikTok Shop, so no outbound order is created.`;
	return orderException('ORDER_CANCELLED', message, { orderId });
}
