import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { orderException, type OrderException } from '../../../shared/exceptions';
import { perItem, showFor, SIMPLIFY } from '../../../shared/parameters';
import { answerTo, asNodeError, exceptionItem, failedItem } from '../../../shared/forEachItem';
import { findByNumber } from '../../outbound/findByNumber';
import { toOutboundOrder } from '../../outbound/outboundOrder';
import { numberOrException } from '../../outbound/number';
import type { NumberKind } from '../../outbound/lookUp';
import type { Fields } from '../../transport/json';
import { OmsConnection } from '../../transport/connection';

export const option = {
	name: 'Get',
	description: 'Retrieve an outbound order by one of its numbers',
	action: 'Get an outbound order',
};

export const description: INodeProperties[] = showFor('outboundOrder', 'get', [
	{
		displayName: 'Number Type',
		name: 'numberType',
		type: 'options',
		options: [
			{
				name: 'Outbound Order Number',
				value: 'outboundOrderNo',
				description: "The OMS's own number",
			},
			{
				name: 'Reference Number',
				value: 'referOrderNo',
				description: 'Second number given at the creation',
			},
			{
				name: 'Third Order Number',
				value: 'thirdOrderNo',
				description:
					'Number given at the creation, usually the TikTok Shop order ID; looked for among the reference numbers as well',
			},
		],
		default: 'thirdOrderNo',
	},
	{
		displayName: 'Number',
		name: 'number',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 576460000000000001',
		description: 'Number to look for; of several orders with it, the one that is not cancelled',
	},
	SIMPLIFY,
]);

interface Wanted {
	kind: NumberKind;
	number: string;
}

type Outcome = { json: IDataObject } | { exception: OrderException };

/** One item per input item. An order that is not found is emitted with its `exception`; when none is found, the node fails. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const outcomes = new Map<number, Outcome>();
	const wanted = readWanted(this, outcomes);
	const simplify = perItem<boolean>(this, 'simplify', true);
	try {
		const connection = await OmsConnection.open(this);
		const view = (record: Fields, itemIndex: number) =>
			simplify(itemIndex) ? toOutboundOrder(record, connection.zone) : record;
		const { found, open } = await findByNumber(connection, [...wanted.values()]);
		for (const [itemIndex, { kind, number }] of wanted) {
			const record = found[kind].get(number);
			const problem = open[kind].get(number);
			if (record) {
				outcomes.set(itemIndex, { json: view(record, itemIndex) as unknown as IDataObject });
			} else {
				outcomes.set(itemIndex, { exception: missingException(kind, number, problem) });
			}
		}
	} catch (failure) {
		if (!this.continueOnFail()) throw asNodeError(this, failure, 0);
		return [items.map((item, itemIndex) => failedItem(this, item, failure, itemIndex))];
	}
	return [answers(this, items, outcomes)];
}

function readWanted(
	context: IExecuteFunctions,
	outcomes: Map<number, Outcome>,
): Map<number, Wanted> {
	const kindOf = perItem<NumberKind>(context, 'numberType', 'thirdOrderNo');
	const numberOf = perItem(context, 'number', '');
	const wanted = new Map<number, Wanted>();
	for (const itemIndex of context.getInputData().keys()) {
		const read = numberOrException(() => numberOf(itemIndex), 'Number');
		if (read.exception) outcomes.set(itemIndex, { exception: read.exception });
		else wanted.set(itemIndex, { kind: kindOf(itemIndex), number: read.number });
	}
	return wanted;
}

function missingException(kind: NumberKind, number: string, problem?: string): OrderException {
	if (problem) {
		const message = `The OMS did not say whether it has an outbound order ${number}: ${problem}`;
		const hint = 'Run it again in a moment.';
		return orderException('OMS_UNAVAILABLE', message, { [kind]: number }, hint);
	}
	return orderException(
		'ORDER_NOT_FOUND',
		`The OMS has no outbound order ${number}`,
		{ [kind]: number },
		`Check the number and that it is a ${kind}; the account of the credential sees only its own orders.`,
	);
}

function answers(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	outcomes: ReadonlyMap<number, Outcome>,
): INodeExecutionData[] {
	const isAnyFound = [...outcomes.values()].some((outcome) => 'json' in outcome);
	return items.map((item, itemIndex) => {
		const outcome = outcomes.get(itemIndex);
		if (outcome && 'json' in outcome) {
			return answerTo(item, outcome, itemIndex);
		}
		const { exception } = outcome as { exception: OrderException };
		const { message, hint: description } = exception;
		const error = new NodeOperationError(context.getNode(), message, { itemIndex, description });
		if (context.continueOnFail()) return failedItem(context, item, error, itemIndex);
		if (!isAnyFound) throw error;
		return exceptionItem(item, exception, itemIndex);
	});
}
