import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { assertExact } from '../../../shared/parameters';
import { toText } from '../../../shared/text';

/**
 * The package ID of an item.
 *
 * @param pattern  of a valid ID; a list or an object is never valid
 * @throws NodeOperationError when the ID is not valid
 */
export function packageIdOf(
	context: IExecuteFunctions,
	itemIndex: number,
	pattern: RegExp,
): string {
	const value: unknown = context.getNodeParameter('packageId', itemIndex);
	assertExact(context, itemIndex, 'Package ID', value);
	const packageId = toText(value).trim();
	if (typeof value !== 'object' && pattern.test(packageId)) return packageId;
	const message = `"${packageId}" is no package ID of TikTok Shop`;
	throw new NodeOperationError(context.getNode(), message, {
		itemIndex,
		description: 'Package > Arrange Shipping and the packages of an order give package IDs.',
	});
}
