import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { refuseInexact } from '../../../shared/parameters';

/**
 * Order IDs of a comma-separated text, each as a text of digits.
 *
 * @throws NodeOperationError when one of them cannot be an order ID
 */
export function orderIdsIn(context: IExecuteFunctions, text: unknown, itemIndex: number): string[] {
	refuseInexact(context, itemIndex, 'Order ID', text);
	const ids = String(text)
		.split(',')
		.map((id) => id.trim())
		.filter(Boolean);
	const bad = ids.find((id) => !/^\d+$/.test(id));
	if (bad === undefined) return ids;
	throw new NodeOperationError(context.getNode(), `"${bad}" is no order ID of TikTok Shop`, {
		itemIndex,
		description: 'Order IDs consist of 18 or 19 digits, e.g. 576500000000104729.',
	});
}
