import { sum } from 'lodash';

import { isStop } from '../../shared/stop';
import { PAGE_SIZE } from '../orders/read';
import type { Shop } from '../shops/shops';
import { TikTokShopError } from '../transport/connection';
import { UnreadableList } from '../transport/listIn';
import type { Ledger } from './ledger';
import { readNewsFirst, type StreamRead } from './newsFirst';
import { readShop, type Work } from './readShops';
import { lookAgainFrom } from './window';

/** From so many orders on a poll looks again: the calls of a look are few for each order, and a quiet poll makes none. */
const RUSH = PAGE_SIZE;

/**
 * Share of the time of a poll in which a look may begin. n8n lets a tick pass while a poll is at work, so what a look has found should be
 * handed over before the tick with which the next poll could begin.
 */
const LOOKING_SHARE = 7 / 8;

type Reads = ReadonlyMap<string, StreamRead>;

/**
 * n8n starts a poll once a minute at most. In a rush orders come while a poll hands over, so it looks again before it ends: as long as the
 * last look has found at least a page of news in all shops.
 */
export class Looks {
	private lastLook: number;
	/** No look begins after this moment, epoch ms. */
	private readonly until: number;
	/** Orders of this poll by stream. */
	private readonly counts = new Map<string, number>();
	private isRush = false;

	/** @param reads  of the poll so far */
	constructor(
		private readonly work: Work,
		private readonly shops: readonly Shop[],
		reads: Reads,
	) {
		this.lastLook = work.poll.now;
		this.until = work.poll.now + LOOKING_SHARE * (work.until - work.poll.now);
		this.count(reads);
	}

	/**
	 * Looks once more, where there is a rush and time.
	 *
	 * @param ledger  takes in what was read
	 * @returns what was read; a shop that does not answer is left to the next poll
	 * @throws ExecutionStopped  the poll was given up
	 */
	async next(ledger: Ledger): Promise<Reads | undefined> {
		const { work } = this;
		const now = Date.now();
		if (!this.isRush || now >= this.until) return undefined;
		const lookFrom = lookAgainFrom(this.lastLook);
		const poll = { ...work.poll, now, deadline: work.until, lookFrom };
		this.lastLook = now;
		const all = await Promise.all(
			this.shops.map(async (shop) => await this.look({ ...work, poll }, shop, ledger)),
		);
		const reads = new Map(all.flat());
		for (const [stream, read] of reads) ledger.addLook(stream, read);
		this.count(reads);
		return reads;
	}

	private async look(
		work: Work,
		shop: Shop,
		ledger: Ledger,
	): Promise<Array<[stream: string, read: StreamRead]>> {
		const { rules, options } = work.settings;
		// The usual bound is that of one look; a bound that somebody has set is that of the poll.
		const left = (options.maxOrders ?? Number.POSITIVE_INFINITY) - this.mostOf(shop);
		if (left <= 0 || !this.mayLook(shop, ledger)) return [];
		const maxOrders = Math.min(rules.maxOrders, left);
		const settings = { ...work.settings, rules: { ...rules, maxOrders } };
		const beforeOf = (stream: string) => ledger.stateOf(stream);
		const reading = readShop(
			{ ...work, settings },
			shop,
			this.shops.length,
			beforeOf,
			readNewsFirst,
		);
		return await reading.catch((failure: unknown) => {
			const isOfService = failure instanceof TikTokShopError || failure instanceof UnreadableList;
			if (isStop(failure) || !isOfService) throw failure;
			return [];
		});
	}

	/** A shop that could not be read, or not to the end of its news, is left to the next poll. */
	private mayLook({ id }: Shop, ledger: Ledger): boolean {
		const { statuses } = this.work.settings;
		const states = statuses.map((status) => ledger.stateOf(`${id}:${status}`));
		return states.every((state) => state && state.newsFrom === undefined);
	}

	/** Orders of the status with the most of them. */
	private mostOf({ id }: Shop): number {
		const { statuses } = this.work.settings;
		return Math.max(...statuses.map((status) => this.counts.get(`${id}:${status}`) ?? 0));
	}

	private count(reads: Reads): void {
		for (const [stream, { news }] of reads) {
			this.counts.set(stream, (this.counts.get(stream) ?? 0) + news);
		}
		this.isRush = sum([...reads.values()].map(({ news }) => news)) >= RUSH;
	}
}
