import type { OrdersPage } from './pageInBrowser';
import type { Scene } from './scene';
import { ordersOf } from './truth';

const HOSTILE = '<img src=x onerror=alert(1)>';

/** Search and filters; and texts of others. */
export async function finding(scene: Scene, on: OrdersPage): Promise<void> {
	const { checks, sandbox } = scene;
	const total = async () => Object.values(await on.counts()).reduce((sum, each) => sum + each, 0);
	const all = await total();
	const [order] = ordersOf(sandbox);
	await on.search(order.id);
	checks.that('search by order ID finds one', (await total()) === 1, await on.counts());
	const sku = order.lines[0].sellerSku;
	const withSku = ordersOf(sandbox).filter(({ lines }) =>
		lines.some((line) => line.sellerSku === sku),
	);
	await on.search(sku.toLowerCase());
	checks.that(
		`search by SKU finds ${withSku.length}, in any case`,
		(await total()) === withSku.length,
		await on.counts(),
	);
	const [shipped] = [...sandbox.oms.outbound.values()].filter(({ trackNo }) => trackNo !== '');
	await on.search(shipped.trackNo);
	await on.show('shipped');
	const found = [...(await on.rows()).keys()];
	checks.that(
		'search by tracking number finds its order',
		found.join() === shipped.thirdOrderNo,
		found,
	);
	await on.search('nothing like this');
	const said = await on.page.locator('#nothing-text').innerText();
	checks.that('where nothing is found, that is said', said === 'No orders here.', said);
	await on.search('');
	await filters(scene, on, all);
	await hostile(scene, on);
}

async function filters({ checks, sandbox }: Scene, on: OrdersPage, all: number): Promise<void> {
	const total = async () => Object.values(await on.counts()).reduce((sum, each) => sum + each, 0);
	const british = ordersOf(sandbox).filter(({ shop }) => shop.code === 'GBCB000001');
	const shop = on.page.locator('#shop');
	await shop.selectOption({ label: 'Sunny Home UK (GBCB000001)' });
	await on.settled();
	checks.that(
		`one shop: its ${british.length} orders`,
		(await total()) === british.length,
		await on.counts(),
	);
	await shop.selectOption('');
	await on.settled();
	const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
	await on.page.locator('#from').fill(tomorrow);
	await on.settled();
	// What waits in the desk is shown whatever the days are.
	const counts = await on.counts();
	checks.that(
		'no days, no orders but those that wait',
		counts.pending + counts.processing === 0,
		counts,
	);
	await on.page.locator('#from').fill('2020-01-01');
	await on.settled();
	checks.that('all days: all orders', (await total()) >= all, [await total(), all]);
}

async function hostile({ checks, sandbox, url }: Scene, on: OrdersPage): Promise<void> {
	const order = sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		ageSeconds: 7_200,
	});
	for (const line of order.lines) Object.assign(line, { sellerSku: HOSTILE, productName: HOSTILE });
	await on.page.locator('#refresh').click();
	await on.settled();
	await on.show('pending');
	const text = (await on.rows()).get(order.id) ?? '';
	checks.that('text of others is text', text.includes(HOSTILE), text);
	const elements = await on.page.locator('#rows img').count();
	checks.that('and never an element', elements === 0, elements);
	checks.that('the page has nothing to complain of', on.complaints.length === 0, on.complaints);
	const reaches = await on.page.evaluate(
		async (address) =>
			await fetch(`${address}/rest/login`, { credentials: 'include' }).then(
				({ status }) => status,
				() => 0,
			),
		url,
	);
	checks.that(
		"the page cannot reach n8n's own interface",
		reaches === 0 || reaches === 401,
		reaches,
	);
	sandbox.tiktok.orders.delete(order.id);
}
