import type { Sandbox } from '../../sandbox';
import { connectInstance } from '../../support/n8n/world';
import { inBrowser } from '../browser';
import { submitForm } from '../desk/form';
import { withInstance, type Part } from '../part';
import { DailyLook } from './dailyLook';
import { byPicking } from './rows';

const SIZE = { width: 1280, height: 900 };
const HALF_A_DAY = 12 * 3_600;

/** Mapping rows by the form that picks, clicked in a browser; and the daily look at all rows. */
export async function runMappingNew(part: Part): Promise<void> {
	const { checks, print } = part;
	// The warehouse does not ship meanwhile.
	const pace = { outboundStepMs: Number.POSITIVE_INFINITY };
	await withInstance(part, { pace }, async (instance) => {
		const { api, sandbox, n8n } = instance;
		addWaiting(sandbox);
		const { tables, publishTemplate } = await connectInstance(instance);
		const { id: toWarehouse } = await publishTemplate('orders-to-warehouse');
		await publishTemplate('manual-sync', toWarehouse);
		const form = await publishTemplate('mapping-new', toWarehouse);
		print('Pulling the orders, so that some of them wait …');
		await submitForm(n8n.url, 'tiktok-shop-manual-sync', ['', '', '', 'Awaiting shipment', '']);
		await inBrowser(api, SIZE, async (context) => {
			await byPicking({ context, url: n8n.url, tables, sandbox, checks, print });
		});
		await new DailyLook(instance, tables, form, checks).runAll();
	});
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
