import { name as packageName } from '../../../../package.json';
import type { Workflow, WorkflowNode } from '../api';
import { CONNECTED_TYPE, type ChosenCredential } from './credential';

export const TRIGGER = 'Pending Orders';
export const LIST_SHOPS = 'List My Shops';

/** A node of this package that uses the connected credential. */
function connectedNode(
	name: string,
	type: string,
	credential: ChosenCredential,
	parameters: Record<string, unknown>,
): WorkflowNode {
	return {
		id: type,
		name,
		type: `${packageName}.${type}`,
		typeVersion: 1,
		position: [220, 0],
		parameters: { authentication: 'oAuth2', ...parameters },
		credentials: { [CONNECTED_TYPE]: credential },
	};
}

/** Emits the orders of all shops, as often as n8n allows. */
export function orderWorkflow(credential: ChosenCredential): Workflow {
	const trigger = connectedNode(TRIGGER, 'tikTokShopTrigger', credential, {
		pollTimes: { item: [{ mode: 'everyMinute' }] },
		emit: 'untilShipped',
	});
	return { name: 'Orders by the connected account', nodes: [trigger], connections: {} };
}

/** Calls TikTok Shop once for each POST and answers with what came back. */
export function callWorkflow(credential: ChosenCredential, path: string): Workflow {
	const webhook: WorkflowNode = {
		id: 'webhook',
		name: 'Asked',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		position: [0, 0],
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
	};
	const ask = connectedNode(LIST_SHOPS, 'tikTokShop', credential, {
		resource: 'shop',
		operation: 'getAll',
		returnAll: true,
	});
	return {
		name: 'Shops of the connected account',
		nodes: [webhook, ask],
		connections: { [webhook.name]: { main: [[{ node: LIST_SHOPS, type: 'main', index: 0 }]] } },
	};
}
