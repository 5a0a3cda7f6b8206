import type { Checks } from '../../support/checks';
import type { Instance } from '../../support/n8n/instance';
import { DataTables } from '../../support/n8n/dataTables';
import { createRules } from '../../support/n8n/mappingTables';
import { publishBridge } from '../../support/n8n/oauth/bridge';
import { connectInstance, createCredentials, templatePublisher } from '../../support/n8n/world';
import { DeskClicking } from './clicking';
import { publish } from '../../support/n8n/publish';
import { readTemplate } from '../../support/n8n/templates';
import { setUpLikeAUser } from '../../support/n8n/setUp';
import { withInstance, type Part } from '../part';
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
export async function runDesk(part: Part): Promise<void> {
	const { checks, print } = part;
	// Here a person fills in the seller SKU, not the sandbox.
	const pace = { sellerSkuFilledMs: Number.POSITIVE_INFINITY };
	await withInstance(part, { pace }, async (instance) => {
		await runParts(instance, checks);
	});
	await withInstance(part, { pace: STILL }, async (still) => {
		await runClicking(still, checks, print);
	});
}

/** Nothing polls and the world stands still: what happens, happens by the desk's form. */
async function runClicking(
	instance: Instance,
	checks: Checks,
	print: (line: string) => void,
): Promise<void> {
	const { api } = instance;
	const { credentials, tables } = await connectInstance(instance);
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
