import { orderException, type OrderException } from '../../../shared/exceptions';
import { TikTokShopError } from '../../transport/connection';
import { isTemporaryForItem } from '../../transport/errors';

/** This many consecutive failures mean an outage. */
const SEVERAL = 3;

/** Separates one failing order (becomes an exception) from an outage (fails the run). */
export class CircuitBreaker {
	private readonly failures = new Map<string, TikTokShopError>();
	private readonly unexplained = new Set<string>();
	private readonly inARow = new Map<string, Set<string>>();

	/**
	 * @param shopId   key of the shop, whose orders are processed one after the other
	 * @param orderId  the same order may come several times
	 * @throws an error that is not temporary, or that of the third order in a row of a shop
	 */
	onFailure(error: Error, shopId = '', orderId = String(this.failures.size)): OrderException {
		if (!(error instanceof TikTokShopError) || !error.temporary) throw error;
		this.failures.set(orderId, error);
		const inARow = (this.inARow.get(shopId) ?? new Set()).add(orderId);
		this.inARow.set(shopId, inARow);
		if (inARow.size >= SEVERAL) throw error;
		return orderException('TIKTOK_SHOP_UNAVAILABLE', error.message);
	}

	/** TikTok Shop has answered. */
	onSuccess(shopId = ''): void {
		this.inARow.delete(shopId);
	}

	/** Counts an order that is refused without a code about the order: the reason may lie elsewhere. */
	onException({ code, details }: OrderException, orderId: string): void {
		const { tikTokCode } = details;
		if (code !== 'FULFILLMENT_REFUSED' || typeof tikTokCode !== 'string') return;
		if (tikTokCode === '' || tikTokCode.startsWith('3600')) this.unexplained.add(orderId);
	}

	/**
	 * @throws the last error when no order of the run got an answer; a code about the order is an answer
	 */
	assertSomeSucceeded(orders: number): void {
		const failures = [...this.failures.values()];
		const failure = failures.find(({ apiError }) => !isTemporaryForItem(apiError));
		if (failure && failures.length === orders) throw failure;
	}

	/** Whether several orders, and all of the run, were refused without a reason of their own. Then the run has failed. */
	hasRefusedAll(orders: number): boolean {
		return orders >= SEVERAL && this.unexplained.size === orders;
	}
}
