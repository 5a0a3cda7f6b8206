import { createHmac } from 'crypto';

/** A request as TikTok Shop's signature sees it. */
export interface SignedParts {
	appSecret: string;
	/** URL path with leading slash, without host and query. */
	path: string;
	/** Query parameters, percent-decoded, as sent. `sign` and `access_token` are left out of the signature. */
	query: Readonly<Record<string, string>>;
	/** Exactly the text that is sent; empty when there is no body. */
	body?: string;
	/** A multipart body is left out of the signature; only the media type counts, not its boundary. */
	contentType?: string;
}

const UNSIGNED = new Set(['sign', 'access_token']);

/**
 * Lower-case hex HMAC-SHA256, keyed with the app secret, over
 * secret + path + each query key and value in byte order of the keys + body + secret (TikTok Shop API §3).
 */
export function sign({ appSecret, path, query, body = '', contentType = '' }: SignedParts): string {
	const parameters = Object.keys(query)
		.filter((key) => !UNSIGNED.has(key))
		.sort(byCodeUnit)
		.map((key) => key + query[key])
		.join('');
	const mediaType = contentType.split(';')[0].trim().toLowerCase();
	const signedBody = mediaType === 'multipart/form-data' ? '' : body;
	return createHmac('sha256', appSecret)
		.update(appSecret + path + parameters + signedBody + appSecret, 'utf8')
		.digest('hex');
}

/** Keys are ASCII, so code units sort like bytes; a locale would not. */
function byCodeUnit(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
