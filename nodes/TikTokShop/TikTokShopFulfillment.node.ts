import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { operationParameter, runOperation, writingOperations } from '../shared/operations';
import { runNode } from '../shared/runNode';
import { allowWriting } from '../shared/toolRun';
import * as check from './fulfillment/check.operation';
import * as correct from './fulfillment/correct.operation';
import { parameters } from './fulfillment/parameters';
import * as update from './fulfillment/update.operation';
import { searchShippingProviders, searchShops } from './listSearch/listSearch';
import { AUTHENTICATION, CREDENTIALS } from './transport/credentialChoice';

const input = (name: string): string =>
	`{ type: '${NodeConnectionTypes.Main}', displayName: '${name}' }`;

const OPERATIONS = { check, correct, update };

/** Operation names by value, as the subtitle shows them. */
const NAMES = Object.entries(OPERATIONS).map(([value, { option }]) => `${value}: "${option.name}"`);

const properties: INodeProperties[] = [
	AUTHENTICATION,
	operationParameter(OPERATIONS, 'update'),
	allowWriting({ operation: writingOperations(OPERATIONS) }),
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
		subtitle: `={{ { ${NAMES.join(', ')} }[$parameter["operation"]] }}`,
		description: 'Send tracking number and shipping provider back to TikTok Shop',
		defaults: { name: 'TikTok Shop Fulfillment' },
		usableAsTool: true,
		// The other inputs exist only when something is read from them.
		inputs: `={{ [${input('Shipments')}, $parameter["pairingSource"] === "pairingInput" && ${input('Pairing')}, $parameter["mappingInput"] && ${input('SKU Mapping')}].filter(Boolean) }}`,
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Updated', 'Exceptions'],
		credentials: CREDENTIALS,
		properties,
	};

	methods = { listSearch: { searchShops, searchShippingProviders } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(
			this,
			properties,
			async (context) => await runOperation(context, OPERATIONS),
		);
	}
}
