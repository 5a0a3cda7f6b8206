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
import { haveCommonProblem, type ShopProblem } from '../../shops/shopProblem';
import { ItemException, unusableItem, type ItemFault } from './itemException';
import { ShopCalls, ShopFailure } from './shopCalls';

/** Items and exceptions for one input item. */
export interface Answer {
	items: IDataObject[];
	exceptions: ItemFault[];
}

type ShopOperation = (
	this: IExecuteFunctions,
	itemIndex: number,
	calls: ShopCalls,
) => Promise<Answer>;

/**
 * Runs a reading operation for each input item. An item or a shop that fails becomes an exception with all fields of the
 * input item, and the others go on. The operation throws
 *
 * - what is wrong with the node itself,
 * - errors of the token and the signature,
 * - an outage of all shops,
 * - the error of several shops that all fail alike.
 */
export function eachItemByShop<T extends { execute: ShopOperation }>(operation: T) {
	return {
		...operation,
		async execute(this: IExecuteFunctions) {
			const run = new Run(this);
			await run.all(operation.execute);
			run.settleShopFailures();
			return [run.items, run.exceptions];
		},
	};
}

class Run {
	readonly items: INodeExecutionData[] = [];
	readonly exceptions: INodeExecutionData[] = [];
	private readonly inputs: INodeExecutionData[];
	private readonly failures: Array<{ itemIndex: number; failure: ShopFailure }> = [];
	private hasAnswer = false;

	constructor(private readonly context: IExecuteFunctions) {
		this.inputs = context.getInputData();
	}

	async all(operation: ShopOperation): Promise<void> {
		const calls = new ShopCalls();
		for (let itemIndex = 0; itemIndex < this.inputs.length; itemIndex++) {
			try {
				const answer = await operation.call(this.context, itemIndex, calls);
				this.hasAnswer = true;
				const input = answeredItem(this.context, itemIndex);
				this.items.push(...answer.items.map((json) => answerTo(input, { json }, itemIndex)));
				for (const fault of answer.exceptions) this.addException(itemIndex, fault);
			} catch (failure) {
				if (failure instanceof ItemException) this.addException(itemIndex, failure.fault);
				else if (this.isProblemOfItem(failure))
					this.addException(itemIndex, unusableParameter(failure));
				else if (failure instanceof ShopFailure) this.failures.push({ itemIndex, failure });
				else this.failItem(itemIndex, failure);
			}
		}
	}

	/** A shop that fails is an exception, unless no shop answers and all of them fail for a common reason. */
	settleShopFailures(): void {
		const problems = this.failures.map(({ failure }) => failure.problem);
		const isOfTheRun = !this.hasAnswer && haveCommonCause(this.context, problems);
		for (const { itemIndex, failure } of this.failures) {
			const { shop, exception } = failure.problem;
			if (isOfTheRun) this.failItem(itemIndex, failure.cause);
			else this.addException(itemIndex, { shop, exception });
		}
	}

	/** Whether an expression gave the unusable value. A fixed value would fail for every item. */
	private isProblemOfItem(failure: unknown): failure is ParameterError {
		return failure instanceof ParameterError && !isFixed(this.context, failure.path);
	}

	private addException(itemIndex: number, { exception, ...orderAndShop }: ItemFault): void {
		const input = this.inputs[itemIndex];
		const json = { ...input.json, ...orderAndShop } as IDataObject;
		this.exceptions.push(exceptionItem({ ...input, json }, exception, itemIndex));
	}

	private failItem(itemIndex: number, failure: unknown): void {
		const error = asNodeError(this.context, failure, itemIndex);
		if (!this.context.continueOnFail()) throw error;
		this.items.push(failedItem(this.context, this.inputs[itemIndex], error, itemIndex));
	}
}

function unusableParameter({ message, description }: ParameterError): ItemFault {
	return unusableItem(message, description ?? '').fault;
}

/** Whether the node or TikTok Shop as a whole fails, not single shops. */
function haveCommonCause(context: IExecuteFunctions, problems: readonly ShopProblem[]): boolean {
	if (problems.every(({ temporary }) => temporary)) return true;
	const shops = new Set(problems.map(({ shop }) => shop.id));
	return haveCommonProblem(problems) && (shops.size > 1 || isFixed(context, 'shop'));
}
