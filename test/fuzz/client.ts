import { LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import {
	NodeConnectionTypes,
	type IConnections,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';

import type { CredentialStore } from '../support/engine/credentials';
import { additionalData, nodeOf, workflowOf } from '../support/engine/engine';
import { PolledTrigger } from '../support/engine/polledTrigger';
import { Random } from '../sandbox/random';
import type { Sources } from '../soak/virtual/process/modules';
import type { FuzzWorld } from './world';

const NODES = {
	trigger: ['nodes/TikTokShop/TikTokShopTrigger.node', 'TikTokShopTrigger'],
	omsTrigger: ['nodes/LingxingOms/LingxingOmsTrigger.node', 'LingxingOmsTrigger'],
	tiktok: ['nodes/TikTokShop/TikTokShop.node', 'TikTokShop'],
	mapping: ['nodes/SkuMapping/SkuMapping.node', 'SkuMapping'],
	oms: ['nodes/LingxingOms/LingxingOms.node', 'LingxingOms'],
	fulfillment: ['nodes/TikTokShop/TikTokShopFulfillment.node', 'TikTokShopFulfillment'],
} as const;

const CREDENTIALS = [
	['credentials/TikTokShopApi.credentials', 'TikTokShopApi'],
	['credentials/LingxingOmsApi.credentials', 'LingxingOmsApi'],
] as const;

export type NodeName = keyof typeof NODES;
export type Failure = Error & { description?: string | null };

export interface Ran {
	/** Items of each output. */
	outputs: IDataObject[][];
	/** Positions of the input items that those of the first output came from. */
	from: number[];
	error?: Failure;
	/** It would never have come to its end. */
	hung?: boolean;
}

export interface RunInput {
	items: IDataObject[];
	/** Items of the second input. */
	second?: IDataObject[];
	onError?: INode['onError'];
}

/** Gives items to the node behind it. */
const itemSource = (name: string, items: IDataObject[]): INodeType => ({
	description: {
		displayName: name,
		name,
		group: ['input'],
		version: 1,
		description: 'Gives items',
		defaults: { name },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	execute: async (): Promise<INodeExecutionData[][]> => [items.map((json) => ({ json }))],
});

/** One process of n8n with the nodes of the package, in virtual time. */
export class Client {
	private readonly nodes: Record<NodeName, INodeType>;
	private readonly credentials: CredentialStore;
	private readonly triggers = new Map<string, PolledTrigger>();

	constructor(
		private readonly world: FuzzWorld,
		sources: Sources,
		seed: number,
	) {
		const { clock, network, database } = world;
		const random = new Random(seed);
		network.addCaller('fuzz', { isAlive: () => true, sent: () => {}, done: () => {} });
		const load = sources.start({
			now: clock.now,
			passed: clock.now,
			sleep: clock.sleep,
			random: () => random.next(),
		});
		const make = <T>([file, exported]: readonly [string, string]): T =>
			new (load(file)[exported] as new () => T)();
		const entries = Object.entries(NODES).map(([name, place]) => [name, make<INodeType>(place)]);
		this.nodes = Object.fromEntries(entries) as Record<NodeName, INodeType>;
		const host = 'https://fuzz.tiktok.soak';
		world.tiktok.baseUrl = host;
		this.credentials = database.open(
			CREDENTIALS.map((place) => make<ICredentialType>(place)),
			{
				tikTokShopApi: { apiHost: host, authHost: host },
				lingxingOmsApi: { baseUrl: 'https://fuzz.oms.soak/openapi' },
			},
		);
	}

	/** One tick of a trigger that stands in a published workflow. */
	async poll(name: 'trigger' | 'omsTrigger', parameters: IDataObject): Promise<Ran> {
		const polled =
			this.triggers.get(name) ??
			new PolledTrigger(this.nodes[name], parameters as never, {
				credentials: this.credentials,
				activation: 'activate',
			});
		this.triggers.set(name, polled);
		const work = polled.pollOutputs().then(
			(outputs): Ran => ({ outputs: outputs ?? [], from: [] }),
			(error: Failure): Ran => ({ outputs: [], from: [], error }),
		);
		return await this.finished(work);
	}

	/** What the triggers keep in n8n's database. */
	memory(): string {
		return JSON.stringify([...this.triggers.values()].map(({ staticData }) => staticData));
	}

	/** One execution of a workflow with this node. */
	async run(name: NodeName, parameters: IDataObject, input: RunInput): Promise<Ran> {
		return await this.finished(this.execute(this.nodes[name], parameters, input));
	}

	/** A list of the panel of the node, as the editor asks for it. */
	async list(name: NodeName, method: string, parameters: IDataObject): Promise<Ran> {
		const type = this.nodes[name];
		const node = this.node(type, parameters);
		const about = { id: 'w', name: 'fuzz', nodes: [node], connections: {}, active: false };
		const data = additionalData(this.credentials, about, 'manual');
		data.currentNodeParameters = parameters as never;
		const context = new LoadOptionsContext(workflowOf([type], [node], {}), node, data, '');
		const { listSearch, loadOptions } = type.methods ?? {};
		const read = async (): Promise<object[]> =>
			listSearch?.[method]
				? (await listSearch[method].call(context)).results
				: ((await loadOptions?.[method].call(context)) ?? []);
		const work = read().then(
			(entries): Ran => ({ outputs: [entries as IDataObject[]], from: [] }),
			(error: Failure): Ran => ({ outputs: [], from: [], error }),
		);
		return await this.finished(work);
	}

	private node(type: INodeType, parameters: IDataObject, onError?: INode['onError']): INode {
		const names = (type.description.credentials ?? []).map((each) => each.name);
		const stored = names.filter((each) => this.credentials.stored.has(each));
		return nodeOf(type, 'Node', {
			parameters: parameters as never,
			credentials: Object.assign({}, ...stored.map((each) => this.credentials.reference(each))),
			...(onError ? { onError } : {}),
		});
	}

	private async finished(work: Promise<Ran>): Promise<Ran> {
		const ended = await this.world.ended(work);
		return ended?.value ?? { outputs: [], from: [], hung: true };
	}

	private async execute(
		type: INodeType,
		parameters: IDataObject,
		{ items, second, onError }: RunInput,
	): Promise<Ran> {
		const first = itemSource('first', items);
		const other = itemSource('second', second ?? []);
		const nodes = [
			nodeOf(first, 'Items'),
			...(second ? [nodeOf(other, 'Second')] : []),
			this.node(type, parameters, onError),
		];
		const to = (node: string, index = 0) => ({ node, type: NodeConnectionTypes.Main, index });
		const connections: IConnections = {
			Items: { main: [[to('Node'), ...(second ? [to('Second')] : [])]] },
			...(second ? { Second: { main: [[to('Node', 1)]] } } : {}),
		};
		const workflow = workflowOf([first, other, type], nodes, connections);
		const about = { id: 'w', name: 'fuzz', nodes, connections, active: true };
		const data = additionalData(this.credentials, about, 'trigger');
		const run = await new WorkflowExecute(data, 'trigger').run({ workflow, startNode: nodes[0] });
		const { error, runData } = run.data.resultData;
		const main = runData.Node?.[0]?.data?.main ?? [];
		const outputs = main.map((output) => (output ?? []).map(({ json }) => json));
		const from = (main[0] ?? []).map(({ pairedItem }) => positionOf(pairedItem));
		const failure = error ?? runData.Node?.[0]?.error;
		return { outputs, from, ...(failure ? { error: failure as Failure } : {}) };
	}
}

function positionOf(paired: INodeExecutionData['pairedItem']): number {
	const first = Array.isArray(paired) ? paired[0] : paired;
	return typeof first === 'object' ? first.item : (first ?? -1);
}
