import { chunk, groupBy, partition, sortBy } from 'lodash';
import type { IPollFunctions } from 'n8n-workflow';

import { BATCH_SIZE, handOver, OpenBatches, type Batch } from '../../shared/handOver';
import { stopSignalOf } from '../../shared/stop';
import type { SearchRow } from '../orders/read';
import type { Shop } from '../shops/shops';
import { rememberPolled } from './firstPoll';
import { acknowledgeIn, Ledger, type OrderDelivery } from './ledger';
import { Looks } from './lookAgain';
import { byDeadline, readNewsFirst, rowDeadline, type Found, type StreamRead } from './newsFirst';
import { asItem, readShops, type Round, type Work } from './readShops';
import type { TriggerState } from './state';
import type { ReadState } from './window';

/** Share of the time for reading that a poll waits for the execution that an earlier poll left running. */
const WAITING_SHARE = 0.3;
const openBatches = new OpenBatches<OrderDelivery>();

/**
 * Reads all shops, hands over what was found in batches, and marks as handed over what an execution that ended with success has had.
 * What failed, was lost or has not ended comes again at the next poll. In a rush it looks again.
 */
export async function acknowledgedRun(
	context: IPollFunctions,
	work: Work,
	shops: Shop[],
	isPublished: boolean,
): Promise<void> {
	const settle = async (state: TriggerState): Promise<TriggerState> =>
		await settleOpenBatch(context, state, work);
	const round = await readShops(context, work, shops, isPublished, readNewsFirst, settle);
	const ledger = new Ledger(round);
	ledger.store();
	rememberPolled(context);
	const handingOver = new HandingOver(context, work.until, ledger);
	const looks = new Looks(work, shops, round.reads);
	let open = await handingOver.run(round.reads, reportDeliveries(round));
	while (!open && handingOver.hasSucceeded) {
		const reads = await looks.next(ledger);
		if (!reads) break;
		open = await handingOver.run(reads);
	}
	ledger.store(open && openBatches.keep(open));
}

type Reads = ReadonlyMap<string, StreamRead>;

/** Hands over what was read, and reads what was not read yet batch by batch, so that each order was read a moment ago. */
class HandingOver {
	/** Whether the last hand-over had an execution that ended with success. */
	hasSucceeded = true;

	constructor(
		private readonly context: IPollFunctions,
		private readonly until: number,
		private readonly ledger: Ledger,
	) {}

	/**
	 * @param more  what is handed over with it
	 * @returns the batch whose execution is still running when time is up
	 */
	async run(
		reads: Reads,
		more: readonly OrderDelivery[] = [],
	): Promise<Batch<OrderDelivery> | undefined> {
		const deliveries = [...deliveriesOf(reads), ...more];
		const unread = unreadOf(reads);
		if (unread.length === 0) return await this.handOver(deliveries);
		// What was never handed over goes before what comes again, also where it is not read yet.
		const [again, news] = partition(
			deliveries,
			({ attempts, isRepeat }) => attempts > 0 || isRepeat === true,
		);
		let open = await this.handOver(news);
		for (const rows of chunk(unread, BATCH_SIZE)) {
			// After a batch without any success the workflow itself seems broken.
			if (open || !this.hasSucceeded || Date.now() >= this.until) break;
			open = await this.handOver(await this.read(reads, rows));
		}
		return open ?? (await this.handOver(again));
	}

	private async read(reads: Reads, rows: readonly UnreadOrder[]): Promise<OrderDelivery[]> {
		const byStream = Object.entries(groupBy(rows, ({ stream }) => stream));
		const found = await Promise.all(
			byStream.map(async ([stream, ofStream]) => {
				const read = await reads.get(stream)?.readMore(ofStream.map(({ row }) => row));
				if (read) this.ledger.add(stream, read);
				return read ? read.found.map((each) => ({ ...each, stream, state: read.state })) : [];
			}),
		);
		return orderDeliveries(found.flat());
	}

	private async handOver(
		deliveries: readonly OrderDelivery[],
	): Promise<Batch<OrderDelivery> | undefined> {
		if (deliveries.length === 0) return undefined;
		this.hasSucceeded = false;
		return await handOver(this.context, deliveries, {
			until: this.until,
			// n8n saves the state when an execution starts: if the process ends now, these orders come again.
			onStart: () => this.ledger.store(),
			onEnd: (batch, outcome) => {
				if (outcome === 'success') this.hasSucceeded = true;
				for (const each of batch) {
					if (outcome === 'success') this.ledger.acknowledge(each);
					else this.ledger.failed(each);
				}
				this.ledger.store();
			},
		});
	}
}

interface UnreadOrder {
	stream: string;
	row: SearchRow;
}

/** Orders of all shops whose details are still to be read, the earliest deadline first. */
function unreadOf(reads: Reads): UnreadOrder[] {
	const all = [...reads].flatMap(([stream, { unread }]) => unread.map((row) => ({ stream, row })));
	return sortBy(all, ({ row }) => rowDeadline(row.order));
}

/** Orders and their exceptions, the earliest deadline first. */
function deliveriesOf(reads: Reads): OrderDelivery[] {
	const all = [...reads].flatMap(([stream, { found, state }]) =>
		found.map((each) => ({ ...each, stream, state })),
	);
	return orderDeliveries(all);
}

/** Reports about shops. */
const reportDeliveries = ({ report }: Round<StreamRead>): OrderDelivery[] =>
	report.items.map((item) => ({
		...{ items: [asItem(item)], output: 1 as const, attempts: 0, reportedShop: item.shop.id },
	}));

/** @param found  with the state that marks them */
function orderDeliveries(
	found: ReadonlyArray<Found & { stream: string; state: ReadState }>,
): OrderDelivery[] {
	return byDeadline(found).map(({ stream, state, key, attempts, isRepeat, order, exception }) => ({
		items: [asItem(order ?? exception ?? {})],
		output: order ? (0 as const) : (1 as const),
		attempts,
		isRepeat,
		mark: { stream, key, text: state.emitted[key] ?? '' },
	}));
}

/** Waits for the execution that the last poll left running, and marks what it has had. */
async function settleOpenBatch(
	context: IPollFunctions,
	state: TriggerState,
	{ poll }: Work,
): Promise<TriggerState> {
	const { openBatch, ...rest } = state;
	const patience = poll.now + WAITING_SHARE * (poll.deadline - poll.now);
	const settled = await openBatches.settle(openBatch, patience, stopSignalOf(context));
	for (const { mark, attempts } of settled?.deliveries ?? []) {
		const stream = mark && rest.streams[mark.stream];
		if (!stream) continue;
		const waiting = stream.notAcknowledged ?? {};
		if (settled?.isSuccess) acknowledgeIn(stream, mark.key, mark.text);
		else if (mark.key in waiting) waiting[mark.key] = attempts;
	}
	return rest;
}
