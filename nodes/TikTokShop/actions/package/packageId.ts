import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { refuseInexact, textOfValue } from '../../../shared/parameters';

/**
 * The package ID of an item, a text of digits.
 *
 * @throws NodeOperationError when it cannot be one
 */
export function packageIdOf(context: IExecuteFunctions, itemIndex: number): string {
	const given = context.getNodeParameter('packageId', itemIndex);
	refuseInexact(context, itemIndex, 'Package ID', given);
	const packageId = textOfValue(given);
	if (/^\d+$/.test(packageId)) return packageId;
	throw new NodeOperationError(
		context.getNode(),
		`"${packageId}" is no package ID of TikTok Shop`,
		{
			itemIndex,
			description: 'Package > Arrange Shipping and the packages of an order give package IDs.',
		},
	);
}
