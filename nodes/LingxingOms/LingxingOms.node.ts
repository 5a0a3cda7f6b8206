import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { inputsOf, outputsOf, subtitleOf } from '../shared/connections';
import { resourceParameters, runResource } from '../shared/operations';
import { runNode } from '../shared/runNode';
import { RESOURCES } from './actions/resources';
import { RULES_INPUT, STOCK_INPUT } from './actions/warehouse/chooseByRules.operation';
import { searchLogisticsChannels, searchWarehouses } from './listSearch/listSearch';

/** Choosing by the rules of an input calls nothing; rules that are filled in need the lists of the OMS. */
const WITHOUT_CALLS = { rulesFrom: ['rulesInput'] };

const CHOOSE_BY_RULES = 'warehouse:chooseByRules';

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
		subtitle: subtitleOf(RESOURCES),
		description:
			'Create, read and cancel outbound orders of a Lingxing OMS, and read its warehouses, products and stock',
		defaults: { name: 'Lingxing OMS' },
		usableAsTool: true,
		inputs: inputsOf(
			RESOURCES,
			[RULES_INPUT, STOCK_INPUT].map((input) => ({ of: CHOOSE_BY_RULES, ...input })),
		),
		outputs: outputsOf(RESOURCES),
		credentials: [
			{ name: 'lingxingOmsApi', required: true, displayOptions: { hide: WITHOUT_CALLS } },
		],
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
