import type { IDataObject } from 'n8n-workflow';

import type { TriggerName } from './n8nProcess';
import type { ExecutionResult } from './workflow';

/** A person closes the row of a parcel by hand after this time, ms. */
const CLOSED_BY_HAND_AFTER = 72 * 60 * 60_000;

/** Rows with these codes are looked at in the morning only (template 09). */
const IN_THE_MORNING = ['ORDER_CANCELLED', 'ORDER_NOT_FOUND'];
const DAY = 24 * 60 * 60_000;

interface ParcelRow {
	openedAt: number;
	code: string;
	/** Epoch ms. */
	triedAt: number;
}

/** The open rows of the exception desk: a data table, so they outlive a process. */
export class Desk {
	/** Order ID → shop ID. */
	readonly orders = new Map<string, string>();
	/** Orders whose outbound orders have to be cancelled: order ID → shop ID. */
	readonly cancellations = new Map<string, string>();
	/** By outbound order number. */
	private readonly shipped = new Map<string, ParcelRow>();

	constructor(private readonly now: () => number) {}

	/** Outbound order numbers that are to be tried now. */
	get parcels(): string[] {
		const now = this.now();
		for (const [number, { openedAt }] of this.shipped) {
			if (openedAt < now - CLOSED_BY_HAND_AFTER) this.shipped.delete(number);
		}
		const due = [...this.shipped].filter(
			([, { code, triedAt }]) => !IN_THE_MORNING.includes(code) || triedAt <= now - DAY,
		);
		return due.map(([number]) => number);
	}

	/** The rows that are tried now, with the shops of TikTok Shop that they are read in; outbound orders are read in the OMS. */
	waitingFor(trigger: TriggerName): Array<{ shop: string }> {
		if (trigger === 'shipped') return this.parcels.map(() => ({ shop: '' }));
		const rows = trigger === 'orders' ? this.orders : this.cancellations;
		return [...rows.values()].map((shop) => ({ shop }));
	}

	/** Opens a row for what waits, and closes the rows of what went through. */
	note(trigger: TriggerName, { waiting, done }: ExecutionResult): void {
		for (const item of done) this.close(trigger, item);
		for (const item of waiting) {
			const { orderId, outboundOrderNo, shop } = item;
			const shopId = String((shop as IDataObject | undefined)?.id);
			if (trigger === 'orders' && orderId) this.orders.set(String(orderId), shopId);
			if (trigger === 'changes' && orderId) this.cancellations.set(String(orderId), shopId);
			if (trigger !== 'shipped' || !outboundOrderNo) continue;
			const number = String(outboundOrderNo);
			const { code = '' } = item.exception as { code?: string };
			const { openedAt = this.now() } = this.shipped.get(number) ?? {};
			this.shipped.set(number, { openedAt, code, triedAt: this.now() });
		}
	}

	/** The rows were read again; those of orders that are over are closed. */
	seen(trigger: TriggerName, items: readonly IDataObject[]): void {
		if (trigger !== 'orders') return;
		for (const { orderId, status } of items) {
			const isOver = !['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING', 'ON_HOLD'].includes(
				String(status),
			);
			if (orderId && isOver) this.orders.delete(String(orderId));
		}
	}

	private close(trigger: TriggerName, item: IDataObject): void {
		const { orderId, outboundOrder, outboundOrderNo, fulfillment, cancellation } = item;
		if (trigger === 'changes' && cancellation) this.cancellations.delete(String(orderId));
		if (trigger === 'orders' && outboundOrder) this.orders.delete(String(orderId));
		if (trigger === 'shipped' && fulfillment) this.shipped.delete(String(outboundOrderNo));
	}
}
