import { processorTime } from '../../support/n8n/processorTime';
import { OrdersPage } from './pageInBrowser';
import type { Scene } from './scene';

const SIZES = [100, 1_000, 10_000];
const WITHIN_MS = 600_000;
const SHOP = 'US01';

/**
 * How long the page takes with so many orders, half of which are in the warehouse. Told, never a condition: machines differ. The two
 * services run in the process of the test, on the same processors; their own time is in the figures.
 */
export async function speed({
	sandbox,
	instance,
	browser,
	url,
	checks,
	print,
}: Scene): Promise<void> {
	let made = 0;
	for (const size of SIZES) {
		for (; sandbox.tiktok.orders.size < size; made++) add(sandbox, made);
		const before = sandbox.log.entries.length;
		const ofN8n = () => Math.round(processorTime(instance.n8n.pid) - idle);
		const idle = processorTime(instance.n8n.pid);
		const on = await OrdersPage.open(browser, url, {}, 'tab=processing');
		const { page } = on;
		const { firstMs, pageMs } = await page.evaluate(firstPage);
		const untilPage = ofN8n();
		await on.settled(WITHIN_MS);
		const allMs = Math.round(await page.evaluate(() => performance.now()));
		const calls = sandbox.log.entries.length - before;
		const counts = Object.values(await on.counts()).reduce((sum, each) => sum + each, 0);
		print(
			`  ${size} orders: first rows after ${firstMs} ms, first full page after ${pageMs} ms, all after ${allMs} ms, with ${calls} calls of the services; processor time of n8n: ${untilPage} ms until the first page, ${ofN8n()} ms in all`,
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

/** Runs in the page: when the first row, and the hundredth, was there; ms since the page was called. */
async function firstPage(): Promise<{ firstMs: number; pageMs: number }> {
	const rows = document.querySelector('#rows') as HTMLElement;
	let firstMs = 0;
	for (;;) {
		const now = Math.round(performance.now());
		if (rows.children.length > 0) firstMs ||= now;
		const isOver = document.body.dataset.reading === 'false';
		if (rows.children.length >= 100 || isOver) return { firstMs, pageMs: now };
		await new Promise((done) => setTimeout(done, 10));
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
