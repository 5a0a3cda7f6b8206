import { groupBy } from 'lodash';
import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { SECOND_MS } from '../../shared/durations';
import { handOver, OpenBatches, type Delivery } from '../../shared/handOver';
import { stopSignalOf } from '../../shared/stop';
import { statusOf } from '../outbound/outboundOrder';
import type { Unreadable } from '../outbound/unreadable';
import { textOf, type Fields } from '../transport/json';
import type { Emitted } from './emit';
import type { OrderToEmit } from './emission';
import { toException } from './exceptionItem';
import type { EmittedRecord, TriggerState } from './state';

/** The outbound orders of one TikTok Shop order, or an exception, on the way to the workflow. */
interface OutboundDelivery extends Delivery {
	outboundOrderNos: string[];
	/** Records to store if the execution ends after the poll. */
	records: Array<[outboundOrderNo: string, record: EmittedRecord]>;
	/** Key of the unreadable order that the exception reports. */
	reported?: string;
}

/** What a poll has found. */
export interface FoundOrders {
	/** State before the poll. */
	before: TriggerState | undefined;
	observed: readonly OrderToEmit[];
	emitted: Emitted;
	/** Unreadable orders that were not reported yet. */
	toReport: readonly Unreadable[];
}

export interface HandOverRun {
	toItems: (records: readonly Fields[]) => INodeExecutionData[];
	/** The state after the poll if exactly these numbers count as emitted. */
	stateAfter: (emittedNumbers: ReadonlySet<string>) => TriggerState;
	store: (state: TriggerState) => void;
	/** The poll ends at this moment, epoch ms. */
	until: number;
	/** Time zone of the OMS. */
	zone: string;
}

/** A poll waits this long for the execution that an earlier poll left running, ms. */
const WAITING_MS = 15 * SECOND_MS;
/** More orders than one poll emits. */
const MOST_ATTEMPTS = 5_000;

const openBatches = new OpenBatches<OutboundDelivery>();

/**
 * Hands outbound orders over in batches, and stores as emitted what an execution that ended with success has had. The rest comes again
 * at the next poll. Outbound orders of one TikTok Shop order stay together, because TikTok Shop may have one package for both.
 */
export async function handOverOrders(
	context: IPollFunctions,
	found: FoundOrders,
	run: HandOverRun,
): Promise<void> {
	const deliveries = deliveriesOf(found, run);
	const handedOver = new Set(deliveries.flatMap(({ outboundOrderNos }) => outboundOrderNos));
	const emittedNumbers = new Set(
		[...found.emitted.emittedNumbers].filter((number) => !handedOver.has(number)),
	);
	const attempts = new Map(Object.entries(found.before?.attempts ?? {}));
	const unreported = new Set(found.toReport.map(({ key }) => key));
	const store = (openBatch?: string): void => {
		const state = run.stateAfter(emittedNumbers);
		run.store({
			...state,
			told: withoutReports(state.told, found.before?.told, unreported),
			attempts: attempts.size > 0 ? lastOf(attempts) : undefined,
			openBatch,
		});
	};
	store();
	const open = await handOver(context, deliveries, {
		until: run.until,
		onStart: () => store(),
		onEnd: (batch, outcome) => {
			for (const { outboundOrderNos, reported, attempts: tried } of batch) {
				if (outcome === 'success' && reported !== undefined) unreported.delete(reported);
				for (const number of outboundOrderNos) {
					if (outcome === 'success') emittedNumbers.add(number);
					if (outcome === 'success') attempts.delete(number);
					else attempts.set(number, tried);
				}
			}
			store();
		},
	});
	if (open) store(openBatches.keep(open));
}

/** Waits for the execution that the last poll left running, and stores what it has had as emitted. */
export async function settleOpenBatch(
	context: IPollFunctions,
	state: TriggerState,
	startedAt: number,
): Promise<TriggerState> {
	const { openBatch, ...rest } = state;
	const patience = startedAt + WAITING_MS;
	const settled = await openBatches.settle(openBatch, patience, stopSignalOf(context));
	if (!settled) return rest;
	if (settled.isSuccess) {
		const records = settled.deliveries.flatMap((each) => each.records);
		return { ...rest, seen: { ...rest.seen, ...Object.fromEntries(records) } };
	}
	const tried = settled.deliveries.flatMap(({ outboundOrderNos, attempts }) =>
		outboundOrderNos.map((number) => [number, attempts] as const),
	);
	return { ...rest, attempts: { ...rest.attempts, ...Object.fromEntries(tried) } };
}

function deliveriesOf(
	{ before, observed, emitted, toReport }: FoundOrders,
	{ toItems, zone }: HandOverRun,
): OutboundDelivery[] {
	const now = Math.floor(Date.now() / SECOND_MS);
	const createdAt = new Map(
		observed.map((each) => [each.outboundOrderNo, each.observed?.createdAt ?? now]),
	);
	const recordOf = (record: Fields): [string, EmittedRecord] => {
		const number = textOf(record.outboundOrderNo);
		return [number, [createdAt.get(number) ?? now, now, statusOf(record)]];
	};
	const triedBefore = new Map(Object.entries(before?.attempts ?? {}));
	const orders = groupBy(emitted.records, ({ platformOrderNo, outboundOrderNo }) =>
		JSON.stringify(textOf(platformOrderNo) ? [textOf(platformOrderNo)] : ['', outboundOrderNo]),
	);
	const ofOrders = Object.values(orders).map((records) => {
		const numbers = records.map(({ outboundOrderNo }) => textOf(outboundOrderNo));
		return {
			items: toItems(records),
			output: 0 as const,
			attempts: Math.max(...numbers.map((number) => triedBefore.get(number) ?? 0)),
			outboundOrderNos: numbers,
			records: records.map(recordOf),
		};
	});
	const reports = toReport.map((each) => ({
		...{ items: [toException(each, zone)], output: 1 as const, attempts: 0 },
		...{ outboundOrderNos: [], records: [], reported: each.key },
	}));
	return [...ofOrders, ...reports];
}

/** The reports after the poll, with those of earlier polls for what was not acknowledged. */
function withoutReports(
	told: TriggerState['told'] = {},
	before: TriggerState['told'] = {},
	unreported: ReadonlySet<string>,
): TriggerState['told'] {
	const earlier = new Map(Object.entries(before));
	const kept = Object.entries(told).flatMap(([key, problem]) => {
		const known = unreported.has(key) ? earlier.get(key) : problem;
		return known === undefined ? [] : [[key, known] as const];
	});
	return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

const lastOf = (attempts: ReadonlyMap<string, number>): Record<string, number> =>
	Object.fromEntries([...attempts].slice(-MOST_ATTEMPTS));
