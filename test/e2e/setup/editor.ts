import type { Page } from 'playwright-core';

import type { Person } from './person';

const WITHIN_MS = 120_000;

/** Steps 5 and 6: the list of workflows, and the editor. */
export class EditorPages {
	constructor(
		private readonly person: Person,
		private readonly url: string,
	) {}

	/** @returns what n8n says then */
	async publish(name: string): Promise<string> {
		const { person, page } = this;
		await this.openWorkflow(name);
		await person.click(
			page.locator('[data-test-id="workflow-open-publish-modal-button"]'),
			`Publish of ${name}`,
		);
		const button = page.locator('[data-test-id="workflow-publish-button"]');
		await button.waitFor({ timeout: WITHIN_MS });
		const published = page.waitForResponse((response) => /\/activate$/.test(response.url()), {
			timeout: WITHIN_MS,
		});
		await person.click(button, 'Publish in the dialog');
		const answer = await published;
		const text = (await page.getByRole('dialog').allInnerTexts()).join('\n');
		return answer.ok() ? 'published' : `${answer.status()} ${text}`;
	}

	private async openWorkflow(name: string): Promise<void> {
		const { person, page } = this;
		await person.open(`${this.url}/home/workflows`);
		const card = page.locator('[data-test-id="workflow-card-name"], h2').filter({ hasText: name });
		await card.first().waitFor({ timeout: WITHIN_MS });
		await person.click(card.first(), `the workflow ${name}`);
		await page.locator('.vue-flow__node').first().waitFor({ timeout: WITHIN_MS });
		await person.settle();
	}

	private get page(): Page {
		return this.person.page;
	}
}
