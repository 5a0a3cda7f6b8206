import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { inputsOf, outputsOf, subtitleOf } from '../shared/connections';
import { resourceParameters, runResource } from '../shared/operations';
import { runNode } from '../shared/runNode';
import { DESK_ROWS } from './actions/order/checkEligibility.operation';
import { OPERATIONS_WITHOUT_CALLS, RESOURCES } from './actions/resources';
import { searchShops, searchWarehouses } from './listSearch/listSearch';
import { AUTHENTICATION, CREDENTIALS } from './transport/credentialChoice';

/** Check Eligibility reads the rows of the exception desk when it is told to. */
const DESK_INPUT = {
	of: 'order:checkEligibility',
	name: DESK_ROWS,
	when: '$parameter["skipClosedByHand"]',
};

/** Operations that call nothing need no credential. */
const WITHOUT_CALLS = { operation: OPERATIONS_WITHOUT_CALLS };

const properties: INodeProperties[] = [
	{ ...AUTHENTICATION, displayOptions: { hide: WITHOUT_CALLS } },
	...resourceParameters(RESOURCES, 'order'),
];

export class TikTokShop implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'TikTok Shop',
		name: 'tikTokShop',
		icon: {
			light: 'file:../../icons/tiktokshop.svg',
			dark: 'file:../../icons/tiktokshop.dark.svg',
		},
		group: ['input'],
		version: 1,
		subtitle: subtitleOf(RESOURCES),
		description:
			'Read and cancel TikTok Shop orders, arrange their shipping, and read products and warehouses',
		defaults: { name: 'TikTok Shop' },
		usableAsTool: true,
		inputs: inputsOf(RESOURCES, [DESK_INPUT]),
		outputs: outputsOf(RESOURCES),
		credentials: CREDENTIALS.map(({ displayOptions, ...credential }) => ({
			...credential,
			displayOptions: { ...displayOptions, hide: WITHOUT_CALLS },
		})),
		properties,
	};

	methods = { listSearch: { searchShops, searchWarehouses } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(
			this,
			properties,
			async (context) => await runResource(context, RESOURCES),
		);
	}
}
