import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';

import { stopOnSignals } from '../../support/interrupt';
import { ensureN8n } from '../../support/n8n/install';
import { startInstance } from '../../support/n8n/instance';
import { packPackage } from '../../support/n8n/package';
import { CURRENT } from '../../support/n8n/releases';
import { runByHand } from '../../support/n8n/runByHand';
import { hasTemplate } from '../../support/n8n/templates';
import { withBrowser } from '../ordersPage/pageInBrowser';
import { screenshotOfRun } from '../screenshot';
import { FORM_SCENES, ORDERS_SCENES } from './scenes';
import { Stage, STILL } from './stage';

const FOLDER = resolve(__dirname, '..', '..', '..', 'docs', 'images');
const MOST_BYTES = 150 * 1024;
/** The first of these whose picture is small enough. */
const QUALITIES = [85, 75, 65, 55, 45, 35, 25];
/** Width of a form, and how much of a long one is shown. */
const WIDTH = 1000;
const MOST_HEIGHT = 900;

const print = (line: string): void => console.log(line);

/**
 * `npm run generate:pictures`: takes the pictures of README and docs from a real n8n with the package, against the sandbox. What is shown
 * stands in scenes.ts.
 */
async function main(): Promise<void> {
	stopOnSignals();
	wantChinese();
	const installation = await ensureN8n(CURRENT);
	print('Building and packing the package …');
	const tarball = await packPackage();
	mkdirSync(FOLDER, { recursive: true });
	const instance = await startInstance(installation, tarball, print, {}, STILL);
	try {
		await withBrowser(async (browser) => {
			const stage = await Stage.set(instance, browser);
			await ofOrders(stage);
			await ofForms(stage);
			await ofEditor(stage);
		});
	} finally {
		await instance.stop();
	}
}

/** Without a Chinese font a browser draws boxes. */
function wantChinese(): void {
	const fonts = execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
	if (fonts.trim() !== '') return;
	throw new Error(
		'No font of this machine has Chinese. On Debian: apt-get install -y fonts-wqy-microhei',
	);
}

async function ofOrders(stage: Stage): Promise<void> {
	for (const { file, hash, options } of ORDERS_SCENES) {
		const on = await stage.orders(options, hash);
		await save(file, async (quality) => await on.page.screenshot({ type: 'jpeg', quality }));
		await on.close();
	}
}

async function ofForms(stage: Stage): Promise<void> {
	for (const { template, picture, go } of FORM_SCENES) {
		if (picture === undefined || !hasTemplate(template)) continue;
		const page = await stage.form(template, { viewport: { width: WIDTH, height: MOST_HEIGHT } });
		await go?.(page, stage);
		const height = Math.min(MOST_HEIGHT, await heightOf(page));
		const clip = { x: 0, y: 0, width: WIDTH, height };
		await save(
			picture,
			async (quality) => await page.screenshot({ type: 'jpeg', quality, clip, fullPage: true }),
		);
		await page.context().close();
	}
}

async function ofEditor({ instance, workflows }: Stage): Promise<void> {
	const workflow = workflows.get('order-sync');
	if (!workflow) return;
	const { id, status } = await runByHand(instance, workflow);
	if (status !== 'success') throw new Error(`The order sync ended with ${status}.`);
	const file = join(FOLDER, 'order-sync.jpeg');
	for (const quality of QUALITIES) {
		await screenshotOfRun(instance.api, workflow.id, id, file, quality);
		if (statSync(file).size <= MOST_BYTES) return told(file);
	}
	throw new Error(`${file} is too large.`);
}

/** The best quality that is small enough. */
async function save(name: string, take: (quality: number) => Promise<Buffer>): Promise<void> {
	for (const quality of QUALITIES) {
		const picture = await take(quality);
		if (picture.length > MOST_BYTES) continue;
		writeFileSync(join(FOLDER, name), picture);
		return told(join(FOLDER, name));
	}
	throw new Error(`${name} is too large.`);
}

function told(file: string): void {
	print(`${file}   ${Math.ceil(statSync(file).size / 1024)} KB`);
}

async function heightOf(page: Page): Promise<number> {
	return await page.evaluate(() => document.body.scrollHeight);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
