import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { resourceParameters, runResource } from '../shared/operations';
import { runNode } from '../shared/runNode';
import { RESOURCES } from './actions/resources';
import { searchShops, searchWarehouses } from './listSearch/listSearch';
import { AUTHENTICATION, CREDENTIALS } from './transport/credentialChoice';

/** Names of the outputs by resource and operation, where an operation has several. */
const OUTPUTS = Object.fromEntries(
	RESOURCES.flatMap(({ value, operations }) =>
		Object.entries(operations).flatMap(([operation, { outputs }]) =>
			outputs ? [[`${value}:${operation}`, outputs]] : [],
		),
	),
);

/** n8n shows the outputs by this expression. */
const outputs =
	`={{ (${JSON.stringify(OUTPUTS)}[$parameter["resource"] + ":" + $parameter["operation"]] || [undefined]).map((displayName) => ({ type: "${NodeConnectionTypes.Main}", displayName })) }}` as const;

/** Operations that call nothing need no credential. */
const WITHOUT_CALLS = { operation: ['checkEligibility'] };

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
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read orders, packages, products and warehouses of TikTok Shop',
		defaults: { name: 'TikTok Shop' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs,
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
