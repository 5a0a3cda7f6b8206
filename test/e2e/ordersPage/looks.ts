import { axeFindings } from '../looks/axe';
import { misplaced } from '../looks/misplaced';
import { accessProblems } from './access';
import type { OrdersPage, TabName } from './pageInBrowser';
import type { Scene } from './scene';

export const WIDTHS = [360, 768, 1280];
/** The one with rows that offer every action is the last, so that a dialog can be opened from it. */
const TABS: readonly TabName[] = ['pending', 'processing', 'shipped', 'cancelled', 'exception'];

/** Three widths, dark, Chinese, the keyboard alone, and what people need who hear a page or see little of it. */
export async function looks(scene: Scene): Promise<void> {
	for (const width of WIDTHS) await atWidth(scene, width);
	await inDark(scene);
	await inChinese(scene);
	await byKeyboard(scene);
}

/** Looks at the page as it is now. @param what  what it shows, in words */
export async function look({ checks }: Scene, { page }: OrdersPage, what: string): Promise<void> {
	const problems = await misplaced(page);
	checks.that(
		`${what}: nothing is cut, small or over another thing`,
		problems.length === 0,
		problems,
	);
	const axe = await axeFindings(page);
	checks.that(`${what}: axe-core finds nothing`, axe.length === 0, axe);
}

async function atWidth(scene: Scene, width: number): Promise<void> {
	const { checks, open } = scene;
	const on = await open({ viewport: { width, height: 800 } }, 'tab=exception');
	const rows = await on.page.locator('#rows tr').count();
	checks.that(`${width} px wide: there are rows to look at`, rows > 0, rows);
	for (const tab of TABS) {
		await on.show(tab);
		await look(scene, on, `${width} px wide, ${tab}`);
	}
	const access = await accessProblems(on.page);
	checks.that(`${width} px wide: what changes is told`, access.length === 0, access);
	await on.page.locator('[data-action=cancelByHand]').first().click();
	const box = await on.page.locator('dialog[open]').boundingBox();
	const fits = box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width;
	checks.that(`${width} px wide: a dialog fits`, fits, box);
	await look(scene, on, `${width} px wide, a dialog`);
	await on.close();
}

async function inDark(scene: Scene): Promise<void> {
	const { checks, open } = scene;
	const on = await open({ colorScheme: 'dark' }, 'tab=exception');
	const ground = await on.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	const [, red] = /rgb\((\d+)/.exec(ground) ?? [];
	checks.that('dark where the reader wants it dark', Number(red) < 60, ground);
	for (const tab of TABS) {
		await on.show(tab);
		await look(scene, on, `dark, ${tab}`);
	}
	await on.show('exception');
	await on.page.locator('[data-action=cancelByHand]').first().click();
	await look(scene, on, 'dark, a dialog');
	await on.close();
}

async function inChinese(scene: Scene): Promise<void> {
	const { checks, open } = scene;
	const on = await open(
		{ locale: 'zh-CN', viewport: { width: 360, height: 800 } },
		'tab=exception',
	);
	const { page } = on;
	const tabs = await page.locator('#tabs .name').allInnerTexts();
	checks.that(
		'Chinese where the browser is',
		tabs.join() === '待处理,处理中,已发货,已取消,异常',
		tabs,
	);
	const lang = await page.locator('html').getAttribute('lang');
	checks.that('and says so', lang === 'zh', lang);
	const rows = [...(await on.rows()).values()].join('\n');
	checks.that(
		'codes of exceptions in Chinese, the original in brackets',
		/仓库已停止处理（库存不足）/.test(rows),
		rows,
	);
	const english = await page.evaluate(() =>
		[...document.querySelectorAll('button, label > span, th, h1')]
			.map((each) => (each as HTMLElement).innerText.trim())
			.filter((text) => /^[A-Za-z ]+$/.test(text) && text !== 'English'),
	);
	checks.that('no English word is left', english.length === 0, english);
	await look(scene, on, 'in Chinese');
	await page.locator('[data-action=cancelByHand]').first().click();
	await look(scene, on, 'in Chinese, a dialog');
	await page.keyboard.press('Escape');
	await page.locator('#language').click();
	const title = await page.locator('h1').innerText();
	checks.that('one click gives English', title === 'TikTok Shop orders', title);
	await page.reload();
	await on.settled();
	const kept = await page.locator('h1').innerText();
	checks.that('which the address remembers', kept === 'TikTok Shop orders', kept);
	await on.close();
}

async function byKeyboard({ checks, open }: Scene): Promise<void> {
	const on = await open();
	const { page } = on;
	const focused = async () =>
		await page.evaluate(
			() => document.activeElement?.id || document.activeElement?.textContent || '',
		);
	await page.keyboard.press('Tab');
	const first = await focused();
	checks.that('the first Tab leads past the head to the list', first === 'To the list', first);
	await page.locator('#tab-pending').focus();
	await page.keyboard.press('ArrowLeft');
	checks.that(
		'arrows go from tab to tab, around',
		(await focused()) === 'tab-exception',
		await focused(),
	);
	await on.settled();
	const selected = await page.locator('#tabs [aria-selected=true]').count();
	checks.that('one tab is chosen', selected === 1, selected);
	const reached = new Set<string>();
	for (let step = 0; step < 40; step++) {
		await page.keyboard.press('Tab');
		reached.add(
			await page.evaluate(() => (document.activeElement as HTMLElement).dataset.action ?? ''),
		);
	}
	checks.that(
		'Tab reaches every action of a row',
		reached.has('tryAgain') && reached.has('cancelByHand'),
		[...reached],
	);
	await page.locator('[data-action=cancelByHand]').first().focus();
	await page.keyboard.press('Enter');
	const inside = await page.evaluate(() => document.activeElement?.closest('dialog') !== null);
	checks.that('a dialog opens by Enter and takes the focus', inside);
	await page.keyboard.press('Escape');
	const back = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.action);
	checks.that('Escape closes it, and the focus is back', back === 'cancelByHand', back);
	await on.close();
}
