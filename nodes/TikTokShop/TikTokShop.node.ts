import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { forEachItem, type ItemOperation } from '../shared/router';
import * as authorizationGet from './actions/authorization/get.operation';
import * as orderGet from './actions/order/get.operation';
import * as orderGetAll from './actions/order/getAll.operation';
import * as packageGet from './actions/package/get.operation';
import * as productGetAll from './actions/product/getAll.operation';
import * as shippingProviderGetAll from './actions/shippingProvider/getAll.operation';
import * as shopGetAll from './actions/shop/getAll.operation';
import * as warehouseGetAll from './actions/warehouse/getAll.operation';
import { AUTHENTICATION, CREDENTIALS } from './authentication';
import { searchShops, searchWarehouses } from './listSearch/listSearch';

const operations: Record<string, ItemOperation> = {
	'authorization:get': authorizationGet.execute,
	'order:get': orderGet.execute,
	'order:getAll': orderGetAll.execute,
	'package:get': packageGet.execute,
	'product:getAll': productGetAll.execute,
	'shippingProvider:getAll': shippingProviderGetAll.execute,
	'shop:getAll': shopGetAll.execute,
	'warehouse:getAll': warehouseGetAll.execute,
};

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
		outputs: [NodeConnectionTypes.Main],
		credentials: CREDENTIALS,
		properties: [
			AUTHENTICATION,
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
						name: 'Get',
						value: 'get',
						description: 'Retrieve orders by their IDs',
						action: 'Get an order',
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
						name: 'Get',
						value: 'get',
						description: 'Retrieve a package with its tracking number',
						action: 'Get a package',
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
			...orderGet.description,
			...orderGetAll.description,
			...packageGet.description,
			...productGetAll.description,
			...shippingProviderGetAll.description,
			...shopGetAll.description,
			...warehouseGetAll.description,
		],
	};

	methods = { listSearch: { searchShops, searchWarehouses } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const resource = this.getNodeParameter('resource', 0) as string;
		const operation = this.getNodeParameter('operation', 0) as string;
		return await forEachItem(this, operations[`${resource}:${operation}`]);
	}
}
