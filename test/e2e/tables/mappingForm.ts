import axios from 'axios';

import { pageIsThere, textOf, type UploadedFile } from '../desk/form';
import { FORM_LOGIN } from '../../support/n8n/setUp';

/** What is chosen in the form beside the file. */
export interface ImportChoices {
	others: 'Keep them' | 'Remove them';
	/** As the form calls it. */
	encoding: string;
	products: 'Yes' | 'No';
}

/** What a page shows, and whether it waits for a click. */
export interface Page {
	address: string;
	html: string;
	text: string;
	/** Whether the page has a Continue button. */
	asks: boolean;
	/** Whether it asks to confirm a large change. */
	large: boolean;
}

const WITHIN_MS = 60_000;
const CLICK_WITHIN_MS = 15_000;
const CHOICES: ImportChoices = {
	others: 'Keep them',
	encoding: 'Detect Automatically',
	products: 'No',
};

const http = axios.create({
	proxy: false,
	timeout: WITHIN_MS,
	responseType: 'text',
	transformResponse: (text: unknown) => text,
});

/** The published form of the mapping import, page by page as a browser goes through it. */
export class MappingForm {
	/** @param url  address of n8n */
	constructor(
		private readonly url: string,
		private readonly path = 'tiktok-shop-mapping-import',
	) {}

	/** The status with which n8n answers who has no password. */
	async statusWithoutPassword(): Promise<number> {
		const { status } = await http.get(`${this.url}/form/${this.path}`, {
			validateStatus: () => true,
		});
		return status;
	}

	/** Uploads a file. @returns the page with the changes, or with the reason why the file cannot be used */
	async upload(file: UploadedFile, choices: Partial<ImportChoices> = {}): Promise<Page> {
		const { others, encoding, products } = { ...CHOICES, ...choices };
		const form = new FormData();
		form.append('field-0', new Blob([Uint8Array.from(file.data)]), file.name);
		form.append('field-1', others);
		form.append('field-2', encoding);
		form.append('field-3', products);
		const { data } = await http.post<string>(`${this.url}/form/${this.path}`, form, {
			auth: FORM_LOGIN,
		});
		const { formWaitingUrl } = JSON.parse(data) as { formWaitingUrl: string };
		return await this.page(formWaitingUrl);
	}

	/** Uploads a file and, where the page lets it, imports it. @returns the text of the last page */
	async uploadAndImport(file: UploadedFile, choices: Partial<ImportChoices> = {}): Promise<string> {
		const page = await this.upload(file, choices);
		return page.asks ? (await this.importNow(page)).text : page.text;
	}

	/** The second click: "Import now". @param confirmed  whether a large change is confirmed, where the page asks */
	async importNow(page: Page, confirmed = true): Promise<Page> {
		await this.click(page, confirmed);
		return await this.page(page.address);
	}

	/** The click alone. @throws where n8n does not answer */
	async click({ address, large }: Page, confirmed = true): Promise<void> {
		const form = new FormData();
		form.append('field-0', '');
		if (large) {
			form.append('field-1', JSON.stringify(confirmed ? ['Yes, this is the right file'] : []));
		}
		await http.post(address, form, { timeout: CLICK_WITHIN_MS });
	}

	private async page(address: string): Promise<Page> {
		await pageIsThere(address);
		const { data: html } = await http.get<string>(address);
		const asks = html.includes("id='submit-btn'") || html.includes('id="submit-btn"');
		// The last page reports to n8n that it was shown; only then the execution ends.
		if (!asks) await http.post(address);
		return {
			address,
			html,
			text: textOf(html),
			asks,
			large: html.includes('Yes, this is the right file'),
		};
	}
}
