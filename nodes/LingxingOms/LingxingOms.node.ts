import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { allowWriting } from '../shared/toolRun';
import { runNode } from '../shared/runNode';
import { forEachItem, type BatchOperation, type ItemOperation } from '../shared/forEachItem';
import * as inventoryGetAll from './actions/inventory/getAll.operation';
import * as outboundOrderCancel from './actions/outboundOrder/cancel.operation';
import * as outboundOrderCreate from './actions/outboundOrder/create.operation';
import * as outboundOrderGet from './actions/outboundOrder/get.operation';
import * as outboundOrderGetAll from './actions/outboundOrder/getAll.operation';
import * as productGetAll from './actions/product/getAll.operation';
import * as warehouseGetAll from './actions/warehouse/getAll.operation';
import { searchLogisticsChannels, searchWarehouses } from './listSearch/listSearch';

const itemOperations: Record<string, ItemOperation> = {
	'inventory:getAll': inventoryGetAll.execute,
	'product:getAll': productGetAll.execute,
	'warehouse:getAll': warehouseGetAll.execute,
};

const batchOperations: Record<string, BatchOperation> = {
	'outboundOrder:cancel': outboundOrderCancel.execute,
	'outboundOrder:create': outboundOrderCreate.execute,
	'outboundOrder:get': outboundOrderGet.execute,
	'outboundOrder:getAll': outboundOrderGetAll.execute,
};

const output = (displayName?: string): string =>
	displayName
		? `{ type: '${NodeConnectionTypes.Main}', displayName: '${displayName}' }`
		: `{ type: '${NodeConnectionTypes.Main}' }`;

const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Inventory', value: 'inventory' },
			{ name: 'Outbound Order', value: 'outboundOrder' },
			{ name: 'Product', value: 'product' },
			{ name: 'Warehouse', value: 'warehouse' },
		],
		default: 'outboundOrder',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['outboundOrder'] } },
		options: [
			{
				name: 'Cancel',
				value: 'cancel',
				description: "Ask for a cancellation and wait for the warehouse's answer",
				action: 'Cancel an outbound order',
			},
			{
				name: 'Create',
				value: 'create',
				description: 'Create the outbound orders that do not exist yet',
				action: 'Create an outbound order',
			},
			{
				name: 'Get',
				value: 'get',
				description: 'Retrieve an outbound order by one of its numbers',
				action: 'Get an outbound order',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Retrieve a list of outbound orders by creation time',
				action: 'Get many outbound orders',
			},
		],
		default: 'create',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['inventory'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Retrieve a list of stock by system SKU and warehouse',
				action: 'Get many inventory records',
			},
		],
		default: 'getAll',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['product'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Retrieve a list of products and their system SKUs',
				action: 'Get many products',
			},
		],
		default: 'getAll',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['warehouse'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Retrieve a list of warehouses with their logistics channels',
				action: 'Get many warehouses',
			},
		],
		default: 'getAll',
	},
	allowWriting({ resource: ['outboundOrder'], operation: ['cancel', 'create'] }),
	...inventoryGetAll.description,
	...outboundOrderCancel.description,
	...outboundOrderCreate.description,
	...outboundOrderGet.description,
	...outboundOrderGetAll.description,
	...productGetAll.description,
	...warehouseGetAll.description,
];

async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0) as string;
	const operation = context.getNodeParameter('operation', 0) as string;
	const name = `${resource}:${operation}`;
	if (name in batchOperations) return await batchOperations[name].call(context);
	return await forEachItem(context, itemOperations[name]);
}

export class LingxingOms implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lingxing OMS',
		name: 'lingxingOms',
		icon: {
			light: 'file:../../icons/lingxing.svg',
			dark: 'file:../../icons/lingxing.dark.svg',
		},
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Create, read and cancel outbound orders of a Lingxing OMS warehouse',
		defaults: { name: 'Lingxing OMS' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		// Two outputs where an outbound order may be an exception.
		outputs: `={{ $parameter["resource"] !== "outboundOrder" ? [${output()}] : $parameter["operation"] === "create" ? [${output('Created')}, ${output('Exceptions')}] : $parameter["operation"] === "getAll" ? [${output('Outbound Orders')}, ${output('Exceptions')}] : [${output()}] }}`,
		credentials: [{ name: 'lingxingOmsApi', required: true }],
		properties,
	};

	methods = { listSearch: { searchLogisticsChannels, searchWarehouses } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, properties, route);
	}
}
