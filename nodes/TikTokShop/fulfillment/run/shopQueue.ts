import type { ApiOrder } from '../../orders/apiOrder';
import type { Shop } from '../../shops/shops';
import type { FulfillmentRun } from './fulfillmentRun';

/** Orders in one call of Get Order Detail (TikTok Shop API §6). */
const READ_AHEAD = 50;
/** Older reads may be outdated, because another process may have shipped the order since (ms). */
const OUTDATED_AFTER_MS = 30_000;

/**
 * The items of a shop in order. In queue mode another process may work on the same orders; each order that it shipped first costs us one
 * rejected write. So orders read half a minute ago are read again, fifty a call, and after a conflict this queue continues at a random
 * position.
 */
export class ShopQueue {
	private waiting: number[];
	/** Epoch ms. */
	private readAgainAt = 0;

	/** @param itemIndexes  positions in the order of work; all of this shop */
	constructor(
		private readonly run: FulfillmentRun,
		private readonly shop: Shop | undefined,
		itemIndexes: readonly number[],
	) {
		this.waiting = [...itemIndexes];
	}

	/** @returns the position of the item to work on now; undefined when all are done */
	async next(): Promise<number | undefined> {
		const { run, shop } = this;
		if (shop && this.waiting.length > 0) {
			const met = run.takeConflict(shop);
			if (met) this.jumpToRandomPosition();
			if (met || this.isOutdated()) await this.readAhead(shop);
		}
		return this.waiting.shift();
	}

	private jumpToRandomPosition(): void {
		const place = Math.floor(Math.random() * this.waiting.length);
		this.waiting = [...this.waiting.slice(place), ...this.waiting.slice(0, place)];
	}

	private isOutdated(): boolean {
		const latest = Date.now() - OUTDATED_AFTER_MS;
		return this.run.readAtOf(this.orderIdOf(this.waiting[0])) < latest && this.readAgainAt < latest;
	}

	/** Only saves writes; if it fails, TikTok Shop's answer to the write tells the state. */
	private async readAhead(shop: Shop): Promise<void> {
		this.readAgainAt = Date.now();
		const orderIds = this.waiting
			.slice(0, READ_AHEAD)
			.map((itemIndex) => this.orderIdOf(itemIndex));
		await this.run.refresh(shop, orderIds).catch(() => undefined);
	}

	private orderIdOf(itemIndex: number): string {
		return this.run.shipments[itemIndex].orderId;
	}
}

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
