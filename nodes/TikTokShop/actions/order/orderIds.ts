import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { assertExact } from '../../../shared/parameters';
import { commaSeparated } from '../../../shared/text';

/** Hint for an invalid order ID. */
export const ORDER_ID_HINT = 'Order IDs consist of 18 or 19 digits, e.g. 576500000000104729.';

/**
 * The order IDs of a comma-separated text.
 *
 * @throws NodeOperationError when one of them is invalid
 */
export function orderIdsIn(context: IExecuteFunctions, text: unknown, itemIndex: number): string[] {
	assertExact(context, itemIndex, 'Order ID', text);
	const { ids, problem } = readOrderIds(text);
	if (problem === undefined) return ids;
	throw new NodeOperationError(context.getNode(), problem, {
		itemIndex,
		description: ORDER_ID_HINT,
	});
}

/** The same, but returns the problem as a sentence. */
export function readOrderIds(text: unknown): { ids: string[]; problem?: string } {
	const ids = commaSeparated(text);
	const invalid = ids.find((id) => !/^\d+$/.test(id));
	if (invalid === undefined) return { ids };
	return { ids, problem: `"${invalid}" is no order ID of TikTok Shop` };
}
