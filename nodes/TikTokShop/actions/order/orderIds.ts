import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { assertExact } from '../../../shared/parameters';
import { toText } from '../../../shared/text';

/** What an order ID looks like, for people. */
export const WHAT_AN_ORDER_ID_IS = 'Order IDs consist of 18 or 19 digits, e.g. 576500000000104729.';

/**
 * Order IDs of a comma-separated text, each as a text of digits.
 *
 * @throws NodeOperationError when one of them cannot be an order ID
 */
export function orderIdsIn(context: IExecuteFunctions, text: unknown, itemIndex: number): string[] {
	assertExact(context, itemIndex, 'Order ID', text);
	const { ids, problem } = readOrderIds(text);
	if (problem === undefined) return ids;
	throw new NodeOperationError(context.getNode(), problem, {
		itemIndex,
		description: WHAT_AN_ORDER_ID_IS,
	});
}

/** The same with the problem as a sentence where one of them cannot be an order ID. */
export function readOrderIds(text: unknown): { ids: string[]; problem?: string } {
	const ids = toText(text)
		.split(',')
		.map((id) => id.trim())
		.filter(Boolean);
	const bad = ids.find((id) => !/^\d+$/.test(id));
	if (bad === undefined) return { ids };
	return { ids, problem: `"${bad}" is no order ID of TikTok Shop` };
}
