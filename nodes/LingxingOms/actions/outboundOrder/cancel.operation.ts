import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { perItem, refuseInexact, showFor } from '../../../shared/parameters';
import { asNodeError, failedItem } from '../../../shared/router';
import { cancelOrders, type Cancellation } from '../../outbound/cancel';
import { textOf } from '../../transport/json';
import { OmsConnection } from '../../transport/request';

const USUAL_WAIT_SECONDS = 24;

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
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Wait for the Result (Seconds)',
				name: 'waitSeconds',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: USUAL_WAIT_SECONDS,
				description:
					'The warehouse answers later; after this time an order without an answer is given out as pending',
			},
		],
	},
]);

/** One item per input item with `result` cancelled, refused (with `reason`) or pending. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const output: INodeExecutionData[] = [];
	const numbers = readNumbers(this, output);
	const options = this.getNodeParameter('options', 0, {}) as { waitSeconds?: number };
	const waitMs = (options.waitSeconds ?? USUAL_WAIT_SECONDS) * 1_000;
	let answers: Map<string, Cancellation>;
	try {
		const connection = await OmsConnection.open(this);
		answers = await cancelOrders(connection, [...numbers.values()], waitMs);
	} catch (failure) {
		if (!this.continueOnFail()) throw asNodeError(this, failure, 0);
		for (const itemIndex of numbers.keys()) {
			output[itemIndex] = failedItem(this, items[itemIndex], failure, itemIndex);
		}
		return [output];
	}
	for (const [itemIndex, number] of numbers) {
		const json = answers.get(number) as unknown as IDataObject;
		output[itemIndex] = { json: { ...json }, pairedItem: { item: itemIndex } };
	}
	return [output];
}

function readNumbers(
	context: IExecuteFunctions,
	output: INodeExecutionData[],
): Map<number, string> {
	const numberOf = perItem(context, 'outboundOrderNo', '');
	const numbers = new Map<number, string>();
	context.getInputData().forEach((item, itemIndex) => {
		try {
			const given = numberOf(itemIndex);
			refuseInexact(context, itemIndex, 'Outbound Order Number', given);
			const number = textOf(given);
			if (number) numbers.set(itemIndex, number);
			else {
				throw new NodeOperationError(context.getNode(), 'Outbound Order Number is empty', {
					itemIndex,
					description: 'Fill in the number; Outbound Order > Get finds it by other numbers.',
				});
			}
		} catch (failure) {
			const error = asNodeError(context, failure, itemIndex);
			if (!context.continueOnFail()) throw error;
			output[itemIndex] = failedItem(context, item, error, itemIndex);
		}
	});
	return numbers;
}
