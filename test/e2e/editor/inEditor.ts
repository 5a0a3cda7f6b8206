import type { BrowserContext, Locator, Page, Response } from 'playwright-core';

import type { N8nApi } from '../../support/n8n/api';

/** A page of the editor is many files; on a busy machine they take their time. */
const WITHIN_MS = 180_000;
/** Time of the editor to draw what it has just loaded. */
const SETTLE_MS = 1_000;

/** n8n's editor, used as a person uses it. */
export class Editor {
	private constructor(
		private readonly page: Page,
		private readonly api: N8nApi,
	) {}

	static async open(context: BrowserContext, api: N8nApi): Promise<Editor> {
		return new Editor(await context.newPage(), api);
	}

	/**
	 * Import from File, then save.
	 *
	 * @param file  path of a workflow as JSON
	 * @returns     ID of the new workflow
	 */
	async importFile(file: string): Promise<string> {
		const { page, api } = this;
		await page.goto(`${api.url}/workflow/new`, { timeout: WITHIN_MS });
		const input = page.locator('[data-test-id="workflow-import-input"]');
		await input.waitFor({ state: 'attached', timeout: WITHIN_MS });
		await page.waitForTimeout(SETTLE_MS);
		const saved = page.waitForResponse(isNewWorkflow, { timeout: WITHIN_MS });
		await input.setInputFiles(file);
		await page.locator('.vue-flow__node').first().waitFor({ timeout: WITHIN_MS });
		await page.keyboard.press('Control+s');
		const { data } = (await (await saved).json()) as { data: { id: string } };
		return data.id;
	}

	/** Clicks Publish, and reads the dialog that n8n opens. */
	async publish(workflowId: string): Promise<string> {
		const { page, api } = this;
		await page.goto(`${api.url}/workflow/${workflowId}`, { timeout: WITHIN_MS });
		await page.locator('.vue-flow__node').first().waitFor({ timeout: WITHIN_MS });
		await page
			.locator('[data-test-id="workflow-open-publish-modal-button"]')
			.click({ timeout: WITHIN_MS });
		const dialog = await this.dialog();
		const button = page.locator('[data-test-id="workflow-publish-button"]');
		if ((await button.count()) === 0 || !(await button.isEnabled()))
			return await dialog.innerText();
		await button.click();
		await page.waitForTimeout(SETTLE_MS * 3);
		return (await page.getByRole('dialog').allInnerTexts()).join('\n');
	}

	private async dialog(): Promise<Locator> {
		const dialog = this.page.getByRole('dialog').first();
		await dialog.waitFor({ timeout: WITHIN_MS });
		await this.page.waitForTimeout(SETTLE_MS);
		return dialog;
	}
}

function isNewWorkflow(response: Response): boolean {
	const { pathname } = new URL(response.url());
	return response.request().method() === 'POST' && pathname === '/rest/workflows' && response.ok();
}
