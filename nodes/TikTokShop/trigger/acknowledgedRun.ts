import type { IPollFunctions } from 'n8n-workflow';

import { handOver, OpenBatches, type Delivery } from '../../shared/handOver';
import { stopSignalOf } from '../../shared/stop';
import type { Shop } from '../shops/shops';
import { rememberPolled } from './firstPoll';
import { byDeadline, readNewsFirst, type Found, type StreamRead } from './newsFirst';
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
	const open = await handOver(context, deliveriesOf(round), {
		until: work.until,
		// n8n saves the state when an execution starts: if the process ends now, these orders come again.
		onStart: () => ledger.store(),
		onEnd: (batch, outcome) => {
			for (const each of batch) {
				if (outcome === 'success') ledger.acknowledge(each);
				else ledger.failed(each);
			}
			ledger.store();
		},
	});
	if (open) ledger.store(openBatches.keep(open));
}

/** Orders and their exceptions, the earliest deadline first, and reports about shops. */
function deliveriesOf({ reads, report }: Round<StreamRead>): OrderDelivery[] {
	const all = [...reads].flatMap(([stream, { found, state }]) =>
		found.map((each) => ({ ...each, stream, text: state.emitted[each.key] ?? '' })),
	);
	const orders = byDeadline(all).map(
		({ stream, key, text, attempts, isRepeat, order, exception }) => ({
			items: [asItem(order ?? exception ?? {})],
			output: order ? (0 as const) : (1 as const),
			attempts,
			isRepeat,
			mark: { stream, key, text },
		}),
	);
	const shops = report.items.map((item) => ({
		...{ items: [asItem(item)], output: 1 as const, attempts: 0, reportedShop: item.shop.id },
	}));
	return [...orders, ...shops];
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
