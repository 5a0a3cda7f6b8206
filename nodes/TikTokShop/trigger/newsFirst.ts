import { chunk, min, sortBy } from 'lodash';

import { MINUTE_MS, SECOND_MS } from '../../shared/durations';
import type { OrderItem } from '../../shared/orderItem';
import { DETAILS_PER_CALL } from '../orders/details';
import type { ApiOrder } from '../orders/apiOrder';
import type { SearchRow } from '../orders/read';
import type { UnreadableOrder } from '../orders/unreadable';
import { MAX_EMITTED } from './emission';
import { ignoreAnswer, PendingReading } from './pending';
import type { PendingRead, ReadingOptions, Stream } from './stream';
import { lookWindow, readPlan, type ReadState, type ReadWindow } from './window';

/** Orders that are read by ID before the next look at the clock. */
const IDS_AT_ONCE = DETAILS_PER_CALL;

/** An order, or the exception of one, that is to be handed over. */
export interface Found {
	/** Key of its mark. */
	key: string;
	order?: OrderItem;
	exception?: UnreadableOrder;
	/** Failed executions with it. */
	attempts: number;
	/** It was handed over before as it is now. */
	isRepeat: boolean;
}

/** What a poll has read of one shop and status. */
export interface StreamRead {
	found: Found[];
	/** State to store once all that was found is acknowledged. Orders that are not read yet stand in it as not acknowledged. */
	state: ReadState;
	/** Orders whose details are still to be read, the earliest deadline first. */
	unread: readonly SearchRow[];
	/** Number of orders that were new or had changed since the last poll; 0 in a first pull. */
	news: number;
	/** Reads the details of some of them. Where TikTok Shop does not answer, they stay for the next poll. */
	readMore: (rows: readonly SearchRow[]) => Promise<MoreRead>;
}

export interface MoreRead {
	found: Found[];
	/** IDs that were read. */
	ids: readonly string[];
	state: ReadState;
}

/**
 * Reads one shop and status for acknowledged hand-over: first what is new or has changed, then by ID what was not acknowledged, then
 * one page of the full re-read. A first pull, and what replaces a lost state, takes as many pages as there is time for.
 *
 * Details come last, the earliest deadline first. Where there are many, most of them are left to `readMore`, so that an order was read a
 * moment ago when it is handed over. A look again (`lookFrom`) reads only what was updated since.
 *
 * @throws when not even the first page, or none of the details, could be read; then no state may be stored
 */
export async function readNewsFirst(
	stream: Stream,
	before: ReadState | undefined,
): Promise<StreamRead> {
	const { lookFrom } = stream.poll;
	const reading = new NewsFirst(stream, before);
	return await (lookFrom === undefined ? reading.read() : reading.look(lookFrom));
}

class NewsFirst {
	private readonly found = new Map<string, Found>();
	private readonly deferred = new Map<string, SearchRow>();
	private listed: readonly string[] = [];
	private state: ReadState | undefined;
	private left: Record<string, number>;
	private readonly now: number;

	constructor(
		private readonly stream: Stream,
		before: ReadState | undefined,
	) {
		this.state = before;
		this.left = { ...before?.notAcknowledged };
		this.now = Math.floor(stream.poll.now / SECOND_MS);
	}

	async read(): Promise<StreamRead> {
		const { news: found, waitsWithReread } = this.stream;
		const { news, reread } = readPlan(this.state, this.stream.rules, this.now);
		if (news) this.add(await this.reading(news, { found, defers: true }).read());
		const count = this.found.size + this.deferred.size;
		await this.readNotAcknowledged().catch(ignoreAnswer);
		if (reread && !waitsWithReread && this.hasRoom()) {
			const maxPages = reread.pull ? Number.POSITIVE_INFINITY : 1;
			const part = async (): Promise<void> =>
				this.add(await this.reading(reread, { maxPages, defers: true }).read());
			await (news ? part().catch(ignoreAnswer) : part());
		}
		return await this.withFirstDetails(count);
	}

	/** Reads only what was updated since a moment, and leaves the cursors where they are. What has failed in this poll waits for the next. */
	async look(from: number): Promise<StreamRead> {
		const options = { found: this.stream.news, defers: true, skipsRechecks: true };
		this.addDetails(await this.reading(lookWindow(from, this.now), options).read());
		for (const id of Object.keys(this.left)) this.deferred.delete(id);
		return await this.withFirstDetails(this.found.size + this.deferred.size);
	}

	private async withFirstDetails(news: number): Promise<StreamRead> {
		const { detailsAtOnce = IDS_AT_ONCE } = this.stream;
		const rows = sortBy([...this.deferred.values()], ({ order }) => rowDeadline(order));
		for (const { id } of rows) this.left[id] ??= 0;
		await this.readFirst(rows.slice(0, detailsAtOnce));
		const unread = rows.slice(detailsAtOnce);
		const state = this.stateNow();
		const readMore = async (some: readonly SearchRow[]): Promise<MoreRead> =>
			await this.readMore(some);
		return { found: [...this.found.values()], state, unread, news, readMore };
	}

	private async readMore(rows: readonly SearchRow[]): Promise<MoreRead> {
		this.found.clear();
		const ids = rows.map(({ id }) => id);
		const isRead = await this.readRows(rows).then(() => true, ignored);
		return { found: [...this.found.values()], ids: isRead ? ids : [], state: this.stateNow() };
	}

	private stateNow(): ReadState {
		const left = Object.entries(this.left).slice(0, MAX_EMITTED);
		const notAcknowledged = left.length > 0 ? Object.fromEntries(left) : undefined;
		const { state } = this;
		if (!state) throw new TypeError('A poll reads at least the news or the first pull');
		return { ...state, notAcknowledged };
	}

	/** By ID, the least tried first; what there is no time for stays for the next poll. */
	private async readNotAcknowledged(): Promise<void> {
		const ids = Object.keys(this.left).filter(
			(id) => !this.found.has(id) && !this.deferred.has(id),
		);
		for (const batch of chunk(
			sortBy(ids, (id) => this.left[id]),
			IDS_AT_ONCE,
		)) {
			if (!this.hasRoom()) return;
			this.addDetails(await this.reading(this.noWindow()).readByIds(batch));
			for (const id of batch) delete this.left[id];
		}
	}

	/** @throws when none of them could be read; what is left stays for the next poll */
	private async readFirst(rows: readonly SearchRow[]): Promise<void> {
		const [first, ...others] = chunk(rows, IDS_AT_ONCE);
		if (first) await this.readRows(first);
		for (const some of others) {
			if (this.stream.poll.clock() >= this.stream.poll.deadline) return;
			if (!(await this.readRows(some).then(() => true, ignored))) return;
		}
	}

	private async readRows(rows: readonly SearchRow[]): Promise<void> {
		this.addDetails(await this.reading(this.noWindow()).readRows(rows, this.listed));
		for (const { id } of rows) delete this.left[id];
	}

	/** Details without a search: the cursors stay as they are. */
	private addDetails(read: PendingRead): void {
		const { emitted, again } = read.state;
		this.add({ ...read, state: { ...(this.state as ReadState), emitted, again } });
	}

	private noWindow(): ReadWindow {
		return { from: this.now, to: this.now, audit: false };
	}

	private hasRoom(): boolean {
		const { poll, rules } = this.stream;
		const count = this.found.size + this.deferred.size;
		return count < rules.maxOrders && poll.clock() < poll.deadline;
	}

	private reading(window: ReadWindow, options: ReadingOptions = {}): PendingReading {
		return new PendingReading(this.stream, this.state, window, options);
	}

	private add(read: PendingRead): void {
		const { items, exceptions, exceptionKeys, repeats, deferred, listed, state } = read;
		const put = (key: string, what: Pick<Found, 'order' | 'exception'>, isRepeat = false): void => {
			this.found.set(key, { key, ...what, attempts: this.left[key] ?? 0, isRepeat });
		};
		for (const order of items) put(order.orderId, { order }, repeats.has(order.orderId));
		exceptions.forEach((exception, index) => put(exceptionKeys[index], { exception }));
		for (const row of deferred) if (!this.found.has(row.id)) this.deferred.set(row.id, row);
		this.listed = [...this.listed, ...listed];
		this.state = state;
	}
}

/** @returns false for an answer of TikTok Shop that is no success */
function ignored(failure: unknown): false {
	ignoreAnswer(failure);
	return false;
}

/** The earliest deadline first. */
export function byDeadline<T extends Found>(found: readonly T[]): T[] {
	return sortBy(found, ({ order }) => deadlineOf(order));
}

/** Epoch minute by which the order has to be shipped or is cancelled; an order without one comes last. */
function deadlineOf(order: OrderItem | undefined): number {
	const moments = [order?.shipBy, order?.autoCancelAt].map((each) => Date.parse(each ?? ''));
	const known = moments.filter((each) => !Number.isNaN(each));
	return known.length > 0 ? Math.min(...known) / MINUTE_MS : Number.POSITIVE_INFINITY;
}

/** The same for a row of the search, epoch s. */
export function rowDeadline(row: ApiOrder | undefined): number {
	return min([row?.rts_sla_time, row?.shipping_due_time]) ?? Number.POSITIVE_INFINITY;
}
