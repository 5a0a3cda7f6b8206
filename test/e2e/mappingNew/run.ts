import { DEMO_MAPPING, type Sandbox } from '../../sandbox';
import type { Checks } from '../../support/checks';
import { DataTables } from '../../support/n8n/dataTables';
import type { N8nInstallation } from '../../support/n8n/install';
import { startInstance } from '../../support/n8n/instance';
import { createMapping } from '../../support/n8n/mappingTables';
import { publishBridge } from '../../support/n8n/oauth/bridge';
import { createCredentials, templatePublisher } from '../../support/n8n/world';
import { inBrowser } from '../browser';
import { submitForm } from '../desk/form';
import { DailyLook } from './dailyLook';
import { byPicking } from './rows';

const SIZE = { width: 1280, height: 900 };
const HALF_A_DAY = 12 * 3_600;

/** Mapping rows by the form that picks, clicked in a browser; and the daily look at all rows. */
export async function runMappingNew(
	installation: N8nInstallation,
	tarball: string,
	checks: Checks,
	print: (line: string) => void,
): Promise<void> {
	// The warehouse does not ship meanwhile.
	const pace = { outboundStepMs: Number.POSITIVE_INFINITY };
	const instance = await startInstance(installation, tarball, print, {}, pace);
	try {
		const { api, sandbox, n8n } = instance;
		addWaiting(sandbox);
		await publishBridge(api, sandbox);
		const publishTemplate = templatePublisher(api, await createCredentials(api, sandbox));
		const tables = await DataTables.of(api);
		await createMapping(tables, DEMO_MAPPING);
		const { id: toWarehouse } = await publishTemplate('orders-to-warehouse');
		await publishTemplate('manual-sync', toWarehouse);
		const form = await publishTemplate('mapping-new', toWarehouse);
		print('Pulling the orders, so that some of them wait …');
		await submitForm(n8n.url, 'tiktok-shop-manual-sync', ['', '', '', 'Awaiting shipment', '']);
		await inBrowser(api, SIZE, async (context) => {
			await byPicking({ context, url: n8n.url, tables, sandbox, checks, print });
		});
		await new DailyLook(instance, tables, form, checks).runAll();
	} finally {
		await instance.stop();
	}
}

/** Orders of the US shop for platform SKUs without a row. */
function addWaiting({ tiktok }: Sandbox): void {
	const [known] = tiktok.products.filter(({ skus }) => skus[0].sellerSku === 'MUG-RED-350');
	['SET-NEW', 'SYS-LAMP'].forEach((sellerSku, index) => {
		const skus = [{ ...known.skus[0], id: `172958271831231190${index}`, sellerSku }];
		tiktok.products.push({ ...known, id: `172958271831230190${index}`, skus });
	});
	const order = (sellerSku: string, units: number): void => {
		tiktok.addOrder({ shop: 'US01', lines: [{ sellerSku, units }], ageSeconds: HALF_A_DAY });
	};
	order('SET-NEW', 3);
	order('SET-NEW', 4);
	order('SYS-LAMP', 2);
}
