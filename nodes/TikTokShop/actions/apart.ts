import { NodeApiError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { orderException, type OrderException } from '../../shared/exceptions';
import { asNodeError, exceptionItem, failedItem, type FileOperation } from '../../shared/router';
import { TikTokShopError } from '../transport/connection';
import { faultOf } from '../transport/errors';

/** So many items in a row without an answer are no fault with one of them. */
const OUTAGE = 3;

/** Items that cannot go on beside others that can: each leaves with its `exception`. */
export class Apart {
	private readonly failures: Array<{ itemIndex: number; error: Error }> = [];
	private inARow = 0;

	constructor(private readonly context: IExecuteFunctions) {}

	/** An item was worked on. */
	done(): void {
		this.inARow = 0;
	}

	/**
	 * Where On Error is set to continue the item leaves as n8n has it, with `error`.
	 *
	 * @returns the item with the reason
	 * @throws  what every item would fail with
	 */
	of(failure: unknown, itemIndex: number): INodeExecutionData {
		const { context } = this;
		const item = context.getInputData()[itemIndex];
		const error = asNodeError(context, failure, itemIndex);
		if (context.continueOnFail()) return failedItem(context, item, error, itemIndex);
		this.inARow = error instanceof TikTokShopError && error.temporary ? this.inARow + 1 : 0;
		if (isEverybodys(error) || this.inARow >= OUTAGE) throw error;
		this.failures.push({ itemIndex, error });
		// A step before may have said already why this order cannot go on.
		const known = item.json.exception as OrderException | undefined;
		return exceptionItem(item.json, known ?? exceptionOf(error), itemIndex);
	}

	/** @throws when no item could be worked on: then the run has failed */
	mayNotBeAll(): void {
		const [first] = this.failures;
		if (first && this.failures.length === this.context.getInputData().length) throw first.error;
	}
}

/** Runs an operation for each input item; one that fails does not stop the others. */
export async function forEachItemApart(
	context: IExecuteFunctions,
	operation: FileOperation,
): Promise<INodeExecutionData[][]> {
	const output: INodeExecutionData[] = [];
	const apart = new Apart(context);
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		try {
			const answers = await operation.call(context, itemIndex);
			output.push(...answers.map((answer) => ({ ...answer, pairedItem: { item: itemIndex } })));
			apart.done();
		} catch (failure) {
			output.push(apart.of(failure, itemIndex));
		}
	}
	apart.mayNotBeAll();
	return [output];
}

function isEverybodys(error: Error): boolean {
	if (!(error instanceof TikTokShopError)) return error instanceof NodeApiError;
	return !error.temporary && faultOf(error.refusal) === 'run';
}

function exceptionOf(error: Error & { description?: string | null }): OrderException {
	const { message } = error;
	const hint = error.description ?? undefined;
	if (!(error instanceof TikTokShopError)) {
		return orderException('FULFILLMENT_REFUSED', message, {}, hint);
	}
	const { code, requestId } = error.refusal;
	const details = { tikTokCode: code, requestId };
	if (error.temporary) return orderException('TIKTOK_SHOP_UNAVAILABLE', message, details);
	const isShops = faultOf(error.refusal) === 'shop';
	return orderException(isShops ? 'SHOP_REFUSED' : 'FULFILLMENT_REFUSED', message, details, hint);
}
