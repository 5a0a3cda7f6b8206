import type { Checks } from '../../support/checks';
import { startInstance } from '../../support/n8n/instance';
import type { N8nInstallation } from '../../support/n8n/install';
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
export async function runOrdersPage(
	installation: N8nInstallation,
	tarball: string,
	checks: Checks,
	print: (line: string) => void,
): Promise<void> {
	const instance = await startInstance(installation, tarball, print, {}, STILL);
	try {
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
	} finally {
		await instance.stop();
	}
}
