import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

import { findBrowser } from '../browser';
import { FORM_LOGIN } from '../../support/n8n/setUp';

export const PATH = '/webhook/tiktok-shop-orders';
const WITHIN_MS = 60_000;

export type TabName = 'pending' | 'processing' | 'shipped' | 'cancelled' | 'exception';

/** A Chromium of its own, which knows the password and nothing else of n8n. */
export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
	const executablePath = findBrowser();
	if (!executablePath) throw new Error('No Chromium found. Install one or set CHROMIUM_PATH.');
	const browser = await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu'],
	});
	try {
		return await work(browser);
	} finally {
		await browser.close();
	}
}

/** The orders page as a person uses it. */
export class OrdersPage {
	/** What the browser had to say: errors of the script, and what the content security policy stopped. */
	readonly complaints: string[] = [];

	private constructor(readonly page: Page) {
		page.on('console', (message) => {
			if (message.type() === 'error') this.complaints.push(message.text());
		});
		page.on('pageerror', (error) => this.complaints.push(error.message));
		page.on('dialog', (dialog) => {
			this.complaints.push(`a dialog: ${dialog.message()}`);
			void dialog.dismiss();
		});
	}

	/** @param hash  what the address remembers, e.g. `tab=shipped` */
	static async open(
		browser: Browser,
		url: string,
		options: BrowserContextOptions = {},
		hash = '',
	): Promise<OrdersPage> {
		const context = await browser.newContext({
			httpCredentials: FORM_LOGIN,
			viewport: { width: 1280, height: 900 },
			locale: 'en-US',
			...options,
		});
		// tsx names the functions inside of those that run in the page, by a helper that the page does not have.
		await context.addInitScript({ content: 'globalThis.__name = (named) => named;' });
		const page = new OrdersPage(await context.newPage());
		await page.page.goto(`${url}${PATH}${hash && `#${hash}`}`);
		return page;
	}

	/** Waits until everything is read and nothing is being done. */
	async settled(within = WITHIN_MS): Promise<void> {
		await this.page.waitForFunction(
			() => document.body.dataset.reading === 'false' && document.body.dataset.working !== 'true',
			undefined,
			{ timeout: within },
		);
		// What was read is drawn with the next frame.
		await this.page.evaluate(
			async () =>
				await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
		);
	}

	async show(tab: TabName): Promise<void> {
		await this.page.locator(`#tab-${tab}`).click();
		await this.settled();
	}

	async counts(): Promise<Record<TabName, number>> {
		const texts = await this.page
			.locator('#tabs [role=tab]')
			.evaluateAll((tabs) =>
				tabs.map((tab) => [
					tab.id.slice('tab-'.length),
					Number((tab.querySelector('.count')?.textContent ?? '').replace(/\D/g, '')),
				]),
			);
		return Object.fromEntries(texts) as Record<TabName, number>;
	}

	/** Texts of the rows that are shown, by order ID or outbound number. */
	async rows(): Promise<Map<string, string>> {
		const rows = await this.page
			.locator('#rows tr')
			.evaluateAll((all) =>
				all.map((row) => [(row as HTMLElement).dataset.key ?? '', (row as HTMLElement).innerText]),
			);
		return new Map(rows as Array<[string, string]>);
	}

	async search(text: string): Promise<void> {
		await this.page.locator('#query').fill(text);
		await this.settled();
	}

	async act(key: string, action: string): Promise<void> {
		await this.page.locator(`#rows tr[data-key="${key}"] [data-action=${action}]`).click();
	}

	async status(): Promise<string> {
		return (await this.page.locator('#status').innerText()).trim();
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}
}
