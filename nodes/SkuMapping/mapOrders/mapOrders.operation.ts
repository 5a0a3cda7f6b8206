import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import type { OrderItem } from '../../shared/orderItem';
import { optionsOf, unusableRowsOption } from '../../shared/parameters';
import { answerTo, asNodeError, exceptionItem, failedItem } from '../../shared/forEachItem';
import { TABLE_SOURCES } from '../parameters/connections';
import { readFallbacks } from '../parameters/fallbackParameters';
import { mapOrder, type MapOptions } from './mapOrder';
import type { MappingIndex } from '../mapping/mappingIndex';
import { COLUMN_NAMES } from '../parameters/mappingSource';
import {
	isExceptionOfEarlierNode,
	isLikeOrderItem,
	orderItemException,
	orderItemFault,
} from './orderItemCheck';
import { readMapping } from './readMapping';

export const option = {
	name: 'Map Orders',
	description: 'Add the system SKUs and quantities to ship to each order',
	action: 'Map orders',
};

export const description: INodeProperties[] = [
	{
		...optionsOf([
			{
				displayName: 'Check Recipient',
				name: 'checkRecipient',
				type: 'boolean',
				default: true,
				description:
					'Whether an order with an incomplete or masked recipient leaves by the Exceptions output. Orders that TikTok Shop ships are not looked at: their label has the address.',
			},
			COLUMN_NAMES,
			unusableRowsOption('mapping', 'mapped'),
		]),
		displayOptions: { show: { operation: ['mapOrders'] } },
	},
];

/**
 * Emits every item by exactly one output: Mapped with its outbound lines, or Exceptions with the reason.
 *
 * @throws NodeOperationError  the mapping cannot be used, or no item is an order
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	if (items.length === 0) return [[], []];
	let mapping: MappingIndex;
	let options: MapOptions;
	try {
		assertOrders(this, items);
		({ mapping, options } = await readOnce(this));
	} catch (failure) {
		const error = asNodeError(this, failure, 0);
		if (!this.continueOnFail()) throw error;
		return [[], items.map((item, itemIndex) => failedItem(this, item, error, itemIndex))];
	}
	const mapped: INodeExecutionData[] = [];
	const exceptions: INodeExecutionData[] = [];
	items.forEach((item, itemIndex) => {
		const { json } = item;
		const fault = orderItemFault(json);
		if (isExceptionOfEarlierNode(json, fault === undefined)) {
			exceptions.push(answerTo(item, { json }, itemIndex));
			return;
		}
		if (fault) {
			exceptions.push(exceptionItem(item, orderItemException(json, fault), itemIndex));
			return;
		}
		const result = mapOrder(json as unknown as OrderItem, mapping, options);
		const order = withoutEarlierResult(json);
		if ('exception' in result) {
			exceptions.push(exceptionItem({ ...item, json: order }, result.exception, itemIndex));
		} else {
			const { outboundLines } = result;
			const json = { ...order, outboundLines } as unknown as IDataObject;
			mapped.push(answerTo(item, { json }, itemIndex));
		}
	});
	return [mapped, exceptions];
}

/** Mapping and options, which are the same for all orders of this execution. */
async function readOnce(
	context: IExecuteFunctions,
): Promise<{ mapping: MappingIndex; options: MapOptions }> {
	const chosen = context.getNodeParameter('options', 0, {}) as {
		checkRecipient?: boolean;
		unusableRows?: 'leaveOut' | 'refuseAll';
	};
	const { checkRecipient = true } = chosen;
	const fallbacks = readFallbacks(context);
	// Rows of an input may be missing by accident. Without them a fallback could ship the wrong product.
	const mayBeEmpty =
		fallbacks.steps.includes('sameSku') &&
		!TABLE_SOURCES.includes(context.getNodeParameter('mappingSource', 0) as string);
	return {
		mapping: await readMapping(context, mayBeEmpty, chosen.unusableRows === 'refuseAll'),
		options: { checkRecipient, fallbacks },
	};
}

/** Removes the results of an earlier run. */
function withoutEarlierResult(json: IDataObject): IDataObject {
	if (!('exception' in json) && !('outboundLines' in json)) return json;
	const order = { ...json };
	delete order.exception;
	delete order.outboundLines;
	return order;
}

/** @throws NodeOperationError  no item is an order, so the input is connected to a wrong node */
function assertOrders(context: IExecuteFunctions, items: readonly INodeExecutionData[]): void {
	if (items.some(({ json }) => isLikeOrderItem(json))) return;
	throw new NodeOperationError(context.getNode(), 'This item is not an order: it has no orderId.', {
		itemIndex: 0,
		description:
			'Connect the output of the TikTok Shop Trigger, or of Order > Get Many of the TikTok Shop node, to the Orders input.',
	});
}
