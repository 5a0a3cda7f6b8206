import axios from 'axios';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { FORM_LOGIN } from '../../support/n8n/setUp';

const PAGES = ['README.md', 'docs/templates.md', 'SECURITY.md'];
const CHECKOUT = resolve(__dirname, '..', '..', '..');
const ADDRESS = /\/(?:form|webhook)\/tiktok-shop-[a-z-]*[a-z]/g;
/** The README writes the addresses of the other forms by their endings. */
const ENDING = /`…(-[a-z-]+)`/g;

const http = axios.create({ proxy: false, timeout: 60_000, validateStatus: () => true });

/** Addresses below n8n that the pages and these notes name. */
export function namedAddresses(notes: readonly string[]): string[] {
	const texts = [...PAGES.map((page) => readFileSync(resolve(CHECKOUT, page), 'utf8')), ...notes];
	const found = texts.flatMap((text) => [
		...(text.match(ADDRESS) ?? []),
		...(text.includes('/form/')
			? [...text.matchAll(ENDING)].map(([, ending]) => `/form/tiktok-shop${ending}`)
			: []),
	]);
	return [...new Set(found)].sort();
}

export interface Answered {
	without: number;
	wrong: number;
	withLogin: number;
	page: string;
}

/** What a form answers to a stranger, to a wrong password and to its user. */
export async function openForm(url: string, path: string): Promise<Answered> {
	const address = `${url}${path}`;
	const wrongLogin = { ...FORM_LOGIN, password: 'wrong' };
	const { data, status } = await http.get<string>(address, { auth: FORM_LOGIN });
	return {
		without: (await http.get(address)).status,
		wrong: (await http.get(address, { auth: wrongLogin })).status,
		withLogin: status,
		page: String(data),
	};
}

/** What a stranger who submits a form without looking at it is answered. */
export async function submitUnseen(url: string, path: string): Promise<number> {
	const form = new FormData();
	form.append('field-0', 'x');
	return (await http.post(`${url}${path}`, form)).status;
}

/** The status of a call without anything in it. */
export async function callEmpty(url: string, path: string): Promise<number> {
	return (await http.post(`${url}${path}`, {})).status;
}
