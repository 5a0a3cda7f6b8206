import type { Scene } from './scene';

const SIZES = [100, 1_000, 10_000];
const WITHIN_MS = 300_000;
const SHOP = 'US01';

/**
 * How long the page takes with so many orders, half of which are in the warehouse. Told, never a condition: machines differ. The two
 * services run in the process of the test, on the same processors; their own time is in the figures.
 */
export async function speed({ sandbox, open, checks, print }: Scene): Promise<void> {
	let made = 0;
	for (const size of SIZES) {
		for (; sandbox.tiktok.orders.size < size; made++) add(sandbox, made);
		const on = await open({}, 'tab=processing');
		const before = sandbox.log.entries.length;
		const startedAt = Date.now();
		const { page } = on;
		const first = page.waitForFunction(
			() => document.querySelectorAll('#rows tr').length > 0,
			undefined,
			{ timeout: WITHIN_MS, polling: 20 },
		);
		await page.evaluate(() => document.querySelector('#rows')?.replaceChildren());
		await page.locator('#refresh').click();
		await first;
		const firstMs = Date.now() - startedAt;
		await on.settled(WITHIN_MS);
		const allMs = Date.now() - startedAt;
		const calls = sandbox.log.entries.length - before;
		const counts = Object.values(await on.counts()).reduce((sum, each) => sum + each, 0);
		print(
			`  ${size} orders: first rows after ${firstMs} ms, all after ${allMs} ms, ${calls} calls of the services`,
		);
		checks.that(`${size} orders: all are there`, counts >= size - 5, counts);
		const shown = await page.locator('#rows tr').count();
		checks.that(`${size} orders: a page has 100 rows at most`, shown <= 100, shown);
		const drawnAt = Date.now();
		await on.search('576');
		await on.search('');
		print(`  ${size} orders: two searches ${Date.now() - drawnAt} ms`);
		if (size > 1_000) {
			await page.locator('#next').click();
			await on.settled();
			const position = await page.locator('#position').innerText();
			checks.that(
				'the next page has the next hundred',
				position.startsWith('101–200 of'),
				position,
			);
		}
		await on.close();
	}
}

function add(sandbox: Scene['sandbox'], serial: number): void {
	const order = sandbox.tiktok.addOrder({
		shop: SHOP,
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		ageSeconds: 7_200 + serial,
	});
	if (serial % 2 > 0) return;
	sandbox.oms.accept({
		thirdOrderNo: order.id,
		platformOrderNo: order.id,
		referOrderNo: '',
		whCode: 'USLAX1',
		logisticsChannel: 'USPS-GA',
		status: 2,
		given: { storeName: order.shop.code },
		lines: [{ sku: 'SYS-MUG-BLU', quantity: 1 }],
		carrier: '',
		trackNo: '',
	});
}
