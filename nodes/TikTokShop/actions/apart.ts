import { NodeApiError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

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

/** So many items in a row without an answer are no fault with one of them. */
const OUTAGE = 3;

/** Items that cannot go on beside others that can: they leave by the second output, with the reason. */
export class Apart {
	private readonly items: INodeExecutionData[] = [];
	private readonly exceptions: INodeExecutionData[] = [];
	private first: Error | undefined;
	/** Without an answer, since the last one; one error may be that of a batch of items. */
	private readonly inARow = new Set<Error>();

	constructor(private readonly context: IExecuteFunctions) {}

	/** What an item that was worked on leaves with. */
	done(answers: readonly ItemAnswer[], itemIndex: number): void {
		const item = this.context.getInputData()[itemIndex];
		this.items.push(...answers.map((answer) => answerTo(item, answer, itemIndex)));
		this.inARow.clear();
	}

	/**
	 * Where On Error is set to continue the item leaves as n8n has it, with `error`.
	 *
	 * @throws what every item would fail with
	 */
	failed(failure: unknown, itemIndex: number): void {
		const { context } = this;
		const item = context.getInputData()[itemIndex];
		const error = asNodeError(context, failure, itemIndex);
		if (context.continueOnFail()) {
			this.items.push(failedItem(context, item, error, itemIndex));
			return;
		}
		const isItsOwn = error instanceof TikTokShopError && isTemporaryForItem(error.apiError);
		if (error instanceof TikTokShopError && error.temporary && !isItsOwn) this.inARow.add(error);
		else this.inARow.clear();
		if (isEverybodys(error) || this.inARow.size >= OUTAGE) throw error;
		// A label that is not ready yet is no reason to call a run failed, even where it is the only one.
		if (!isItsOwn) this.first ??= error;
		this.exceptions.push(exceptionItem(item, exceptionOf(error), itemIndex));
	}

	/**
	 * Both outputs, each in the order of the items.
	 *
	 * @throws when no item could be worked on: then the run has failed
	 */
	outputs(): INodeExecutionData[][] {
		const { context, items, exceptions, first } = this;
		if (first && exceptions.length === context.getInputData().length) throw first;
		return [items, exceptions];
	}
}

/** Runs an operation for each input item; one that fails does not stop the others. */
export async function forEachItemApart(
	context: IExecuteFunctions,
	operation: FileOperation,
): Promise<INodeExecutionData[][]> {
	const apart = new Apart(context);
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		try {
			apart.done(await operation.call(context, itemIndex), itemIndex);
		} catch (failure) {
			apart.failed(failure, itemIndex);
		}
	}
	return apart.outputs();
}

function isEverybodys(error: Error): boolean {
	if (!(error instanceof TikTokShopError)) return error instanceof NodeApiError;
	return !error.temporary && faultOf(error.apiError) === 'run';
}

function exceptionOf(error: Error & { description?: string | null }): OrderException {
	const { message } = error;
	const hint = error.description ?? undefined;
	if (!(error instanceof TikTokShopError)) {
		return orderException('FULFILLMENT_REFUSED', message, {}, hint);
	}
	const { code, requestId } = error.apiError;
	const details = { tikTokCode: code, requestId };
	if (error.temporary) return orderException('TIKTOK_SHOP_UNAVAILABLE', message, details);
	const isShops = faultOf(error.apiError) === 'shop';
	return orderException(isShops ? 'SHOP_REFUSED' : 'FULFILLMENT_REFUSED', message, details, hint);
}
