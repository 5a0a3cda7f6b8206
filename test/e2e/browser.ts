import { existsSync } from 'node:fs';
import { chromium, type BrowserContext } from 'playwright-core';

import type { N8nApi } from '../support/n8n/api';

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

/** A Chromium of this machine, or the one named by CHROMIUM_PATH. */
export function findBrowser(): string | undefined {
	return [process.env.CHROMIUM_PATH, ...BROWSERS].find((path) => path && existsSync(path));
}

/** Runs `work` in a browser that is logged in to n8n as its owner. */
export async function inBrowser<T>(
	api: N8nApi,
	viewport: { width: number; height: number },
	work: (context: BrowserContext) => Promise<T>,
): Promise<T> {
	const executablePath = findBrowser();
	if (!executablePath) throw new Error('No Chromium found. Install one or set CHROMIUM_PATH.');
	const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
	try {
		const context = await browser.newContext({ viewport, deviceScaleFactor: 1.5 });
		const { cookie, browserId } = api.session;
		const [name, value] = cookie.split('=');
		await context.addCookies([{ name, value, url: api.url }]);
		await context.addInitScript((id) => localStorage.setItem('n8n-browserId', id), browserId);
		// Pages of n8n name fonts on the Internet and wait for them, where there may be none.
		await context.route(isElsewhere, async (route) => await route.abort());
		return await work(context);
	} finally {
		await browser.close();
	}
}

function isElsewhere({ protocol, hostname }: URL): boolean {
	return protocol.startsWith('http') && hostname !== '127.0.0.1';
}
