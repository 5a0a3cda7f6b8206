import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { isFixed } from '../../../shared/parameters';
import { refuseInexactItem, unusableItem, type ItemException } from './itemException';
import { readOrderIds, ORDER_ID_HINT } from './orderIds';

/**
 * The order IDs of one input item.
 *
 * @param path  of the parameter
 * @throws ItemException when an expression gives an invalid order ID; NodeOperationError when the node itself names one
 */
export function orderIdsOfItem(
	context: IExecuteFunctions,
	path: string,
	value: unknown,
	itemIndex: number,
): string[] {
	refuseInexactItem('Order ID', value);
	const { ids, problem } = readOrderIds(value ?? '');
	if (problem) throw unusable(context, path, problem, ORDER_ID_HINT, itemIndex);
	return [...new Set(ids)];
}

/** The error for an unusable value: an exception of the item if an expression gave it, else an error of the node. */
export function unusable(
	context: IExecuteFunctions,
	path: string,
	message: string,
	hint: string,
	itemIndex: number,
): ItemException | NodeOperationError {
	if (!isFixed(context, path)) return unusableItem(message, hint);
	return new NodeOperationError(context.getNode(), message, { itemIndex, description: hint });
}
