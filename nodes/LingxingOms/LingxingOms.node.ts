import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { resourceParameters, runResource } from '../shared/operations';
import { runNode } from '../shared/runNode';
import { RESOURCES } from './actions/resources';
import { searchLogisticsChannels, searchWarehouses } from './listSearch/listSearch';

const output = (displayName?: string): string =>
	displayName
		? `{ type: '${NodeConnectionTypes.Main}', displayName: '${displayName}' }`
		: `{ type: '${NodeConnectionTypes.Main}' }`;

const properties = resourceParameters(RESOURCES, 'outboundOrder');

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
		return await runNode(
			this,
			properties,
			async (context) => await runResource(context, RESOURCES),
		);
	}
}
