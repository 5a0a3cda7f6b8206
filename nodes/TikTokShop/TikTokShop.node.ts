import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { resourceParameters, runResource } from '../shared/operations';
import { runNode } from '../shared/runNode';
import { DESK_ROWS } from './actions/order/checkEligibility.operation';
import { RESOURCES } from './actions/resources';
import { searchShops, searchWarehouses } from './listSearch/listSearch';
import { AUTHENTICATION, CREDENTIALS } from './transport/credentialChoice';

/** Names of the inputs or outputs by resource and operation, where an operation has several. */
function namesOf(side: 'inputs' | 'outputs'): Record<string, readonly string[]> {
	const entries = RESOURCES.flatMap(({ value, operations }) =>
		Object.entries(operations).flatMap(([operation, each]) => {
			const names = each[side];
			return names ? [[`${value}:${operation}`, names] as const] : [];
		}),
	);
	return Object.fromEntries(entries);
}

const CHOSEN = '$parameter["resource"] + ":" + $parameter["operation"]';

/** An expression for the editor, because the connections depend on the operation. */
function connections(names: Record<string, readonly string[]>, more = ''): `={{${string}}}` {
	return `={{ (${JSON.stringify(names)}[${CHOSEN}] || [undefined])${more}.map((displayName) => ({ type: "${NodeConnectionTypes.Main}", displayName })) }}`;
}

/** Check Eligibility has the rows of the exception desk as a second input when it is told to. */
const DESK_INPUT = `.concat(${CHOSEN} === "order:checkEligibility" && $parameter["skipClosedByHand"] ? ["${DESK_ROWS}"] : [])`;

/** Operations that call nothing need no credential. */
const WITHOUT_CALLS = { operation: ['checkEligibility', 'compareWithDesk'] };

const properties: INodeProperties[] = [
	{ ...AUTHENTICATION, displayOptions: { hide: WITHOUT_CALLS } },
	...resourceParameters(RESOURCES, 'order'),
];

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
		inputs: connections(namesOf('inputs'), DESK_INPUT),
		outputs: connections(namesOf('outputs')),
		credentials: CREDENTIALS.map(({ displayOptions, ...credential }) => ({
			...credential,
			displayOptions: { ...displayOptions, hide: WITHOUT_CALLS },
		})),
		properties,
	};

	methods = { listSearch: { searchShops, searchWarehouses } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(
			this,
			properties,
			async (context) => await runResource(context, RESOURCES),
		);
	}
}
