import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { assertExact } from '../../../shared/parameters';
import { toText } from '../../../shared/text';

/**
 * The package ID of an item.
 *
 * @param pattern  what an ID has to look like; what is no single value is refused whatever it looks like
 * @throws NodeOperationError when it cannot be one
 */
export function packageIdOf(
	context: IExecuteFunctions,
	itemIndex: number,
	pattern: RegExp,
): string {
	const given: unknown = context.getNodeParameter('packageId', itemIndex);
	assertExact(context, itemIndex, 'Package ID', given);
	const packageId = toText(given).trim();
	if (typeof given !== 'object' && pattern.test(packageId)) return packageId;
	const message = `"${packageId}" is no package ID of TikTok Shop`;
	throw new NodeOperationError(context.getNode(), message, {
		itemIndex,
		description: 'Package > Arrange Shipping and the packages of an order give package IDs.',
	});
}
