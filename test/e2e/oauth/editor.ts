import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';

import { inBrowser } from '../browser';
import type { N8nApi } from '../../support/n8n/api';
import { plainText, type Consent } from '../../support/n8n/oauth/connect';

const DECISION = /\/open\/authorize\/(consent|refuse)\?/;
const CALLBACK = /\/rest\/oauth2-credential\/callback\?/;
/** The dialog itself; its role belongs to the shade around it. */
const CARD = '.el-dialog';
const WITHIN_MS = 30_000;
/** The dialog scrolls and fades after it has changed. */
const SETTLE_MS = 1_500;

/** What a user sees of a connection that was refused first and agreed to then. */
export interface SeenInEditor {
	/** Text of n8n's page in the window that Connect opened, after the seller refused. */
	afterRefusal: string;
	/** The same after the seller agreed. */
	afterConsent: string;
	/** Text of the dialog when the window is closed. */
	dialog: string;
}

/**
 * Connects a credential by n8n's own dialog in a real browser.
 *
 * @param picture  PNG of the connected dialog, to write
 */
export async function connectInEditor(
	api: N8nApi,
	credentialId: string,
	picture: string,
): Promise<SeenInEditor> {
	return await inBrowser(api, { width: 1280, height: 1500 }, async (context) => {
		const callbacks = await noteCallbacks(context);
		const page = await context.newPage();
		await page.goto(`${api.url}/home/credentials/${credentialId}`);
		const dialog = page.getByRole('dialog');
		await connectButton(dialog).waitFor({ timeout: WITHIN_MS * 2 });
		const afterRefusal = await answer(page, dialog, callbacks, 'refuse');
		const afterConsent = await answer(page, dialog, callbacks, 'agree');
		await dialog.getByText('Account connected').waitFor({ timeout: WITHIN_MS });
		await page.mouse.move(0, 0);
		await page.waitForTimeout(SETTLE_MS);
		mkdirSync(dirname(picture), { recursive: true });
		await page.locator(CARD).filter({ hasText: 'Account connected' }).screenshot({ path: picture });
		return { afterRefusal, afterConsent, dialog: await dialog.innerText() };
	});
}

/**
 * Texts of n8n's page at the end of each authorization. The editor closes the window as soon as it hears of success, so
 * the page is read on its way there; a redirected call cannot be, hence the redirect is made by a page.
 */
async function noteCallbacks(context: BrowserContext): Promise<string[]> {
	const texts: string[] = [];
	await context.route(DECISION, async (route) => {
		const { location } = (await route.fetch({ maxRedirects: 0 })).headers();
		const body = `<script>location.replace(${JSON.stringify(location)})</script>`;
		await route.fulfill({ contentType: 'text/html', body });
	});
	await context.route(CALLBACK, async (route) => {
		const response = await route.fetch();
		texts.push(plainText(await response.text()));
		await route.fulfill({ response });
	});
	return texts;
}

/** Clicks Connect, authorizes as the seller in the window that opens, and returns n8n's message. */
async function answer(
	page: Page,
	dialog: Locator,
	callbacks: string[],
	consent: Consent,
): Promise<string> {
	const opened = page.waitForEvent('popup', { timeout: WITHIN_MS });
	await connectButton(dialog).click();
	const popup = await opened;
	await popup.locator(`#${consent}`).click({ timeout: WITHIN_MS });
	const until = Date.now() + WITHIN_MS;
	while (callbacks.length === 0) {
		if (Date.now() > until) throw new Error('The window of Connect did not come back to n8n.');
		await page.waitForTimeout(100);
	}
	await page.waitForTimeout(SETTLE_MS);
	if (!popup.isClosed()) await popup.close();
	return callbacks.splice(0).join(' ');
}

function connectButton(dialog: Locator): Locator {
	return dialog.getByRole('button', { name: /^connect( my account)?$/i }).first();
}
