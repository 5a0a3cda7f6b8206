import type { BrowserContext, Page } from 'playwright-core';

const WITHIN_MS = 120_000;
const FIRST = '/form/tiktok-shop-pairing';

/** What a person may choose on the second page. */
export interface Choice {
	carrier?: RegExp;
	store?: RegExp;
	provider: RegExp;
}

/** The form in a tab of a browser. */
export class PairingForm {
	private constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	static async in(context: BrowserContext, url: string): Promise<PairingForm> {
		const page = await context.newPage();
		page.setDefaultTimeout(WITHIN_MS);
		return new PairingForm(page, url);
	}

	/** @returns text of the page behind the first button: the form, or a last page */
	async list(): Promise<string> {
		await this.page.goto(this.url + FIRST);
		await this.page.locator('#submit-btn').click();
		return await this.pageWith(
			/without a shipping provider|Every carrier is paired|did not answer|nothing to choose/,
		);
	}

	/** The options of a list, and which of them is chosen. */
	async options(label: RegExp): Promise<{ all: string[]; chosen: string }> {
		const list = this.page.getByLabel(label);
		const all = await list.locator('option').allInnerTexts();
		const chosen = await list.evaluate((element) => {
			const [option] = [...(element as HTMLSelectElement).selectedOptions];
			return option && !option.disabled ? option.text : '';
		});
		return { all, chosen };
	}

	async choose({ carrier, store, provider }: Choice): Promise<void> {
		if (carrier) await this.select(/^Carrier of the OMS/, carrier);
		if (store) await this.select(/^For/, store);
		await this.select(/^Shipping provider on TikTok Shop/, provider);
	}

	/** @returns text of the last page */
	async pair(): Promise<string> {
		await this.page.locator('#submit-btn').click();
		return await this.pageWith(/is paired with|Nothing was written/);
	}

	async pageWith(text: RegExp): Promise<string> {
		await this.page.getByText(text).first().waitFor();
		return await this.page.locator('body').innerText();
	}

	private async select(label: RegExp, option: RegExp): Promise<void> {
		const list = this.page.getByLabel(label);
		const texts = await list.locator('option').allInnerTexts();
		const found = texts.find((text) => option.test(text));
		if (found === undefined) throw new Error(`No ${String(option)} among ${texts.join(' | ')}`);
		await list.selectOption({ label: found });
	}
}
