import axios from 'axios';

import { pause } from '../../support/interrupt';
import { FORM_LOGIN } from '../../support/n8n/setUp';

export interface UploadedFile {
	name: string;
	data: Uint8Array;
}

/** Fields in the order of the form; a form of n8n numbers them. */
export type FormFields = ReadonlyArray<string | UploadedFile>;

const WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 300;
/** The types by which browsers send these files. */
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const OVER = ['success', 'error', 'crashed', 'canceled'];

const http = axios.create({
	proxy: false,
	timeout: WITHIN_MS,
	responseType: 'text',
	transformResponse: (text: unknown) => text,
});

/**
 * Submits a published form of n8n as a browser does, and reads the page it ends with.
 *
 * @param url  address of n8n
 * @returns    HTML of the last page
 */
export async function submitForm(url: string, path: string, fields: FormFields): Promise<string> {
	const { data } = await http.post<string>(`${url}/form/${path}`, formData(fields), {
		auth: FORM_LOGIN,
	});
	const { formWaitingUrl } = JSON.parse(data) as { formWaitingUrl: string };
	await pageIsThere(formWaitingUrl);
	const page = await http.get<string>(formWaitingUrl);
	// The page reports to n8n that it was shown; only then the execution ends.
	await http.post(formWaitingUrl);
	return page.data;
}

/** The page as its reader sees it: one line per paragraph and table row. */
export function textOf(html: string): string {
	return html
		.replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
		.replace(/<\/t[dh]>/g, ' | ')
		.replace(/<(\/tr|br|p|h1)[^>]*>/g, '\n')
		.replace(/<[^>]+>/g, ' ')
		.replace(/&quot;/g, '"')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&amp;/g, '&')
		.replace(/[ \t]+/g, ' ')
		.replace(/\s*\n\s*/g, '\n')
		.trim();
}

/** The file that a last page brings along; the browser saves it by itself. */
export function fileOf(html: string): UploadedFile {
	const [, encoded] = /decodeURIComponent\("([^"]+)"\)/.exec(html) ?? [];
	if (encoded === undefined) throw new Error(`The page has no file: ${textOf(html)}`);
	const [file] = JSON.parse(decodeURIComponent(encoded)) as [
		{ fileName: string; data: string | { data: number[] } },
	];
	const { data, fileName: name } = file;
	return {
		name,
		data: typeof data === 'string' ? Buffer.from(data, 'latin1') : Buffer.from(data.data),
	};
}

function formData(fields: FormFields): FormData {
	const form = new FormData();
	fields.forEach((value, index) => {
		const name = `field-${index}`;
		if (typeof value === 'string') form.append(name, value);
		else form.append(name, blobOf(value), value.name);
	});
	return form;
}

function blobOf({ name, data }: UploadedFile): Blob {
	const type = name.endsWith('.csv') ? 'text/csv' : XLSX;
	return new Blob([Uint8Array.from(data)], { type });
}

/**
 * Waits until the execution behind a form shows its next page.
 *
 * @param formWaitingUrl  where n8n shows it
 * @throws Error  the execution is over, or shows none in time
 */
export async function pageIsThere(formWaitingUrl: string): Promise<void> {
	const status = new URL(formWaitingUrl);
	status.pathname += '/n8n-execution-status';
	const until = Date.now() + WITHIN_MS;
	for (;;) {
		// While n8n works on a large file it may drop a connection that waits.
		const now = await http.get<string>(status.toString()).then(
			({ data }) => data.trim(),
			(error: Error) => error.message,
		);
		if (now === 'form-waiting') return;
		if (OVER.includes(now)) throw new Error(`The execution behind the form ended: ${now}.`);
		if (Date.now() > until) throw new Error(`The form shows no page: ${now}.`);
		await pause(LOOK_EVERY_MS);
	}
}
