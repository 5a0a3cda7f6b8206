import axios from 'axios';

import { FORM_LOGIN } from '../../support/n8n/setUp';
import { PATH } from './pageInBrowser';
import type { Scene } from './scene';

const http = axios.create({ proxy: false, validateStatus: () => true });
const MADE_UP = `${Date.now() + 3_600_000}.${'a'.repeat(22)}.${'b'.repeat(43)}`;

const form = (key: string, request: object): URLSearchParams =>
	new URLSearchParams({ key, request: JSON.stringify(request) });

/** Who has no password, and other web pages of who has one. */
export async function strangers({ url, sandbox, checks, deskRows }: Scene): Promise<void> {
	const page = `${url}${PATH}`;
	const calls = sandbox.log.entries.length;
	const { status } = await http.get(page);
	checks.that('without the password nobody gets the page', status === 401, status);
	const wrong = await http.get(page, { auth: { username: 'office', password: 'guess' } });
	checks.that('nor with another one', [401, 403].includes(wrong.status), wrong.status);
	const asked: Array<[string, URLSearchParams | string | undefined]> = [
		['no key', form('', { do: 'start' })],
		['a key of its own making', form(MADE_UP, { do: 'start' })],
		['nothing', undefined],
		['something else', '{"do":"start"}'],
	];
	for (const [what, body] of asked) {
		// A browser that is logged in sends its password along with what another web page asks.
		const answer = await http.post(page, body, {
			auth: FORM_LOGIN,
			headers: { origin: 'https://evil.example' },
		});
		checks.that(`a request with ${what} is refused`, answer.status === 403, answer.status);
	}
	checks.that(
		'and neither service has heard of it',
		sandbox.log.entries.length === calls,
		sandbox.log.entries.slice(calls),
	);
	const served = await http.get<string>(page, { auth: FORM_LOGIN });
	const { headers } = served;
	const isSafe =
		/sandbox/.test(String(headers['content-security-policy'])) &&
		headers['x-frame-options'] === 'DENY' &&
		headers['cache-control'] === 'no-store' &&
		!served.data.includes(FORM_LOGIN.password);
	checks.that(
		'the page is sandboxed, in no frame, not kept, and without the password',
		isSafe,
		headers,
	);
	const [, key] = /"key": "([^"]+)"/.exec(served.data) ?? [];
	const once = 'asked-for-the-second-time';
	const close = { do: 'cancel', orders: [{ key: '576599999999999999' }], note: 'once', once };
	const first = await http.post(page, form(key, close));
	const second = await http.post<Array<{ refused?: string }>>(page, form(key, close));
	const isOnce =
		first.status === 200 && second.status === 403 && second.data[0]?.refused === 'again';
	checks.that('a request that comes a second time is refused', isOnce, [first.data, second.data]);
	const rows = await deskRows('576599999999999999');
	checks.that('and has changed nothing', rows.length === 1, rows);
}
