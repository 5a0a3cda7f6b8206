import { BoundedMap } from '../../../shared/boundedMap';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../shared/durations';
import { lookUp } from '../lookUp';
import { orderIdsInside } from '../outboundOrder';
import { firstCreatedIn, partsCreatedIn } from '../createdIn';
import { textOf, type Fields } from '../../transport/json';
import { KeyedMutex } from '../../../shared/keyedMutex';
import type { OmsConnection } from '../../transport/connection';
import { fromOmsTime } from '../../transport/time';

/** How far back the list is read; with the day ahead it is one query (OMS API §1.3: up to 30 days). */
const FURTHEST_MS = 29 * DAY_MS;
/**
 * An outbound order may appear in the list some time after its creation. So the last seconds are read again each time, the last minutes and
 * the last half hour once in a while, shortest first. In a rush they are many pages, most of them our own: the first one is read, which says
 * how many outbound orders there are, and the others where the index has another number of them.
 */
const OVERLAPS = [
	{ backMs: 20 * SECOND_MS, everyMs: 0 },
	{ backMs: 3 * MINUTE_MS, everyMs: 15 * SECOND_MS },
	// Read whole, for the case that in a rush one has gone and another one has come.
	{ backMs: 30 * MINUTE_MS, everyMs: 10 * MINUTE_MS },
] as const;
const [, MINUTES, WHOLE] = OVERLAPS.keys();
/** From so many outbound orders on, more than a page, counting costs less than reading. */
const WORTH_COUNTING = 100;
/** From so many on, 20 pages, the half hour is counted as well: in a rush it is hundreds of pages, and orders would wait a minute for them. */
const TOO_LONG_TO_READ = 2_000;
/** Read in addition at both ends, because the time zone of the OMS is not certain (OMS API §1.3). */
const ZONE_MS = DAY_MS;
/** Outbound orders kept in memory per account, about 200 bytes each. */
const MOST_KEPT = 200_000;
const MOST_ACCOUNTS = 50;

/** Fields in which people and other systems put the number of an order (OMS API §1.6). */
const NUMBERS = ['platformOrderNo', 'referOrderNo', 'thirdOrderNo'] as const;

interface IndexedOrder {
	numbers: string[];
	/** Epoch ms; undefined if the OMS gives no time. */
	createdAt?: number;
}

const accounts = new BoundedMap<string, OutboundOrderIndex>(MOST_ACCOUNTS);
const reading = new KeyedMutex();

/**
 * The outbound orders of an account by the numbers that people and other systems gave them. The OMS cannot search by platform order number
 * (OMS API §1.6), so the index reads the list by creation time: once per process and account, then only new orders.
 */
export class OutboundOrderIndex {
	private readonly orders = new Map<string, IndexedOrder>();

	private readonly byNumber = new Map<string, Set<string>>();

	/** Range of creation times that is indexed, epoch ms by the clock of the OMS. */
	private covered?: { from: number; to: number };

	/** When each of the overlaps was read last, epoch ms. */
	private readonly readBackAt = OVERLAPS.map(() => 0);

	private constructor(
		private readonly account: string,
		private readonly capacity: number,
	) {}

	/** One index per account for all executions of this process. @param capacity  outbound orders kept, if no older ones are asked for */
	static of(account: string, capacity = MOST_KEPT): OutboundOrderIndex {
		const kept = accounts.get(account) ?? new OutboundOrderIndex(account, capacity);
		accounts.set(account, kept);
		return kept;
	}

	/**
	 * Reads the outbound orders that were created since and are not indexed yet.
	 *
	 * @param placedAt  time of the oldest order to look for, epoch ms; 0 if unknown
	 * @throws OmsError  the list cannot be read
	 */
	async readSince(connection: OmsConnection, placedAt: number): Promise<void> {
		const work = async () => await this.readNewOrders(connection, placedAt);
		await reading.run(this.account, work, connection.stopSignal);
	}

	private async readNewOrders(connection: OmsConnection, placedAt: number): Promise<void> {
		const now = Date.now();
		const earliest = placedAt - ZONE_MS;
		const from = Math.max(earliest - (earliest % DAY_MS), now - FURTHEST_MS);
		const to = now + ZONE_MS;
		const { covered } = this;
		if (!covered) {
			await this.readWindow(connection, from, to, now);
			this.readBackAt.fill(now);
			return;
		}
		if (from < covered.from) {
			await this.readWindow(connection, from, covered.from, now);
			covered.from = from;
		}
		const due = this.longestDue(now);
		const [lastSeconds, last] = [OVERLAPS[0], OVERLAPS[due]].map(({ backMs }) =>
			Math.max(covered.from, covered.to - backMs),
		);
		if (due < WHOLE) await this.readUnlessKnown(connection, lastSeconds, to, now);
		const isRush = this.countFrom(last, to) >= TOO_LONG_TO_READ;
		const isCounted = due === MINUTES || (due === WHOLE && isRush);
		if (due > 0 && !(isCounted && (await this.hasAll(connection, last, to)))) {
			await this.readWindow(connection, last, to, now);
		}
		this.readBackAt.fill(now, 0, due + 1);
		this.forget(now, from);
	}

	/** Notes outbound orders that were created by this process, as the OMS shows them, so that they need not be read from the list. */
	noteOwn(records: readonly Fields[], zone: string): void {
		if (!this.covered) return;
		for (const record of records) this.add(textOf(record.outboundOrderNo), record, zone);
	}

	private async readUnlessKnown(
		connection: OmsConnection,
		from: number,
		to: number,
		now: number,
	): Promise<void> {
		const mayBeKnown = this.countFrom(from, to) >= WORTH_COUNTING;
		if (!mayBeKnown || !(await this.hasAll(connection, from, to))) {
			await this.readWindow(connection, from, to, now);
		} else if (this.covered) {
			this.covered.to = Math.max(this.covered.to, this.newest(now));
		}
	}

	/** Position of the longest overlap that has to be read again. */
	private longestDue(now: number): number {
		const isDue = OVERLAPS.map(({ everyMs }, at) => Math.abs(now - this.readBackAt[at]) >= everyMs);
		return isDue.lastIndexOf(true);
	}

	/** Whether the index has all outbound orders of the window: they come with the first page, or the OMS counts as many as the index. */
	private async hasAll(connection: OmsConnection, from: number, to: number): Promise<boolean> {
		const first = await firstCreatedIn(connection, { from, to });
		if (!first) return false;
		const { records, total } = first;
		await this.note(connection, records);
		if (!records.every(hasNumber)) return false;
		return total === records.length || total === this.countFrom(from, to);
	}

	/** Outbound orders of the index in a window. The times of the OMS are whole seconds. */
	private countFrom(from: number, to: number): number {
		const start = from - (from % SECOND_MS);
		let known = 0;
		for (const { createdAt = 0 } of this.orders.values()) {
			if (createdAt >= start && createdAt <= to) known += 1;
		}
		return known;
	}

	/**
	 * Removes an outbound order of which the OMS shows no detail, because it was deleted or is not visible yet. The list is read again from
	 * its creation on.
	 */
	forgetAbsent(outboundOrderNo: string): void {
		const { createdAt } = this.orders.get(outboundOrderNo) ?? {};
		this.drop(outboundOrderNo);
		if (createdAt === undefined) this.covered = undefined;
		else if (this.covered) this.covered.to = Math.min(this.covered.to, createdAt);
	}

	/** Outbound orders that have one of the numbers; an empty text stands for one without a readable outbound order number. */
	outboundOrderNosOf(...numbers: readonly string[]): string[] {
		const found = numbers.flatMap((number) => [...(this.byNumber.get(number) ?? [])]);
		return [...new Set(found)];
	}

	/** Reads the window once more if a row has no number, because the row may have been damaged in transfer. */
	private async readWindow(
		connection: OmsConnection,
		from: number,
		to: number,
		now: number,
	): Promise<void> {
		const allHaveNumbers = await this.readOnce(connection, from, to, now);
		if (!allHaveNumbers) await this.readOnce(connection, from, to, now);
	}

	/** @returns whether every row has an outbound order number */
	private async readOnce(
		connection: OmsConnection,
		from: number,
		to: number,
		now: number,
	): Promise<boolean> {
		let allHaveNumbers = true;
		for await (const part of partsCreatedIn(connection, { from, to })) {
			await this.note(connection, part.records);
			allHaveNumbers &&= part.records.every(hasNumber);
			// Noted after each part, so that a later error costs no second read. A part may end in the future.
			const readTo = Math.min(part.to, this.newest(now));
			const { covered } = this;
			if (!covered) this.covered = { from, to: Math.max(from, readTo) };
			else if (to > covered.to) covered.to = Math.max(covered.to, readTo);
		}
		return allHaveNumbers;
	}

	/** Creation time of the newest outbound order. The next one is newer in any time zone. */
	private newest(now: number): number {
		let newest = 0;
		for (const { createdAt = 0 } of this.orders.values()) newest = Math.max(newest, createdAt);
		return Math.min(newest, now);
	}

	private async note(connection: OmsConnection, records: readonly Fields[]): Promise<void> {
		const odd: string[] = [];
		for (const record of records) {
			const outboundOrderNo = textOf(record.outboundOrderNo);
			this.add(outboundOrderNo, record, connection.zone);
			if (outboundOrderNo !== '' && NUMBERS.some((name) => isOdd(record[name]))) {
				odd.push(outboundOrderNo);
			}
		}
		const { found } = await lookUp(connection, 'outboundOrderNo', odd);
		for (const [outboundOrderNo, [record]] of found) {
			this.add(outboundOrderNo, record, connection.zone);
		}
	}

	private add(outboundOrderNo: string, record: Fields, zone: string): void {
		const numbers = NUMBERS.flatMap((name) => numbersIn(textOf(record[name])));
		const createdAt = fromOmsTime(record.orderCreateTime, zone);
		for (const number of numbers) {
			const same = this.byNumber.get(number);
			if (same) same.add(outboundOrderNo);
			else this.byNumber.set(number, new Set([outboundOrderNo]));
		}
		const before = this.orders.get(outboundOrderNo)?.numbers ?? [];
		const all = [...new Set([...before, ...numbers])];
		this.orders.set(outboundOrderNo, { numbers: all, ...(createdAt ? { createdAt } : {}) });
	}

	/**
	 * Drops orders that are too old to be asked for, and over the upper bound the oldest half: but none that is asked for now.
	 *
	 * @param from  where the range that is asked for begins, epoch ms
	 */
	private forget(now: number, from: number): void {
		const { covered } = this;
		if (!covered) return;
		let limit = now - FURTHEST_MS - ZONE_MS;
		if (this.orders.size > this.capacity) {
			const times = [...this.orders.values()].map(({ createdAt = 0 }) => createdAt);
			const newer = times.sort((a, b) => b - a)[Math.floor(this.capacity / 2)];
			limit = Math.max(limit, Math.min(newer, from));
		}
		if (limit <= covered.from) return;
		for (const [outboundOrderNo, { createdAt = 0 }] of this.orders) {
			if (createdAt < limit) this.drop(outboundOrderNo);
		}
		covered.from = limit;
		covered.to = Math.max(covered.to, limit);
	}

	private drop(outboundOrderNo: string): void {
		const { numbers = [] } = this.orders.get(outboundOrderNo) ?? {};
		this.orders.delete(outboundOrderNo);
		for (const number of numbers) {
			const same = this.byNumber.get(number);
			same?.delete(outboundOrderNo);
			if (same?.size === 0) this.byNumber.delete(number);
		}
	}
}

const hasNumber = (record: Fields): boolean => textOf(record.outboundOrderNo) !== '';

/** The number and the order IDs inside it, because people write `<order ID>-2` or two order IDs in one field. */
function numbersIn(text: string): string[] {
	const inside = orderIdsInside(text);
	return text === '' || inside.includes(text) ? inside : [text, ...inside];
}

/** Whether a field has an unexpected type, which may hide a number. */
function isOdd(value: unknown): boolean {
	return value !== null && value !== undefined && typeof value !== 'string' && textOf(value) === '';
}
