import type { BrowserContext, Page } from 'playwright-core';

import { FORM_LOGIN } from '../../support/n8n/setUp';

const WITHIN_MS = 60_000;

/** What a person picks on a page of one part. */
export interface Part {
	systemSku?: string;
	quantity?: string;
	store?: RegExp;
	next?: 'Show what' | 'Another part' | 'Search again';
	search?: string;
}

/** The form that picks, page by page, as a person goes through it in a browser. */
export class Picking {
	private constructor(readonly page: Page) {}

	/** Opens the form and goes to the list of what waits. */
	static async open(
		context: BrowserContext,
		url: string,
		{ search = '', products = false } = {},
	): Promise<Picking> {
		await context.setHTTPCredentials(FORM_LOGIN);
		const page = await context.newPage();
		page.setDefaultTimeout(WITHIN_MS);
		await page.goto(`${url}/form/tiktok-shop-mapping-new`);
		if (search) await page.getByLabel(/^Part of the system SKU/).fill(search);
		if (products) await page.getByLabel(/^SKUs that nobody/).selectOption({ index: 2 });
		const picking = new Picking(page);
		await picking.next(/have no row|has no row/);
		return picking;
	}

	/** Text of the page. */
	async text(): Promise<string> {
		return await this.page.locator('body').innerText();
	}

	async tableRows(): Promise<string[]> {
		const rows = await this.page.locator('table tr').allInnerTexts();
		return rows.map((row) => row.replace(/\s*\t\s*/g, ' | ').trim());
	}

	/** Options of a list, without the one that asks to choose. */
	async options(label: RegExp): Promise<string[]> {
		return await this.page.getByLabel(label).locator('option:not([disabled])').allInnerTexts();
	}

	async chosen(label: RegExp): Promise<string> {
		return await this.page.getByLabel(label).inputValue();
	}

	/** Chooses a platform SKU of the list, types another one, or both. */
	async sku(listed: string | undefined, typed: string, shows: RegExp): Promise<void> {
		if (listed) {
			const option = (await this.options(/^Platform SKU/)).find((each) => each.startsWith(listed));
			await this.page.getByLabel(/^Platform SKU/).selectOption(option ?? listed);
		}
		await this.page.getByLabel(/^Another platform SKU/).fill(typed);
		await this.next(shows);
	}

	/** Fills in the page of one part. @param shows  what the page after it says */
	async part({ systemSku, quantity, store, next, search }: Part, shows: RegExp): Promise<void> {
		if (systemSku) {
			const all = await this.options(/^System SKU/);
			const option = all.find((each) => each.split(' · ')[0] === systemSku);
			await this.page.getByLabel(/^System SKU/).selectOption(option ?? systemSku);
		}
		if (quantity !== undefined) await this.page.getByLabel(/^Quantity/).fill(quantity);
		if (store) {
			const option = (await this.options(/^For/)).find((each) => store.test(each));
			await this.page.getByLabel(/^For/).selectOption(option ?? '');
		}
		if (next) {
			const option = (await this.options(/^What next/)).find((each) => each.startsWith(next));
			await this.page.getByLabel(/^What next/).selectOption(option ?? next);
		}
		if (search !== undefined) await this.page.getByLabel(/^Search/).fill(search);
		await this.next(shows);
	}

	/** Clicks the button. @param shows  what the page after it says */
	async next(shows: RegExp): Promise<void> {
		await this.page.click('#submit-btn');
		await this.page.getByText(shows).first().waitFor();
	}
}
