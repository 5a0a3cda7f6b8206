import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { AUTHENTICATION, CREDENTIALS } from '../TikTokShop/authentication';
import { searchShippingProviders, searchShops } from '../TikTokShop/listSearch/listSearch';
import { updateParameters } from './parameters';
import { execute as updateFulfillment } from './updateFulfillment.operation';

const SHIPMENTS = `{ type: '${NodeConnectionTypes.Main}', displayName: 'Shipments' }`;
const PAIRING = `{ type: '${NodeConnectionTypes.Main}', displayName: 'Pairing' }`;

export class TikTokShopFulfillment implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'TikTok Shop Fulfillment',
		name: 'tikTokShopFulfillment',
		icon: {
			light: 'file:../../icons/fulfillment.svg',
			dark: 'file:../../icons/fulfillment.dark.svg',
		},
		group: ['output'],
		version: 1,
		subtitle: 'Update Fulfillment',
		description: 'Send tracking number and shipping provider back to TikTok Shop',
		defaults: { name: 'TikTok Shop Fulfillment' },
		usableAsTool: true,
		// The second input is there only when the pairing comes by it.
		inputs: `={{ $parameter["pairingSource"] === 'pairingInput' ? [${SHIPMENTS}, ${PAIRING}] : [${SHIPMENTS}] }}`,
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Updated', 'Exceptions'],
		credentials: CREDENTIALS,
		properties: [
			AUTHENTICATION,
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Update Fulfillment',
						value: 'update',
						description: 'Mark orders as shipped with their tracking numbers',
						action: 'Update fulfillment',
					},
				],
				default: 'update',
			},
			...updateParameters,
		],
	};

	methods = { listSearch: { searchShops, searchShippingProviders } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await updateFulfillment.call(this);
	}
}
