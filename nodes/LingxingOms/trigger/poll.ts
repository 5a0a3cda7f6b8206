import {
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { SHIPPED, statusOf, toOutboundOrder } from '../outbound/outboundOrder';
import { createdIn, detailsByNumber } from '../outbound/read';
import { textOf, type Fields } from '../transport/json';
import { CREDENTIAL, OmsConnection } from '../transport/request';
import { fromOmsTime } from '../transport/time';
import { plan, readFrom, type Choice, type Plan } from './plan';
import { readState, type Sight } from './state';

/** n8n may end a poll after 45 s; no read is tried again after this (ms). */
const PATIENCE_MS = 30_000;
const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

/** Looks once at the OMS. @returns null when there is nothing to give out */
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

	const connection = await OmsConnection.open(context, startedAt + PATIENCE_MS);
	const from = readFrom(state, choice, now);
	const sights = await look(connection, from, startedAt);
	const planned = plan(state, sights, choice, scope, from, now, isManual);
	const records = await readEmitted(connection, planned.emit, choice);
	if (isManual && records.length === 0) throw nothingThere(context, choice);

	const simplify = context.getNodeParameter('simplify', true) as boolean;
	const items = records.map((record) => ({
		json: (simplify ? toOutboundOrder(record, connection.zone) : record) as unknown as IDataObject,
	}));
	// Last of all: whatever did not work above leaves the memory as it was.
	if (!isManual) memory.outboundOrders = planned.state as unknown as IDataObject;
	return items.length > 0 ? [items] : null;
}

function readChoice(context: IPollFunctions): Choice {
	return {
		event: context.getNodeParameter('event', 'shipped') as Choice['event'],
		emit: context.getNodeParameter('emit', 'repeat') as Choice['emit'],
		repeatHours: context.getNodeParameter('repeatHours', 24) as number,
		lookBackDays: context.getNodeParameter('lookBackDays', 14) as number,
	};
}

async function look(connection: OmsConnection, from: number, startedAt: number): Promise<Sight[]> {
	// The clock and the time zone of the OMS are not known for sure: nothing of the last hours may be missed.
	const window = { from: from * SECOND_MS, to: startedAt + DAY_MS };
	const sights: Sight[] = [];
	for await (const records of createdIn(connection, window)) {
		sights.push(...records.map((record) => sightOf(record, connection.zone)));
	}
	return sights;
}

function sightOf(record: Fields, zone: string): Sight {
	const createdAt = fromOmsTime(record.orderCreateTime, zone);
	return {
		outboundOrderNo: textOf(record.outboundOrderNo),
		status: statusOf(record),
		record,
		...(createdAt === undefined ? {} : { createdAt: Math.floor(createdAt / SECOND_MS) }),
	};
}

/** Details of what is given out, in the order in which it shipped; an order without a detail goes out as its page shows it. */
async function readEmitted(
	connection: OmsConnection,
	emit: Plan['emit'],
	{ event }: Choice,
): Promise<Fields[]> {
	const found = await detailsByNumber(connection, [...emit.keys()]);
	const records = [...emit].map(([number, sight]) => found.get(number) ?? sight?.record ?? {});
	return records
		.filter((record) => event !== 'shipped' || statusOf(record) === SHIPPED)
		.sort((a, b) => textOf(a.outboundTime).localeCompare(textOf(b.outboundTime)));
}

function nothingThere(context: IPollFunctions, choice: Choice): NodeOperationError {
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
