import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { SECOND_MS } from '../../../shared/durations';
import { optionsOf, perItem, showFor } from '../../../shared/parameters';
import type { OrderException } from '../../../shared/exceptions';
import { isDryRun, wouldDo } from '../../../shared/toolRun';
import { answerTo, asNodeError, exceptionItem, failedItem } from '../../../shared/forEachItem';
import { cancelOrders, type Cancellation } from '../../outbound/cancel';
import { numberOrException } from '../../outbound/number';
import { OmsConnection } from '../../transport/connection';
import { USUAL_WAIT_SECONDS, waitSeconds } from './outboundParameters';

export const option = {
	name: 'Cancel',
	description: "Ask for a cancellation and wait for the warehouse's answer",
	action: 'Cancel an outbound order',
};

export const writes = true;

export const description: INodeProperties[] = showFor('outboundOrder', 'cancel', [
	{
		displayName: 'Outbound Order Number',
		name: 'outboundOrderNo',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1187000000000065537',
		description: "The OMS's own number; Outbound Order > Get finds it by other numbers",
	},
	optionsOf([waitSeconds('is emitted as pending')]),
]);

/**
 * One item per input item, with `result` `cancelled`, `refused` (with `reason`) or `pending`. An item without a number is emitted with its
 * `exception`; when no item has a number, the node fails.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const { numbers, exceptions } = readNumbers(this);
	const options = this.getNodeParameter('options', 0, {}) as { waitSeconds?: number };
	const waitMs = (options.waitSeconds ?? USUAL_WAIT_SECONDS) * SECOND_MS;
	let answers = new Map<string, Cancellation>();
	const dryRun = isDryRun(this);
	try {
		if (numbers.size > 0 && !dryRun) {
			const connection = await OmsConnection.open(this);
			answers = await cancelOrders(connection, [...numbers.values()], waitMs);
		}
	} catch (failure) {
		if (!this.continueOnFail()) throw asNodeError(this, failure, 0);
		return [items.map((item, itemIndex) => failedItem(this, item, failure, itemIndex))];
	}
	const output = items.map((item, itemIndex) => {
		const exception = exceptions.get(itemIndex);
		if (exception) return unnumberedItem(this, item, exception, itemIndex, numbers.size === 0);
		if (dryRun) {
			const preview = wouldDo(this, `Cancel outbound order ${numbers.get(itemIndex)}.`);
			return answerTo(item, { json: { ...item.json, ...preview } }, itemIndex);
		}
		const json = answers.get(numbers.get(itemIndex) ?? '') as unknown as IDataObject;
		return answerTo(item, { json: { ...json } }, itemIndex);
	});
	return [output];
}

function readNumbers(context: IExecuteFunctions): {
	numbers: Map<number, string>;
	exceptions: Map<number, OrderException>;
} {
	const numberOf = perItem(context, 'outboundOrderNo', '');
	const numbers = new Map<number, string>();
	const exceptions = new Map<number, OrderException>();
	for (const itemIndex of context.getInputData().keys()) {
		const read = numberOrException(() => numberOf(itemIndex), 'Outbound Order Number');
		if (read.exception) exceptions.set(itemIndex, read.exception);
		else numbers.set(itemIndex, read.number);
	}
	return { numbers, exceptions };
}

function unnumberedItem(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	exception: OrderException,
	itemIndex: number,
	isNodeError: boolean,
): INodeExecutionData {
	const { message, hint: description } = exception;
	const error = new NodeOperationError(context.getNode(), message, { itemIndex, description });
	if (context.continueOnFail()) return failedItem(context, item, error, itemIndex);
	if (isNodeError) throw error;
	return exceptionItem(item, exception, itemIndex);
}
