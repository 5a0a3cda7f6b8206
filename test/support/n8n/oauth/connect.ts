import axios from 'axios';

import type { N8nApi } from '../api';

/** What the seller does on the page of TikTok Shop. */
export type Consent = 'agree' | 'refuse';

const CONNECTED = /connection successful/i;

/** What the Connect button does, without a browser, with a seller who agrees. */
export async function connectByRest(api: N8nApi, credentialId: string): Promise<void> {
	const page = await answerByRest(api, credentialId, 'agree');
	if (!CONNECTED.test(page)) {
		throw new Error(`n8n did not connect the credential ${credentialId}. Its page says: ${page}`);
	}
}

/**
 * The way of a seller through the authorization.
 *
 * @returns  text of the page n8n shows at the end, in the window the Connect button opened
 */
export async function answerByRest(
	api: N8nApi,
	credentialId: string,
	consent: Consent,
): Promise<string> {
	const authorizePage = await api.authorizeUrl(credentialId);
	const link = linkIn(await textOf(authorizePage), consent);
	const callback = await redirectOf(new URL(link, authorizePage).href);
	return plainText(await api.page(callback));
}

async function textOf(address: string): Promise<string> {
	const { data } = await axios.get<string>(address, { proxy: false, responseType: 'text' });
	return data;
}

function linkIn(html: string, id: string): string {
	const href = new RegExp(`<a id="${id}" href="([^"]*)"`).exec(html)?.[1];
	if (!href) throw new Error(`The authorize page has no link "${id}": ${plainText(html)}`);
	return decoded(href);
}

/** The redirect is followed by hand: the page behind it wants the login to n8n. */
async function redirectOf(address: string): Promise<string> {
	const { status, headers } = await axios.get(address, {
		proxy: false,
		maxRedirects: 0,
		validateStatus: () => true,
	});
	if (typeof headers.location !== 'string') {
		throw new Error(`The authorize page answered ${status} instead of a redirect to n8n.`);
	}
	return headers.location;
}

/** What a person reads of a page. */
export function plainText(html: string): string {
	const text = html
		.replace(/<(style|script)[\s\S]*?<\/\1>/g, ' ')
		.replace(/<!--[\s\S]*?-->/g, ' ')
		.replace(/<[^>]*>/g, ' ');
	return decoded(text).replace(/\s+/g, ' ').trim();
}

const ENTITIES: Record<string, string> = { quot: '"', lt: '<', gt: '>', amp: '&' };

function decoded(html: string): string {
	return html
		.replace(/&#(x?)([0-9a-f]+);/gi, (_, hex: string, code: string) =>
			String.fromCharCode(parseInt(code, hex ? 16 : 10)),
		)
		.replace(/&(quot|lt|gt|amp);/g, (_, name: string) => ENTITIES[name]);
}
