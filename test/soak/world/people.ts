import type { Order, OrderStatus } from '../../sandbox/tiktok/types';
import { cancelOrder, releaseHold, requestCancel } from '../../sandbox/tiktok/story';
import type { OrderSeed, TikTokWorld } from '../../sandbox/tiktok/world';
import type { VirtualClock } from '../process/clock';
import type { PlannedOrder, Story } from './orders';

const HOUR_MS = 3_600_000;
const PACKAGE_FROM_PAYMENT_EXCEPT = ['US', 'GB'];

const BEGINS_AS: Partial<Record<Story, OrderStatus>> = {
	hold: 'ON_HOLD',
	cancelOnHold: 'ON_HOLD',
	payLater: 'UNPAID',
	neverPaid: 'UNPAID',
};

/** Whether the order should reach the warehouse in the end, as far as its buyer is concerned. */
export const IS_FOR_WAREHOUSE: Readonly<Record<Story, 'yes' | 'no' | 'maybe'>> = {
	plain: 'yes',
	hold: 'yes',
	payLater: 'yes',
	late: 'yes',
	skuEmpty: 'yes',
	requestRejected: 'yes',
	// Whether the warehouse was faster is open; what was made must be taken back, or have shipped before.
	cancelLater: 'maybe',
	requestAccepted: 'maybe',
	neverPaid: 'no',
	cancelOnHold: 'no',
	masked: 'no',
	byTikTok: 'no',
	labelByTikTok: 'no',
};

function seedOf(planned: PlannedOrder, shop: string): OrderSeed {
	const { story, lines, delay } = planned;
	const byTikTok = story === 'byTikTok';
	return {
		shop,
		story,
		lines: lines.map(([sellerSku, units]) => ({ sellerSku, units })),
		expected: IS_FOR_WAREHOUSE[story] === 'no' ? 'exception' : 'ship',
		...(BEGINS_AS[story] ? { status: BEGINS_AS[story] } : {}),
		masked: story === 'masked',
		...(byTikTok ? { fulfillmentType: 'FULFILLMENT_BY_TIKTOK' as const } : {}),
		...(byTikTok || story === 'labelByTikTok' ? { shippingType: 'TIKTOK' as const } : {}),
		...(story === 'late' ? { visibleAfterSeconds: Math.ceil(delay / 1_000) } : {}),
	};
}

/** Buyers and sellers: they place orders, and do to them what the story says. */
export class People {
	/** Told when an order may go to the warehouse, and when something stands in its way again. */
	onEligible: (order: Order) => void = () => {};

	constructor(
		private readonly world: TikTokWorld,
		private readonly clock: VirtualClock,
	) {}

	place(planned: PlannedOrder): Order {
		const { story, delay } = planned;
		const order = this.world.addOrder(seedOf(planned, this.world.shops[planned.shop].key));
		const later = (act: () => void): void => void this.clock.after(delay, act);
		if (story === 'plain' || story === 'masked') this.onEligible(order);
		if (story === 'hold') later(() => this.release(order));
		if (story === 'late') later(() => this.onEligible(order));
		if (story === 'payLater') later(() => this.pay(order));
		// A masked address without a label of TikTok Shop: the seller gives up on it in the end.
		if (['cancelOnHold', 'cancelLater', 'masked'].includes(story)) {
			later(() => {
				if (this.world.orders.has(order.id)) cancelOrder(this.world, order.id);
			});
		}
		if (story === 'skuEmpty') this.emptySku(order, delay);
		if (story === 'requestRejected' || story === 'requestAccepted') this.request(order, planned);
		return order;
	}

	private release(order: Order): void {
		releaseHold(this.world, order.id);
		if (order.status === 'AWAITING_SHIPMENT') this.onEligible(order);
	}

	private pay(order: Order): void {
		order.status = 'ON_HOLD';
		order.onHold = true;
		order.paidTime = this.world.seconds();
		order.updateTime = order.paidTime;
		for (const line of order.lines) line.status = 'AWAITING_SHIPMENT';
		if (!PACKAGE_FROM_PAYMENT_EXCEPT.includes(order.shop.region)) {
			this.world.newPackage(order, order.lines);
		}
		void this.clock.after(HOUR_MS, () => this.release(order));
	}

	/** The seller SKU of the first line is filled in later; `update_time` stays as it is (contract §7). */
	private emptySku(order: Order, delay: number): void {
		const [{ skuId, sellerSku }] = order.lines;
		const lines = order.lines.filter((line) => line.skuId === skuId);
		for (const line of lines) line.sellerSku = '';
		void this.clock.after(delay, () => {
			for (const line of lines) line.sellerSku = sellerSku;
			this.onEligible(order);
		});
	}

	/** The buyer asks to cancel some minutes after ordering, the seller answers hours later. */
	private request(order: Order, { story, delay }: PlannedOrder): void {
		this.onEligible(order);
		void this.clock.after(delay / 10, () => {
			if (order.status === 'AWAITING_SHIPMENT') requestCancel(this.world, order.id);
		});
		void this.clock.after(delay, () => {
			if (order.cancelRequestTime === undefined) return;
			if (story === 'requestAccepted') {
				cancelOrder(this.world, order.id);
				return;
			}
			delete order.cancelRequestTime;
			order.updateTime = this.world.seconds();
			this.onEligible(order);
		});
	}
}
