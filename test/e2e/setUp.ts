import type { IConnections } from 'n8n-workflow';

import { DEMO_PAIRING } from '../sandbox';
import type { Workflow, WorkflowNode } from './n8n/api';
import { CONNECTED_TYPE, type ChosenCredential } from './oauth/credential';
import { chooseCredential, nodesOf } from './templates';

export interface ChosenCredentials {
	tikTokShop: ChosenCredential;
	oms: ChosenCredential;
}

const TIKTOK_NODES = ['tikTokShop', 'tikTokShopTrigger', 'tikTokShopFulfillment'];
const OMS_NODES = ['lingxingOms', 'lingxingOmsTrigger'];

/** Placeholders of the settings nodes, and what the OMS of the sandbox calls these things. */
const SETTINGS: Record<string, string> = {
	'YOUR-US-WAREHOUSE': 'USLAX1',
	'YOUR-GB-WAREHOUSE': 'GBLON1',
	'YOUR-US-CHANNEL': 'USPS-GA',
	'YOUR-GB-CHANNEL': 'ROYAL-48',
};

/**
 * What a user does after importing a template, and nothing else: choose the credentials and the sub-workflow, fill in the
 * settings node and the pairing rows, here in the fulfilment node.
 *
 * @param subWorkflow  ID of the imported sub-workflow, for the templates that hand their orders to it
 */
export function setUpLikeAUser(
	workflow: Workflow,
	credentials: ChosenCredentials,
	subWorkflow?: string,
): void {
	chooseCredential(workflow, TIKTOK_NODES, CONNECTED_TYPE, credentials.tikTokShop);
	chooseCredential(workflow, OMS_NODES, 'lingxingOmsApi', credentials.oms);
	fillInSettings(workflow);
	for (const { type, parameters } of workflow.nodes) {
		if (type !== 'n8n-nodes-base.executeWorkflow') continue;
		parameters.workflowId = { __rl: true, mode: 'list', value: subWorkflow ?? '' };
	}
	for (const node of nodesOf(workflow, 'tikTokShopFulfillment')) {
		pairInTheNode(workflow, node);
	}
}

/** Picks the providers in the node itself, which then has no input for rows of a table. */
function pairInTheNode({ connections }: Workflow, node: WorkflowNode): void {
	node.parameters.pairingSource = 'define';
	for (const [from, { main }] of Object.entries(connections as IConnections)) {
		if (main.some((targets) => targets?.some((to) => to.node === node.name && to.index > 0))) {
			delete connections[from];
		}
	}
	node.parameters.pairing = {
		rows: DEMO_PAIRING.map(({ carrier, providerName }) => ({
			storeCode: '*',
			carrier,
			provider: { __rl: true, mode: 'name', value: providerName },
		})),
	};
}

/** The bridge asks the real TikTok Shop unless it is told otherwise. */
export function setUpBridge(workflow: Workflow, authHost: string): void {
	for (const node of nodesOf(workflow, 'tikTokShopOAuthBridge')) {
		node.parameters.authHost = authHost;
	}
}

interface Assignment {
	value: unknown;
}

function fillInSettings(workflow: Workflow): void {
	for (const { type, parameters } of workflow.nodes) {
		if (type !== 'n8n-nodes-base.set') continue;
		const { assignments } = parameters.assignments as { assignments: Assignment[] };
		for (const assignment of assignments) {
			if (typeof assignment.value === 'string') assignment.value = filledIn(assignment.value);
		}
	}
}

function filledIn(text: string): string {
	return Object.entries(SETTINGS).reduce(
		(filled, [placeholder, value]) => filled.replace(placeholder, value),
		text,
	);
}
