import {
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { shownText } from '../../shared/shownText';
import { ACKNOWLEDGED, handOverTime } from '../../shared/handOver';
import { activationOf } from '../../shared/pollGuard';
import { SECOND_MS } from '../../shared/durations';
import { orderIdsInside, stoppedReason, toOutboundOrder } from '../outbound/outboundOrder';
import { scopeFrom } from '../outbound/scope';
import { unreadableException, type Unreadable } from '../outbound/unreadable';
import type { Fields } from '../transport/json';
import { CREDENTIAL, OmsConnection, type OmsError } from '../transport/connection';
import { DetailCache } from './detailCache';
import { handOverOrders, settleOpenBatch } from './acknowledgedRun';
import { emitOrders } from './emit';
import { toException } from './exceptionItem';
import { readOrders, type ScanRequest } from './readOrders';
import { isNewFor, MOST_EMITTED, ordersToEmit, type TriggerChoice } from './emission';
import { nextState, readFrom, watchedNumbers } from './nextState';
import { ScanMemory } from './scanMemory';
import { readState, type ObservedOrder, type TriggerState } from './state';
import { notReported } from './reported';

/** n8n may end a poll after 45 s. After this time no further time slice is read, ms … */
const READING_MS = 18_000;
/** … and after this time no call is retried and no further detail is read, ms. */
const PATIENCE_MS = 30_000;

/** What an activation keeps in memory: n8n keeps one context for all its polls. */
interface Memory {
	cache: DetailCache;
	scans: ScanMemory;
}

const memories = new WeakMap<object, Memory>();

/** @returns outbound orders and exceptions; null if there are none, or if they were handed over with an acknowledgement */
export async function pollOutboundOrders(
	context: IPollFunctions,
): Promise<INodeExecutionData[][] | null> {
	const isManual = context.getMode() === 'manual';
	const choice = readChoice(context);
	const startedAt = Date.now();
	const now = Math.floor(startedAt / SECOND_MS);
	const stateKey = `${context.getNode().credentials?.[CREDENTIAL]?.id ?? ''}|${choice.event}`;
	const memory = context.getWorkflowStaticData('node');
	const stored = isManual ? undefined : readState(memory.outboundOrders, stateKey, now);
	const isLost = !isManual && stored === undefined && memory.outboundOrders !== undefined;
	const isAcknowledged = !isManual && choice.emit === ACKNOWLEDGED;
	const state =
		stored && isAcknowledged ? await settleOpenBatch(context, stored, startedAt) : stored;
	const scope = scopeFrom(
		context.getNodeParameter('storeCodes', ''),
		context.getNodeParameter('salesPlatform', ''),
	);

	const until = startedAt + PATIENCE_MS;
	const connection = await OmsConnection.open(context, until);
	const from = readFrom(state, choice, now, isLost);
	const { cache, scans } = isManual ? newMemory() : memoryOf(context);
	const short = scans.shortScan(state, choice, from, now);
	const read = await readOrders(connection, {
		watched: short ? Object.keys(short.watched) : watchedNumbers(state),
		from: short?.from ?? from,
		now: startedAt,
		scope,
		mayContinue: timeAndRoomLeft(startedAt + READING_MS, state, choice),
	});
	const scan = { ...read, orders: scans.note(read, short, from, now) };
	const orders = ordersToEmit(state, scan.orders, choice, now, isManual);
	const emitted = await emitOrders(connection, orders, {
		event: choice.event,
		scope,
		cache,
		until,
	});
	const stopped = choice.event === 'shipped' ? stoppedIn(scan.orders) : [];
	const unreadable = [...scan.unreadable, ...stopped, ...emitted.unreadable];
	const toReport = notReported(state?.told, unreadable);
	warn(context, scan.failure ?? emitted.failure, toReport);
	if (isManual && emitted.records.length === 0 && toReport.length === 0) {
		throw nothingFoundError(context, choice);
	}
	const stateAfter = (emittedNumbers: ReadonlySet<string>): TriggerState => {
		const result = { ...scan, emittedNumbers, unreadable };
		// What was to be read by number stays to be read until it was.
		const before = state && short ? { ...state, followed: short.watched } : state;
		return nextState(before, result, { choice, stateKey, from, now });
	};
	if (isAcknowledged) {
		const found = { before: state, observed: orders, emitted, toReport };
		await handOverOrders(context, found, {
			toItems: (records) => toItems(context, connection.zone, records),
			stateAfter,
			store: (after) => {
				memory.outboundOrders = after as unknown as IDataObject;
			},
			until: startedAt + handOverTime(context),
			zone: connection.zone,
		});
		return null;
	}
	const output = [
		toItems(context, connection.zone, emitted.records),
		toReport.map((each) => toException(each, connection.zone)),
	];
	// Written last: an error above leaves the state unchanged.
	if (!isManual) {
		memory.outboundOrders = stateAfter(emitted.emittedNumbers) as unknown as IDataObject;
	}
	return output.some((items) => items.length > 0) ? output : null;
}

/** Outbound orders of TikTok Shop orders that the warehouse does not go on with. They are told like unreadable ones: once, until it changes. */
function stoppedIn(orders: readonly ObservedOrder[]): Unreadable[] {
	return orders.flatMap(({ outboundOrderNo: key, record }) => {
		const problem = stoppedReason(record);
		const isOfAnOrder = orderIdsInside(toOutboundOrder(record, '+00:00').orderId).length > 0;
		return problem && isOfAnOrder ? [{ key, record, problem, isStopped: true as const }] : [];
	});
}

function memoryOf(context: IPollFunctions): Memory {
	const activation = activationOf(context);
	const memory = memories.get(activation) ?? newMemory();
	memories.set(activation, memory);
	return memory;
}

const newMemory = (): Memory => ({ cache: new DetailCache(), scans: new ScanMemory() });

/** Whether there is time for another time slice, and room for more new orders. */
function timeAndRoomLeft(
	until: number,
	state: TriggerState | undefined,
	choice: TriggerChoice,
): ScanRequest['mayContinue'] {
	const isNew = isNewFor(state, choice);
	return (orders) => Date.now() < until && [...orders.values()].filter(isNew).length < MOST_EMITTED;
}

function warn(
	context: IPollFunctions,
	failure: OmsError | undefined,
	unreadable: readonly Unreadable[],
): void {
	if (failure) {
		context.logger.warn(
			`"${context.getNode().name}" continues at the next poll, because the OMS did not answer all calls: ${shownText(failure.message)}`,
		);
	}
	for (const each of unreadable) context.logger.warn(unreadableException(each).message);
}

function toItems(
	context: IPollFunctions,
	zone: string,
	records: readonly Fields[],
): INodeExecutionData[] {
	const simplify = context.getNodeParameter('simplify', true) as boolean;
	return records.map((record) => ({
		json: (simplify ? toOutboundOrder(record, zone) : record) as unknown as IDataObject,
	}));
}

/** A change of status has no choice of its own for Emit. */
export function readChoice(context: Pick<IPollFunctions, 'getNodeParameter'>): TriggerChoice {
	const event = context.getNodeParameter('event', 'shipped') as TriggerChoice['event'];
	const emit = context.getNodeParameter('emit', ACKNOWLEDGED) as TriggerChoice['emit'];
	return {
		event,
		emit: event === 'statusChanged' ? ACKNOWLEDGED : emit,
		repeatHours: context.getNodeParameter('repeatHours', 24) as number,
		lookBackDays: context.getNodeParameter('lookBackDays', 14) as number,
	};
}

function nothingFoundError(context: IPollFunctions, choice: TriggerChoice): NodeOperationError {
	const what = choice.event === 'shipped' ? 'has shipped' : 'was found';
	return new NodeOperationError(
		context.getNode(),
		`No outbound order ${what} among those created in the last ${choice.lookBackDays} days`,
		{
			description:
				'Once the warehouse has shipped one, fetch again; older ones need a longer Looks Back.',
		},
	);
}
