import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import * as mapOrders from './mapOrders.operation';
import { MAPPING_SOURCE } from './mappingSource';

const ORDERS = `{ type: '${NodeConnectionTypes.Main}', displayName: 'Orders' }`;
const MAPPING = `{ type: '${NodeConnectionTypes.Main}', displayName: 'Mapping' }`;

export class SkuMapping implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SKU Mapping',
		name: 'skuMapping',
		icon: { light: 'file:../../icons/mapping.svg', dark: 'file:../../icons/mapping.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"].replace("mapOrders", "Map Orders") }}',
		description: 'Translate the platform SKUs of TikTok Shop orders into system SKUs of the OMS',
		defaults: { name: 'SKU Mapping' },
		usableAsTool: true,
		// The second input is there only when the mapping comes by it.
		inputs: `={{ $parameter["mappingSource"] === 'mappingInput' ? [${ORDERS}, ${MAPPING}] : [${ORDERS}] }}`,
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Mapped', 'Exceptions'],
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [
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
			...mapOrders.description,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await mapOrders.execute.call(this);
	}
}
