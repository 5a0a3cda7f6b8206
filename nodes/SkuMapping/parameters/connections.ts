import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { optionalInput } from '../../shared/optionalInput';

/** Names of the inputs. */
export type InputName =
	| 'Orders'
	| 'Mapping'
	| 'Start'
	| 'OMS Products'
	| 'TikTok Shop Products'
	| 'Earlier Mapping';

/** Comparisons of Check Mapping, in the order of their inputs. */
export type Comparison = 'orders' | 'omsProducts' | 'platformProducts' | 'earlierMapping';

/** The parameters that decide which inputs and outputs the node has. */
export interface Connections {
	operation: string;
	mappingSource: string;
	/** Whether a fallback needs the product list of the OMS. */
	sameSku: boolean;
	compareWith: readonly string[];
}

/** Mapping sources that have the Mapping input. */
export const TABLE_SOURCES: readonly string[] = ['mappingInput', 'file'];

/** Inputs from top to bottom. `INPUTS` is the same as an expression for the editor. */
export function inputNames({
	operation,
	mappingSource,
	sameSku,
	compareWith,
}: Connections): InputName[] {
	const byInput = TABLE_SOURCES.includes(mappingSource);
	if (operation === 'findSystemSkus') return ['OMS Products'];
	if (operation === 'listUnmapped') {
		const first = byInput ? 'Mapping' : 'Start';
		return [first, 'Orders', ...when(sameSku, 'OMS Products'), 'TikTok Shop Products'];
	}
	if (operation !== 'checkMapping') {
		return ['Orders', ...when(byInput, 'Mapping'), ...when(sameSku, 'OMS Products')];
	}
	const compared = (comparison: Comparison) => compareWith.includes(comparison);
	return [
		byInput ? 'Mapping' : 'Start',
		...when(compared('orders'), 'Orders'),
		...when(compared('omsProducts') || sameSku, 'OMS Products'),
		...when(compared('platformProducts'), 'TikTok Shop Products'),
		...when(compared('earlierMapping'), 'Earlier Mapping'),
	];
}

function when(wanted: boolean, name: InputName): InputName[] {
	return wanted ? [name] : [];
}

const OPERATION = '$parameter["operation"]';
const BY_INPUT = '["mappingInput", "file"].includes($parameter["mappingSource"])';
const SAME_SKU =
	'(($parameter["fallbacks"] || {})["steps"] || []).some((step) => step.kind === "sameSku")';
const compared = (comparison: Comparison) =>
	`($parameter["compareWith"] || []).includes("${comparison}")`;

/** An n8n expression for the connections whose condition is true. */
function connections(list: Array<{ name: string; when?: string }>): string {
	const entries = list.map(({ name, when: condition = 'true' }) => {
		const connection = `{ type: "${NodeConnectionTypes.Main}", displayName: "${name}" }`;
		return `(${condition}) && ${connection}`;
	});
	return `[${entries.join(', ')}].filter(Boolean)`;
}

const input = (name: InputName, condition?: string) => ({ name, when: condition });

type Expression = `={{${string}}}`;

/** The inputs as an expression, because they depend on the parameters. */
export const INPUTS: Expression = `={{ ${OPERATION} === "checkMapping" ? ${connections([
	input('Mapping', BY_INPUT),
	input('Start', `!(${BY_INPUT})`),
	input('Orders', compared('orders')),
	input('OMS Products', `${compared('omsProducts')} || ${SAME_SKU}`),
	input('TikTok Shop Products', compared('platformProducts')),
	input('Earlier Mapping', compared('earlierMapping')),
])} : ${OPERATION} === "findSystemSkus" ? ${connections([input('OMS Products')])} : ${OPERATION} === "listUnmapped" ? ${connections(
	[
		input('Mapping', BY_INPUT),
		input('Start', `!(${BY_INPUT})`),
		input('Orders'),
		input('OMS Products', SAME_SKU),
		input('TikTok Shop Products'),
	],
)} : ${connections([
	input('Orders'),
	input('Mapping', BY_INPUT),
	input('OMS Products', SAME_SKU),
])} }}`;

export const OUTPUTS: Expression = `={{ ${OPERATION} === "checkMapping" ? ${connections([
	{ name: 'Fine Rows' },
	{ name: 'Problems' },
	{ name: 'Summary' },
	{ name: 'Differences', when: compared('earlierMapping') },
])} : ${OPERATION} === "findSystemSkus" ? ${connections([{ name: 'System SKUs' }, { name: 'Summary' }])} : ${OPERATION} === "listUnmapped" ? ${connections(
	[{ name: 'Unmapped SKUs' }, { name: 'Exceptions' }, { name: 'Summary' }],
)} : ${connections([{ name: 'Mapped' }, { name: 'Exceptions' }])} }}`;

/** Kinds of the fallbacks that the user chose, in their order. */
export function fallbackKinds(context: IExecuteFunctions): string[] {
	const steps = context.getNodeParameter('fallbacks.steps', 0, []) as Array<{ kind: string }>;
	return steps.map(({ kind }) => kind);
}

export function chosenComparisons(context: IExecuteFunctions): string[] {
	return context.getNodeParameter('compareWith', 0, []) as string[];
}

/** Items of an input by its name; none where the node has no such input or nothing is connected to it. */
export function inputItems(context: IExecuteFunctions, name: InputName): INodeExecutionData[] {
	const operation = context.getNodeParameter('operation', 0) as string;
	const index = inputNames({
		operation,
		mappingSource: context.getNodeParameter('mappingSource', 0) as string,
		sameSku: fallbackKinds(context).includes('sameSku'),
		compareWith: operation === 'checkMapping' ? chosenComparisons(context) : [],
	}).indexOf(name);
	return index < 0 ? [] : optionalInput(context, index);
}

/** Like `inputItems`, but only their JSON. */
export function inputRows(context: IExecuteFunctions, name: InputName): unknown[] {
	return inputItems(context, name).map(({ json }) => json);
}
