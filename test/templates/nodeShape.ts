import {
	NodeHelpers,
	Workflow,
	type INode,
	type INodeParameters,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
} from 'n8n-workflow';

import { own } from './templateFile';

/** Paths of parameters that n8n would drop because the node has no such parameter under these choices. */
export function unknownParameters(given: object, known: object, path = ''): string[] {
	return Object.entries(given).flatMap(([key, value]) => {
		const here = path ? `${path}.${key}` : key;
		if (!(key in known)) return [here];
		const counterpart = (known as Record<string, unknown>)[key];
		const goesDeeper =
			typeof value === 'object' && value !== null && typeof counterpart === 'object';
		return goesDeeper ? unknownParameters(value as INodeParameters, counterpart ?? {}, here) : [];
	});
}

/** Names of the outputs of a node of this package, as the editor shows them for these parameters. */
export function outputNames(node: INode): string[] {
	const description = own.get(node.type) as INodeTypeDescription;
	const workflow = alone(node, description);
	const outputs = NodeHelpers.getNodeOutputs(workflow, workflow.nodes[node.name], description);
	return outputs.map((output, index) => {
		const name = typeof output === 'string' ? undefined : output.displayName;
		return name ?? description.outputNames?.[index] ?? '';
	});
}

/** Outputs as the editor shows them for these parameters. */
export function outputCount(node: INode): number {
	if (own.has(node.type)) return outputNames(node).length;
	const branches = branchesOf(node);
	return node.onError === 'continueErrorOutput' ? branches + 1 : branches;
}

function branchesOf({ type, parameters }: INode): number {
	if (type === 'n8n-nodes-base.if') return 2;
	if (type !== 'n8n-nodes-base.switch') return 1;
	const { values } = parameters.rules as { values: unknown[] };
	const { fallbackOutput } = parameters.options as { fallbackOutput?: string };
	return values.length + (fallbackOutput === 'extra' ? 1 : 0);
}

export function inputCount(node: INode): number {
	const description = own.get(node.type);
	if (description) {
		const workflow = alone(node, description);
		return NodeHelpers.getNodeInputs(workflow, workflow.nodes[node.name], description).length;
	}
	return node.type === 'n8n-nodes-base.merge' ? Number(node.parameters.numberInputs ?? 2) : 1;
}

export function alone(node: INode, description: INodeTypeDescription): Workflow {
	const nodeType = { description } as INodeType;
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	return new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
}
