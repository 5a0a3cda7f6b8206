import { chunk, groupBy, partition, sortBy } from 'lodash';
import type { IPollFunctions } from 'n8n-workflow';

import {
	BATCH_SIZE,
	handOver,
	OpenBatches,
	type Batch,
	type Delivery,
} from '../../shared/handOver';
import { stopSignalOf } from '../../shared/stop';
import type { SearchRow } from '../orders/read';
import type { Shop } from '../shops/shops';
import { rememberPolled } from './firstPoll';
import {
	byDeadline,
	readNewsFirst,
	rowDeadline,
	type Found,
	type MoreRead,
	type StreamRead,
} from './newsFirst';
import { asItem, readShops, type Round, type Work } from './readShops';
import type { TriggerState } from './state';
import type { ReadState } from './window';

/** An order, an exception or a report about a shop on its way to the workflow. */
interface OrderDelivery extends Delivery {
	/** Where it is marked once it is acknowledged; absent for a report about a shop. */
	mark?: { stream: string; key: string; text: string };
	/** ID of the shop that is reported. */
	reportedShop?: string;
}

/** Share of the time for reading that a poll waits for the execution that an earlier poll left running. */
const WAITING_SHARE = 0.3;
const openBatches = new OpenBatches<OrderDelivery>();

/**
 * Reads all shops, hands over what was found in batches, and marks as handed over what an execution that ended with success has had.
 * What failed, was lost or has not ended comes again at the next poll.
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
	const open = await new HandingOver(context, work.until, ledger).run(round);
	if (open) ledger.store(openBatches.keep(open));
}

/** Hands over what was read, and reads what was not read yet batch by batch, so that each order was read a moment ago. */
class HandingOver {
	private hasSucceeded = true;

	constructor(
		private readonly context: IPollFunctions,
		private readonly until: number,
		private readonly ledger: Ledger,
	) {}

	/** @returns the batch whose execution is still running when time is up */
	async run(round: Round<StreamRead>): Promise<Batch<OrderDelivery> | undefined> {
		const deliveries = deliveriesOf(round);
		const unread = unreadOf(round);
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
			open = await this.handOver(await this.read(round, rows));
		}
		return open ?? (await this.handOver(again));
	}

	private async read(
		round: Round<StreamRead>,
		rows: readonly UnreadOrder[],
	): Promise<OrderDelivery[]> {
		const byStream = Object.entries(groupBy(rows, ({ stream }) => stream));
		const found = await Promise.all(
			byStream.map(async ([stream, ofStream]) => {
				const read = await round.reads.get(stream)?.readMore(ofStream.map(({ row }) => row));
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
function unreadOf({ reads }: Round<StreamRead>): UnreadOrder[] {
	const all = [...reads].flatMap(([stream, { unread }]) => unread.map((row) => ({ stream, row })));
	return sortBy(all, ({ row }) => rowDeadline(row.order));
}

/** Orders and their exceptions, the earliest deadline first, and reports about shops. */
function deliveriesOf({ reads, report }: Round<StreamRead>): OrderDelivery[] {
	const all = [...reads].flatMap(([stream, { found, state }]) =>
		found.map((each) => ({ ...each, stream, state })),
	);
	const shops = report.items.map((item) => ({
		...{ items: [asItem(item)], output: 1 as const, attempts: 0, reportedShop: item.shop.id },
	}));
	return [...orderDeliveries(all), ...shops];
}

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

/** What is marked as handed over, and what is not yet. */
class Ledger {
	private readonly streams: Map<string, ReadState>;
	private readonly shops: Round<StreamRead>['known'];

	constructor(private readonly round: Round<StreamRead>) {
		const { reads, before, known, report } = round;
		this.streams = new Map(
			[...reads].map(([stream, { found, state }]) => [
				stream,
				withoutMarks(state, found, before.streams[stream]),
			]),
		);
		this.shops = new Map(report.after);
		for (const { shop } of report.items) this.keepAsBefore(shop.id, known);
	}

	acknowledge({ mark, reportedShop }: OrderDelivery): void {
		const after =
			reportedShop === undefined ? undefined : this.round.report.after.get(reportedShop);
		if (after) this.shops.set(after.shop.id, after);
		else if (reportedShop !== undefined) this.shops.delete(reportedShop);
		const stream = mark && this.streams.get(mark.stream);
		if (stream) acknowledgeIn(stream, mark.key, mark.text);
	}

	failed({ mark, attempts }: OrderDelivery): void {
		const waiting = mark && this.streams.get(mark.stream)?.notAcknowledged;
		if (waiting && mark.key in waiting) waiting[mark.key] = attempts;
	}

	/** Takes in what was read after the poll had begun to hand over. */
	add(stream: string, { found, ids, state }: MoreRead): void {
		const known = this.streams.get(stream);
		if (!known) return;
		known.again = state.again;
		const waiting = (known.notAcknowledged ??= {});
		const toHandOver = new Set(found.map(({ key }) => key));
		for (const { key, attempts } of found) if (!isMadeKey(key)) waiting[key] = attempts;
		// The others are not to be handed over now.
		for (const id of ids.filter((each) => !toHandOver.has(each))) {
			acknowledgeIn(known, id, state.emitted[id] ?? '');
		}
	}

	/** @param openBatch  key of the batch whose execution has not ended */
	store(openBatch?: string): void {
		const copies = [...this.streams].map(([stream, { emitted, notAcknowledged, ...state }]) => {
			const waiting = { ...notAcknowledged };
			const some = Object.keys(waiting).length > 0 ? { notAcknowledged: waiting } : {};
			return [stream, { ...state, emitted: { ...emitted }, ...some }] as const;
		});
		this.round.store(Object.fromEntries(copies), this.shops, openBatch);
	}

	/** A report that is not acknowledged is made again at the next poll. */
	private keepAsBefore(shopId: string, known: Round<StreamRead>['known']): void {
		const earlier = known.get(shopId);
		const now = this.shops.get(shopId);
		if (!now) {
			if (earlier) this.shops.set(shopId, earlier);
			return;
		}
		this.shops.set(shopId, { ...now, emittedDigest: earlier?.emittedDigest });
	}
}

/** The state with the marks of earlier polls for all that was found now; the orders among it wait for their acknowledgement. */
function withoutMarks(
	state: ReadState,
	found: readonly Found[],
	before: ReadState | undefined,
): ReadState {
	const emitted = { ...state.emitted };
	const notAcknowledged = { ...state.notAcknowledged };
	for (const { key, attempts } of found) {
		const earlier = before?.emitted[key];
		if (earlier === undefined) delete emitted[key];
		else emitted[key] = earlier;
		if (!isMadeKey(key)) notAcknowledged[key] = attempts;
	}
	return { ...state, emitted, notAcknowledged };
}

/** Whether a key was made from a problem, because the order has no readable ID; such an order cannot be read by ID. */
const isMadeKey = (key: string): boolean => key.startsWith('0');

function acknowledgeIn(state: ReadState, key: string, mark: string): void {
	// Deleted first, so that the newest entry is the last.
	delete state.emitted[key];
	if (mark) state.emitted[key] = mark;
	delete state.notAcknowledged?.[key];
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
