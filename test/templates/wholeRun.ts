import { WorkflowExecute } from 'n8n-core';
import type { IDataObject, INode, INodeType } from 'n8n-workflow';

import { LingxingOms } from '../../nodes/LingxingOms/LingxingOms.node';
import { LingxingOmsTrigger } from '../../nodes/LingxingOms/LingxingOmsTrigger.node';
import { SkuMapping } from '../../nodes/SkuMapping/SkuMapping.node';
import { TikTokShop } from '../../nodes/TikTokShop/TikTokShop.node';
import { TikTokShopFulfillment } from '../../nodes/TikTokShop/TikTokShopFulfillment.node';
import type { CredentialStore } from '../support/engine/credentials';
import { additionalData, workflowOf } from '../support/engine/engine';
import { stockNodes, type Calls, type SubWorkflow, type Tables } from './stockNodes';
import { templates, type Template } from './templateFile';

export interface Changes {
	/** Other nodes, or some in place of the stock nodes. */
	nodes?: INodeType[];
	/** What its user has changed in it. */
	edit?(template: Template): void;
}

export interface WholeRun {
	/** Items of each output of a node, all of its runs together; undefined where it did not run. */
	outputsOf(node: string): IDataObject[][] | undefined;
	/** What the sub-workflow answers with: the items of the node that ran last. */
	answer: IDataObject[];
	calls: Calls;
}

/**
 * Runs a whole template in n8n's own engine, with the nodes of this package as they are. Stock nodes do what the templates use of them.
 *
 * @param start    node to start with
 * @param started  items that it gives
 * @param subWorkflow  what its sub-workflow answers; nothing where it is left out
 * @param changes  what is different from the template as it comes
 */
export async function runTemplate(
	file: string,
	start: string,
	started: IDataObject[],
	tables: Tables,
	credentials: CredentialStore,
	subWorkflow?: SubWorkflow,
	{ nodes: more = [], edit = () => undefined }: Changes = {},
): Promise<WholeRun> {
	const template = structuredClone(templates.get(file) as Template);
	edit(template);
	const calls: Calls = new Map();
	const types: INodeType[] = [
		new LingxingOms(),
		new LingxingOmsTrigger(),
		new SkuMapping(),
		new TikTokShop(),
		new TikTokShopFulfillment(),
		...stockNodes(tables, calls, started, subWorkflow),
		...more,
	];
	const nodes = template.nodes
		.filter(({ type }) => !type.endsWith('.stickyNote'))
		.map((node) => inTest(node, types, credentials));
	const workflow = workflowOf(types, nodes, template.connections);
	const about = { id: 'w', name: 'test', nodes, connections: template.connections, active: false };
	const data = additionalData(credentials, about, 'trigger');
	const startNode = nodes.find(({ name }) => name === start) as INode;
	const run = await new WorkflowExecute(data, 'trigger').run({ workflow, startNode });
	const { runData, error, lastNodeExecuted } = run.data.resultData;
	if (error) throw error;
	const outputsOf = (node: string): IDataObject[][] | undefined => {
		const runs = runData[node]?.map((each) => each.data?.main ?? []);
		if (!runs) return undefined;
		const count = Math.max(...runs.map(({ length }) => length));
		return Array.from({ length: count }, (_, output) =>
			runs.flatMap((outputs) => outputs[output] ?? []).map(({ json }) => json),
		);
	};
	return { outputsOf, calls, answer: outputsOf(lastNodeExecuted ?? '')?.[0] ?? [] };
}

function inTest(node: INode, types: readonly INodeType[], store: CredentialStore): INode {
	const name = node.type.split('.')[1];
	const description = types.find((type) => type.description.name === name)?.description;
	const named = (description?.credentials ?? []).filter(({ name: each }) => store.stored.has(each));
	const authentication = 'authentication' in node.parameters ? 'redirectedUrl' : undefined;
	return {
		...node,
		type: `test.${name}`,
		typeVersion: 1,
		parameters: { ...node.parameters, ...(authentication ? { authentication } : {}) },
		credentials: Object.assign({}, ...named.map((each) => store.reference(each.name))) as object,
	} as INode;
}
