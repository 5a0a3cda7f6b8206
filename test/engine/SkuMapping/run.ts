import { WorkflowExecute } from 'n8n-core';
import {
	NodeConnectionTypes,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { SkuMapping } from '../../../nodes/SkuMapping/SkuMapping.node';
import { CredentialStore } from '../../support/engine/credentials';
import {
	additionalData,
	nodeOf,
	readRun,
	workflowOf,
	type NodeRun,
} from '../../support/engine/engine';

/** An item that carries a file. */
export class FileItem {
	readonly item: INodeExecutionData;

	constructor(content: Uint8Array | string, field = 'data', fileName = 'mapping.csv') {
		const data = Buffer.from(content as string).toString('base64');
		this.item = { json: {}, binary: { [field]: { data, fileName, mimeType: 'text/csv' } } };
	}
}

class ItemSource implements INodeType {
	description: INodeTypeDescription;

	constructor(
		name: string,
		private readonly items: INodeExecutionData[],
	) {
		this.description = {
			displayName: name,
			name,
			group: ['input'],
			version: 1,
			description: 'Hands out items',
			defaults: { name },
			inputs: name === 'start' ? [] : [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		};
	}

	execute = async (): Promise<INodeExecutionData[][]> => [this.items];
}

/**
 * Runs SKU Mapping in n8n's own engine with as many inputs as its parameters ask for.
 *
 * @param inputs  items of each input from top to bottom; undefined = nothing is connected to it
 */
export async function runSkuMapping(
	parameters: INodeParameters,
	inputs: Array<Array<IDataObject | FileItem> | undefined>,
	onError?: INode['onError'],
): Promise<NodeRun> {
	const type = new SkuMapping();
	const start = new ItemSource('start', [{ json: {} }]);
	const sources = inputs.map((items, index) =>
		items
			? new ItemSource(
					`input${index}`,
					items.map((item) => (item instanceof FileItem ? item.item : { json: item })),
				)
			: undefined,
	);
	const connected = sources.flatMap((source) => source ?? []);
	const nodes = [
		nodeOf(start, 'Start'),
		...connected.map((feed) => nodeOf(feed, feed.description.name)),
		nodeOf(type, 'Node', { parameters, ...(onError ? { onError } : {}) }),
	];
	const connections: IConnections = {
		Start: {
			main: [connected.map((feed) => ({ node: feed.description.name, type: 'main', index: 0 }))],
		},
	};
	sources.forEach((feed, index) => {
		if (!feed) return;
		connections[feed.description.name] = { main: [[{ node: 'Node', type: 'main', index }]] };
	});
	const workflow = workflowOf([start, ...connected, type], nodes, connections);
	const about = { id: 'w', name: 'test', nodes, connections, active: false };
	const data = additionalData(new CredentialStore(), about, 'trigger');
	const run = await new WorkflowExecute(data, 'trigger').run({ workflow, startNode: nodes[0] });
	return readRun(run);
}
