import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import * as checkMapping from './checkMapping/checkMapping.operation';
import { INPUTS, OUTPUTS } from './parameters/connections';
import { runNode } from '../shared/runNode';
import { FALLBACKS } from './parameters/fallbackParameters';
import * as mapOrders from './mapOrders/mapOrders.operation';
import { MAPPING_SOURCE } from './parameters/mappingSource';

const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Check Mapping',
				value: 'checkMapping',
				action: 'Check mapping',
				description: 'Find rows that cannot be used, SKUs without rows, and what changes',
			},
			{
				name: 'Map Orders',
				value: 'mapOrders',
				action: 'Map orders',
				description: 'Add the system SKUs and quantities to ship to each order',
			},
		],
		default: 'mapOrders',
	},
	...MAPPING_SOURCE,
	FALLBACKS,
	...checkMapping.description,
	...mapOrders.description,
];

export class SkuMapping implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SKU Mapping',
		name: 'skuMapping',
		icon: { light: 'file:../../icons/mapping.svg', dark: 'file:../../icons/mapping.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] === "checkMapping" ? "Check Mapping" : "Map Orders" }}',
		description: 'Translate the platform SKUs of TikTok Shop orders into system SKUs of the OMS',
		defaults: { name: 'SKU Mapping' },
		usableAsTool: true,
		inputs: INPUTS,
		outputs: OUTPUTS,
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, properties, async (context) =>
			context.getNodeParameter('operation', 0) === 'checkMapping'
				? await checkMapping.execute.call(context)
				: await mapOrders.execute.call(context),
		);
	}
}
