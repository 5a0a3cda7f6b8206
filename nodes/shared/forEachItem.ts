import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import type { OrderException } from './exceptions';
import { shownError } from './shownErrors';
import { isStop } from './stop';

/** An operation that runs once for each input item. */
export type ItemOperation = (this: IExecuteFunctions, itemIndex: number) => Promise<IDataObject[]>;

/** An output item of an operation with files. */
export type ItemAnswer = Pick<INodeExecutionData, 'json' | 'binary'>;

/** Like `ItemOperation`, with files. */
export type FileOperation = (this: IExecuteFunctions, itemIndex: number) => Promise<ItemAnswer[]>;

/** An operation that runs once for all input items, e.g. to send them in batches; it returns all outputs. */
export type BatchOperation = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/**
 * Turns a failure into one of n8n's two error classes, with the index of its item.
 *
 * @throws ExecutionStopped  the failure is the stop of the execution, which belongs to no item
 */
export function asNodeError(
	context: IExecuteFunctions,
	failure: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (isStop(failure)) throw failure;
	if (failure instanceof NodeApiError || failure instanceof NodeOperationError) {
		failure.context.itemIndex ??= itemIndex;
		return shownError(failure);
	}
	const error = failure instanceof Error ? failure : new Error(String(failure));
	return shownError(new NodeOperationError(context.getNode(), error, { itemIndex }));
}

/**
 * The output item of a failed input item when the workflow continues: all its fields, the message in `error`,
 * and what to do in `errorHint`.
 *
 * The item itself carries no `error`: n8n would replace its JSON by the message alone. With On Error set to "Continue
 * (using error output)" n8n finds failed items by their holding nothing but the reason, moves them there, and adds the
 * JSON of the input item itself (n8n-core 2.41, `normalizeNodeErrors` and `handleNodeErrorOutput`).
 */
export function failedItem(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	failure: unknown,
	itemIndex: number,
): INodeExecutionData {
	const { message, description } = asNodeError(context, failure, itemIndex);
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	const errorHint = description ? { errorHint: description } : {};
	const json = hasErrorOutput ? { error: message } : { ...item.json, error: message, ...errorHint };
	return { ...filesOf(item), json, pairedItem: { item: itemIndex } };
}

/** The item of an order that waits, for an Exceptions output: the exception, which is its first column, and all its fields. */
export function exceptionItem(
	item: ItemAnswer,
	exception: OrderException,
	itemIndex: number,
): INodeExecutionData {
	const json = { exception, ...item.json } as IDataObject;
	json.exception = exception as unknown as IDataObject;
	return { ...filesOf(item), json, pairedItem: { item: itemIndex } };
}

/** The files of an item. */
export function filesOf({ binary }: ItemAnswer): Pick<INodeExecutionData, 'binary'> {
	return binary ? { binary } : {};
}

/** An output item with the files of its input item; the operation may add more. */
export function answerTo(
	item: INodeExecutionData,
	answer: ItemAnswer,
	itemIndex: number,
): INodeExecutionData {
	const pairedItem = { item: itemIndex };
	if (!item.binary && !answer.binary) return { json: answer.json, pairedItem };
	return { ...filesOf(item), ...answer, pairedItem };
}

/** The rows of Get Many do not carry the files of the input item, because there may be many rows. */
export function answeredItem(context: IExecuteFunctions, itemIndex: number): INodeExecutionData {
	const item = context.getInputData()[itemIndex];
	return context.getNode().parameters.operation === 'getAll' ? { json: item.json } : item;
}

/** Runs an operation for each input item, with Continue On Fail and `pairedItem`. */
export async function forEachItem(
	context: IExecuteFunctions,
	operation: ItemOperation,
): Promise<INodeExecutionData[][]> {
	return await forEachItemWithFiles(context, async function (itemIndex) {
		return (await operation.call(this, itemIndex)).map((json) => ({ json }));
	});
}

/** Like `forEachItem`, for operations with files. */
async function forEachItemWithFiles(
	context: IExecuteFunctions,
	operation: FileOperation,
): Promise<INodeExecutionData[][]> {
	const output: INodeExecutionData[] = [];
	const items = context.getInputData();
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		try {
			const answers = await operation.call(context, itemIndex);
			const item = answeredItem(context, itemIndex);
			output.push(...answers.map((answer) => answerTo(item, answer, itemIndex)));
		} catch (failure) {
			const error = asNodeError(context, failure, itemIndex);
			if (!context.continueOnFail()) throw error;
			output.push(failedItem(context, items[itemIndex], error, itemIndex));
		}
	}
	return [output];
}

/** Output items of an input item: for the first output, and for Exceptions. */
export interface ItemOutcome {
	items: IDataObject[];
	exceptions: IDataObject[];
}

/** Like `forEachItem`, for operations with an Exceptions output. */
export async function forEachItemWithExceptions(
	context: IExecuteFunctions,
	operation: (this: IExecuteFunctions, itemIndex: number) => Promise<ItemOutcome>,
): Promise<INodeExecutionData[][]> {
	const outputs: [INodeExecutionData[], INodeExecutionData[]] = [[], []];
	const items = context.getInputData();
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		const pairedItem = { item: itemIndex };
		try {
			const outcome = await operation.call(context, itemIndex);
			const item = filesOf(answeredItem(context, itemIndex));
			outputs[0].push(...outcome.items.map((json) => ({ ...item, json, pairedItem })));
			outputs[1].push(...outcome.exceptions.map((json) => ({ ...item, json, pairedItem })));
		} catch (failure) {
			const error = asNodeError(context, failure, itemIndex);
			if (!context.continueOnFail()) throw error;
			outputs[0].push(failedItem(context, items[itemIndex], error, itemIndex));
		}
	}
	return outputs;
}
