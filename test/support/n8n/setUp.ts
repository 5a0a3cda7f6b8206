import type { IConnections } from 'n8n-workflow';

import { DEMO_PAIRING } from '../../sandbox';
import type { N8nApi, Workflow, WorkflowNode } from './api';
import { CONNECTED_TYPE, type ChosenCredential } from './oauth/credential';
import { chooseCredential, nodesOf } from './templates';

export interface ChosenCredentials {
	tikTokShop: ChosenCredential;
	oms: ChosenCredential;
	/** User name and password of the forms. */
	forms: ChosenCredential;
}

const TIKTOK_NODES = ['tikTokShop', 'tikTokShopTrigger', 'tikTokShopFulfillment'];
const FORM = 'n8n-nodes-base.formTrigger';
const FORM_LOGIN_TYPE = 'httpBasicAuth';
const OMS_NODES = ['lingxingOms', 'lingxingOmsTrigger'];

/** Placeholders of the settings nodes, and their values in the sandbox's OMS. */
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
 * @param subWorkflow  ID of the imported sub-workflow, where it is not the one that the template names
 */
export function setUpLikeAUser(
	workflow: Workflow,
	credentials: ChosenCredentials,
	subWorkflow?: string,
): void {
	chooseCredential(workflow, TIKTOK_NODES, CONNECTED_TYPE, credentials.tikTokShop);
	chooseCredential(workflow, OMS_NODES, 'lingxingOmsApi', credentials.oms);
	closeForms(workflow, credentials.forms);
	fillInSettings(workflow);
	for (const { type, parameters } of workflow.nodes) {
		if (type !== 'n8n-nodes-base.executeWorkflow') continue;
		if (subWorkflow) parameters.workflowId = { __rl: true, mode: 'list', value: subWorkflow };
	}
	for (const node of nodesOf(workflow, 'tikTokShopFulfillment')) {
		pairInTheNode(workflow, node);
	}
}

/** n8n publishes no form and no page whose credential is missing. */
function closeForms({ nodes }: Workflow, credential: ChosenCredential): void {
	for (const node of nodes) {
		const isClosed = node.type === FORM || node.parameters.authentication === 'basicAuth';
		if (isClosed) node.credentials = { [FORM_LOGIN_TYPE]: credential };
	}
}

/** Picks the providers in the node itself, which then has no input for rows of a table. */
function pairInTheNode({ connections }: Workflow, node: WorkflowNode): void {
	node.parameters.pairingSource = 'define';
	const pairing = 1;
	for (const [from, { main }] of Object.entries(connections as IConnections)) {
		const targets = main.flatMap((each) => each ?? []).filter((to) => to.node === node.name);
		if (targets.some(({ index }) => index === pairing)) delete connections[from];
		for (const to of targets) if (to.index > pairing) to.index -= 1;
	}
	node.parameters.pairing = {
		rows: DEMO_PAIRING.map(({ carrier, providerName }) => ({
			storeCode: '*',
			carrier,
			provider: { __rl: true, mode: 'name', value: providerName },
		})),
	};
}

/** What a user enters before a form of the templates opens. */
export const FORM_LOGIN = { username: 'office', password: 'Demo-form-password-1' };

/** Creates the Basic Auth credential of the forms. */
export async function createFormLogin(api: N8nApi): Promise<ChosenCredential> {
	const name = 'Forms of the templates';
	const { username: user, password } = FORM_LOGIN;
	return { id: await api.createCredential(name, FORM_LOGIN_TYPE, { user, password }), name };
}

/** The bridge calls the real TikTok Shop by default. */
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
