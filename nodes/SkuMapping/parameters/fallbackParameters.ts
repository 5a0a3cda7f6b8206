import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { fallbackKinds, inputRows } from './connections';
import { NO_FALLBACKS, type FallbackKind, type Fallbacks } from '../mapping/fallbacks';
import { readOmsProducts } from '../mapping/omsProducts';

/** Shown for every operation that reads a mapping: a SKU counts as Map Orders would map it. */
export const FALLBACKS: INodeProperties = {
	displayName: 'Fallbacks',
	name: 'fallbacks',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add fallback',
	default: {},
	displayOptions: { hide: { operation: ['findSystemSkus'] } },
	description:
		'What to try, in this order, for a platform SKU without mapping rows. Without fallbacks its order waits as an exception.',
	options: [
		{
			displayName: 'Steps',
			name: 'steps',
			values: [
				{
					displayName: 'Find By',
					name: 'kind',
					type: 'options',
					noDataExpression: true,
					options: [
						{
							name: 'TikTok SKU ID',
							value: 'skuId',
							description: 'Use the rows whose platform SKU is the SKU ID of TikTok Shop',
						},
						{
							name: 'Same SKU in the OMS',
							value: 'sameSku',
							description:
								'Ship the platform SKU itself, one for one, where the OMS has exactly this system SKU, approved. Adds the input OMS Products.',
						},
					],
					default: 'skuId',
				},
			],
		},
	],
};

/** The chosen fallbacks. The product list of the OMS is read only where a fallback needs it. */
export function readFallbacks(context: IExecuteFunctions): Fallbacks {
	const steps = fallbackKinds(context) as FallbackKind[];
	const { approvedSkus } = NO_FALLBACKS;
	return {
		steps,
		approvedSkus: steps.includes('sameSku')
			? readOmsProducts(inputRows(context, 'OMS Products')).approved
			: approvedSkus,
	};
}
