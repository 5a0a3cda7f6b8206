import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { chromium, type Locator } from 'playwright-core';

import type { N8nApi } from './n8n/api';

const BROWSERS = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** The editor moves the workflow into view after it has drawn it. */
const SETTLE_MS = 4_000;

/** A Chromium of this machine, or the one named by CHROMIUM_PATH. */
export function findBrowser(): string | undefined {
	return [process.env.CHROMIUM_PATH, ...BROWSERS].find((path) => path && existsSync(path));
}

/**
 * Opens a finished execution in the real editor and takes its picture.
 *
 * @param file  PNG to write
 */
export async function screenshotOfRun(
	api: N8nApi,
	workflowId: string,
	executionId: string,
	file: string,
): Promise<void> {
	const executablePath = findBrowser();
	if (!executablePath) throw new Error('No Chromium found. Install one or set CHROMIUM_PATH.');
	mkdirSync(dirname(file), { recursive: true });
	const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
	try {
		const context = await browser.newContext({
			viewport: { width: 1920, height: 1080 },
			deviceScaleFactor: 1.5,
		});
		const { cookie, browserId } = api.session;
		const [name, value] = cookie.split('=');
		await context.addCookies([{ name, value, url: api.url }]);
		await context.addInitScript((id) => localStorage.setItem('n8n-browserId', id), browserId);
		const page = await context.newPage();
		await page.goto(`${api.url}/workflow/${workflowId}/executions/${executionId}`);
		await page.locator('.vue-flow__node').first().waitFor({ timeout: 60_000 });
		await page.waitForTimeout(SETTLE_MS);
		// The checklist n8n shows after the first run lies over the workflow; a click beside it closes it.
		await page
			.locator('.vue-flow__pane')
			.first()
			.click({ position: { x: 700, y: 40 } });
		await page.waitForTimeout(SETTLE_MS / 4);
		await page.screenshot({ path: file, clip: await around(page.locator('.vue-flow__node')) });
	} finally {
		await browser.close();
	}
}

const MARGIN = 24;

/** The part of the page that holds all of these. */
async function around(
	all: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> {
	const boxes = (
		await Promise.all((await all.all()).map(async (each) => await each.boundingBox()))
	).filter((box) => box !== null);
	const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN;
	const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN;
	const right = Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN;
	const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN;
	return { x: Math.max(0, left), y: Math.max(0, top), width: right - left, height: bottom - top };
}
