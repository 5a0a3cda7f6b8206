import { chunk, sortBy } from 'lodash';

import { MINUTE_MS, SECOND_MS } from '../../shared/durations';
import type { OrderItem } from '../../shared/orderItem';
import type { SearchPage } from '../orders/read';
import type { UnreadableOrder } from '../orders/unreadable';
import { MAX_EMITTED } from './emission';
import { ignoreAnswer, PendingReading, type PendingRead, type Stream } from './pending';
import { readPlan, type ReadState, type ReadWindow } from './window';

/** Orders that are read by ID before the next look at the clock; one call of Get Order Detail. */
const IDS_AT_ONCE = 50;

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
	/** State to store once all that was found is acknowledged. */
	state: ReadState;
}

/**
 * Reads one shop and status for acknowledged hand-over: first what is new or has changed, then by ID what was not acknowledged, then
 * one page of the full re-read. A first pull, and what replaces a lost state, takes as many pages as there is time for.
 *
 * @throws when not even the first page could be read; then no state may be stored
 */
export async function readNewsFirst(
	stream: Stream,
	before: ReadState | undefined,
): Promise<StreamRead> {
	return await new NewsFirst(stream, before).read();
}

class NewsFirst {
	private readonly found = new Map<string, Found>();
	private state: ReadState | undefined;
	private left: Record<string, number>;

	constructor(
		private readonly stream: Stream,
		before: ReadState | undefined,
	) {
		this.state = before;
		this.left = { ...before?.notAcknowledged };
	}

	async read(): Promise<StreamRead> {
		const now = Math.floor(this.stream.poll.now / SECOND_MS);
		const { news, reread } = readPlan(this.state, this.stream.rules, now);
		if (news) this.add(await this.reading(news, undefined, this.stream.news).read());
		await this.readNotAcknowledged(now).catch(ignoreAnswer);
		if (reread && !this.stream.waitsWithReread && this.hasRoom()) {
			const pages = reread.pull ? Number.POSITIVE_INFINITY : 1;
			const part = async (): Promise<void> => this.add(await this.reading(reread, pages).read());
			await (news ? part().catch(ignoreAnswer) : part());
		}
		const left = Object.entries(this.left).slice(0, MAX_EMITTED);
		const notAcknowledged = left.length > 0 ? Object.fromEntries(left) : undefined;
		const { found, state } = this;
		if (!state) throw new TypeError('A poll reads at least the news or the first pull');
		return { found: [...found.values()], state: { ...state, notAcknowledged } };
	}

	/** By ID, the least tried first; what there is no time for stays for the next poll. */
	private async readNotAcknowledged(now: number): Promise<void> {
		const ids = Object.keys(this.left).filter((id) => !this.found.has(id));
		const window = { from: now, to: now, audit: false };
		for (const batch of chunk(
			sortBy(ids, (id) => this.left[id]),
			IDS_AT_ONCE,
		)) {
			if (!this.hasRoom()) return;
			const read = await this.reading(window).readByIds(batch);
			const { emitted, again } = read.state;
			const state = this.state as ReadState;
			this.add({ ...read, state: { ...state, emitted, again } });
			for (const id of batch) delete this.left[id];
		}
	}

	private hasRoom(): boolean {
		const { poll, rules } = this.stream;
		return this.found.size < rules.maxOrders && poll.clock() < poll.deadline;
	}

	private reading(window: ReadWindow, maxPages?: number, found?: SearchPage): PendingReading {
		return new PendingReading(this.stream, this.state, window, maxPages, found);
	}

	private add({ items, exceptions, exceptionKeys, repeats, state }: PendingRead): void {
		const put = (key: string, what: Pick<Found, 'order' | 'exception'>, isRepeat = false): void => {
			this.found.set(key, { key, ...what, attempts: this.left[key] ?? 0, isRepeat });
		};
		for (const order of items) put(order.orderId, { order }, repeats.has(order.orderId));
		exceptions.forEach((exception, index) => put(exceptionKeys[index], { exception }));
		this.state = state;
	}
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
