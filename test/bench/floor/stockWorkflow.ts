import type { Workflow } from '../../support/n8n/api';
import type { Kind, Recording } from './recording';

export const BATCH = 500;
export const WEBHOOK_PATH = 'bench-stock';

interface Node {
	name: string;
	type: string;
	typeVersion: number;
	parameters: object;
	webhookId?: string;
}

/** As a user sets five fields of each order. */
const FIELDS = ['id', 'status', 'recipient_address.name', 'line_items[0].seller_sku', 'user_id'];

const EDIT_FIELDS: Node = {
	name: 'Edit Fields',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		assignments: {
			assignments: FIELDS.map((field, at) => ({
				id: `field-${at}`,
				name: `field${at}`,
				type: 'string',
				value: `={{ $json.${field} }}`,
			})),
		},
		includeOtherFields: true,
		options: {},
	},
};

/**
 * n8n's own nodes, which fetch, put apart and send the orders of one batch with as many calls as the order sync makes for them. They sign and
 * check nothing, map nothing, and keep no order that cannot go on.
 *
 * @param orders  for which the calls were recorded
 */
export function stockWorkflow(
	url: string,
	recording: Recording,
	orders: number,
	editsFields: boolean,
): Workflow {
	const http = (kind: Kind): Node => ({
		name: `HTTP Request: ${kind}`,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method: 'POST',
			url: `${url}/${kind}`,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: recording[kind].request || '{}',
			options: { pagination: { pagination: pages(recording[kind].calls, orders) } },
		},
	});
	const nodes: Node[] = [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			parameters: {
				httpMethod: 'POST',
				path: WEBHOOK_PATH,
				responseMode: 'lastNode',
				responseData: 'noData',
				options: {},
			},
			webhookId: WEBHOOK_PATH,
		},
		http('search'),
		{ ...AGGREGATE, name: 'Aggregate pages' },
		http('detail'),
		SPLIT_OUT,
		...(editsFields ? [EDIT_FIELDS] : []),
		{ ...AGGREGATE, name: 'Aggregate orders' },
		http('lookUp'),
		{ ...AGGREGATE, name: 'Aggregate outbound orders' },
		http('create'),
	];
	const connections: Record<string, { main: object[][] }> = {};
	nodes.slice(1).forEach(({ name }, at) => {
		connections[nodes[at].name] = { main: [[{ node: name, type: 'main', index: 0 }]] };
	});
	return {
		name: `Bench: stock nodes${editsFields ? ' with Edit Fields' : ''}`,
		nodes: nodes.map((node, at) => ({ ...node, id: `node-${at}`, position: [at * 200, 0] })),
		connections,
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
	} as never;
}

const AGGREGATE: Omit<Node, 'name'> = {
	type: 'n8n-nodes-base.aggregate',
	typeVersion: 1,
	parameters: { aggregate: 'aggregateAllItemData', options: {} },
};

const SPLIT_OUT: Node = {
	name: 'Split Out',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'data.orders', options: {} },
};

/** The calls of one batch. */
const pages = (calls: number, orders: number): object => ({
	parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount }}' }] },
	paginationCompleteWhen: 'other',
	completeExpression: '={{ false }}',
	limitPagesFetched: true,
	maxRequests: Math.max(1, Math.round((calls * BATCH) / orders)),
});
