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
import {
	forEachItem,
	type BatchOperation,
	type FileOperation,
	type ItemOperation,
} from '../shared/forEachItem';
import { forEachItemApart } from './actions/apart';
import * as authorizationGet from './actions/authorization/get.operation';
import * as orderAddExternalReference from './actions/order/addExternalReference.operation';
import * as orderCheckEligibility from './actions/order/checkEligibility.operation';
import * as orderGet from './actions/order/get.operation';
import * as orderGetAll from './actions/order/getAll.operation';
import * as orderGetExternalReferences from './actions/order/getExternalReferences.operation';
import { forEachItemWithExceptions, type IsolatedOperation } from './actions/order/itemByItem';
import * as packageArrangeShipping from './actions/package/arrangeShipping.operation';
import * as packageGet from './actions/package/get.operation';
import * as packageGetShippingDocument from './actions/package/getShippingDocument.operation';
import * as productGetAll from './actions/product/getAll.operation';
import * as shippingProviderGetAll from './actions/shippingProvider/getAll.operation';
import * as shopGetAll from './actions/shop/getAll.operation';
import * as warehouseGetAll from './actions/warehouse/getAll.operation';
import { AUTHENTICATION, CREDENTIALS } from './transport/credentialChoice';
import { searchShops, searchWarehouses } from './listSearch/listSearch';

const operations: Record<string, ItemOperation> = {
	'authorization:get': authorizationGet.execute,
	'order:getExternalReferences': orderGetExternalReferences.execute,
	'package:get': packageGet.execute,
	'product:getAll': productGetAll.execute,
	'shippingProvider:getAll': shippingProviderGetAll.execute,
	'shop:getAll': shopGetAll.execute,
	'warehouse:getAll': warehouseGetAll.execute,
};

const batchOperations: Record<string, BatchOperation> = {
	'order:addExternalReference': orderAddExternalReference.execute,
	'order:checkEligibility': orderCheckEligibility.execute,
};

/** Names of the outputs, where an operation has several. */
const OUTPUTS = {
	'order:addExternalReference': ['Orders', 'Exceptions'],
	'order:checkEligibility': ['Eligible', 'Skipped', 'Exceptions'],
	'order:get': ['Orders', 'Exceptions'],
	'order:getAll': ['Orders', 'Exceptions'],
	'package:arrangeShipping': ['Packages', 'Exceptions'],
	'package:getShippingDocument': ['Documents', 'Exceptions'],
};

/** n8n shows the outputs by this expression. */
const outputs =
	`={{ (${JSON.stringify(OUTPUTS)}[$parameter["resource"] + ":" + $parameter["operation"]] || [undefined]).map((displayName) => ({ type: "${NodeConnectionTypes.Main}", displayName })) }}` as const;

/** Works on the items alone, so it needs no credential. */
const WITHOUT_CALLS = { operation: ['checkEligibility'] };

const isolatedOperations: Record<string, IsolatedOperation> = {
	'order:get': orderGet.execute,
	'order:getAll': orderGetAll.execute,
};

const apartOperations: Record<string, FileOperation> = {
	'package:arrangeShipping': packageArrangeShipping.execute,
	'package:getShippingDocument': packageGetShippingDocument.execute,
};

const properties: INodeProperties[] = [
	{ ...AUTHENTICATION, displayOptions: { hide: WITHOUT_CALLS } },
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Authorization', value: 'authorization' },
			{ name: 'Order', value: 'order' },
			{ name: 'Package', value: 'package' },
			{ name: 'Product', value: 'product' },
			{ name: 'Shipping Provider', value: 'shippingProvider' },
			{ name: 'Shop', value: 'shop' },
			{ name: 'Warehouse', value: 'warehouse' },
		],
		default: 'order',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['authorization'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				description: 'Retrieve who authorised which shops, and until when',
				action: 'Get the authorization',
			},
		],
		default: 'get',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['order'] } },
		options: [
			{
				name: 'Add External Reference',
				value: 'addExternalReference',
				description: 'Write the number an order has in another system on the order',
				action: 'Add an external reference to an order',
			},
			{
				name: 'Check Eligibility',
				value: 'checkEligibility',
				description: 'Say which orders go to the warehouse now, and why the others do not',
				action: 'Check the eligibility of an order',
			},
			{
				name: 'Get',
				value: 'get',
				description: 'Retrieve orders by their IDs',
				action: 'Get an order',
			},
			{
				name: 'Get External References',
				value: 'getExternalReferences',
				description: 'Retrieve the numbers an order has in other systems',
				action: 'Get the external references of an order',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Synchronise orders by hand: those updated within a time',
				action: 'Get many orders',
			},
		],
		default: 'getAll',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['package'] } },
		options: [
			{
				name: 'Arrange Shipping',
				value: 'arrangeShipping',
				description: 'Let TikTok Shop ship an order: it makes package, tracking number and label',
				action: 'Arrange shipping of a package',
			},
			{
				name: 'Get',
				value: 'get',
				description: 'Retrieve a package with its tracking number',
				action: 'Get a package',
			},
			{
				name: 'Get Shipping Document',
				value: 'getShippingDocument',
				description: 'Download the label or packing slip of a package that TikTok Shop ships',
				action: 'Get the shipping document of a package',
			},
		],
		default: 'get',
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
				description: 'Retrieve a list of products and their seller SKUs',
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
		displayOptions: { show: { resource: ['shippingProvider'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Retrieve a list of shipping providers that TikTok Shop accepts',
				action: 'Get many shipping providers',
			},
		],
		default: 'getAll',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['shop'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Retrieve a list of authorised shops',
				action: 'Get many shops',
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
				description: 'Retrieve a list of store warehouses',
				action: 'Get many warehouses',
			},
		],
		default: 'getAll',
	},
	allowWriting({ resource: ['order'], operation: ['addExternalReference'] }),
	allowWriting({ resource: ['package'], operation: ['arrangeShipping'] }),
	...orderAddExternalReference.description,
	...orderCheckEligibility.description,
	...orderGet.description,
	...orderGetAll.description,
	...orderGetExternalReferences.description,
	...packageArrangeShipping.description,
	...packageGet.description,
	...packageGetShippingDocument.description,
	...productGetAll.description,
	...shippingProviderGetAll.description,
	...shopGetAll.description,
	...warehouseGetAll.description,
];

async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0) as string;
	const operation = context.getNodeParameter('operation', 0) as string;
	const name = `${resource}:${operation}`;
	if (name in batchOperations) return await batchOperations[name].call(context);
	if (name in isolatedOperations) {
		return await forEachItemWithExceptions(context, isolatedOperations[name]);
	}
	if (name in apartOperations) return await forEachItemApart(context, apartOperations[name]);
	return await forEachItem(context, operations[name]);
}

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
		return await runNode(this, properties, route);
	}
}
