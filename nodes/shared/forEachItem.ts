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

/** An operation that answers each input item for itself. */
export type ItemOperation = (this: IExecuteFunctions, itemIndex: number) => Promise<IDataObject[]>;

/** What an operation answers with files. */
export type ItemAnswer = Pick<INodeExecutionData, 'json' | 'binary'>;

/** An operation that answers each input item for itself, with files. */
export type FileOperation = (this: IExecuteFunctions, itemIndex: number) => Promise<ItemAnswer[]>;

/** An operation that works on all input items together, e.g. to send them in batches; it fills all outputs. */
export type BatchOperation = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/**
 * The failure as one of n8n's two, with the index of the item it belongs to.
 *
 * @throws ExecutionStopped  a stop of the execution is about no item
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
 * An input item whose operation failed, for workflows that go on: all it had, and the reason in `error`.
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
	const { message } = asNodeError(context, failure, itemIndex);
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	const kept = hasErrorOutput ? {} : item.json;
	return { ...filesOf(item), json: { ...kept, error: message }, pairedItem: { item: itemIndex } };
}

/** An order that cannot go on, for an Exceptions output: everything of the item is still there. */
export function exceptionItem(
	item: ItemAnswer,
	exception: OrderException,
	itemIndex: number,
): INodeExecutionData {
	const json = { ...item.json, exception } as IDataObject;
	return { ...filesOf(item), json, pairedItem: { item: itemIndex } };
}

/** The files of an item, which stay with it. */
export function filesOf({ binary }: ItemAnswer): Pick<INodeExecutionData, 'binary'> {
	return binary ? { binary } : {};
}

/** What an operation answers for an item, with the files of the item; an answer may have more. */
export function answerTo(
	item: INodeExecutionData,
	answer: ItemAnswer,
	itemIndex: number,
): INodeExecutionData {
	return { ...filesOf(item), ...answer, pairedItem: { item: itemIndex } };
}

/** A list that an item asks for may be long, so it gets none of the files of the item. */
export function answeredItem(context: IExecuteFunctions, itemIndex: number): INodeExecutionData {
	const item = context.getInputData()[itemIndex];
	return context.getNode().parameters.operation === 'getAll' ? { json: item.json } : item;
}

/** Runs an operation for each input item: loop, Continue On Fail and `pairedItem` stand here, once. */
export async function forEachItem(
	context: IExecuteFunctions,
	operation: ItemOperation,
): Promise<INodeExecutionData[][]> {
	return await forEachItemWithFiles(context, async function (itemIndex) {
		return (await operation.call(this, itemIndex)).map((json) => ({ json }));
	});
}

/** The same for operations that answer with files. */
export async function forEachItemWithFiles(
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

/** What an operation answers for an input item: by the first output, and by Exceptions. */
export interface ItemOutcome {
	items: IDataObject[];
	exceptions: IDataObject[];
}

/** The same for operations that fill two outputs. */
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
