import type { IHttpRequestOptions } from 'n8n-workflow';

/** The HTTP Request node passes the form of n8n's older request helper, with `uri` and `json: true`. */
export type AnyRequest = IHttpRequestOptions & { uri?: string };

/**
 * A redirect may lead to any host, and n8n would send the headers there. Options of both request helpers.
 */
export const NO_REDIRECT = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
	maxRedirects: 0,
} as const;

const ABSOLUTE = /^([a-z][a-z\d+.-]*:)?\/\//i;

/**
 * URL of a request, joined with its base as n8n's request helper does.
 *
 * @throws TypeError  it is no URL
 */
export function urlOf(request: IHttpRequestOptions): URL {
	const { uri, url, baseURL } = request as AnyRequest;
	const given = uri ?? url;
	if (!baseURL || ABSOLUTE.test(given)) return new URL(given, baseURL);
	return new URL(`${baseURL.replace(/\/+$/, '')}/${given.replace(/^\/+/, '')}`);
}

/** The URL in the field in which the request had it. */
export function addressed({ uri }: AnyRequest, address: string): { url?: string; uri?: string } {
	return uri === undefined ? { url: address, uri: undefined } : { uri: address, url: undefined };
}
