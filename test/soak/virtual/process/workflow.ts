import { countBy } from 'lodash';
import { WorkflowExecute } from 'n8n-core';
import {
	NodeConnectionTypes,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import type { CredentialStore } from '../../../support/engine/credentials';
import { additionalData, nodeOf, workflowOf } from '../../../support/engine/engine';

/** A node of a branch, as a workflow stores it. */
export interface Step {
	type: INodeType;
	parameters: INode['parameters'];
}

/** Items that go through nodes one after the other, by their first outputs. */
export interface Branch {
	name: string;
	items: IDataObject[];
	steps: Step[];
}

/** Hands each branch its items, as a trigger and a Switch node would. */
class Start implements INodeType {
	description: INodeTypeDescription;

	constructor(private readonly branches: readonly Branch[]) {
		this.description = {
			displayName: 'Start',
			name: 'start',
			group: ['input'],
			version: 1,
			description: 'Hands out items',
			defaults: { name: 'Start' },
			inputs: [],
			outputs: branches.map(() => NodeConnectionTypes.Main),
			properties: [],
		};
	}

	execute = async (): Promise<INodeExecutionData[][]> =>
		this.branches.map(({ items }) => items.map((json) => ({ json })));
}

export interface ExecutionResult {
	error?: Error;
	/** Exceptions by code, over all branches. */
	exceptions: Record<string, number>;
	/** What left the nodes by their second outputs, over all branches. */
	waiting: IDataObject[];
	/** What left the nodes by their first outputs, over all branches. */
	done: IDataObject[];
}

/** One execution of a workflow in n8n's own engine. */
export async function execute(
	branches: readonly Branch[],
	credentials: CredentialStore,
): Promise<ExecutionResult> {
	const start = new Start(branches);
	const startNode = nodeOf(start, 'Start');
	const nodes: INode[] = [startNode];
	const to = (node: string) => [{ node, type: NodeConnectionTypes.Main, index: 0 }];
	const connections: IConnections = { Start: { main: [] } };
	for (const { name, steps } of branches) {
		steps.forEach(({ type, parameters }, index) => {
			const names = (type.description.credentials ?? []).map((each) => each.name);
			const stored = names.filter((each) => credentials.stored.has(each));
			const node = nodeOf(type, `${name} ${index + 1}`, {
				parameters,
				credentials: Object.assign({}, ...stored.map((each) => credentials.reference(each))),
			});
			if (index === 0) connections.Start.main.push(to(node.name));
			else connections[nodes[nodes.length - 1].name] = { main: [to(node.name)] };
			nodes.push(node);
		});
	}
	const types = [start, ...branches.flatMap(({ steps }) => steps.map(({ type }) => type))];
	const workflow = workflowOf(types, nodes, connections);
	const about = { id: 'w', name: 'soak', nodes, connections, active: true };
	const data = additionalData(credentials, about, 'trigger');
	const run = await new WorkflowExecute(data, 'trigger').run({ workflow, startNode });
	const { error, runData } = run.data.resultData;
	const left = (output: number): IDataObject[] =>
		Object.values(runData)
			.flatMap(([task]) => task?.data?.main?.[output] ?? ([] as INodeExecutionData[]))
			.map(({ json }) => json);
	const waiting = left(1).filter(({ exception }) => exception);
	const exceptions = countBy(
		waiting.flatMap(({ exception }) => (exception as { code?: string } | undefined)?.code ?? []),
	);
	return { exceptions, waiting, done: left(0), ...(error ? { error } : {}) };
}
