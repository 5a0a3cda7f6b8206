import { orderException, type OrderException } from '../../../shared/exceptions';
import { TikTokShopError } from '../../transport/connection';
import { isTemporaryForItem } from '../../transport/errors';

/** So many orders alike are no fault with one of them. */
const SEVERAL = 3;

/** Tells the order that TikTok Shop has a fault with, which must not hold up all others, from an outage. */
export class CircuitBreaker {
	private readonly failures = new Map<string, TikTokShopError>();
	private readonly unexplained = new Set<string>();
	private readonly inARow = new Map<string, Set<string>>();

	/**
	 * @param lane     whose orders are worked on one after the other
	 * @param orderId  the same order may come several times
	 * @throws what is no passing fault, or that of the third order in a row of a lane
	 */
	onFailure(error: Error, shopQueue = '', orderId = String(this.failures.size)): OrderException {
		if (!(error instanceof TikTokShopError) || !error.temporary) throw error;
		this.failures.set(orderId, error);
		const inARow = (this.inARow.get(shopQueue) ?? new Set()).add(orderId);
		this.inARow.set(shopQueue, inARow);
		if (inARow.size >= SEVERAL) throw error;
		return orderException('TIKTOK_SHOP_UNAVAILABLE', error.message);
	}

	/** TikTok Shop has answered. */
	onSuccess(shopQueue = ''): void {
		this.inARow.delete(shopQueue);
	}

	/** Notes an order that is refused: without a code of the order's own, the reason may be none of it. */
	onException({ code, details }: OrderException, orderId: string): void {
		const { tikTokCode } = details;
		if (code !== 'FULFILLMENT_REFUSED' || typeof tikTokCode !== 'string') return;
		if (tikTokCode === '' || tikTokCode.startsWith('3600')) this.unexplained.add(orderId);
	}

	/**
	 * @throws when TikTok Shop had an answer for none of so many orders: then the run has failed; a code that is about the order is
	 *         an answer
	 */
	assertSomeSucceeded(orders: number): void {
		const failures = [...this.failures.values()];
		const failure = failures.find(({ apiError }) => !isTemporaryForItem(apiError));
		if (failure && failures.length === orders) throw failure;
	}

	/** Whether several orders, and all there were, were refused without a reason of their own: then the run has failed. */
	hasRefusedAll(orders: number): boolean {
		return orders >= SEVERAL && this.unexplained.size === orders;
	}
}
