import { name as packageName } from '../../../package.json';
import type { Workflow } from '../../support/n8n/api';
import {
	pollEveryMinute,
	readTemplate,
	saveSuccesses,
	type TemplateName,
} from '../../support/n8n/templates';
import { CONNECTED_TYPE } from '../../support/n8n/oauth/credential';
import { setUpLikeAUser, type ChosenCredentials } from '../../support/n8n/setUp';
import { EARLIER_TEMPLATES } from './earlier';

/** A template of the version before, with what a user chooses in it. */
export function earlierTemplate(
	name: TemplateName,
	credentials: ChosenCredentials,
	subWorkflow?: string,
): Workflow {
	const template = readTemplate(name, EARLIER_TEMPLATES);
	setUpLikeAUser(template, credentials, subWorkflow);
	pollEveryMinute(template);
	saveSuccesses(template);
	return template;
}

/** Names of the triggers that only listen. */
export const ORDERS = 'TikTok Shop Trigger';
export const SHIPPED = 'Lingxing OMS Trigger';

const POLL_TIMES = { pollTimes: { item: [{ mode: 'everyMinute' }] } };

/**
 * One trigger as it comes out of the list of nodes, and nothing behind it. The templates of the version before emit what waits at every poll;
 * these emit each order once.
 */
export function listener(node: string, { tikTokShop, oms }: ChosenCredentials): Workflow {
	const isOrders = node === ORDERS;
	const parameters = isOrders
		? { ...POLL_TIMES, authentication: 'oAuth2' }
		: { ...POLL_TIMES, event: 'shipped', emit: 'once' };
	const workflow: Workflow = {
		name: `${node} listens`,
		nodes: [
			{
				id: node,
				name: node,
				type: `${packageName}.${isOrders ? 'tikTokShopTrigger' : 'lingxingOmsTrigger'}`,
				typeVersion: 1,
				position: [0, 0],
				parameters,
				credentials: isOrders ? { [CONNECTED_TYPE]: tikTokShop } : { lingxingOmsApi: oms },
			},
		],
		connections: {},
		settings: { executionOrder: 'v1' },
	};
	saveSuccesses(workflow);
	return workflow;
}
