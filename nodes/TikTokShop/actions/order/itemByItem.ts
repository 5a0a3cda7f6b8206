import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { isFixed } from '../../../shared/parameters';
import { ParameterError } from '../../../shared/typedParameters';
import {
	answeredItem,
	answerTo,
	asNodeError,
	exceptionItem,
	failedItem,
} from '../../../shared/forEachItem';
import { sayTheSame, type ShopProblem } from '../../shops/shopProblem';
import { ItemException, unusableItem, type ItemFault } from './itemException';
import { ShopCalls, ShopFailure } from './shopCalls';

/** What an operation answers for one input item. */
export interface Answer {
	items: IDataObject[];
	exceptions: ItemFault[];
}

/** An operation that answers each input item for itself, and tells what of it cannot go on. */
export type IsolatedOperation = (
	this: IExecuteFunctions,
	itemIndex: number,
	calls: ShopCalls,
) => Promise<Answer>;

/**
 * Runs an operation for each input item. What is wrong with one item or one shop leaves by the second output, with
 * everything of the input item, and the others go on.
 *
 * @throws what is wrong with the node itself; token and signature faults; an outage of all shops; several shops that fail
 *         alike while none answers
 */
export async function forEachItemWithExceptions(
	context: IExecuteFunctions,
	operation: IsolatedOperation,
): Promise<INodeExecutionData[][]> {
	const run = new Run(context);
	await run.all(operation);
	run.settle();
	return [run.items, run.exceptions];
}

class Run {
	readonly items: INodeExecutionData[] = [];
	readonly exceptions: INodeExecutionData[] = [];
	private readonly inputs: INodeExecutionData[];
	private readonly failures: Array<{ itemIndex: number; failed: ShopFailure }> = [];
	private isAnswered = false;

	constructor(private readonly context: IExecuteFunctions) {
		this.inputs = context.getInputData();
	}

	async all(operation: IsolatedOperation): Promise<void> {
		const calls = new ShopCalls();
		for (let itemIndex = 0; itemIndex < this.inputs.length; itemIndex++) {
			try {
				const answer = await operation.call(this.context, itemIndex, calls);
				this.isAnswered = true;
				const input = answeredItem(this.context, itemIndex);
				this.items.push(...answer.items.map((json) => answerTo(input, { json }, itemIndex)));
				for (const fault of answer.exceptions) this.leave(itemIndex, fault);
			} catch (failure) {
				if (failure instanceof ItemException) this.leave(itemIndex, failure.fault);
				else if (this.isOfTheItem(failure)) this.leave(itemIndex, unusableParameter(failure));
				else if (failure instanceof ShopFailure) this.failures.push({ itemIndex, failed: failure });
				else this.fail(itemIndex, failure);
			}
		}
	}

	/** Failures of shops are theirs, unless nothing is left that answers. */
	settle(): void {
		const problems = this.failures.map(({ failed: { problem } }) => problem);
		const isTheRuns = !this.isAnswered && isNoMatterOfOneShop(this.context, problems);
		for (const { itemIndex, failed } of this.failures) {
			const { shop, exception } = failed.problem;
			if (isTheRuns) this.fail(itemIndex, failed.failure);
			else this.leave(itemIndex, { shop, exception });
		}
	}

	/** An expression gave a value that cannot be used; what the node itself names fails for every item. */
	private isOfTheItem(failure: unknown): failure is ParameterError {
		return failure instanceof ParameterError && !isFixed(this.context, failure.path);
	}

	private leave(itemIndex: number, { exception, ...about }: ItemFault): void {
		const input = this.inputs[itemIndex];
		const json = { ...input.json, ...about } as IDataObject;
		this.exceptions.push(exceptionItem({ ...input, json }, exception, itemIndex));
	}

	private fail(itemIndex: number, failure: unknown): void {
		const error = asNodeError(this.context, failure, itemIndex);
		if (!this.context.continueOnFail()) throw error;
		this.items.push(failedItem(this.context, this.inputs[itemIndex], error, itemIndex));
	}
}

function unusableParameter({ message, description }: ParameterError): ItemFault {
	return unusableItem(message, description ?? '').fault;
}

/** Whether it is the node, or TikTok Shop as a whole, that fails where no shop answers. */
function isNoMatterOfOneShop(
	context: IExecuteFunctions,
	problems: readonly ShopProblem[],
): boolean {
	if (problems.every(({ temporary }) => temporary)) return true;
	const shops = new Set(problems.map(({ shop }) => shop.id));
	return sayTheSame(problems) && (shops.size > 1 || isFixed(context, 'shop'));
}
