import type { IDataObject } from 'n8n-workflow';

import type { Journey, JourneyType } from '../../sandbox/journey';
import type { OutboundOrder } from '../../sandbox/oms/types';
import type { OmsWorld } from '../../sandbox/oms/world';
import type { Order } from '../../sandbox/tiktok/types';
import type { TikTokWorld } from '../../sandbox/tiktok/world';
import type { Mapping } from '../world/mapping';
import type { WorkingOms } from '../world/warehouse';
import type { PlannedOrder } from '../world/orders';
import { PAIRING } from '../world/shops';
import { describe, type Entry, type Violation } from './entry';
import { UNDER_WAY, whyUnfinished, whyUnwanted } from './rules';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Two live outbound orders of one order must have become one after this (ms). */
const CONVERGED_AFTER = 2 * HOUR;
/** The warehouse answers a request to cancel within this time (ms). */
const TAKEN_BACK_AFTER = 20 * MINUTE;
/** Finished orders are looked at again for so long, as the services would show them; then they are counted and forgotten. */
const KEPT = 27 * HOUR;

/** What the auditor has to know of the processes. */
export interface Witness {
	/** Two processes were at work when this order was made, or a create call was stuck on its way: a duplicate may appear. */
	mayDouble(creators: readonly string[]): boolean;
}

/** What happened to every order, counted from what the services themselves did. The first broken promise ends the run. */
export class Auditor {
	violation: Violation | undefined;
	readonly counts = {
		placed: 0,
		created: 0,
		shipped: 0,
		tracked: 0,
		doubled: 0,
		cancelledInOms: 0,
		archived: 0,
		/** Doubled, and shipped twice before any execution could take one back: not promised, counted. */
		twoParcels: 0,
	};
	/** Delays, ms: from the moment an order could go to the warehouse, and from shipping to TikTok Shop. */
	readonly delays: Record<'push' | 'tracking', number[]> = { push: [], tracking: [] };

	private readonly entries = new Map<string, Entry>();
	private readonly open = new Set<string>();

	constructor(
		private readonly now: () => number,
		private readonly mapping: Mapping,
		private readonly witness: Witness,
		private readonly worlds: () => { tiktok: TikTokWorld; oms: WorkingOms },
	) {}

	/** A journey that is audited instead of kept. */
	listen(journey: Journey): void {
		journey.add = (type, orderId, _shop, detail = {}) => this.heard(type, orderId, detail);
	}

	placed(order: Order, planned: PlannedOrder): void {
		this.counts.placed += 1;
		const atOnce = ['plain', 'requestRejected', 'requestAccepted'].includes(planned.story);
		this.entries.set(order.id, {
			planned,
			outbound: [],
			archived: false,
			...(atOnce ? { eligibleAt: this.now() } : {}),
		});
		this.open.add(order.id);
	}

	eligible(orderId: string): void {
		const entry = this.entries.get(orderId);
		if (entry && entry.createdAt === undefined) entry.eligibleAt = this.now();
	}

	/** An execution of the order sync that began at `startedAt` has come to its end with these orders. */
	synced(orderIds: readonly string[], startedAt: number): void {
		for (const id of orderIds) {
			const entry = this.entries.get(id);
			if (entry?.doubledAt !== undefined && startedAt > entry.doubledAt)
				entry.syncedAt ??= startedAt;
		}
	}

	/** What an execution says it has made must be there. */
	claimed(items: readonly IDataObject[]): void {
		const { oms } = this.worlds();
		for (const { orderId, outboundOrder, outboundOrderCreated } of items) {
			const { outboundOrderNo } = (outboundOrder ?? {}) as IDataObject;
			if (outboundOrderCreated !== true || oms.outbound.has(String(outboundOrderNo))) continue;
			this.break(
				'an outbound order is said to be made that the OMS does not have',
				String(orderId),
			);
		}
	}

	/** A promise that is not about one order. */
	broken(what: string): void {
		this.break(what, '');
	}

	/** Orders that are not settled yet. */
	get unsettled(): number {
		const { tiktok, oms } = this.worlds();
		let count = 0;
		for (const id of this.open) {
			const order = tiktok.orders.get(id);
			if (order && this.unfinished(order, this.live(id, oms))) count += 1;
		}
		return count;
	}

	/** Outbound orders that are alive although their order is cancelled on TikTok Shop. */
	toCancel(): string[] {
		const { tiktok, oms } = this.worlds();
		const numbers: string[] = [];
		for (const id of this.open) {
			if (tiktok.orders.get(id)?.status !== 'CANCELLED') continue;
			const going = this.live(id, oms).filter(({ status }) => status !== 3);
			numbers.push(...going.map(({ outboundOrderNo }) => outboundOrderNo));
		}
		return numbers;
	}

	/** Counts and forgets what has long been finished, so that the worlds stay as large as the services' windows. */
	archive(): void {
		const { tiktok, oms } = this.worlds();
		for (const id of this.open) {
			const order = tiktok.orders.get(id);
			const entry = this.entries.get(id);
			if (!order || !entry) continue;
			const since = Math.max(entry.planned.at, entry.shippedAt ?? 0, entry.trackedAt ?? 0);
			if (since + KEPT > this.now()) continue;
			if (this.unfinished(order, this.live(id, oms))) continue;
			for (const number of entry.outbound) oms.forget(number);
			for (const packageId of order.packageIds) tiktok.packages.delete(packageId);
			tiktok.orders.delete(id);
			this.open.delete(id);
			entry.archived = true;
			this.counts.archived += 1;
		}
		tiktok.trackingWrites.length = 0;
	}

	/** Nothing more will happen: everything has to be in its place. */
	finish(): void {
		const { tiktok, oms } = this.worlds();
		for (const id of this.open) {
			const order = tiktok.orders.get(id);
			const why = order && this.unfinished(order, this.live(id, oms));
			if (why) this.break(why, id);
		}
	}

	private heard(type: JourneyType, orderId: string, detail: Record<string, string>): void {
		if (type === 'created') this.created(orderId, detail.outboundOrderNo);
		if (type === 'shipped') this.shipped(orderId, detail);
		if (type === 'trackingOnTikTok') this.tracked(orderId, detail.trackingNumber);
	}

	private created(orderId: string, outboundOrderNo: string): void {
		const { tiktok, oms } = this.worlds();
		const entry = this.entries.get(orderId);
		const order = tiktok.orders.get(orderId);
		if (!entry || !order || entry.archived) {
			return this.break('an outbound order was made for an order that is over', orderId);
		}
		this.counts.created += 1;
		entry.outbound.push(outboundOrderNo);
		const outbound = oms.order(outboundOrderNo);
		const unwanted = whyUnwanted(order, entry.planned, this.now());
		if (unwanted) return this.break(unwanted, orderId);
		if (!this.mapping.isRight(entry.planned.lines, outbound.lines, UNDER_WAY)) {
			return this.break('the outbound order asks for the wrong goods', orderId);
		}
		const live = this.live(orderId, oms);
		if (live.length > 1) return this.doubled(orderId, live);
		if (entry.createdAt !== undefined) return;
		entry.createdAt = this.now();
		this.delays.push.push(this.now() - (entry.eligibleAt ?? this.now()));
	}

	private doubled(orderId: string, live: readonly OutboundOrder[]): void {
		const creators = live.map(({ given }) => given.remark ?? '');
		if (!this.witness.mayDouble(creators)) {
			this.break('a second outbound order was made', orderId);
			return;
		}
		this.counts.doubled += 1;
		const entry = this.entries.get(orderId);
		if (entry) entry.doubledAt ??= this.now();
		this.doubtful.push({ orderId, until: this.now() + CONVERGED_AFTER });
	}

	private readonly doubtful: Array<{ orderId: string; until: number }> = [];

	/** To be called now and then: doubled orders must have become one. */
	checkConvergence(): void {
		const { oms } = this.worlds();
		while (this.doubtful.length > 0 && this.doubtful[0].until <= this.now()) {
			const { orderId } = this.doubtful[0];
			this.doubtful.shift();
			const live = this.live(orderId, oms);
			if (live.length > 1 && live.some(({ status }) => status !== 3)) {
				this.break('two outbound orders of one order have not become one', orderId);
			}
		}
	}

	private shipped(orderId: string, { trackNo, carrier }: Record<string, string>): void {
		const entry = this.entries.get(orderId);
		if (!entry) return this.break('a parcel without an order was shipped', orderId);
		if (entry.shippedAt !== undefined) {
			const { doubledAt, syncedAt = Number.POSITIVE_INFINITY } = entry;
			const inTime = syncedAt + TAKEN_BACK_AFTER <= this.now();
			if (doubledAt === undefined || inTime) this.break('two parcels were shipped', orderId);
			else this.counts.twoParcels += 1;
			return;
		}
		this.counts.shipped += 1;
		Object.assign(entry, { shippedAt: this.now(), trackNo, carrier });
	}

	private tracked(orderId: string, trackingNumber: string): void {
		const { tiktok } = this.worlds();
		const entry = this.entries.get(orderId);
		if (!entry) return this.break('a tracking number was sent for an unknown order', orderId);
		if (entry.trackedAt !== undefined) {
			return this.break('a second tracking number was accepted', orderId);
		}
		const { oms } = this.worlds();
		const parcels = this.live(orderId, oms).filter(({ status }) => status === 3);
		if (!parcels.some(({ trackNo }) => trackNo === trackingNumber)) {
			return this.break(`the tracking number ${trackingNumber} is not the parcel's`, orderId);
		}
		const [write] = tiktok.trackingWrites.slice(-1);
		const paired = PAIRING.find(({ carrier }) => carrier === entry.carrier);
		if (write.providerId !== paired?.provider) return this.break('the wrong provider', orderId);
		this.counts.tracked += 1;
		entry.trackedAt = this.now();
		this.delays.tracking.push(this.now() - (entry.shippedAt ?? this.now()));
	}

	/** Why an order cannot be left as it is; undefined when everything is in its place. */
	private unfinished(order: Order, live: readonly OutboundOrder[]): string | undefined {
		const entry = this.entries.get(order.id);
		return entry ? whyUnfinished(order, entry, live) : 'an order that nobody placed';
	}

	private live(orderId: string, oms: OmsWorld): OutboundOrder[] {
		const numbers = this.entries.get(orderId)?.outbound ?? [];
		return numbers.flatMap((number) => {
			const outbound = oms.outbound.get(number);
			return outbound && outbound.status !== 4 ? [outbound] : [];
		});
	}

	private break(what: string, orderId: string): void {
		if (this.violation) return;
		const { tiktok, oms } = this.worlds();
		const entry = this.entries.get(orderId);
		this.violation = {
			what,
			orderId,
			at: new Date(this.now()).toISOString(),
			...(entry ? { entry: describe(orderId, entry, tiktok, oms) } : {}),
		};
	}
}
