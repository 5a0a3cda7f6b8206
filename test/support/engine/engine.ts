import 'reflect-metadata';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	NodeConnectionTypes,
	Workflow,
	type IBinaryKeyData,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypeDescription,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { CredentialStore } from './credentials';

/** Hands the items of a test to the nodes behind it. */
class ItemSource implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Feed',
		name: 'feed',
		group: ['input'],
		version: 1,
		description: 'Hands out items',
		defaults: { name: 'Feed' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	};

	constructor(private readonly items: INodeExecutionData[] = []) {}

	/** n8n calls execute with its own context as `this`. */
	execute = async (): Promise<INodeExecutionData[][]> => [this.items];
}

export interface NodeRun {
	/** Items of each output, as JSON. */
	outputs: IDataObject[][];
	/** The same with `pairedItem` and binary data. */
	items: INodeExecutionData[][];
	/** Set when the node failed. */
	error?: Error & { description?: string | null; context?: IDataObject; httpCode?: string | null };
	status?: IRun['status'];
}

export interface RunOptions {
	credentials?: CredentialStore;
	/** Items of the second input, where the node has one. */
	second?: IDataObject[];
	/** Items of the third input, where the node has one. */
	third?: IDataObject[];
	/** Files of the items, by position. */
	binary?: Array<IBinaryKeyData | undefined>;
	onError?: INode['onError'];
	/** Time zone of the workflow; n8n's own where it is not given. */
	timezone?: string;
	/** The node is run by the name that n8n gives it as the tool of an AI agent. */
	asTool?: boolean;
}

/** A node type and where its instance stands in a workflow. */
export function nodeOf(type: INodeType, name: string, more: Partial<INode> = {}): INode {
	const { version } = type.description;
	return {
		id: `id of ${name}`,
		name,
		type: `test.${type.description.name}`,
		typeVersion: Array.isArray(version) ? version[version.length - 1] : version,
		position: [0, 0],
		parameters: {},
		...more,
	};
}

export function credentialsOf(type: INodeType, store: CredentialStore): INode['credentials'] {
	const names = (type.description.credentials ?? []).map(({ name }) => name);
	const stored = names.filter((name) => store.stored.has(name));
	return Object.assign({}, ...stored.map((name) => store.reference(name)));
}

/** A test that stores only one kind of credential means that one. */
export function parametersOf(
	type: INodeType,
	given: INodeParameters,
	store: CredentialStore,
): INodeParameters {
	const pasted = type.description.credentials?.some(({ name }) => name === 'tikTokShopApi');
	const onlyPasted = store.stored.has('tikTokShopApi') && !store.stored.has('tikTokShopOAuth2Api');
	return pasted && onlyPasted ? { authentication: 'redirectedUrl', ...given } : given;
}

export function additionalData(
	store: CredentialStore,
	workflow: {
		id: string;
		name: string;
		nodes: INode[];
		connections: IConnections;
		active: boolean;
	},
	mode: WorkflowExecuteMode,
): IWorkflowExecuteAdditionalData {
	return {
		executionId: '1',
		credentialsHelper: store.helper(),
		hooks: new ExecutionLifecycleHooks(mode, '1', workflow as never),
		variables: {},
		webhookBaseUrl: 'http://127.0.0.1/',
		webhookWaitingBaseUrl: 'http://127.0.0.1/waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form',
		instanceBaseUrl: 'https://n8n.example.com/',
		currentNodeExecutionIndex: 0,
		externalSecretsProxy: {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** The type that n8n makes of a node for AI agents: it has another name, by which parameters are shown or hidden. */
function toolOf(type: INodeType | undefined): INodeType {
	const { description } = type as INodeType;
	const named = { ...description, name: `${description.name}Tool` };
	return Object.create(type as INodeType, { description: { value: named } }) as INodeType;
}

export function workflowOf(
	types: INodeType[],
	nodes: INode[],
	connections: IConnections,
	timezone?: string,
): Workflow {
	const byName = new Map(types.map((type) => [`test.${type.description.name}`, type]));
	const find = (name: string) => byName.get(name) ?? toolOf(byName.get(name.replace(/Tool$/, '')));
	const nodeTypes = { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
	return new Workflow({
		id: 'w',
		name: 'test',
		nodes,
		connections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', ...(timezone ? { timezone } : {}) },
	});
}

/** A run of a node that is under way. */
export interface RunningNode {
	finished: Promise<NodeRun>;
	/** What n8n does when somebody stops the execution, and when its time is over. */
	stop(): void;
}

/**
 * Runs one node in n8n's own engine, fed with the given items.
 *
 * @param parameters  as a workflow stores them; expressions work
 */
export async function runNode(
	type: INodeType,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	options: RunOptions = {},
): Promise<NodeRun> {
	return await startNode(type, parameters, items, options).finished;
}

/** The same as {@link runNode}, for a test that stops the execution. */
export function startNode(
	type: INodeType,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	{
		credentials = new CredentialStore(),
		second,
		third,
		binary = [],
		onError,
		timezone,
		asTool,
	}: RunOptions = {},
): RunningNode {
	const asItems = (list: IDataObject[]) => list.map((json) => ({ json }));
	const withFiles = asItems(items).map((each, index) => ({ ...each, binary: binary[index] }));
	const first = new ItemSource(withFiles);
	const others = [second, third].flatMap((given, index) => {
		if (!given) return [];
		const source = new ItemSource(asItems(given));
		source.description = { ...source.description, name: `feed${index + 2}` };
		return [{ source, name: ['Second', 'Third'][index], input: index + 1 }];
	});
	const nodes = [
		nodeOf(first, 'Items'),
		...others.map(({ source, name }) => nodeOf(source, name)),
		nodeOf(type, 'Node', {
			parameters: parametersOf(type, parameters, credentials),
			credentials: credentialsOf(type, credentials),
			...(onError ? { onError } : {}),
			...(asTool ? { type: `test.${type.description.name}Tool` } : {}),
		}),
	];
	const to = (index: number) => ({ main: [[{ node: 'Node', type: 'main' as const, index }]] });
	// A node with several inputs waits for all of them, so the start feeds the others as well.
	const start = others.map(({ name }) => ({ node: name, type: 'main' as const, index: 0 }));
	const connections: IConnections = {
		Items: { main: [[...to(0).main[0], ...start]] },
		...Object.fromEntries(others.map(({ name, input }) => [name, to(input)])),
	};
	const workflow = workflowOf(
		[first, ...others.map(({ source }) => source), type],
		nodes,
		connections,
		timezone,
	);
	const data = additionalData(
		credentials,
		{ id: 'w', name: 'test', nodes, connections, active: false },
		'trigger',
	);
	const run = new WorkflowExecute(data, 'trigger').run({ workflow, startNode: nodes[0] });
	return {
		finished: run.then((ended) => ({ ...readRun(ended), status: ended.status })),
		stop: () => run.cancel(),
	};
}

/** What the node under test gave, or how it failed. */
export function readRun(run: IRun): NodeRun {
	const { resultData } = run.data;
	const main = resultData.runData.Node?.[0]?.data?.main ?? [];
	const items = main.map((output) => output ?? []);
	const error = resultData.error ?? resultData.runData.Node?.[0]?.error;
	return {
		items,
		outputs: items.map((output) => output.map(({ json }) => json)),
		...(error ? { error } : {}),
	};
}
