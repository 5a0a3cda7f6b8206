import { DEMO_MAPPING, type MappingRow, type Sandbox } from '../../sandbox';
import type { N8nApi, Workflow } from '../../support/n8n/api';
import type { ChosenCredential } from '../../support/n8n/oauth/credential';
import { PASTED_TYPE, pastedCredential } from '../../support/n8n/redirectedUrl';
import { nodesOf } from '../../support/n8n/templates';

/** One authorization and one OMS account, with the one order that is ready and the one that waits. */
export interface Account {
	/** The account name that its user sets in the workflows; empty for the first account. */
	word: string;
	sandbox: Sandbox;
	mapping: readonly MappingRow[];
	/** The system SKU that only this account's mapping gives. */
	systemSku: string;
	ready: string;
	waiting: string;
}

const MUG = 'MUG-BLUE-350';
const UNMAPPED = 'NEW-ARRIVAL-01';

/**
 * Adds orders that the other account does not have.
 *
 * @param skipped  order IDs that are given to orders of the past first, so that no two accounts have one in common
 */
export function accountOf(
	sandbox: Sandbox,
	word: string,
	systemSku: string,
	skipped: number,
): Account {
	const order = (sellerSku: string, status?: 'DELIVERED'): string =>
		sandbox.tiktok.addOrder({
			shop: 'US01',
			lines: [{ sellerSku }],
			ageSeconds: 7_200,
			...(status ? { status } : {}),
		}).id;
	for (let index = 0; index < skipped; index++) order(MUG, 'DELIVERED');
	const mapping = DEMO_MAPPING.map((row) =>
		row.platform_sku === MUG && row.store_code === '*' ? { ...row, system_sku: systemSku } : row,
	);
	return { word, sandbox, mapping, systemSku, ready: order(MUG), waiting: order(UNMAPPED) };
}

/** What a user changes in the copy of a template for another account, by docs/templates.md. */
export function changeForAccount({ nodes }: Workflow, word: string): void {
	for (const { name, type, parameters } of nodes) {
		const options = parameters.options as { path?: string } | undefined;
		if (type === 'n8n-nodes-base.formTrigger' && options?.path) options.path += `-${word}`;
		if (parameters.operation === 'insert') {
			const value = `tiktok_shop_${word}_sku_mapping`;
			parameters.dataTableId = { __rl: true, mode: 'name', value };
		}
		if (name !== 'Settings') continue;
		const { assignments } = parameters.assignments as {
			assignments: Array<{ name: string; value: unknown }>;
		};
		for (const each of assignments) if (each.name === 'account') each.value = word;
	}
}

/** A second authorization, by the other credential type: one bridge serves one TikTok Shop. */
export async function createPasted(api: N8nApi, sandbox: Sandbox): Promise<ChosenCredential> {
	const name = 'TikTok Shop (second sandbox)';
	const data = pastedCredential(sandbox, sandbox.credentials.tiktok.appSecret);
	const id = await api.createCredential(name, PASTED_TYPE, data);
	const { status, message } = await api.testCredential(id);
	if (status !== 'OK') throw new Error(`The test of the credential "${name}" failed: ${message}`);
	return { id, name };
}

export function choosePasted(workflow: Workflow, credential: ChosenCredential): void {
	const names = ['tikTokShop', 'tikTokShopTrigger', 'tikTokShopFulfillment'];
	for (const node of nodesOf(workflow, ...names)) {
		if (!('authentication' in node.parameters)) continue;
		node.parameters.authentication = 'redirectedUrl';
		node.credentials = { [PASTED_TYPE]: credential };
	}
}
