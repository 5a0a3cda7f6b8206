import { DEMO_MAPPING, DEMO_PAIRING, type MappingRow } from '../sandbox';
import type { Workflow } from './n8n/api';
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
 * What a user does after importing a template, and nothing else: choose the credentials, fill in the settings node, the
 * mapping rows and the pairing rows.
 */
export function setUpLikeAUser(workflow: Workflow, credentials: ChosenCredentials): void {
	chooseCredential(workflow, TIKTOK_NODES, CONNECTED_TYPE, credentials.tikTokShop);
	chooseCredential(workflow, OMS_NODES, 'lingxingOmsApi', credentials.oms);
	fillInSettings(workflow);
	for (const node of nodesOf(workflow, 'skuMapping')) {
		node.parameters.mappingRows = { rows: DEMO_MAPPING.map(mappingRow) };
	}
	for (const node of nodesOf(workflow, 'tikTokShopFulfillment')) {
		node.parameters.pairing = {
			rows: DEMO_PAIRING.map(({ carrier, providerName }) => ({
				storeCode: '*',
				carrier,
				provider: { __rl: true, mode: 'name', value: providerName },
			})),
		};
	}
}

/** The bridge asks the real TikTok Shop unless it is told otherwise. */
export function setUpBridge(workflow: Workflow, authHost: string): void {
	for (const node of nodesOf(workflow, 'tikTokShopOAuthBridge')) {
		node.parameters.authHost = authHost;
	}
}

/** Adds a mapping row to the rows that are there, as a user who reads why an order waits. */
export function addMappingRows(workflow: Workflow, rows: readonly MappingRow[]): void {
	for (const node of nodesOf(workflow, 'skuMapping')) {
		const { rows: before } = node.parameters.mappingRows as { rows: object[] };
		node.parameters.mappingRows = { rows: [...before, ...rows.map(mappingRow)] };
	}
}

function mappingRow({ store_code, platform_sku, system_sku, quantity }: MappingRow): object {
	return {
		storeCode: store_code,
		platformSku: platform_sku,
		systemSku: system_sku,
		quantity,
	};
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
