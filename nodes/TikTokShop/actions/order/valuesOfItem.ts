import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { isFixed } from '../../../shared/parameters';
import { refuseInexactItem, unusableItem, type ItemException } from './itemException';
import { readOrderIds, WHAT_AN_ORDER_ID_IS } from './orderIds';

/**
 * Order IDs that one input item asks for.
 *
 * @param path  of the parameter
 * @throws ItemException when the item gives one that cannot be an order ID; NodeOperationError when the node itself does
 */
export function orderIdsOfItem(
	context: IExecuteFunctions,
	path: string,
	value: unknown,
	itemIndex: number,
): string[] {
	refuseInexactItem('Order ID', value);
	const { ids, problem } = readOrderIds(value ?? '');
	if (problem) throw unusable(context, path, problem, WHAT_AN_ORDER_ID_IS, itemIndex);
	return [...new Set(ids)];
}

/** The failure of a value that cannot be used: the item's where an expression gave it, else the node's. */
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
