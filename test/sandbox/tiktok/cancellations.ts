import { IdSequence } from '../ids';
import type { Order, Shop } from './types';

export const CANCEL_STATUSES = [
	'CANCELLATION_REQUEST_PENDING',
	'CANCELLATION_REQUEST_SUCCESS',
	'CANCELLATION_REQUEST_CANCELLED',
	'CANCELLATION_REQUEST_COMPLETE',
] as const;
export type CancelStatus = (typeof CANCEL_STATUSES)[number];

/** A buyer's request to cancel, or a cancellation that needed none (TikTok Shop API §4.9). Times are epoch seconds. */
export interface Cancellation {
	id: string;
	shop: Shop;
	orderId: string;
	type: 'BUYER_CANCEL' | 'CANCEL';
	status: CancelStatus;
	role: 'BUYER' | 'SELLER' | 'SYSTEM';
	reason: string;
	reasonText: string;
	createTime: number;
	updateTime: number;
	/** What searches show until this moment. */
	before?: { status: CancelStatus; until: number };
	/** The answers of the seller that were carried out. */
	answers: Array<{
		decision: 'approve' | 'reject';
		key: string;
		reason?: string;
		comment?: string;
	}>;
	/** The seller's answer is refused with it until it is taken away. */
	refusal?: { code: number; message: string };
	/** Damages what searches show of it. */
	damage?: (view: Record<string, unknown>) => void;
}

/** The cancellations of all shops. An order may have several, one after the other. */
export class Cancellations {
	private readonly byId = new Map<string, Cancellation>();
	private readonly byOrder = new Map<string, Cancellation[]>();
	private readonly ids = new IdSequence('4035', 19, 9_973);

	/** What each idempotency key was used for. */
	readonly keys = new Map<string, string>();

	/** Searches show a new status so much later. */
	lagSeconds = 0;

	get(id: string): Cancellation | undefined {
		return this.byId.get(id);
	}

	ofShop(shop: Shop): Cancellation[] {
		return [...this.byId.values()].filter((each) => each.shop.id === shop.id);
	}

	/** Oldest first. */
	ofOrder(orderId: string): Cancellation[] {
		return this.byOrder.get(orderId) ?? [];
	}

	pendingOf(orderId: string): Cancellation | undefined {
		return this.ofOrder(orderId).find(({ status }) => status === 'CANCELLATION_REQUEST_PENDING');
	}

	/** The buyer asks to cancel an order; asking twice is one request. */
	ask(order: Order, seconds: number): Cancellation {
		return (
			this.pendingOf(order.id) ??
			this.add(order, seconds, {
				type: 'BUYER_CANCEL',
				status: 'CANCELLATION_REQUEST_PENDING',
				role: 'BUYER',
			})
		);
	}

	/** The request is no longer open. */
	close(orderId: string, status: CancelStatus, seconds: number): void {
		const pending = this.pendingOf(orderId);
		if (!pending) return;
		pending.before = { status: pending.status, until: seconds + this.lagSeconds };
		pending.status = status;
		pending.updateTime = seconds;
	}

	/** The order was cancelled: by its request, or without one. */
	cancelled(order: Order, seconds: number): void {
		this.close(order.id, 'CANCELLATION_REQUEST_COMPLETE', seconds);
		const isCancelled = ({ status }: Cancellation): boolean =>
			status === 'CANCELLATION_REQUEST_SUCCESS' || status === 'CANCELLATION_REQUEST_COMPLETE';
		if (this.ofOrder(order.id).some(isCancelled)) return;
		const status = 'CANCELLATION_REQUEST_COMPLETE';
		this.add(order, seconds, { type: 'CANCEL', status, role: 'SYSTEM' });
	}

	private add(
		order: Order,
		seconds: number,
		kind: Pick<Cancellation, 'type' | 'status' | 'role'>,
	): Cancellation {
		const added: Cancellation = {
			...kind,
			id: this.ids.next(),
			shop: order.shop,
			orderId: order.id,
			reason: 'ecom_order_to_ship_canceled_reason_no_longer_needed',
			reasonText: 'No longer needed',
			createTime: seconds,
			updateTime: seconds,
			answers: [],
		};
		this.byId.set(added.id, added);
		this.byOrder.set(order.id, [...this.ofOrder(order.id), added]);
		return added;
	}
}
