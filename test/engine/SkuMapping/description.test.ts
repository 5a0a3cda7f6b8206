import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
	NodeHelpers,
	Workflow,
	type INode,
	type INodeParameters,
	type INodeTypeDescription,
} from 'n8n-workflow';

import codex from '../../../nodes/SkuMapping/SkuMapping.node.json';
import { inputNames, type Comparison } from '../../../nodes/SkuMapping/parameters/connections';
import { SkuMapping } from '../../../nodes/SkuMapping/SkuMapping.node';

const type = new SkuMapping();
const FOLDER = resolve(__dirname, '..', '..', '..', 'nodes', 'SkuMapping');

type Find = (
	workflow: Workflow,
	node: INode,
	description: INodeTypeDescription,
) => Array<string | { displayName?: string }>;

/** Names as n8n's editor works them out from the parameters of the node. */
function names(find: Find, parameters: INodeParameters): unknown[] {
	const node: INode = {
		id: '1',
		name: 'Node',
		type: 'skuMapping',
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const byName = () => type;
	const workflow = new Workflow({
		id: 'w',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: { getByName: byName, getByNameAndVersion: byName, getKnownTypes: () => ({}) },
	});
	return find(workflow, workflow.nodes.Node, type.description).map((connection) =>
		typeof connection === 'string' ? connection : connection.displayName,
	);
}

const inputs = (parameters: INodeParameters) => names(NodeHelpers.getNodeInputs, parameters);
const outputs = (parameters: INodeParameters) => names(NodeHelpers.getNodeOutputs, parameters);

const COMPARISONS: Comparison[] = ['orders', 'omsProducts', 'platformProducts', 'earlierMapping'];
const OPERATIONS = ['checkMapping', 'mapOrders', 'listUnmapped', 'findSystemSkus'];
const SAME_SKU = { steps: [{ kind: 'skuId' }, { kind: 'sameSku' }] };

describe('SKU Mapping in the editor', () => {
	it.each([
		[{}, ['Orders']],
		[{ mappingSource: 'json' }, ['Orders']],
		[{ mappingSource: 'mappingInput' }, ['Orders', 'Mapping']],
		[{ fallbacks: { steps: [{ kind: 'skuId' }] } }, ['Orders']],
		[{ fallbacks: SAME_SKU }, ['Orders', 'OMS Products']],
		[{ mappingSource: 'mappingInput', fallbacks: SAME_SKU }, ['Orders', 'Mapping', 'OMS Products']],
		[{ operation: 'checkMapping' }, ['Start']],
		[{ operation: 'checkMapping', mappingSource: 'mappingInput' }, ['Mapping']],
		[
			{
				operation: 'checkMapping',
				mappingSource: 'mappingInput',
				compareWith: [...COMPARISONS].reverse(),
			},
			['Mapping', 'Orders', 'OMS Products', 'TikTok Shop Products', 'Earlier Mapping'],
		],
		[
			{ operation: 'checkMapping', compareWith: ['earlierMapping', 'orders'] },
			['Start', 'Orders', 'Earlier Mapping'],
		],
		[{ operation: 'findSystemSkus' }, ['OMS Products']],
		[{ operation: 'listUnmapped' }, ['Start', 'Orders', 'TikTok Shop Products']],
		[
			{ operation: 'listUnmapped', mappingSource: 'mappingInput', fallbacks: SAME_SKU },
			['Mapping', 'Orders', 'OMS Products', 'TikTok Shop Products'],
		],
	])('%j: inputs %j', (parameters, expected) => {
		expect(inputs(parameters as INodeParameters)).toEqual(expected);
	});

	it('draws the inputs that the node reads, whatever is chosen', () => {
		for (let choice = 0; choice < 512; choice++) {
			const chosen = (bit: number) => (choice & (1 << bit)) !== 0;
			const operation = OPERATIONS[choice >> 7];
			const mappingSource = chosen(1) ? 'mappingInput' : 'defineBelow';
			const fallbacks = chosen(2) ? SAME_SKU : {};
			const compareWith = COMPARISONS.filter((_, bit) => chosen(bit + 3));
			const parameters = { operation, mappingSource, fallbacks, compareWith };
			expect(inputs(parameters)).toEqual(
				inputNames({ operation, mappingSource, sameSku: chosen(2), compareWith }),
			);
		}
	});

	it.each([
		[{}, ['Mapped', 'Exceptions']],
		[{ compareWith: ['earlierMapping'] }, ['Mapped', 'Exceptions']],
		[{ operation: 'checkMapping' }, ['Fine Rows', 'Problems', 'Summary']],
		[
			{ operation: 'checkMapping', compareWith: ['earlierMapping'] },
			['Fine Rows', 'Problems', 'Summary', 'Differences'],
		],
		[{ operation: 'findSystemSkus' }, ['System SKUs', 'Summary']],
		[{ operation: 'listUnmapped' }, ['Unmapped SKUs', 'Exceptions', 'Summary']],
	])('%j: outputs %j', (parameters, expected) => {
		expect(outputs(parameters as INodeParameters)).toEqual(expected);
	});

	it('has its icons where it says, and a codex that names it', () => {
		const { light, dark } = type.description.icon as { light: string; dark: string };
		for (const file of [light, dark]) {
			expect(existsSync(join(FOLDER, file.replace(/^file:/, '')))).toBe(true);
		}
		expect(codex.node.split('.')[1]).toBe(type.description.name);
	});
});
