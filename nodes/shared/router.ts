import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import type { OrderException } from './exceptions';

/** An operation that answers each input item for itself. */
export type ItemOperation = (this: IExecuteFunctions, itemIndex: number) => Promise<IDataObject[]>;

/** An operation that works on all input items together, e.g. to send them in batches; it fills all outputs. */
export type BatchOperation = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** The failure as one of n8n's two, with the index of the item it belongs to. */
export function asNodeError(
	context: IExecuteFunctions,
	failure: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (failure instanceof NodeApiError || failure instanceof NodeOperationError) {
		failure.context.itemIndex ??= itemIndex;
		return failure;
	}
	const error = failure instanceof Error ? failure : new Error(String(failure));
	return new NodeOperationError(context.getNode(), error, { itemIndex });
}

/**
 * An input item whose operation failed, for workflows that go on: everything of the item is still there.
 *
 * n8n routes items that carry `error` to the error output and keeps their JSON; on the regular output it would replace
 * the JSON by the message alone, so there the message goes into the JSON only.
 */
export function failedItem(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	failure: unknown,
	itemIndex: number,
): INodeExecutionData {
	const error = asNodeError(context, failure, itemIndex);
	const json = { ...item.json, error: error.message };
	const toErrorOutput = context.getNode().onError === 'continueErrorOutput';
	return { json, ...(toErrorOutput ? { error } : {}), pairedItem: { item: itemIndex } };
}

/** An order that cannot go on, for an Exceptions output: everything of the item is still there. */
export function exceptionItem(
	json: IDataObject,
	exception: OrderException,
	itemIndex: number,
): INodeExecutionData {
	return { json: { ...json, exception } as IDataObject, pairedItem: { item: itemIndex } };
}

/** Runs an operation for each input item: loop, Continue On Fail and `pairedItem` stand here, once. */
export async function forEachItem(
	context: IExecuteFunctions,
	operation: ItemOperation,
): Promise<INodeExecutionData[][]> {
	const output: INodeExecutionData[] = [];
	const items = context.getInputData();
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		try {
			const answers = await operation.call(context, itemIndex);
			output.push(...answers.map((json) => ({ json, pairedItem: { item: itemIndex } })));
		} catch (failure) {
			const error = asNodeError(context, failure, itemIndex);
			if (!context.continueOnFail()) throw error;
			output.push(failedItem(context, items[itemIndex], error, itemIndex));
		}
	}
	return [output];
}
