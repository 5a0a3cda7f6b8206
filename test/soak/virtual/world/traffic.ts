import { packageFor } from '../../../sandbox/tiktok/shipping';
import type { OutboundOrder } from '../../../sandbox/oms/types';
import type { Order, OrderLine, OrderStatus } from '../../../sandbox/tiktok/types';
import {
	cancelOrder,
	changeAddress,
	releaseHold,
	requestCancel,
	withdrawCancelRequest,
} from '../../../sandbox/tiktok/orderChanges';
import type { OrderSeed, TikTokWorld } from '../../../sandbox/tiktok/world';
import type { VirtualClock } from '../process/clock';
import { hinder } from './badOrders';
import type { PlannedOrder } from './orders';
import { divided, type Others } from './others';
import { SKUS } from './shops';
import { BAD_ORDERS, BY_OTHERS, IS_FOR_WAREHOUSE, type Scenario } from './scenarios';
import type { WorkingOms } from './warehouse';

const HOUR_MS = 3_600_000;
/** A person marks as shipped what the warehouse split by hand and sent no tracking number for. */
const MARKED_BY_HAND_AFTER = 14 * HOUR_MS;
const PACKAGE_FROM_PAYMENT_EXCEPT = ['US', 'GB'];

const BEGINS_AS: Partial<Record<Scenario, OrderStatus>> = {
	hold: 'ON_HOLD',
	cancelOnHold: 'ON_HOLD',
	payLater: 'UNPAID',
	neverPaid: 'UNPAID',
	elsewhere: 'ON_HOLD',
	elsewhereWrong: 'ON_HOLD',
	twoWarehouses: 'ON_HOLD',
};
/** Scenarios that go on in the warehouse. */
const IN_WAREHOUSE: readonly Scenario[] = ['handSplit', 'lateNumber', 'shortShipped'];

function seedOf(planned: PlannedOrder, shop: string): OrderSeed {
	const { scenario, lines, delay } = planned;
	const byTikTok = scenario === 'byTikTok';
	return {
		shop,
		scenario,
		lines: lines.map(([sellerSku, units]) => ({ sellerSku, units })),
		expected: IS_FOR_WAREHOUSE[scenario] === 'no' ? 'exception' : 'ship',
		...(BEGINS_AS[scenario] ? { status: BEGINS_AS[scenario] } : {}),
		masked: scenario === 'masked',
		...(byTikTok ? { fulfillmentType: 'FULFILLMENT_BY_TIKTOK' as const } : {}),
		...(byTikTok || scenario === 'labelByTikTok' ? { shippingType: 'TIKTOK' as const } : {}),
		...(scenario === 'late' ? { visibleAfterSeconds: Math.ceil(delay / 1_000) } : {}),
	};
}

/** Buyers and sellers: they place orders and act on them according to the scenario. */
export class Traffic {
	/** Told when an order may go to the warehouse, and when something stands in its way again. */
	onEligible: (order: Order) => void = () => {};
	/** Told when buyer or seller are about to change an order, with what is wanted after that. */
	onChanged: (order: Order, wanted: PlannedOrder['wanted']) => void = () => {};
	/** Told when what has stood in an order's way since it came is about to end. */
	onMended: (order: Order) => void = () => {};

	/** Orders whose scenario continues in the warehouse, by ID. */
	private readonly inWarehouse = new Map<string, { order: Order; planned: PlannedOrder }>();

	constructor(
		private readonly world: TikTokWorld,
		private readonly oms: WorkingOms,
		private readonly others: Others,
		private readonly clock: VirtualClock,
	) {
		oms.onAccepted = (accepted) => this.accepted(accepted);
		oms.onShipped = (shipped) => this.shipped(shipped);
	}

	place(planned: PlannedOrder): Order {
		const { scenario, delay } = planned;
		const order = this.world.addOrder(seedOf(planned, this.world.shops[planned.shop].key));
		const later = (act: () => void): void => void this.clock.after(delay, act);
		if (IN_WAREHOUSE.includes(scenario)) this.inWarehouse.set(order.id, { order, planned });
		if (scenario === 'partlyGone') this.shipByHand(order, order.lines.slice(0, 1));
		if (scenario === 'partlyCancelled') this.cancelUnits(order, order.lines.slice(0, 1));
		if (BY_OTHERS.includes(scenario)) this.others.bring(order, planned);
		if (scenario === 'hold' || BY_OTHERS.includes(scenario)) later(() => this.release(order));
		if (scenario === 'detailLate') {
			order.detailFrom = this.world.seconds() + Math.ceil(delay / 1_000);
			later(() => this.onEligible(order));
		}
		if (BAD_ORDERS.includes(scenario)) {
			const mend = hinder(planned, order, this.oms);
			later(() => {
				this.onMended(order);
				mend();
				if (scenario !== 'parcelRefused') this.onEligible(order);
			});
		}
		if (scenario === 'late') later(() => this.onEligible(order));
		if (scenario === 'payLater') later(() => this.pay(order));
		// A masked address without a label of TikTok Shop: the seller gives up on it in the end.
		if (['cancelOnHold', 'cancelLater', 'masked'].includes(scenario)) {
			later(() => {
				if (this.world.orders.has(order.id)) cancelOrder(this.world, order.id);
			});
		}
		if (scenario === 'unitCancelledLater' || scenario === 'moved')
			later(() => this.change(order, planned));
		if (scenario === 'skuEmpty') this.emptySku(order, delay);
		if (scenario === 'requestRejected' || scenario === 'requestAccepted')
			this.request(order, planned);
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

	/** The seller SKU of the first line is filled in later; `update_time` stays as it is (TikTok Shop API §7). */
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
	private request(order: Order, { scenario, delay }: PlannedOrder): void {
		this.onEligible(order);
		void this.clock.after(delay / 10, () => {
			if (order.status === 'AWAITING_SHIPMENT') requestCancel(this.world, order.id);
		});
		void this.clock.after(delay, () => {
			if (order.cancelRequestTime === undefined) return;
			if (scenario === 'requestAccepted') {
				cancelOrder(this.world, order.id);
				return;
			}
			withdrawCancelRequest(this.world, order.id);
			this.onEligible(order);
		});
	}

	/** While nothing of it has left. */
	private change(order: Order, { scenario, lines }: PlannedOrder): void {
		if (order.status !== 'AWAITING_SHIPMENT') return;
		if (scenario === 'moved') {
			this.onChanged(order, lines);
			changeAddress(this.world, order.id, { line1: `9 New Road ${order.id.slice(-4)}` });
			return;
		}
		const [[sku, units], ...others] = lines;
		const left: PlannedOrder['wanted'] = units > 1 ? [[sku, units - 1], ...others] : others;
		this.onChanged(order, left);
		this.cancelUnits(order, order.lines.slice(0, 1));
	}

	private accepted(accepted: OutboundOrder): void {
		const { thirdOrderNo, platformOrderNo, outboundOrderNo, lines } = accepted;
		const { order, planned } = this.inWarehouse.get(platformOrderNo) ?? {};
		if (!order || !planned) return;
		const parts = divided(lines);
		if (planned.scenario === 'shortShipped') accepted.packing = [parts[0]];
		if (planned.scenario === 'lateNumber') {
			accepted.packing = parts;
			this.oms.secondNumberAfter.set(outboundOrderNo, planned.delay);
		}
		if (planned.scenario !== 'handSplit') return;
		void this.clock.after(planned.delay, () => {
			const same = this.oms.withNumbers('thirdOrderNo', [thirdOrderNo]);
			const isAlone = same.filter(({ status }) => status !== 4).length === 1;
			if (!isAlone || accepted.status >= 3 || !this.inWarehouse.delete(order.id)) return;
			this.others.splitByHand(order, accepted);
			void this.clock.after(MARKED_BY_HAND_AFTER, () => {
				const isOpen = ({ status }: OrderLine): boolean => status === 'AWAITING_SHIPMENT';
				this.shipByHand(order, order.lines.filter(isOpen));
			});
		});
	}

	private shipped({ platformOrderNo, packing }: OutboundOrder): void {
		const { order, planned } = this.inWarehouse.get(platformOrderNo) ?? {};
		if (!order || !planned) return;
		this.inWarehouse.delete(order.id);
		if (planned.scenario !== 'shortShipped' || !packing) return;
		const [[{ sku }]] = packing;
		void this.clock.after(planned.delay, () => {
			const open = order.lines.filter(({ status }) => status === 'AWAITING_SHIPMENT');
			const isToldOf = open.length < order.lines.length;
			const left = isToldOf ? undefined : open.find(({ sellerSku }) => becomes(sellerSku, sku));
			this.cancelUnits(
				order,
				open.filter((line) => line !== left),
			);
		});
	}

	/** The seller marks line items as shipped on TikTok Shop, with a number of his own. */
	private shipByHand(order: Order, lines: readonly OrderLine[]): void {
		if (lines.length === 0) return;
		const { world } = this;
		const parcel = packageFor(world, order, lines);
		world.number(parcel, `SELF${order.id.slice(-10)}`);
		parcel.status = 'FULFILLING';
		parcel.shippedTime = world.seconds();
		for (const line of lines) line.status = 'AWAITING_COLLECTION';
		const isPartly = order.lines.some(({ status }) => status === 'AWAITING_SHIPMENT');
		order.status = isPartly ? 'PARTIALLY_SHIPPING' : 'AWAITING_COLLECTION';
	}

	/** Single units are canceled; the other units are shipped. */
	private cancelUnits(order: Order, lines: readonly OrderLine[]): void {
		if (order.status === 'CANCELLED' || lines.length === 0) return;
		const ids = lines.map(({ id }) => id);
		for (const line of lines) line.status = 'CANCELLED';
		for (const packageId of order.packageIds) {
			const parcel = this.world.packages.get(packageId);
			if (parcel) parcel.lineIds = parcel.lineIds.filter((id) => !ids.includes(id));
		}
		order.cancelReason = 'Out of stock';
		order.updateTime = this.world.seconds();
		const isOver = order.lines.every(({ status }) => status !== 'AWAITING_SHIPMENT');
		if (isOver) order.status = 'AWAITING_COLLECTION';
	}
}

const becomes = (sellerSku: string, systemSku: string): boolean =>
	(SKUS[sellerSku] ?? []).some(([sku]) => sku === systemSku);
