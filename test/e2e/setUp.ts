import { DEMO_MAPPING, DEMO_PAIRING, type MappingRow } from '../sandbox';
import type { Workflow, WorkflowNode } from './n8n/api';
import { chooseCredential, nodesOf } from './templates';

export interface ChosenCredentials {
	tikTokShop: { id: string; name: string };
	oms: { id: string; name: string };
}

const TIKTOK_NODES = ['tikTokShop', 'tikTokShopTrigger', 'tikTokShopFulfillment'];
const OMS_NODES = ['lingxingOms', 'lingxingOmsTrigger'];

/** Warehouse and channel of each shop region, as the OMS of the sandbox knows them. */
const SETTINGS: Record<string, Record<string, string>> = {
	warehouseCode: { US: 'USLAX1', GB: 'GBLON1' },
	logisticsChannel: { US: 'USPS-GA', GB: 'ROYAL-48' },
};

/**
 * What a user does after importing a template, and nothing else: choose the credentials, fill in the settings node, the
 * mapping rows and the pairing rows.
 */
export function setUpLikeAUser(workflow: Workflow, credentials: ChosenCredentials): void {
	chooseCredential(workflow, TIKTOK_NODES, 'tikTokShopApi', credentials.tikTokShop);
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
	name: string;
	value: unknown;
}

function fillInSettings(workflow: Workflow): void {
	for (const node of workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.set')) {
		for (const assignment of assignmentsOf(node)) {
			const values = SETTINGS[assignment.name];
			if (values) assignment.value = byRegion(values);
		}
	}
}

/** The same expression as in the template, with real codes instead of the placeholders. */
function byRegion(values: Record<string, string>): string {
	const pairs = Object.entries(values).map(([region, value]) => `${region}: '${value}'`);
	return `={{ ({ ${pairs.join(', ')} })[$json.shop.region] ?? '' }}`;
}

function assignmentsOf(node: WorkflowNode): Assignment[] {
	return (node.parameters.assignments as { assignments: Assignment[] }).assignments;
}
