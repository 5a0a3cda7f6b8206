import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { WorkflowExecute } from 'n8n-core';
import {
	NodeConnectionTypes,
	type IConnections,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type NodeParameterValueType,
} from 'n8n-workflow';

import { CredentialStore } from '../support/engine/credentials';
import { additionalData, nodeOf, readRun, workflowOf } from '../support/engine/engine';

const FOLDER = resolve(__dirname, '..', '..', 'workflows-templates');

/** Parameters of a node of a template; `folder` holds those of another version. */
export function parametersOf(template: string, node: string, folder = FOLDER): IDataObject {
	const { nodes } = JSON.parse(readFileSync(join(folder, template), 'utf8')) as { nodes: INode[] };
	const found = nodes.find(({ name }) => name === node);
	if (!found) throw new Error(`${template} has no node ${node}`);
	return found.parameters as IDataObject;
}

/** Value of a field that an Edit Fields node of a template sets: an expression. */
export function fieldOf(template: string, node: string, field: string, folder = FOLDER): string {
	const { assignments } = parametersOf(template, node, folder) as {
		assignments: { assignments: Array<{ name: string; value: string }> };
	};
	return assignments.assignments.find(({ name }) => name === field)?.value ?? '';
}

/** Description of a node that stands for a stock node. */
export const description = (name: string): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['transform'],
	version: 1,
	description: name,
	defaults: { name },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	properties: [{ displayName: 'Value', name: 'value', type: 'string', default: '' }],
});

/** Gives these items on its only output, or on the numbered ones. */
class ItemSource implements INodeType {
	description: INodeTypeDescription;

	constructor(
		name: string,
		private readonly outputs: IDataObject[][],
	) {
		const main = outputs.map(() => NodeConnectionTypes.Main);
		this.description = { ...description(name), outputs: main };
	}

	execute = async (): Promise<INodeExecutionData[][]> =>
		this.outputs.map((items) => items.map((json) => ({ json })));
}

/** Gives what its parameter becomes for the first item. */
class ExpressionReader implements INodeType {
	description = description('reader');

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const value = this.getNodeParameter('value', 0) as NodeParameterValueType;
		return [[{ json: { value } as IDataObject }]];
	}
}

/**
 * What n8n makes of an expression of a template.
 *
 * @param before  nodes in front of it, the last one gives its input: items, or the items of several outputs
 */
export async function evaluate(
	expression: string,
	before: Record<string, IDataObject[] | IDataObject[][]>,
): Promise<unknown> {
	const sources = Object.entries(before).map(([name, given], index) => {
		const outputs = Array.isArray(given[0]) ? (given as IDataObject[][]) : [given as IDataObject[]];
		return { name, type: new ItemSource(`giver${index}`, outputs) };
	});
	const reader = new ExpressionReader();
	const nodes = [
		...sources.map(({ name, type }) => nodeOf(type, name)),
		nodeOf(reader, 'Node', { parameters: { value: expression } }),
	];
	const connections: IConnections = Object.fromEntries(
		nodes.slice(0, -1).map(({ name }, index) => {
			const main = [[{ node: nodes[index + 1].name, type: NodeConnectionTypes.Main, index: 0 }]];
			return [name, { main }];
		}),
	);
	const workflow = workflowOf([...sources.map(({ type }) => type), reader], nodes, connections);
	const about = { id: 'w', name: 'test', nodes, connections, active: false };
	const data = additionalData(new CredentialStore(), about, 'trigger');
	const run = await new WorkflowExecute(data, 'trigger').run({ workflow, startNode: nodes[0] });
	const { outputs, error } = readRun(run);
	if (error) throw error;
	return outputs[0][0].value;
}
