import { orderException, type OrderException } from '../shared/exceptions';
import { TikTokShopError } from '../TikTokShop/transport/connection';

/** So many orders in a row without an answer are no fault with one of them. */
const OUTAGE = 3;

/** Tells the order that TikTok Shop has a fault with, which must not hold up all others, from an outage. */
export class Outage {
	private failures: TikTokShopError[] = [];
	private readonly inARow = new Map<string, number>();

	/**
	 * @param lane  whose orders are worked on one after the other
	 * @throws what is no passing fault, or the third in a row of a lane
	 */
	of(error: Error, lane = ''): OrderException {
		if (!(error instanceof TikTokShopError) || !error.temporary) throw error;
		this.failures.push(error);
		const inARow = (this.inARow.get(lane) ?? 0) + 1;
		this.inARow.set(lane, inARow);
		if (inARow >= OUTAGE) throw error;
		return orderException('TIKTOK_SHOP_UNAVAILABLE', error.message);
	}

	/** TikTok Shop has answered. */
	over(lane = ''): void {
		this.inARow.delete(lane);
	}

	/** @throws when TikTok Shop had an answer for none of so many items: then the run has failed */
	mayNotBeAll(items: number): void {
		if (this.failures.length > 0 && this.failures.length === items) throw this.failures[0];
	}
}
