import type { Delivery } from '../../shared/handOver';
import type { Found, MoreRead, StreamRead } from './newsFirst';
import type { Round } from './readShops';
import type { ReadState } from './window';

/** An order, an exception or a report about a shop on its way to the workflow. */
export interface OrderDelivery extends Delivery {
	/** Where it is marked once it is acknowledged; absent for a report about a shop. */
	mark?: { stream: string; key: string; text: string };
	/** ID of the shop that is reported. */
	reportedShop?: string;
}

/** What is marked as handed over, and what is not yet. */
export class Ledger {
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

	/** State of a stream as it would be stored now. */
	stateOf(stream: string): ReadState | undefined {
		return this.streams.get(stream);
	}

	/** Takes in what a look again has read. */
	addLook(stream: string, { found, state }: StreamRead): void {
		this.streams.set(stream, withoutMarks(state, found, this.streams.get(stream)));
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

export function acknowledgeIn(state: ReadState, key: string, mark: string): void {
	// Deleted first, so that the newest entry is the last.
	delete state.emitted[key];
	if (mark) state.emitted[key] = mark;
	delete state.notAcknowledged?.[key];
}
