import axios from 'axios';

import { FORM_LOGIN } from '../../support/n8n/setUp';
import { pageIsThere, textOf } from './form';

/** What is asked on the first page; what is left out is empty. */
export interface Asked {
	shop?: string;
	/** As the form offers it. */
	reason?: string;
	text?: string;
	withClosed?: boolean;
}

/** The second page as a person sees it, or a last page where there is nothing to show. */
export interface ListPage {
	address: string;
	text: string;
	/** Lines that can be ticked, without the radio buttons. */
	options: string[];
	fields: Map<string, string[]>;
	note: string;
}

const WITHIN_MS = 60_000;
const CLICK_WITHIN_MS = 20_000;
const ALL_REASONS = 'All reasons · 所有原因';
const SHOW = ['What waits · 等待处理的', 'Also what was closed by hand · 同时显示已手动关闭的'];
const OPTION = /id='option\d+_(field-\d+)' value='([^']*)'/g;
const NOTE = /<textarea[^>]*id='(field-\d+)'/;

const http = axios.create({
	proxy: false,
	timeout: WITHIN_MS,
	responseType: 'text',
	transformResponse: (text: unknown) => text,
});

/** The published form of the exception desk, page by page as a browser goes through it. */
export class DeskForm {
	/** @param url  address of n8n */
	constructor(
		private readonly url: string,
		private readonly path = 'tiktok-shop-exception-desk',
	) {}

	async list({ shop = '', reason = ALL_REASONS, text = '', withClosed }: Asked): Promise<ListPage> {
		const form = new FormData();
		[shop, reason, text, SHOW[withClosed ? 1 : 0]].forEach((value, index) =>
			form.append(`field-${index}`, value),
		);
		const { data } = await http.post<string>(`${this.url}/form/${this.path}`, form, {
			auth: FORM_LOGIN,
		});
		const { formWaitingUrl } = JSON.parse(data) as { formWaitingUrl: string };
		return await this.page(formWaitingUrl);
	}

	/** Ticks the lines that begin with one of these words, and sends. @returns text of the last page */
	async send(page: ListPage, keys: readonly string[], what: string, note = ''): Promise<string> {
		await this.click(page, keys, what, note);
		return (await this.page(page.address)).text;
	}

	/** The click alone. @returns what n8n answers; 0 where it does not, because the page was sent already */
	async click(page: ListPage, keys: readonly string[], what: string, note = ''): Promise<number> {
		const form = new FormData();
		for (const [id, options] of page.fields) {
			const begins = isDecision(options) ? [what] : keys;
			const chosen = options.filter((option) => begins.some((word) => option.startsWith(word)));
			form.append(id, JSON.stringify(chosen));
		}
		form.append(page.note, note);
		const settings = { timeout: CLICK_WITHIN_MS, validateStatus: () => true };
		return await http.post(page.address, form, settings).then(
			({ status }) => status,
			() => 0,
		);
	}

	/** As before there was a list: one order ID, and what to do. */
	async decide(orderId: string, what: string, note = ''): Promise<string> {
		const page = await this.list({ text: orderId });
		return page.options.length === 0 ? page.text : await this.send(page, [orderId], what, note);
	}

	private async page(address: string): Promise<ListPage> {
		await pageIsThere(address);
		const { data: html } = await http.get<string>(address);
		const fields = new Map<string, string[]>();
		for (const [, id, value] of html.matchAll(OPTION)) {
			fields.set(id, [...(fields.get(id) ?? []), decoded(value)]);
		}
		// The last page reports to n8n that it was shown; only then the execution ends.
		if (fields.size === 0) await http.post(address);
		const [, note = ''] = NOTE.exec(html) ?? [];
		const options = [...fields.values()].filter((each) => !isDecision(each)).flat();
		return { address, text: textOf(html), options, fields, note };
	}
}

function isDecision(options: readonly string[]): boolean {
	return options.some((option) => /^(Try again now|Cancel by hand|Take back)/.test(option));
}

function decoded(text: string): string {
	return text
		.replace(/&#x27;/g, "'")
		.replace(/&#x3D;/g, '=')
		.replace(/&quot;/g, '"')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&amp;/g, '&');
}
