import { IdSequence } from '../ids';
import type { EventLog } from '../eventLog';
import type { Channel, OmsProduct, OmsWarehouse, OutboundOrder, Stock } from './types';

/** The numbers an outbound order is found by. */
export type OutboundNumber = 'outboundOrderNo' | 'thirdOrderNo' | 'referOrderNo';

/** Channels that need no channel of the warehouse (OMS API §1.5). */
export const SPECIAL_CHANNELS = ['Upload_Shipping_Label', 'No_Shipping_Service'];

/** Everything the OMS side of the sandbox knows, and what its warehouse does. */
export class OmsWorld {
	readonly warehouses: OmsWarehouse[] = [];

	readonly products = new Map<string, OmsProduct>();

	readonly stock: Stock[] = [];

	/** By outbound order number, in order of creation. */
	readonly outbound = new Map<string, OutboundOrder>();

	/** Off: every call is refused with 100010 (OMS API §1.3). */
	permission = true;

	/** Calls answered per second; more are refused with 200001. */
	rateLimitPerSecond?: number;

	/** By `thirdOrderNo`: a create call with this order among its rows is refused as a whole. */
	readonly refusals = new Map<string, { code: string; message: string; status: number }>();

	/** A list query without a window, or with one of more days than this, is refused with 10002. */
	widestWindowDays = 33;

	/** Hours that its times are ahead of UTC; 8 is assumed (OMS API §1.3). */
	zoneHours = 8;

	/** Refuses an order without a postal code in countries that have none, too. */
	alwaysNeedsPostalCode = false;

	private readonly numbers = new IdSequence('1187', 19, 65_537);

	private shipped = 0;

	/**
	 * @param orderOf  the TikTok Shop order an outbound order stands for, by its own numbers; for the event log only
	 */
	constructor(
		readonly now: () => number,
		private readonly eventLog: EventLog,
		private readonly orderOf: (outbound: OutboundOrder) => { id: string; shop: string },
	) {}

	warehouse(whCode: string): OmsWarehouse | undefined {
		return this.warehouses.find((each) => each.whCode === whCode);
	}

	channel(whCode: string, channelCode: string): Channel | undefined {
		return this.warehouse(whCode)?.channels.find((each) => each.channelCode === channelCode);
	}

	stockOf(whCode: string, sku: string): Stock | undefined {
		return this.stock.find((row) => row.whCode === whCode && row.sku === sku);
	}

	/** Sets the good stock of a product and registers it in the warehouse. */
	setStock(whCode: string, sku: string, available: number, movedAt = this.now()): void {
		const product = this.products.get(sku);
		if (!product) throw new Error(`The sandbox OMS has no product "${sku}"`);
		if (!product.registeredIn.includes(whCode)) product.registeredIn.push(whCode);
		const row = this.stockOf(whCode, sku);
		if (row) Object.assign(row, { available, movedAt });
		else this.stock.push({ whCode, sku, available, locked: 0, movedAt });
	}

	/** @throws when there is no such outbound order */
	order(outboundOrderNo: string): OutboundOrder {
		const found = this.outbound.get(outboundOrderNo);
		if (!found) throw new Error(`The sandbox OMS has no outbound order ${outboundOrderNo}`);
		return found;
	}

	/** Outbound orders that bear one of the numbers, in order of creation. */
	withNumbers(field: OutboundNumber, numbers: readonly string[]): OutboundOrder[] {
		const wanted = new Set(numbers);
		return [...this.outbound.values()].filter((order) => wanted.has(order[field]));
	}

	/** Outbound orders created in the window, both ends included (epoch ms), in order of creation. */
	createdWithin(from: number, to: number): OutboundOrder[] {
		return [...this.outbound.values()].filter(
			({ createdAt }) => createdAt >= from && createdAt <= to,
		);
	}

	/** Outbound orders of one TikTok Shop order that are not cancelled. */
	liveOf(orderId: string): OutboundOrder[] {
		return [...this.outbound.values()].filter(
			(order) => order.status !== 4 && this.orderOf(order).id === orderId,
		);
	}

	/** Takes an order in and locks its stock. */
	accept(order: Omit<OutboundOrder, 'outboundOrderNo' | 'createdAt' | 'movedAt'>): OutboundOrder {
		const createdAt = this.now();
		const accepted = {
			...order,
			outboundOrderNo: this.numbers.next(),
			createdAt,
			movedAt: createdAt,
		};
		for (const line of order.lines)
			this.move(order.whCode, line.sku, -line.quantity, line.quantity);
		this.outbound.set(accepted.outboundOrderNo, accepted);
		this.note('created', accepted, { channel: accepted.logisticsChannel });
		return accepted;
	}

	/**
	 * The warehouse cannot go on with an order: 5 exception, 6 being intercepted, 7 label exception (OMS API §1.6). It stays
	 * so until `goOn`.
	 */
	stop(order: OutboundOrder, status: 5 | 6 | 7, exceptionDesc: string): void {
		if (order.status === 3 || order.status === 4) return;
		Object.assign(order, { status, exceptionDesc, movedAt: this.now() });
	}

	/** The warehouse resumes an order that it had stopped. */
	goOn(order: OutboundOrder): void {
		if (order.status < 5) return;
		Object.assign(order, { status: 2, exceptionDesc: '', movedAt: this.now() });
	}

	/** The warehouse hands the parcel to the carrier. A cancellation that waits is refused thereby. */
	ship(order: OutboundOrder): void {
		if (order.status >= 3) return;
		this.shipped += 1;
		const channel = this.channel(order.whCode, order.logisticsChannel);
		order.status = 3;
		order.carrier = channel?.carrierName ?? 'OTHER';
		order.trackNo ||= channel?.trackNo(this.shipped) ?? `SELF${order.outboundOrderNo.slice(-10)}`;
		order.parcelTrackNos = order.packing?.map((_, index) => {
			if (index === 0) return order.trackNo;
			this.shipped += 1;
			return channel?.trackNo(this.shipped) ?? `${order.trackNo}${index}`;
		});
		order.outboundAt = this.now();
		order.movedAt = this.now();
		if (order.cancel?.state === 'pending') order.cancel.state = 'refused';
		for (const line of order.lines) this.move(order.whCode, line.sku, 0, -line.quantity);
		this.note('shipped', order, { carrier: order.carrier, trackNo: order.trackNo });
	}

	/** Tracking numbers of all parcels of an order. */
	trackNosOf({ trackNo, parcelTrackNos }: OutboundOrder): string[] {
		return parcelTrackNos ?? (trackNo ? [trackNo] : []);
	}

	/** A cancellation comes into effect: the stock is free again. */
	cancel(order: OutboundOrder): void {
		if (order.status === 3 || order.status === 4) return;
		order.status = 4;
		order.cancelledAt = this.now();
		order.movedAt = this.now();
		if (order.cancel) order.cancel.state = 'done';
		for (const line of order.lines)
			this.move(order.whCode, line.sku, line.quantity, -line.quantity);
	}

	private move(whCode: string, sku: string, available: number, locked: number): void {
		const row = this.stockOf(whCode, sku);
		if (!row) return;
		row.available += available;
		row.locked += locked;
		row.movedAt = this.now();
	}

	private note(
		type: 'created' | 'shipped',
		order: OutboundOrder,
		detail: Record<string, string>,
	): void {
		const { id, shop } = this.orderOf(order);
		const { outboundOrderNo, thirdOrderNo } = order;
		this.eventLog.add(type, id, shop, { outboundOrderNo, thirdOrderNo, ...detail });
	}
}
