import { BoundedMap } from '../../../shared/boundedMap';
import { DAY_MS, MINUTE_MS } from '../../../shared/durations';
import { lookUp } from '../lookUp';
import { orderIdsInside } from '../outboundOrder';
import { partsCreatedIn } from '../createdIn';
import { textOf, type Fields } from '../../transport/json';
import { KeyedMutex } from '../../../shared/keyedMutex';
import type { OmsConnection } from '../../transport/connection';
import { fromOmsTime } from '../../transport/time';

/** The list is read back to here at most; with the day ahead it is one query (OMS API §1.3: up to 30 days). */
const FURTHEST_MS = 29 * DAY_MS;
/** An outbound order may show up in the list a while after its creation time. */
const OVERLAP_MS = 30 * MINUTE_MS;
/** The time zone of the OMS is not known for sure (OMS API §1.3): so much more is read at both ends. */
const ZONE_MS = DAY_MS;
/** Outbound orders kept in memory for an account, some 200 bytes each. */
const MOST_KEPT = 200_000;
const MOST_ACCOUNTS = 50;

/** The numbers under which another system may have brought an order to the OMS (OMS API §1.6). */
const NUMBERS = ['platformOrderNo', 'referOrderNo', 'thirdOrderNo'] as const;

interface Known {
	numbers: string[];
	/** Epoch ms as the OMS gives it; of unknown time where it gives none. */
	createdAt?: number;
}

const accounts = new BoundedMap<string, PlatformNumbers>(MOST_ACCOUNTS);
const reading = new KeyedMutex();

/**
 * Outbound orders of an account by the numbers that people and other systems give them. The OMS finds none by its platform
 * order number (OMS API §1.6), so the list by creation time is read: once per process and account, then only what is new.
 */
export class PlatformNumbers {
	private readonly known = new Map<string, Known>();

	private readonly byNumber = new Map<string, Set<string>>();

	/** Everything created in between is known, epoch ms; the end is in the time of the OMS. */
	private covered?: { from: number; to: number };

	private constructor(private readonly account: string) {}

	/** What this process knows of the account; the same for all executions. */
	static of(account: string): PlatformNumbers {
		const kept = accounts.get(account) ?? new PlatformNumbers(account);
		accounts.set(account, kept);
		return kept;
	}

	/**
	 * Reads what has been created since, except what is known.
	 *
	 * @param placedAt  when the oldest order in question was placed, epoch ms; 0 where that is not known
	 * @throws OmsError  the list cannot be read
	 */
	async readSince(connection: OmsConnection, placedAt: number): Promise<void> {
		const work = async () => await this.readNews(connection, placedAt);
		await reading.run(this.account, work, connection.stopSignal);
	}

	private async readNews(connection: OmsConnection, placedAt: number): Promise<void> {
		const now = Date.now();
		const wished = placedAt - ZONE_MS;
		const from = Math.max(wished - (wished % DAY_MS), now - FURTHEST_MS);
		const to = now + ZONE_MS;
		const { covered } = this;
		if (!covered) return await this.readWindow(connection, from, to, now);
		if (from < covered.from) {
			await this.readWindow(connection, from, covered.from, now);
			covered.from = from;
		}
		const start = Math.max(covered.from, covered.to - OVERLAP_MS);
		await this.readWindow(connection, start, to, now);
		this.forget(now);
	}

	/**
	 * The OMS does not show one of them any longer, as somebody has deleted it, or not yet: the list is read again from its
	 * creation on.
	 */
	forgetAbsent(outboundOrderNo: string): void {
		const { createdAt } = this.known.get(outboundOrderNo) ?? {};
		this.drop(outboundOrderNo);
		if (createdAt === undefined) this.covered = undefined;
		else if (this.covered) this.covered.to = Math.min(this.covered.to, createdAt);
	}

	/** Outbound order numbers that bear one of the numbers; empty text for one whose own number cannot be read. */
	outboundOrderNosOf(...numbers: readonly string[]): string[] {
		const found = numbers.flatMap((number) => [...(this.byNumber.get(number) ?? [])]);
		return [...new Set(found)];
	}

	/** A row that says nothing may have been damaged on its way: the window is then read once more. */
	private async readWindow(
		connection: OmsConnection,
		from: number,
		to: number,
		now: number,
	): Promise<void> {
		const allSaySomething = await this.readOnce(connection, from, to, now);
		if (!allSaySomething) await this.readOnce(connection, from, to, now);
	}

	/** @returns whether every row bears a number */
	private async readOnce(
		connection: OmsConnection,
		from: number,
		to: number,
		now: number,
	): Promise<boolean> {
		let allSaySomething = true;
		for await (const part of partsCreatedIn(connection, { from, to })) {
			await this.note(connection, part.records);
			allSaySomething &&= part.records.every((record) => textOf(record.outboundOrderNo) !== '');
			// A part that was read needs no second reading, also where a later one fails; parts may lie in the future.
			const readTo = Math.min(part.to, this.newest(now));
			const { covered } = this;
			if (!covered) this.covered = { from, to: Math.max(from, readTo) };
			else if (to > covered.to) covered.to = Math.max(covered.to, readTo);
		}
		return allSaySomething;
	}

	/** Creation time of the newest outbound order: the next one is younger, whatever the time zone. */
	private newest(now: number): number {
		let newest = 0;
		for (const { createdAt = 0 } of this.known.values()) newest = Math.max(newest, createdAt);
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
		const before = this.known.get(outboundOrderNo)?.numbers ?? [];
		const all = [...new Set([...before, ...numbers])];
		this.known.set(outboundOrderNo, { numbers: all, ...(createdAt ? { createdAt } : {}) });
	}

	/** Memory stays bounded: what is older than any question, or the oldest of too many. */
	private forget(now: number): void {
		const { covered } = this;
		if (!covered) return;
		let limit = now - FURTHEST_MS - ZONE_MS;
		if (this.known.size > MOST_KEPT) {
			const times = [...this.known.values()].map(({ createdAt = 0 }) => createdAt);
			limit = Math.max(limit, times.sort((a, b) => b - a)[MOST_KEPT / 2]);
		}
		if (limit <= covered.from) return;
		for (const [outboundOrderNo, { createdAt = 0 }] of this.known) {
			if (createdAt < limit) this.drop(outboundOrderNo);
		}
		covered.from = limit;
		covered.to = Math.max(covered.to, limit);
	}

	private drop(outboundOrderNo: string): void {
		const { numbers = [] } = this.known.get(outboundOrderNo) ?? {};
		this.known.delete(outboundOrderNo);
		for (const number of numbers) {
			const same = this.byNumber.get(number);
			same?.delete(outboundOrderNo);
			if (same?.size === 0) this.byNumber.delete(number);
		}
	}
}

/** A number as it stands, and the order IDs inside of one that people have changed, such as `<order ID>-2` or two of them. */
function numbersIn(text: string): string[] {
	const inside = orderIdsInside(text);
	return text === '' || inside.includes(text) ? inside : [text, ...inside];
}

/** Neither a number nor left out: it may hide one. */
function isOdd(value: unknown): boolean {
	return value !== null && value !== undefined && typeof value !== 'string' && textOf(value) === '';
}
