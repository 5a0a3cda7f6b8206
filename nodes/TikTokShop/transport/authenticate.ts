import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { shownText } from '../../shared/shownText';
import { callUrlProblem } from '../../shared/url';
import { urlPart } from '../../shared/urlPart';
import { addressed, NO_REDIRECT, urlOf, type AnyRequest } from '../../shared/signedRequest';
import { sign } from './sign';
import { TokenError } from './tokens';

export interface SigningKeys {
	appKey: string;
	appSecret: string;
	accessToken: string;
	/** Address of the API: the only host that gets the token. */
	apiHost: string;
}

/** Set anew at every attempt: n8n authenticates the same request object again after a refresh. */
const OURS = new Set(['app_key', 'timestamp', 'sign', 'access_token']);

/**
 * Signs a request to TikTok Shop: app key, timestamp and signature into the URL, the token into its header
 * (TikTok Shop API §3). The body is serialised once; what is signed is what is sent.
 *
 * @param now  epoch ms
 * @throws TokenError  the address is not that of the API, whose token it is
 */
export function authenticateRequest(
	request: IHttpRequestOptions,
	{ appKey, appSecret, accessToken, apiHost }: SigningKeys,
	now: number,
): IHttpRequestOptions {
	const given = request as AnyRequest;
	const url = urlOf(request);
	const problem = callUrlProblem(url, apiHost);
	if (problem) {
		throw new TokenError(
			`The access token is not sent to ${shownText(url.host, 100)}: ${problem}.`,
			'Correct the address, or the API Host in the credential.',
		);
	}
	const query = {
		...queryOf(url, given.qs),
		app_key: appKey,
		timestamp: String(Math.floor(now / 1_000)),
	};
	const headers = withoutHeaders(given.headers, 'content-type', 'host', 'x-tts-access-token');
	const contentType = contentTypeOf(given.headers) ?? 'application/json';
	const body = bodyOf(given.body);
	const signature = sign({
		appSecret,
		path: url.pathname,
		query,
		body: typeof body === 'string' ? body : '',
		contentType: typeof body === 'object' ? 'multipart/form-data' : contentType,
	});
	const address = `${url.origin}${url.pathname}?${encodeQuery({ ...query, sign: signature })}`;
	return {
		...given,
		...addressed(given, address),
		...NO_REDIRECT,
		baseURL: undefined,
		qs: {},
		body,
		headers: {
			...headers,
			// A form brings its own content type, with its boundary.
			...(typeof body === 'object' ? {} : { 'content-type': contentType }),
			'x-tts-access-token': accessToken,
		},
	} as IHttpRequestOptions;
}

/** Parameters of the URL and of `qs`; lists comma-joined, empty values dropped (TikTok Shop API §3: the SDKs disagree on them). */
function queryOf(url: URL, qs: IDataObject = {}): Record<string, string> {
	const pairs: Array<[string, unknown]> = [...url.searchParams, ...Object.entries(qs)];
	return Object.fromEntries(
		pairs
			.map(([key, value]): [string, string] => [key, textOf(value)])
			.filter(([key, value]) => value !== '' && !OURS.has(key)),
	);
}

function textOf(value: unknown): string {
	if (value === null || value === undefined) return '';
	return Array.isArray(value) ? value.join(',') : String(value);
}

function encodeQuery(query: Readonly<Record<string, string>>): string {
	return Object.entries(query)
		.map(([key, value]) => `${urlPart(key)}=${urlPart(value)}`)
		.join('&');
}

/** The text to send, a form as it is, or nothing: an empty object is never sent (TikTok Shop API §3, V13). */
function bodyOf(body: unknown): string | object | undefined {
	if (body === undefined || body === null || body === '') return undefined;
	if (typeof body === 'string') return body;
	if (typeof body !== 'object' || isForm(body)) return body as object;
	return Object.keys(body).length === 0 ? undefined : JSON.stringify(body);
}

function isForm(body: object): boolean {
	return typeof (body as { append?: unknown }).append === 'function';
}

function contentTypeOf(headers: IDataObject = {}): string | undefined {
	const key = Object.keys(headers).find((name) => name.toLowerCase() === 'content-type');
	return key === undefined ? undefined : String(headers[key]);
}

function withoutHeaders(headers: IDataObject = {}, ...names: string[]): IDataObject {
	return Object.fromEntries(
		Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase())),
	);
}
