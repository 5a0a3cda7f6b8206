import type { Pacing } from '../pacing';
import type { Sandbox } from '../sandbox';
import { cancelOrder, payOrder, releaseHold } from '../tiktok/orderChanges';
import type { Order } from '../tiktok/types';
import type { LaterAct, PlannedOrder } from './plan';

/** The plan, not the sandbox, decides when a hold ends and when a seller SKU is filled in. */
export const BULK_PACE = {
	holdReleaseMs: Number.POSITIVE_INFINITY,
	sellerSkuFilledMs: Number.POSITIVE_INFINITY,
} satisfies Partial<Pacing>;

const EVERY_MS = 250;

/**
 * Buyers and sellers of a plan: they place the orders and do what happens to them later.
 *
 * The sandbox needs the shops of `addBulkShops` and the pace of `BULK_PACE`.
 */
export class BulkTraffic {
	private readonly startedAt: number;
	private readonly toPlace: PlannedOrder[];
	private readonly toDo: Array<{ afterMs: number; act: () => void }> = [];
	private timer?: NodeJS.Timeout;

	constructor(
		private readonly sandbox: Pick<Sandbox, 'tiktok'>,
		plan: readonly PlannedOrder[],
	) {
		this.startedAt = sandbox.tiktok.now();
		this.toPlace = [...plan];
	}

	/** Everything has been placed and done. */
	get atRest(): boolean {
		return this.toPlace.length === 0 && this.toDo.length === 0;
	}

	/** Acts by itself as time passes, until `stop`. */
	start(): void {
		this.timer = setInterval(() => this.act(), EVERY_MS);
		this.timer.unref();
		this.act();
	}

	stop(): void {
		clearInterval(this.timer);
	}

	/** Places and does what is due by the clock of the sandbox. */
	act(): void {
		const passed = this.sandbox.tiktok.now() - this.startedAt;
		while (this.toPlace.length > 0 && this.toPlace[0].afterMs <= passed) {
			this.place(this.toPlace.shift() as PlannedOrder);
		}
		const due = this.toDo.filter(({ afterMs }) => afterMs <= passed);
		if (due.length === 0) return;
		const left = this.toDo.filter(({ afterMs }) => afterMs > passed);
		this.toDo.splice(0, this.toDo.length, ...left);
		for (const { act } of due.sort((a, b) => a.afterMs - b.afterMs)) act();
	}

	private place({ seed, later }: PlannedOrder): void {
		const order = this.sandbox.tiktok.addOrder(seed);
		const filled = order.lines.map(({ sellerSku }) => sellerSku);
		// The SKU of these lines alone: other buyers order the same goods with it.
		if (later.some(({ act }) => act === 'fillSellerSku')) order.lines[0].sellerSku = '';
		for (const { act, afterMs } of later) {
			this.toDo.push({ afterMs, act: () => this.doLater(act, order, filled) });
		}
	}

	private doLater(act: LaterAct, order: Order, filled: readonly string[]): void {
		const { tiktok } = this.sandbox;
		switch (act) {
			case 'release':
				return releaseHold(tiktok, order.id);
			case 'pay':
				return payOrder(tiktok, order.id);
			case 'cancel':
				return cancelOrder(tiktok, order.id);
			case 'fillSellerSku':
				for (const [index, line] of order.lines.entries()) line.sellerSku = filled[index];
				tiktok.eventLog.add('sellerSkuFilled', order.id, order.shop.code);
		}
	}
}
