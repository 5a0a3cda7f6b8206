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
import type { BatchOperation } from '../shared/forEachItem';
import { AUTHENTICATION, CREDENTIALS } from './transport/credentialChoice';
import { searchShippingProviders, searchShops } from './listSearch/listSearch';
import * as check from './fulfillment/check.operation';
import * as correct from './fulfillment/correct.operation';
import { parameters } from './fulfillment/parameters';
import * as update from './fulfillment/update.operation';

const SHIPMENTS = `{ type: '${NodeConnectionTypes.Main}', displayName: 'Shipments' }`;
const PAIRING = `{ type: '${NodeConnectionTypes.Main}', displayName: 'Pairing' }`;

const operations: Record<string, BatchOperation> = {
	check: check.execute,
	correct: correct.execute,
	update: update.execute,
};

const properties: INodeProperties[] = [
	AUTHENTICATION,
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Check',
				value: 'check',
				description: 'Say which call would be made for each order and why, without making it',
				action: 'Check fulfillment',
			},
			{
				name: 'Correct Tracking',
				value: 'correct',
				description:
					'Replace the tracking number of orders that are shipped; once per order and within 72 hours',
				action: 'Correct tracking',
			},
			{
				name: 'Update Fulfillment',
				value: 'update',
				description: 'Mark orders as shipped with their tracking numbers',
				action: 'Update fulfillment',
			},
		],
		default: 'update',
	},
	allowWriting({ operation: ['correct', 'update'] }),
	...parameters,
];

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
		subtitle:
			'={{ { check: "Check", correct: "Correct Tracking", update: "Update Fulfillment" }[$parameter["operation"]] }}',
		description: 'Send tracking number and shipping provider back to TikTok Shop',
		defaults: { name: 'TikTok Shop Fulfillment' },
		usableAsTool: true,
		// The second input is there only when the pairing comes by it.
		inputs: `={{ $parameter["pairingSource"] === 'pairingInput' ? [${SHIPMENTS}, ${PAIRING}] : [${SHIPMENTS}] }}`,
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Updated', 'Exceptions'],
		credentials: CREDENTIALS,
		properties,
	};

	methods = { listSearch: { searchShops, searchShippingProviders } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, properties, async (context) => {
			const operation = context.getNodeParameter('operation', 0) as string;
			return await operations[operation].call(context);
		});
	}
}
