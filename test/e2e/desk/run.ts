import type { Checks } from '../../support/checks';
import { startInstance, type Instance } from '../../support/n8n/instance';
import type { Workflow } from '../../support/n8n/api';
import { DataTables } from '../../support/n8n/dataTables';
import type { N8nInstallation } from '../../support/n8n/install';
import { publishBridge } from '../../support/n8n/oauth/bridge';
import { createCredentials, templatePublisher } from '../../support/n8n/world';
import { Deciding } from './deciding';
import { Importing } from './importing';

/** Mapping by file, manual synchronization, and orders that wait, by clicking. */
export class DeskRun {
	static async run(
		installation: N8nInstallation,
		tarball: string,
		checks: Checks,
		print: (line: string) => void,
	): Promise<void> {
		// Here a person fills in the seller SKU, not the sandbox.
		const pace = { sellerSkuFilledMs: Number.POSITIVE_INFINITY };
		const instance = await startInstance(installation, tarball, print, {}, pace);
		try {
			await tell(instance, checks);
		} finally {
			await instance.stop();
		}
	}
}

/** Checks orders at once that were not seen, instead of after a day. */
function lookAtOnce({ nodes }: Workflow): void {
	for (const { name, parameters } of nodes) {
		if (name !== 'Settings') continue;
		const { assignments } = parameters.assignments as {
			assignments: Array<{ name: string; value: unknown }>;
		};
		for (const each of assignments) if (each.name === 'lookAfterHours') each.value = 0;
	}
}

async function tell(instance: Instance, checks: Checks): Promise<void> {
	const { api, sandbox, n8n } = instance;
	await publishBridge(api, sandbox);
	const publishTemplate = templatePublisher(api, await createCredentials(api, sandbox));
	const tables = await DataTables.of(api);
	await publishTemplate('mapping-import');
	await publishTemplate('mapping-export');
	const importing = new Importing(n8n.url, tables, checks);
	await importing.tell();
	const { id: toWarehouse } = await publishTemplate('orders-to-warehouse');
	await publishTemplate('manual-sync', toWarehouse);
	const desk = await publishTemplate('exception-desk', toWarehouse);
	await api.republish(desk.id, lookAtOnce);
	await publishTemplate('ship-back');
	await publishTemplate('order-sync', toWarehouse);
	await new Deciding(instance, tables, importing, desk, checks).tell();
}
