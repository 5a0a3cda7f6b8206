import type { IDataObject } from 'n8n-workflow';

import type { EventLog, EventType } from '../../../sandbox/eventLog';
import type { OutboundOrder } from '../../../sandbox/oms/types';
import type { Order } from '../../../sandbox/tiktok/types';
import type { TikTokWorld } from '../../../sandbox/tiktok/world';
import type { Mapping } from '../world/mapping';
import type { TriggerName } from '../process/n8nProcess';
import type { WorkingOms } from '../world/warehouse';
import type { PlannedOrder } from '../world/orders';
import { isWaiting } from '../world/orders';
import { AT_ONCE } from '../world/scenarios';
import { Books } from './books';
import { whyAuditDiffers } from './bothSides';
import { describe, isOurs, type Entry, type Violation } from './entry';
import { whyUntrue } from './numbers';
import { UNDER_WAY, whyUnwanted } from './rules';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Two live outbound orders of one order must have become one after this (ms). */
const CONVERGED_AFTER = 2 * HOUR;
/** The warehouse answers a request to cancel within this time (ms). */
const TAKEN_BACK_AFTER = 20 * MINUTE;
/** … and until then what waits for its answer is tried again, and another outbound order is made (ms). */
const STOPPED_AFTER = 50 * MINUTE;

/** What the auditor has to know of the processes. */
export interface CreationWitness {
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
		/** Outbound orders that others made of our orders. */
		byOthers: 0,
		archived: 0,
		/** Doubled, and shipped twice before any execution could take one back: not promised, counted. */
		twoParcels: 0,
		/** Parcels of orders that were cancelled, or changed, when it was too late to know. */
		leftCancelled: 0,
		leftAsBefore: 0,
	};
	/** Delays, ms: from the moment an order could go to the warehouse, and from shipping to TikTok Shop. */
	readonly delays: Record<'push' | 'tracking', number[]> = { push: [], tracking: [] };

	readonly books: Books;
	private readonly doubtful: Array<{ orderId: string; until: number }> = [];

	constructor(
		private readonly now: () => number,
		private readonly mapping: Mapping,
		private readonly witness: CreationWitness,
		private readonly worlds: () => { tiktok: TikTokWorld; oms: WorkingOms },
	) {
		this.books = new Books(now, worlds);
	}

	/** An event log that is audited instead of kept. */
	listen(eventLog: EventLog): void {
		eventLog.add = (type, orderId, _shop, detail = {}) => this.onEvent(type, orderId, detail);
	}

	placed(order: Order, planned: PlannedOrder): void {
		this.counts.placed += 1;
		const entry = this.books.open(order.id, planned);
		if (AT_ONCE.includes(planned.scenario)) entry.eligibleAt = this.now();
	}

	eligible(orderId: string): void {
		const entry = this.books.entry(orderId);
		if (entry && entry.createdAt === undefined) entry.eligibleAt = this.now();
	}

	/** Its buyer or seller is about to change it. */
	changed(orderId: string, wanted: PlannedOrder['wanted']): void {
		const entry = this.books.entry(orderId);
		const order = this.worlds().tiktok.orders.get(orderId);
		if (!entry || !order) return;
		const { planned } = entry;
		entry.before = { at: this.now(), wanted: planned.wanted, address: order.address.line1 };
		entry.planned = { ...planned, wanted };
	}

	/** An execution with what this trigger gave, which began at `startedAt`, has come to its end with these orders. */
	synced(trigger: TriggerName, orderIds: readonly string[], startedAt: number): void {
		const { tiktok } = this.worlds();
		for (const id of orderIds) {
			const entry = this.books.entry(id);
			const { cancelTime } = tiktok.orders.get(id) ?? {};
			const since = trigger === 'orders' ? entry?.before?.at : cancelTime && cancelTime * 1_000;
			if (entry && since !== undefined && startedAt > since) entry.seenAt[trigger] ??= startedAt;
			if (trigger !== 'orders') continue;
			if (entry?.doubledAt !== undefined && startedAt > entry.doubledAt)
				entry.syncedAt ??= startedAt;
		}
	}

	/** What an execution reports as created must exist. */
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

	/** Orders that left a node by its exceptions. */
	told(items: readonly IDataObject[]): void {
		for (const { orderId, exception } of items) {
			const { code } = (exception ?? {}) as IDataObject;
			const entry = this.books.entry(String(orderId));
			entry?.codes.add(String(code));
			if (entry?.before) entry.isToldSince = true;
		}
	}

	/** A long obstacle of an order is over: it must have been reported, unless the order was shipped all the same. */
	mended(orderId: string): void {
		const entry = this.books.entry(orderId);
		if (!entry || entry.codes.size > 0) return;
		const { createdAt, shippedAt = Number.POSITIVE_INFINITY, trackedAt } = entry;
		const isOnItsWay = createdAt !== undefined && shippedAt > this.now() - 1.5 * HOUR;
		if (isOnItsWay || trackedAt !== undefined) return;
		this.break('an order had to wait for long, and no exception said so', orderId);
	}

	/** A process asks the OMS to cancel an outbound order. */
	cancelAsked(process: string, outboundOrderNo: string): void {
		const { oms, tiktok } = this.worlds();
		const outbound = oms.outbound.get(outboundOrderNo);
		if (!outbound || outbound.given.remark === process) return;
		const orderId = outbound.platformOrderNo || outbound.referOrderNo;
		const isOver = tiktok.orders.get(orderId)?.status === 'CANCELLED';
		const mayBe = isOver || this.books.entry(orderId)?.before !== undefined;
		if (isOurs(outbound) && mayBe) return;
		this.break(`${outboundOrderNo} was cancelled by ${process}, which has not made it`, orderId);
	}

	/** A promise that is not about one order. */
	broken(what: string): void {
		this.break(what, '');
	}

	/** Orders that are not settled yet. */
	get unsettled(): number {
		return [...this.books.unfinished()].length;
	}

	/** Counts and forgets what has long been finished. */
	archive(): void {
		this.counts.archived += this.books.archive();
	}

	/** Nothing more will happen: everything has to be in its place. */
	finish(): void {
		const [first] = this.books.unfinished();
		const other = first ?? whyAuditDiffers(this.books, this.now());
		if (other) this.break(other.why, other.orderId);
	}

	private onEvent(type: EventType, orderId: string, detail: Record<string, string>): void {
		if (type === 'created') this.created(orderId, detail.outboundOrderNo);
		if (type === 'shipped') this.shipped(orderId, detail.outboundOrderNo);
		if (type === 'trackingOnTikTok') this.tracked(orderId);
	}

	private created(orderId: string, outboundOrderNo: string): void {
		const { tiktok, oms } = this.worlds();
		const entry = this.books.entry(orderId);
		const order = tiktok.orders.get(orderId);
		const outbound = oms.order(outboundOrderNo);
		if (!isOurs(outbound)) {
			if (entry) this.counts.byOthers += 1;
			entry?.outbound.push(outboundOrderNo);
			return;
		}
		if (!entry || !order) {
			return this.break('an outbound order was made for an order that is over', orderId);
		}
		this.counts.created += 1;
		entry.outbound.push(outboundOrderNo);
		const unwanted = whyUnwanted(order, entry.planned, this.now());
		if (unwanted) return this.break(unwanted, orderId);
		const { before } = entry;
		const isJustChanged = before !== undefined && this.now() - before.at < UNDER_WAY;
		const isRight = (wanted: PlannedOrder['wanted']): boolean =>
			this.mapping.isRight(wanted, outbound.lines, UNDER_WAY);
		if (!isRight(entry.planned.wanted) && !(isJustChanged && isRight(before.wanted))) {
			return this.break('the outbound order asks for the wrong goods', orderId);
		}
		const { receiver, addressOne } = outbound.given;
		const isHere = addressOne === order.address.line1;
		const wasHere = isJustChanged && addressOne === before.address;
		if (receiver !== order.address.name || !(isHere || wasHere)) {
			return this.break('the outbound order goes to somebody else', orderId);
		}
		const live = this.books.live(orderId);
		if (live.length > 1) return this.doubled(orderId, live);
		if (entry.createdAt !== undefined) return;
		entry.createdAt = this.now();
		if (isWaiting(entry.planned)) return;
		this.delays.push.push(this.now() - (entry.eligibleAt ?? this.now()));
	}

	private doubled(orderId: string, live: readonly OutboundOrder[]): void {
		const creators = live.map(({ given }) => given.remark ?? '');
		const entry = this.books.entry(orderId);
		if (!entry || !this.witness.mayDouble(creators)) {
			const isBesideOthers = !live.every(isOurs);
			this.break(
				isBesideOthers
					? 'an outbound order was made beside that of another creator'
					: 'a second outbound order was made',
				orderId,
			);
			return;
		}
		this.counts.doubled += 1;
		if (!live.every(isOurs)) entry.isExcused = true;
		entry.doubledAt ??= this.now();
		this.doubtful.push({ orderId, until: this.now() + CONVERGED_AFTER });
	}

	/** To be called now and then: doubled orders must have become one. */
	checkConvergence(): void {
		while (this.doubtful.length > 0 && this.doubtful[0].until <= this.now()) {
			const { orderId } = this.doubtful[0];
			this.doubtful.shift();
			const live = this.books.liveOurs(orderId);
			if (live.length > 1 && live.some(({ status }) => status !== 3)) {
				this.break('two outbound orders of one order have not become one', orderId);
			}
		}
	}

	private shipped(orderId: string, outboundOrderNo: string): void {
		const entry = this.books.entry(orderId);
		if (!isOurs(this.worlds().oms.order(outboundOrderNo))) {
			if (entry) entry.shippedAt = this.now();
			return;
		}
		if (!entry) return this.break('a parcel without an order was shipped', orderId);
		const outdated = this.whyOutdated(orderId, entry, outboundOrderNo);
		if (outdated) this.break(outdated, orderId);
		if (entry.shippedAt !== undefined) {
			const { doubledAt, syncedAt = Number.POSITIVE_INFINITY } = entry;
			const inTime = syncedAt + TAKEN_BACK_AFTER <= this.now();
			if (doubledAt === undefined || inTime) this.break('two parcels were shipped', orderId);
			else this.counts.twoParcels += 1;
			return;
		}
		this.counts.shipped += 1;
		entry.shippedAt = this.now();
	}

	/** Why a parcel should have been stopped or replaced before it left; what left before we could know is counted. */
	private whyOutdated(orderId: string, entry: Entry, outboundOrderNo: string): string | undefined {
		const { tiktok, oms } = this.worlds();
		const order = tiktok.orders.get(orderId);
		const { given, lines } = oms.order(outboundOrderNo);
		const wasSeen = (at: number | undefined): boolean =>
			at !== undefined && at + STOPPED_AFTER <= this.now();
		if (order?.status === 'CANCELLED') {
			this.counts.leftCancelled += 1;
			return wasSeen(entry.seenAt.changes) ? 'a cancelled order has left the warehouse' : undefined;
		}
		if (!entry.before || !order) return undefined;
		const isRight = this.mapping.isRight(entry.planned.wanted, lines, UNDER_WAY);
		if (isRight && given.addressOne === order.address.line1) return undefined;
		this.counts.leftAsBefore += 1;
		// An order that waits, e.g. for a mapping row, is told to people.
		const isUntold = wasSeen(entry.seenAt.orders) && !entry.isToldSince;
		return isUntold ? 'a parcel left as its order was before, and nobody was told' : undefined;
	}

	private tracked(orderId: string): void {
		const { tiktok } = this.worlds();
		const entry = this.books.entry(orderId);
		const order = tiktok.orders.get(orderId);
		if (!entry || !order) {
			return this.break('a tracking number was sent for an unknown order', orderId);
		}
		const [write] = tiktok.trackingWrites.slice(-1);
		const shipped = this.books.live(orderId).filter(({ status }) => status === 3);
		const untrue = whyUntrue(write, order.lines, entry, shipped);
		if (untrue) return this.break(untrue, orderId);
		for (const lineId of write.lineIds) entry.numbers.set(lineId, write.trackingNumber);
		this.counts.tracked += 1;
		entry.trackedAt = this.now();
		if (entry.planned.scenario === 'plain') {
			this.delays.tracking.push(this.now() - (entry.shippedAt ?? this.now()));
		}
	}

	private break(what: string, orderId: string): void {
		if (this.violation) return;
		const { tiktok, oms } = this.worlds();
		const entry = this.books.entry(orderId);
		this.violation = {
			what,
			orderId,
			at: new Date(this.now()).toISOString(),
			...(entry ? { entry: describe(orderId, entry, tiktok, oms) } : {}),
		};
	}
}
