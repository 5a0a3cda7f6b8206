import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { orderException, type OrderException } from '../../../shared/exceptions';
import { textOf } from '../../transport/json';

/** `failure`: the workflow continues with the item's error. `exception`: the order waits. */
export type ParameterOutcome = { failure: Error } | { exception: OrderException };

/**
 * What becomes of items for which a parameter cannot be read; the other items go on.
 *
 * @param failures  by the index of the item
 * @throws the first failure, when a parameter fails for every item: the node is configured wrongly
 */
export function outcomesOfFailures(
	context: IExecuteFunctions,
	failures: ReadonlyMap<number, Error>,
): Map<number, ParameterOutcome> {
	const items = context.getInputData();
	const outcomes = new Map<number, ParameterOutcome>();
	for (const [itemIndex, failure] of failures) {
		if (failures.size === items.length && !context.continueOnFail()) throw failure;
		outcomes.set(itemIndex, outcomeOf(context, items[itemIndex], itemIndex, failure));
	}
	return outcomes;
}

function outcomeOf(
	context: IExecuteFunctions,
	{ json }: INodeExecutionData,
	itemIndex: number,
	failure: Error,
): ParameterOutcome {
	if (context.continueOnFail()) return { failure };
	const name = textOf(json?.orderId) ? `Order ${textOf(json.orderId)}` : `Item ${itemIndex}`;
	const message = `${name}: a parameter of the node cannot be read for it: ${failure.message}`;
	const hint = 'Correct the expression in the node, or the field of the item that it reads.';
	return { exception: orderException('ORDER_UNREADABLE', message, { itemIndex }, hint) };
}
