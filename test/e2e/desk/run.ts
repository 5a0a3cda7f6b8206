import type { Checks } from '../../support/checks';
import { startInstance, type Instance } from '../../support/n8n/instance';
import { DataTables } from '../../support/n8n/dataTables';
import type { N8nInstallation } from '../../support/n8n/install';
import { createMapping, createRules } from '../../support/n8n/mappingTables';
import { publishBridge } from '../../support/n8n/oauth/bridge';
import { createCredentials, templatePublisher } from '../../support/n8n/world';
import { DEMO_MAPPING } from '../../sandbox';
import { DeskClicking } from './clicking';
import { publish } from '../../support/n8n/publish';
import { readTemplate } from '../../support/n8n/templates';
import { setUpLikeAUser } from '../setUp';
import { Deciding } from './deciding';
import { Importing } from './importing';
import { trackingNumberGoes } from './tracking';
import { WarehouseRules } from './warehouseRules';

const STILL = {
	sellerSkuFilledMs: Number.POSITIVE_INFINITY,
	outboundStepMs: Number.POSITIVE_INFINITY,
	holdReleaseMs: Number.POSITIVE_INFINITY,
};

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
	const still = await startInstance(installation, tarball, print, {}, STILL);
	try {
		await runClicking(still, checks, print);
	} finally {
		await still.stop();
	}
}

/** Nothing polls and the world stands still: what happens, happens by the desk's form. */
export async function runClicking(
	instance: Instance,
	checks: Checks,
	print: (line: string) => void,
): Promise<void> {
	const { api, sandbox } = instance;
	await publishBridge(api, sandbox);
	const credentials = await createCredentials(api, sandbox);
	const tables = await DataTables.of(api);
	await createMapping(tables, DEMO_MAPPING);
	const templates = ['orders-to-warehouse', 'manual-sync', 'ship-back', 'exception-desk'] as const;
	for (const name of templates) {
		const template = readTemplate(name);
		setUpLikeAUser(template, credentials);
		await publish(api, template);
	}
	await new DeskClicking(instance, tables, checks, print).runAll();
	await trackingNumberGoes(instance, tables, checks);
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
