import {
	NodeApiError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { orderException, type OrderException } from '../../shared/exceptions';
import {
	answerTo,
	asNodeError,
	exceptionItem,
	failedItem,
	type FileOperation,
	type ItemAnswer,
} from '../../shared/forEachItem';
import { TikTokShopError } from '../transport/connection';
import { faultOf, isTemporaryForItem } from '../transport/errors';
import { ItemException } from './order/itemException';

/** This many failed items in a row mean an outage. */
const MAX_FAILURES_IN_A_ROW = 3;

/** Collects the outputs of an operation: its answers, and as exceptions the items that cannot go on. */
export class ItemOutputs {
	private readonly items: INodeExecutionData[] = [];
	private readonly exceptions: INodeExecutionData[] = [];
	private firstError: Error | undefined;
	/** Temporary errors since the last answer. A batch of items fails with one error, which counts once. */
	private readonly errorsInARow = new Set<Error>();

	constructor(private readonly context: IExecuteFunctions) {}

	addAnswers(answers: readonly ItemAnswer[], itemIndex: number): void {
		const item = this.context.getInputData()[itemIndex];
		this.items.push(...answers.map((answer) => answerTo(item, answer, itemIndex)));
		this.errorsInARow.clear();
	}

	/**
	 * Adds an exception, or n8n's item with `error` where On Error is set to continue. What the operation itself says of its item is an
	 * exception in any case, and fails no run.
	 *
	 * @throws an error that every item would fail with
	 */
	addFailure(failure: unknown, itemIndex: number): void {
		const { context } = this;
		const item = context.getInputData()[itemIndex];
		if (failure instanceof ItemException) {
			const { exception, ...orderAndShop } = failure.fault;
			const json = { ...item.json, ...orderAndShop } as IDataObject;
			this.exceptions.push(exceptionItem({ ...item, json }, exception, itemIndex));
			return;
		}
		const error = asNodeError(context, failure, itemIndex);
		if (context.continueOnFail()) {
			this.items.push(failedItem(context, item, error, itemIndex));
			return;
		}
		const isTemporaryForThisItem =
			error instanceof TikTokShopError && isTemporaryForItem(error.apiError);
		const mayBeOutage =
			error instanceof TikTokShopError && error.temporary && !isTemporaryForThisItem;
		if (mayBeOutage) this.errorsInARow.add(error);
		else this.errorsInARow.clear();
		if (isOfTheRun(error) || this.errorsInARow.size >= MAX_FAILURES_IN_A_ROW) throw error;
		// A label that is not ready yet fails no run, even if it is the only item.
		if (!isTemporaryForThisItem) this.firstError ??= error;
		this.exceptions.push(exceptionItem(item, failureException(error), itemIndex));
	}

	/**
	 * Answers and exceptions, each in the order of the items.
	 *
	 * @throws the first error when every item failed
	 */
	toArray(): INodeExecutionData[][] {
		const { context, items, exceptions, firstError } = this;
		if (firstError && exceptions.length === context.getInputData().length) throw firstError;
		return [items, exceptions];
	}
}

/** Runs an operation for each input item. An item that fails becomes an exception, and the others go on. */
export function eachItemOrException<T extends { execute: FileOperation }>(operation: T) {
	return {
		...operation,
		async execute(this: IExecuteFunctions) {
			const outputs = new ItemOutputs(this);
			for (let itemIndex = 0; itemIndex < this.getInputData().length; itemIndex++) {
				try {
					outputs.addAnswers(await operation.execute.call(this, itemIndex), itemIndex);
				} catch (failure) {
					outputs.addFailure(failure, itemIndex);
				}
			}
			return outputs.toArray();
		},
	};
}

/** Whether every item would fail with this error. */
function isOfTheRun(error: Error): boolean {
	if (!(error instanceof TikTokShopError)) return error instanceof NodeApiError;
	return !error.temporary && faultOf(error.apiError) === 'run';
}

function failureException(error: Error & { description?: string | null }): OrderException {
	const { message } = error;
	const hint = error.description ?? undefined;
	if (!(error instanceof TikTokShopError)) {
		return orderException('FULFILLMENT_REFUSED', message, {}, hint);
	}
	const { code, requestId } = error.apiError;
	const details = { tikTokCode: code, requestId };
	if (error.temporary) return orderException('TIKTOK_SHOP_UNAVAILABLE', message, details);
	const isOfShop = faultOf(error.apiError) === 'shop';
	return orderException(isOfShop ? 'SHOP_REFUSED' : 'FULFILLMENT_REFUSED', message, details, hint);
}
