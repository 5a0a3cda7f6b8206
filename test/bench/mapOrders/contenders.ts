import type { Workflow } from '../../support/n8n/api';

/** Nodes that map the same orders with the same rows. */
export interface Contender {
	name: string;
	/** Nodes that do the mapping, in their order; the first takes the orders. */
	nodes: Array<{ name: string; type: string; typeVersion: number; parameters: object }>;
	/** Node whose second input takes the rows. */
	takesRows?: string;
	/** Runs that are measured; the common number where it is not given. */
	runs?: number;
}

/** The same as the floor node, as a user writes it. */
const CODE = `
const index = new Map();
for (const { json: row } of $('Rows').all()) {
	const key = row.store_code + ' ' + row.platform_sku;
	const target = { systemSku: row.system_sku, quantity: row.quantity };
	if (index.has(key)) index.get(key).push(target);
	else index.set(key, [target]);
}
const mapped = [];
for (const { json } of $input.all()) {
	const outbound = new Map();
	for (const { platformSku, quantity } of json.lines) {
		const targets = index.get(json.shop.code + ' ' + platformSku) ?? index.get('* ' + platformSku);
		if (!targets) throw new Error('No row for ' + platformSku);
		for (const { systemSku, quantity: factor } of targets) {
			const line = outbound.get(systemSku) ?? { systemSku, quantity: 0, from: [] };
			line.quantity += quantity * factor;
			line.from.push({ platformSku, quantity, factor });
			outbound.set(systemSku, line);
		}
	}
	mapped.push({ json: { ...json, outboundLines: [...outbound.values()] } });
}
return mapped;`;

export const OURS = 'Map Orders';
export const FLOOR = 'floor';
export const CODE_NODE = 'Code, all items at once';
export const STOCK = 'Split Out, Merge, Edit Fields';

/** Made without the Code node: one item a line, joined with its row, and the units by expressions. The orders are not put together again. */
const STOCK_NODES: Contender['nodes'] = [
	{
		name: 'Split Out',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: 'lines', include: 'allOtherFields', options: {} },
	},
	{
		name: 'Merge',
		type: 'n8n-nodes-base.merge',
		typeVersion: 3.2,
		parameters: {
			mode: 'combine',
			advanced: true,
			mergeByFields: { values: [{ field1: 'lines.platformSku', field2: 'platform_sku' }] },
			joinMode: 'enrichInput1',
			options: {},
		},
	},
	{
		name: 'Edit Fields',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: {
			assignments: {
				assignments: [
					{ id: 'a', name: 'systemSku', type: 'string', value: '={{ $json.system_sku }}' },
					{
						id: 'b',
						name: 'units',
						type: 'number',
						value: '={{ $json.lines.quantity * $json.quantity }}',
					},
				],
			},
			includeOtherFields: true,
			options: {},
		},
	},
];

export const contenders = (ours: string): Contender[] => [
	{
		name: FLOOR,
		nodes: [{ name: 'Floor', type: 'CUSTOM.benchFloor', typeVersion: 1, parameters: {} }],
		takesRows: 'Floor',
	},
	{
		name: OURS,
		nodes: [
			{
				name: 'SKU Mapping',
				type: `${ours}.skuMapping`,
				typeVersion: 1,
				parameters: { mappingSource: 'mappingInput' },
			},
		],
		takesRows: 'SKU Mapping',
	},
	{
		name: CODE_NODE,
		nodes: [
			{
				name: 'Code',
				type: 'n8n-nodes-base.code',
				typeVersion: 2,
				parameters: { mode: 'runOnceForAllItems', jsCode: CODE },
			},
		],
	},
	{ name: STOCK, nodes: STOCK_NODES, takesRows: 'Merge', runs: 1 },
];

/** The workflow of a contender, which keeps no execution. */
export function workflowOf(
	{ name, nodes, takesRows }: Contender,
	counts: { orders: number; rows: number },
	file: string,
): Workflow {
	const source = { type: 'CUSTOM.benchOrders', typeVersion: 1 };
	const all = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{ name: 'Rows', ...source, parameters: { kind: 'rows', ...counts } },
		{ name: 'Orders', ...source, parameters: { kind: 'orders', ...counts } },
		...nodes,
		{ name: 'Times', type: 'CUSTOM.benchTimes', typeVersion: 1, parameters: { file } },
	];
	const to = (node: string, index = 0) => ({ node, type: 'main', index });
	const chain = ['Orders', ...nodes.map((node) => node.name), 'Times'];
	const connections: Record<string, { main: object[][] }> = {
		Start: { main: [[to('Rows')]] },
		Rows: { main: [[...(takesRows ? [to(takesRows, 1)] : []), to('Orders')]] },
	};
	chain.slice(0, -1).forEach((node, at) => {
		connections[node] = { main: [[to(chain[at + 1])]] };
	});
	return {
		name: `Bench: ${name}`,
		nodes: all.map((node, at) => ({
			...node,
			id: `node-${at}`,
			position: [at * 200, 0],
			...(node.name === 'Orders' ? { executeOnce: true } : {}),
		})) as Workflow['nodes'],
		connections,
		settings: { executionOrder: 'v1', saveManualExecutions: false },
	};
}
