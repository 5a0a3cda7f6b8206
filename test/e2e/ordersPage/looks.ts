import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { accessProblems, contrastProblems } from './access';
import type { OrdersPage } from './pageInBrowser';
import type { Scene } from './scene';

const WIDTHS = [360, 768, 1280];
const PICTURE = resolve(__dirname, '..', '..', '..', 'docs', 'images', 'orders-page.jpeg');

/** Three widths, dark, Chinese, the keyboard alone, and what people need who hear a page or see little of it. */
export async function looks(scene: Scene): Promise<void> {
	for (const width of WIDTHS) await atWidth(scene, width);
	await inDark(scene);
	await inChinese(scene);
	await byKeyboard(scene);
	await picture(scene);
}

/** What reaches beyond the window, or lies over something else that can be clicked. */
async function misplaced({ page }: OrdersPage): Promise<string[]> {
	return await page.evaluate(() => {
		const found: string[] = [];
		const { clientWidth, scrollWidth } = document.documentElement;
		if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} px wide`);
		const shown = [
			...document.querySelectorAll<HTMLElement>('button, input, select, #rows a'),
		].filter((each) => each.offsetParent !== null && each.closest('#tabs') === null);
		const boxes = shown.map((each) => each.getBoundingClientRect());
		boxes.forEach((box, index) => {
			const name = shown[index].id || shown[index].innerText;
			if (box.left < 0 || box.right > clientWidth + 1) found.push(`${name} is cut`);
			if (shown[index].tagName !== 'A' && Math.min(box.width, box.height) < 20)
				found.push(`${name} is small`);
			const over = boxes.findIndex(
				(other, at) =>
					at > index &&
					box.left < other.right - 1 &&
					other.left < box.right - 1 &&
					box.top < other.bottom - 1 &&
					other.top < box.bottom - 1,
			);
			if (over >= 0) found.push(`${name} lies over ${shown[over].id || shown[over].innerText}`);
		});
		return found;
	});
}

async function atWidth({ checks, open }: Scene, width: number): Promise<void> {
	const on = await open({ viewport: { width, height: 800 } }, 'tab=exception');
	const rows = await on.page.locator('#rows tr').count();
	const problems = await misplaced(on);
	checks.that(
		`${width} px wide: nothing is cut, small or over another thing`,
		problems.length === 0 && rows > 0,
		problems,
	);
	const access = await accessProblems(on.page);
	checks.that(`${width} px wide: everything has a name and a role`, access.length === 0, access);
	const contrast = await contrastProblems(on.page);
	checks.that(
		`${width} px wide, light: all text has enough contrast`,
		contrast.length === 0,
		contrast,
	);
	await on.page.locator('[data-action=cancelByHand]').first().click();
	const box = await on.page.locator('dialog[open]').boundingBox();
	const fits = box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width;
	checks.that(`${width} px wide: a dialog fits`, fits, box);
	await on.close();
}

async function inDark({ checks, open }: Scene): Promise<void> {
	const on = await open({ colorScheme: 'dark' }, 'tab=exception');
	const ground = await on.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	const [, red] = /rgb\((\d+)/.exec(ground) ?? [];
	checks.that('dark where the reader wants it dark', Number(red) < 60, ground);
	const contrast = await contrastProblems(on.page);
	checks.that('dark: all text has enough contrast', contrast.length === 0, contrast);
	await on.close();
}

async function inChinese({ checks, open }: Scene): Promise<void> {
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
	const problems = await misplaced(on);
	checks.that('and nothing is cut', problems.length === 0, problems);
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

async function picture({ open, print }: Scene): Promise<void> {
	const wanted = process.argv.includes('--screenshot');
	const path = wanted
		? PICTURE
		: join(mkdtempSync(join(tmpdir(), 'orders-page-')), 'orders-page.jpeg');
	mkdirSync(dirname(path), { recursive: true });
	const on = await open({ viewport: { width: 1280, height: 520 } }, 'tab=exception');
	await on.page.screenshot({ path, type: 'jpeg', quality: 45 });
	print(`  picture of the page: ${path}`);
	await on.close();
}
