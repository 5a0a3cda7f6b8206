import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { operationParameter, ownParameters, runOperation } from '../shared/operations';
import { runNode } from '../shared/runNode';
import * as checkMapping from './checkMapping/checkMapping.operation';
import * as mapOrders from './mapOrders/mapOrders.operation';
import * as findSystemSkus from './pickSkus/findSystemSkus.operation';
import * as listUnmapped from './pickSkus/listUnmapped.operation';
import { INPUTS, OUTPUTS } from './parameters/connections';
import { FALLBACKS } from './parameters/fallbackParameters';
import { MAPPING_SOURCE } from './parameters/mappingSource';

const OPERATIONS = { checkMapping, findSystemSkus, listUnmapped, mapOrders };

/** Names of the operations for the subtitle. */
const names = Object.fromEntries(
	Object.entries(OPERATIONS).map(([value, { option }]) => [value, option.name]),
);

const properties: INodeProperties[] = [
	operationParameter(OPERATIONS, 'mapOrders'),
	...MAPPING_SOURCE,
	FALLBACKS,
	...ownParameters(OPERATIONS),
];

export class SkuMapping implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SKU Mapping',
		name: 'skuMapping',
		icon: { light: 'file:../../icons/mapping.svg', dark: 'file:../../icons/mapping.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: `={{ (${JSON.stringify(names)})[$parameter["operation"]] }}`,
		description: 'Translate the platform SKUs of TikTok Shop orders into system SKUs of the OMS',
		defaults: { name: 'SKU Mapping' },
		usableAsTool: true,
		inputs: INPUTS,
		outputs: OUTPUTS,
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(
			this,
			properties,
			async (context) => await runOperation(context, OPERATIONS),
		);
	}
}
