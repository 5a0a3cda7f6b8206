import { N8nApi } from '../../support/n8n/api';
import { MAPPING_TABLE } from '../../support/n8n/mappingTables';
import { LATE_MAPPING, type Sandbox } from '../../sandbox';
import { connectInstance } from '../../support/n8n/world';
import type { Workflows } from '../real/n8n/instance';
import { publishConnectedCall, type CallWorkflow } from './callWorkflows';
import type { Cluster } from './cluster';

const LOGIN = { email: 'demo@example.com', password: 'Demo-password-1' };

/** Of one process. Faster than usual on TikTok Shop: here the parcels of a day leave within minutes. */
export const CALLS_PER_SECOND = { tiktokRead: 10, tiktokWrite: 5, oms: 5 };

/** What a user has made in the editor of the cluster. */
export interface Workspace {
	api: N8nApi;
	workflows: Workflows;
	/** Asks with the credential of the other workflows. */
	calling: CallWorkflow;
	/** Adds the row that lacks in the mapping. */
	mapWhatLacks(): Promise<void>;
}

/** Credentials, mapping and the published templates. */
export async function openWorkspace({ main }: Cluster, sandbox: Sandbox): Promise<Workspace> {
	const api = new N8nApi(main.url);
	await api.signIn(LOGIN);
	const { credentials, tables, publishTemplate } = await connectInstance(
		{ api, sandbox },
		{
			tikTokShop: {
				readsPerSecond: CALLS_PER_SECOND.tiktokRead,
				writesPerSecond: CALLS_PER_SECOND.tiktokWrite,
			},
		},
	);
	const toWarehouse = await publishTemplate('orders-to-warehouse');
	const orderSync = await publishTemplate('order-sync', toWarehouse.id);
	await publishTemplate('exception-desk', toWarehouse.id);
	const shipBack = await publishTemplate('ship-back');
	return {
		api,
		workflows: { toWarehouse, orderSync, shipBack },
		calling: await publishConnectedCall(api, credentials.tikTokShop),
		mapWhatLacks: async () => await tables.insert(MAPPING_TABLE, LATE_MAPPING),
	};
}
