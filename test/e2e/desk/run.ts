import type { Checks } from '../../support/checks';
import { startInstance, type Instance } from '../../support/n8n/instance';
import { DataTables } from '../../support/n8n/dataTables';
import type { N8nInstallation } from '../../support/n8n/install';
import { createRules } from '../../support/n8n/mappingTables';
import { publishBridge } from '../../support/n8n/oauth/bridge';
import { createCredentials, templatePublisher } from '../../support/n8n/world';
import { Deciding } from './deciding';
import { Importing } from './importing';
import { WarehouseRules } from './warehouseRules';

/** Mapping by file, manual synchronization, and orders that wait, by clicking. */
export async function runDesk(
	installation: N8nInstallation,
	tarball: string,
	checks: Checks,
	print: (line: string) => void,
): Promise<void> {
	// Here a person fills in the seller SKU, not the sandbox.
	const pace = { sellerSkuFilledMs: Number.POSITIVE_INFINITY };
	const instance = await startInstance(installation, tarball, print, {}, pace);
	try {
		await runParts(instance, checks);
	} finally {
		await instance.stop();
	}
}

async function runParts(instance: Instance, checks: Checks): Promise<void> {
	const { api, sandbox, n8n } = instance;
	await publishBridge(api, sandbox);
	const publishTemplate = templatePublisher(api, await createCredentials(api, sandbox));
	const tables = await DataTables.of(api);
	await createRules(tables);
	await publishTemplate('mapping-import');
	await publishTemplate('mapping-export');
	const importing = new Importing(n8n.url, tables, checks);
	await importing.runAll();
	const { id: toWarehouse } = await publishTemplate('orders-to-warehouse');
	await publishTemplate('manual-sync', toWarehouse);
	const desk = await publishTemplate('exception-desk', toWarehouse);
	await publishTemplate('ship-back');
	await publishTemplate('order-sync', toWarehouse);
	await new Deciding(instance, tables, importing, desk, checks).runAll();
	await publishTemplate('warehouse-rules');
	const inWarehouse = sandbox
		.books()
		.orders.find(({ shop, outbound }) => shop === 'USLC000001' && outbound.length === 1);
	await new WarehouseRules(n8n.url, inWarehouse?.orderId ?? '', tables, checks).runAll();
}
