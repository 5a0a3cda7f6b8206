import { withInstance, type Part } from '../part';
import { Acting } from './acting';
import { finding } from './finding';
import { looks } from './looks';
import { withBrowser } from './pageInBrowser';
import { Scene } from './scene';
import { speed } from './speed';
import { strangers } from './strangers';

/** The world stands still: what changes, changes because of what is clicked. */
const STILL = {
	sellerSkuFilledMs: Number.POSITIVE_INFINITY,
	outboundStepMs: Number.POSITIVE_INFINITY,
	holdReleaseMs: Number.POSITIVE_INFINITY,
};

/** The orders page: its tabs, filters and actions, who may use it, how it looks, and how long it takes. */
export async function runOrdersPage(part: Part): Promise<void> {
	const { checks, print } = part;
	await withInstance(part, { pace: STILL }, async (instance) => {
		await withBrowser(async (browser) => {
			const scene = await Scene.set(instance, browser, checks, print);
			await strangers(scene);
			const page = await scene.open();
			await scene.everyOrderInItsTab(page, 'before anything was done');
			await new Acting(scene, page).runAll();
			await finding(scene, page);
			await page.close();
			await looks(scene);
			await speed(scene);
		});
	});
}
