import type { SandboxEvent, Sandbox } from '../../../sandbox';
import type { Order } from '../../../sandbox/tiktok/types';

export interface Violation {
	what: string;
	orderId: string;
	/** ISO 8601, UTC. */
	at: string;
	/** What the two services know of the order. */
	order?: object;
}

/** What happened to every order, counted from what the services themselves did. The first broken promise ends the run. */
export class Auditor {
	violation?: Violation;

	readonly counts = {
		placed: 0,
		created: 0,
		shipped: 0,
		tracked: 0,
		/** Second outbound orders, made while two n8n ran. */
		doubled: 0,
		/** Doubled, and shipped twice before an execution could take one back: not promised, counted. */
		twoParcels: 0,
	};

	/** Told of each step, in the moment in which it happens. */
	onStep: (type: SandboxEvent['type']) => void = () => {};

	private readonly shippedOnce = new Set<string>();
	private readonly doubled = new Set<string>();

	/** @param mayDouble  whether two n8n have just been at work: then an order may be made twice for a moment */
	constructor(
		private readonly sandbox: Sandbox,
		private readonly mayDouble: () => boolean,
	) {
		const { eventLog } = sandbox.tiktok;
		const keep = eventLog.add.bind(eventLog);
		eventLog.add = (type, orderId, shop, detail) => {
			keep(type, orderId, shop, detail);
			this.onEvent(type, orderId, detail ?? {});
			this.onStep(type);
		};
	}

	/** A promise is broken; only the first one counts. */
	broken(what: string, orderId = ''): void {
		if (this.violation) return;
		const at = new Date(this.sandbox.tiktok.now()).toISOString();
		const order = this.sandbox.tiktok.orders.get(orderId);
		this.violation = { what, orderId, at, ...(order ? { order: this.describe(order) } : {}) };
	}

	/** Orders that are not finished yet, and what each of them lacks. */
	unfinished(): string[] {
		return this.sandbox
			.books()
			.orders.flatMap(({ expected, outbound, tracking, orderId, scenario }) => {
				if (expected !== 'ship') return [];
				const live = outbound.filter(({ status }) => status !== 4);
				const parcels = live.filter(({ status }) => status === 3);
				const lack =
					live.length === 0
						? 'has no outbound order'
						: parcels.length === 0
							? 'is not shipped'
							: parcels.length < live.length
								? 'has two live outbound orders'
								: tracking.length === 0
									? 'has no tracking number on TikTok Shop'
									: '';
				return lack ? [`${orderId} ("${scenario}") ${lack}`] : [];
			});
	}

	/** Nothing more will happen: the books of the services have to be right. */
	finish(): void {
		const books = this.sandbox.books();
		for (const order of books.orders) {
			const live = order.outbound.filter(({ status }) => status !== 4);
			if (order.expected !== 'ship' || (live.length === 1 && order.tracking.length === 1)) continue;
			if (this.doubled.has(order.orderId) && live.every(({ status }) => status === 3)) continue;
			const found = `${live.length} live outbound orders, ${order.tracking.length} tracking numbers`;
			this.broken(`at the end the order has ${found}`, order.orderId);
		}
		const none = ['lost', 'unwanted', 'wrongLines', 'wrongTracking'] as const;
		for (const key of none) {
			if (books[key] !== 0) this.broken(`the books end with ${key} = ${books[key]}`);
		}
		if (books.duplicates > this.counts.twoParcels) {
			this.broken(`the books end with duplicates = ${books.duplicates}`);
		}
	}

	private onEvent(
		type: SandboxEvent['type'],
		orderId: string,
		detail: Record<string, string>,
	): void {
		const order = this.sandbox.tiktok.orders.get(orderId);
		if (type === 'seeded') this.counts.placed += 1;
		if (type === 'created') this.created(order);
		if (type === 'shipped') this.shipped(order);
		if (type === 'trackingOnTikTok' && order) this.tracked(order, detail.trackingNumber);
	}

	private created(order: Order | undefined): void {
		this.counts.created += 1;
		if (!order) return this.broken('an outbound order was made that belongs to no order');
		const { status, scenario, cancelRequestTime } = order;
		if (scenario.expected !== 'ship') {
			return this.broken(`an order that must not go was pushed (${scenario.name})`, order.id);
		}
		if (status !== 'AWAITING_SHIPMENT' || cancelRequestTime !== undefined) {
			return this.broken(`an order in ${status} was pushed`, order.id);
		}
		const live = this.sandbox.oms.liveOf(order.id);
		const wanted = (scenario.expectedLines ?? []).map(({ systemSku: sku, quantity }) => ({
			sku,
			quantity,
		}));
		if (live.some(({ lines }) => totals(lines) !== totals(wanted))) {
			return this.broken('the outbound order asks for the wrong goods', order.id);
		}
		if (live.length === 1) return;
		if (!this.mayDouble()) return this.broken('a second outbound order was made', order.id);
		this.counts.doubled += 1;
		this.doubled.add(order.id);
	}

	private shipped(order: Order | undefined): void {
		if (!order) return this.broken('a parcel without an order was shipped');
		this.counts.shipped += 1;
		if (!this.shippedOnce.has(order.id)) {
			this.shippedOnce.add(order.id);
			return;
		}
		if (!this.doubled.has(order.id)) return this.broken('two parcels were shipped', order.id);
		this.counts.twoParcels += 1;
	}

	private tracked(order: Order, trackingNumber: string): void {
		const { tiktok, oms } = this.sandbox;
		this.counts.tracked += 1;
		const writes = tiktok.trackingWrites.filter(({ orderId }) => orderId === order.id);
		if (writes.length > 1) {
			return this.broken('a second tracking number was accepted', order.id);
		}
		const parcels = oms.liveOf(order.id).filter(({ status }) => status === 3);
		if (!parcels.some(({ trackNo }) => trackNo === trackingNumber)) {
			this.broken(`the tracking number ${trackingNumber} is not the parcel's`, order.id);
		}
	}

	private describe({ id, status, scenario }: Order): object {
		const { tiktok, oms } = this.sandbox;
		return {
			status,
			...scenario,
			outbound: oms.liveOf(id).map(({ outboundOrderNo, status: live, createdAt, lines }) => ({
				outboundOrderNo,
				status: live,
				createdAt: new Date(createdAt).toISOString(),
				lines,
			})),
			tracking: tiktok.trackingWrites.filter(({ orderId }) => orderId === id),
			steps: tiktok.eventLog.since(0).filter(({ orderId }) => orderId === id),
		};
	}
}

/** Units by SKU, whatever the order of the lines. */
function totals(lines: ReadonlyArray<{ sku: string; quantity: number }>): string {
	const sums = new Map<string, number>();
	for (const { sku, quantity } of lines) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
	return JSON.stringify([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
