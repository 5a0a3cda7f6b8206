import {
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { shownText } from '../../shared/shownText';
import { activationOf } from '../../shared/pollGuard';
import { SECOND_MS } from '../../shared/durations';
import { toOutboundOrder } from '../outbound/outboundOrder';
import { scopeFrom } from '../outbound/scope';
import { unreadableException } from '../outbound/unreadable';
import { CREDENTIAL, OmsConnection } from '../transport/connection';
import { DetailCache } from './detailCache';
import { emitOrders } from './emit';
import { readOrders } from './readOrders';
import {
	nextState,
	ordersToEmit,
	watchedNumbers,
	MOST_EMITTED,
	isNewFor,
	readFrom,
	type TriggerChoice,
} from './emission';
import { readState, type TriggerState } from './state';
import { notReported } from './reported';

/** n8n may end a poll after 45 s. After the first time no page is begun, after the second no read is tried again, ms. */
const LOOKING_MS = 18_000;
const PATIENCE_MS = 30_000;

/** One cache per activation: n8n keeps one context for all its polls. */
const caches = new WeakMap<object, DetailCache>();

/** @returns outbound orders and exceptions; null when there is neither */
export async function pollOutboundOrders(
	context: IPollFunctions,
): Promise<INodeExecutionData[][] | null> {
	const isManual = context.getMode() === 'manual';
	const choice = readChoice(context);
	const startedAt = Date.now();
	const now = Math.floor(startedAt / SECOND_MS);
	const scope = `${context.getNode().credentials?.[CREDENTIAL]?.id ?? ''}|${choice.event}`;
	const memory = context.getWorkflowStaticData('node');
	const state = isManual ? undefined : readState(memory.outboundOrders, scope, now);
	const isLost = !isManual && state === undefined && memory.outboundOrders !== undefined;
	const of = scopeFrom(
		context.getNodeParameter('storeCodes', ''),
		context.getNodeParameter('salesPlatform', ''),
	);

	const activation = activationOf(context);
	const cache = caches.get(activation) ?? new DetailCache();
	caches.set(activation, cache);
	const connection = await OmsConnection.open(context, startedAt + PATIENCE_MS);
	const from = readFrom(state, choice, now, isLost);
	const scan = await readOrders(connection, {
		watched: watchedNumbers(state),
		from,
		now: startedAt,
		scope: of,
		mayContinue: enoughIn(startedAt + LOOKING_MS, state, choice),
	});
	const wanted = ordersToEmit(state, scan.orders, choice, now, isManual);
	const until = startedAt + PATIENCE_MS;
	const emitted = await emitOrders(connection, wanted, {
		event: choice.event,
		scope: of,
		cache,
		until,
	});
	const failure = scan.failure ?? emitted.failure;
	if (failure) {
		context.logger.warn(
			`"${context.getNode().name}" goes on at the next poll, the OMS did not answer all its calls: ${shownText(failure.message)}`,
		);
	}
	const unreadable = notReported(state?.told, [...scan.unreadable, ...emitted.unreadable]);
	for (const each of unreadable) context.logger.warn(unreadableException(each).message);
	if (isManual && emitted.records.length === 0 && unreadable.length === 0) {
		throw nothingThere(context, choice);
	}

	const simplify = context.getNodeParameter('simplify', true) as boolean;
	const items = emitted.records.map((record) => ({
		json: (simplify ? toOutboundOrder(record, connection.zone) : record) as unknown as IDataObject,
	}));
	const exceptions = unreadable.map((each) => ({
		json: {
			...toOutboundOrder(each.record, connection.zone),
			exception: unreadableException(each),
		} as unknown as IDataObject,
	}));
	// Written last: an error above leaves the state unchanged.
	if (!isManual) {
		const result = {
			...scan,
			emittedNumbers: emitted.emittedNumbers,
			unreadable: [...scan.unreadable, ...emitted.unreadable],
		};
		const after = nextState(state, result, choice, scope, from, now);
		memory.outboundOrders = after as unknown as IDataObject;
	}
	return items.length > 0 || exceptions.length > 0 ? [items, exceptions] : null;
}

/** Whether there is time for another part, and room for more new orders. */
function enoughIn(
	until: number,
	state: TriggerState | undefined,
	choice: TriggerChoice,
): Parameters<typeof readOrders>[1]['mayContinue'] {
	const isNews = isNewFor(state, choice);
	return (orders) =>
		Date.now() < until && [...orders.values()].filter(isNews).length < MOST_EMITTED;
}

function readChoice(context: IPollFunctions): TriggerChoice {
	return {
		event: context.getNodeParameter('event', 'shipped') as TriggerChoice['event'],
		emit: context.getNodeParameter('emit', 'repeat') as TriggerChoice['emit'],
		repeatHours: context.getNodeParameter('repeatHours', 24) as number,
		lookBackDays: context.getNodeParameter('lookBackDays', 14) as number,
	};
}

function nothingThere(context: IPollFunctions, choice: TriggerChoice): NodeOperationError {
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
