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
import { notReported } from './told';

/** n8n may end a poll after 45 s: no page is begun after the first of these, no read tried again after the second, ms. */
const LOOKING_MS = 18_000;
const PATIENCE_MS = 30_000;

/** n8n keeps one context for all polls of an activation; with it go the details kept in memory. */
const caches = new WeakMap<object, DetailCache>();

/** Looks once at the OMS. @returns outbound orders and exceptions; null when there is neither */
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
	const looked = await readOrders(connection, {
		followed: watchedNumbers(state),
		from,
		now: startedAt,
		scope: of,
		goesOn: enoughIn(startedAt + LOOKING_MS, state, choice),
	});
	const wanted = ordersToEmit(state, looked.sights, choice, now, isManual);
	const until = startedAt + PATIENCE_MS;
	const given = await emitOrders(connection, wanted, {
		event: choice.event,
		scope: of,
		cache,
		until,
	});
	const failure = looked.failure ?? given.failure;
	if (failure) {
		context.logger.warn(
			`"${context.getNode().name}" goes on at the next poll, the OMS did not answer all its calls: ${shownText(failure.message)}`,
		);
	}
	const unreadable = notReported(state?.told, [...looked.unreadable, ...given.unreadable]);
	for (const each of unreadable) context.logger.warn(unreadableException(each).message);
	if (isManual && given.records.length === 0 && unreadable.length === 0) {
		throw nothingThere(context, choice);
	}

	const simplify = context.getNodeParameter('simplify', true) as boolean;
	const items = given.records.map((record) => ({
		json: (simplify ? toOutboundOrder(record, connection.zone) : record) as unknown as IDataObject,
	}));
	const exceptions = unreadable.map((each) => ({
		json: {
			...toOutboundOrder(each.record, connection.zone),
			exception: unreadableException(each),
		} as unknown as IDataObject,
	}));
	// Last of all: whatever did not work above leaves the memory as it was.
	if (!isManual) {
		const outcome = {
			...looked,
			delivered: given.numbers,
			unreadable: [...looked.unreadable, ...given.unreadable],
		};
		const after = nextState(state, outcome, choice, scope, from, now);
		memory.outboundOrders = after as unknown as IDataObject;
	}
	return items.length > 0 || exceptions.length > 0 ? [items, exceptions] : null;
}

/** Reading goes on while there is time, and room for news. */
function enoughIn(
	until: number,
	state: TriggerState | undefined,
	choice: TriggerChoice,
): Parameters<typeof readOrders>[1]['goesOn'] {
	const isNews = isNewFor(state, choice);
	return (sights) =>
		Date.now() < until && [...sights.values()].filter(isNews).length < MOST_EMITTED;
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
