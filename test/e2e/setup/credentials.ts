import type { Locator, Page } from 'playwright-core';

import type { Instance } from '../../support/n8n/instance';
import { FORM_LOGIN } from '../../support/n8n/setUp';
import type { Person } from './person';

/** By this name the workflows find it. */
const NAME_FOR_FORMS = 'TikTok Shop forms';
const WITHIN_MS = 60_000;

/** Step 2: the three credentials, in n8n's own dialogs. */
export class CredentialDialogs {
	constructor(
		private readonly person: Person,
		private readonly instance: Instance,
	) {}

	/** With Connect, and the seller who agrees. @returns what the dialog says at the end */
	async tikTokShop(): Promise<string> {
		const { person, instance } = this;
		const { tiktok } = instance.sandbox.credentials;
		await this.create('TikTok', 'TikTok Shop (Connect) OAuth2 API');
		await person.click(this.field('clientId'), 'into Client ID');
		await person.type(tiktok.appKey, 'app key');
		await person.tabTo(this.field('clientSecret'));
		await person.type(tiktok.appSecret, 'app secret');
		await person.tabTo(this.field('serviceId'));
		await person.type(tiktok.serviceId, 'Service ID');
		await person.onlyForTheSandbox(async () => {
			await person.click(
				this.parameter('replaceHosts').locator('.el-switch, [role=switch]').first(),
				'advanced',
			);
			for (const host of ['authorizeHost', 'apiHost']) {
				await this.field(host).fill(instance.sandbox.tiktokUrl);
			}
			await person.settle();
		});
		const opened = this.page.waitForEvent('popup', { timeout: WITHIN_MS });
		await person.click(this.dialog.getByRole('button', { name: /^connect/i }).first(), 'Connect');
		const popup = await opened;
		const agree = popup.locator('#agree');
		await agree.waitFor({ timeout: WITHIN_MS });
		const closed = popup.waitForEvent('close', { timeout: WITHIN_MS }).catch(() => undefined);
		await agree.click({ noWaitAfter: true });
		person.effort.clicks += 1;
		person.diary.push('clicks Agree on the page of TikTok Shop');
		await this.dialog.getByText('Account connected').waitFor({ timeout: WITHIN_MS });
		await closed;
		return await this.endOfDialog();
	}

	async oms(): Promise<string> {
		const { person, instance } = this;
		const { oms } = instance.sandbox.credentials;
		await this.create('Lingxing', 'Lingxing OMS API');
		await person.click(this.field('appKey'), 'into App Key');
		await person.type(oms.appKey, 'App Key');
		await person.tabTo(this.field('appSecret'));
		await person.type(oms.appSecret, 'App Secret');
		await person.onlyForTheSandbox(async () => {
			await this.field('baseUrl').fill(instance.sandbox.omsUrl);
		});
		await this.save();
		await this.dialog.getByText(/tested successfully/i).waitFor({ timeout: WITHIN_MS });
		return await this.endOfDialog();
	}

	async forms(): Promise<string> {
		const { person } = this;
		await this.create('Basic', 'Basic Auth');
		await person.click(
			this.page
				.locator('[data-test-id="credential-name"] [data-test-id="inline-edit-preview"]')
				.last(),
			'the name',
		);
		await person.press('Control+a');
		await person.type(NAME_FOR_FORMS, 'the name of the credential');
		await person.press('Enter');
		await person.click(this.field('user'), 'into User');
		await person.type(FORM_LOGIN.username, 'a user name');
		await person.tabTo(this.field('password'));
		await person.type(FORM_LOGIN.password, 'a password');
		await this.save();
		return await this.endOfDialog();
	}

	private async create(word: string, type: string): Promise<void> {
		const { person, page } = this;
		await person.open(`${this.instance.n8n.url}/home/credentials`);
		const button = page.locator(
			'[data-test-id="add-resource-credential"], [data-test-id="empty-resources-list"] button',
		);
		await person.click(button.first(), 'Create credential');
		await person.search(word);
		await person.click(page.getByText(type, { exact: true }).last(), type);
		await person.click(page.getByRole('button', { name: 'Continue' }), 'Continue');
		await this.dialog.waitFor({ timeout: WITHIN_MS });
	}

	private async save(): Promise<void> {
		const saved = this.page.waitForResponse(
			(response) =>
				response.request().method() === 'POST' && /\/rest\/credentials$/.test(response.url()),
			{ timeout: WITHIN_MS },
		);
		await this.person.click(
			this.page.locator('[data-test-id="credential-save-button"]').last(),
			'Save',
		);
		await saved;
	}

	private async endOfDialog(): Promise<string> {
		const text = await this.dialog.innerText();
		await this.person.press('Escape');
		return text;
	}

	private get page(): Page {
		return this.person.page;
	}

	private get dialog(): Locator {
		return this.page.locator('[data-test-id="credential-edit-dialog"], .el-dialog').last();
	}

	private parameter(name: string): Locator {
		return this.dialog.locator(`[data-test-id="parameter-input-${name}"]`);
	}

	private field(name: string): Locator {
		return this.parameter(name).locator('input, textarea').first();
	}
}
