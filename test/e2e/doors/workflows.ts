import { name as packageName } from '../../../package.json';
import { mappedOrder } from '../../support/items/omsOrder';
import type { Workflow, WorkflowNode } from '../../support/n8n/api';
import type { ChosenCredential } from '../../support/n8n/oauth/credential';

export const REQUEST = 'Request';
export const CREATE = 'Create';

const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });

const START: WorkflowNode = {
	id: 'start',
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** n8n's HTTP Request node with a credential of this package. */
export function requestWorkflow(url: string, type: string, credential: ChosenCredential): Workflow {
	const request: WorkflowNode = {
		id: 'request',
		name: REQUEST,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position: [220, 0],
		parameters: {
			method: 'POST',
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: type,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '{"data":{}}',
			options: {},
		},
		credentials: { [type]: credential },
	};
	const name = `Request to ${url} with ${type}`;
	return { name, nodes: [START, request], connections: { Start: to(REQUEST) } };
}

/** Takes an uploaded file for the label of an order. */
export function labelWorkflow(path: string, oms: ChosenCredential): Workflow {
	const webhook: WorkflowNode = {
		id: 'webhook',
		name: 'Upload',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		position: [0, 0],
		webhookId: 'upload-of-a-label',
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
	};
	const order: WorkflowNode = {
		id: 'order',
		name: 'Order',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		position: [220, 0],
		parameters: {
			mode: 'raw',
			jsonOutput: JSON.stringify(mappedOrder()),
			includeOtherFields: true,
			options: { stripBinary: false },
		},
	};
	const create: WorkflowNode = {
		id: 'create',
		name: CREATE,
		type: `${packageName}.lingxingOms`,
		typeVersion: 1,
		position: [440, 0],
		parameters: {
			resource: 'outboundOrder',
			operation: 'create',
			warehouse: { __rl: true, mode: 'code', value: 'USLAX1' },
			logisticsChannel: { __rl: true, mode: 'code', value: 'Upload_Shipping_Label' },
		},
		credentials: { lingxingOmsApi: oms },
	};
	return {
		name: 'Labels by upload',
		nodes: [webhook, order, create],
		connections: { Upload: to('Order'), Order: to(CREATE) },
	};
}
