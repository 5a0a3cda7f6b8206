import { resolve } from 'node:path';
import type { Page } from 'playwright-core';

import type { Person } from './person';

const SAMPLE = resolve(
	__dirname,
	'..',
	'..',
	'..',
	'workflows-templates',
	'samples',
	'sku-mapping.csv',
);
const WITHIN_MS = 120_000;

/** Steps 3 and 4: the forms of the workflows, in the browser. */
export class Forms {
	constructor(
		private readonly person: Person,
		private readonly url: string,
	) {}

	/** @returns the page of "Check my connection" */
	async checkConnection(): Promise<string> {
		const { person, page } = this;
		await person.open(`${this.url}/form/tiktok-shop-check-my-connection`);
		await person.click(page.locator('#submit-btn'), 'Check now');
		return await this.pageWith(/All is well|need you/);
	}

	async importMapping(): Promise<string> {
		const { person, page } = this;
		await person.open(`${this.url}/form/tiktok-shop-mapping-import`);
		await person.pickFile(page.locator('input[type=file]'), SAMPLE);
		await person.click(page.locator('#submit-btn'), 'Check');
		await this.pageWith(/rows of .*csv/i);
		await person.click(page.locator('#submit-btn'), 'Import now');
		return await this.pageWith(/imported/i);
	}

	async addRule(country: string, action: RegExp): Promise<string> {
		const { person, page } = this;
		await person.open(`${this.url}/form/tiktok-shop-warehouse-rules`);
		await person.choose(page.getByLabel(/What to do/), /^Add a rule · /);
		await person.click(page.locator('#submit-btn'), 'Go');
		await page.getByLabel(/^Country/).waitFor({ timeout: WITHIN_MS });
		await person.click(page.getByLabel(/^Country/), 'into Country');
		await person.type(country, 'a country');
		await person.choose(page.getByLabel(/What happens to these orders/), action);
		await person.click(page.locator('#submit-btn'), 'Add the rule');
		return await this.pageWith(/The rule is (not )?added/);
	}

	private async pageWith(heading: RegExp): Promise<string> {
		await this.page.getByText(heading).first().waitFor({ timeout: WITHIN_MS });
		return await this.page.locator('body').innerText();
	}

	private get page(): Page {
		return this.person.page;
	}
}
