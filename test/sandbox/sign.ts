import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The sandbox's own signatures. Written from the contracts, not from the nodes, so that a wrong signer of the package
 * cannot agree with itself; checked in test/unit/sandbox against the published vectors.
 */

export interface TikTokRequest {
	appSecret: string;
	/** URL path without host and query. */
	path: string;
	/** Query parameters, percent-decoded. */
	query: Readonly<Record<string, string>>;
	/** Body exactly as sent; empty when there is none. */
	body?: string;
	/** Value of the Content-Type header; a multipart body is left out of the signature. */
	contentType?: string;
}

function hmacHex(secret: string, message: string): string {
	return createHmac('sha256', secret).update(message, 'utf8').digest('hex');
}

/** TikTok Shop request signature: secret + path + sorted key-values + body + secret (TikTok Shop API §3). */
export function tiktokSign(request: TikTokRequest): string {
	const { appSecret, path, query, body = '', contentType = '' } = request;
	const parameters = Object.keys(query)
		.filter((key) => key !== 'sign' && key !== 'access_token')
		.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
		.map((key) => `${key}${query[key]}`)
		.join('');
	const mediaType = contentType.split(';')[0].trim().toLowerCase();
	const signedBody = mediaType === 'multipart/form-data' ? '' : body;
	return hmacHex(appSecret, `${appSecret}${path}${parameters}${signedBody}${appSecret}`);
}

/** TikTok Shop webhook signature, the value of the Authorization header: app key + raw body (TikTok Shop API §4.10). */
export function webhookSign(appKey: string, appSecret: string, rawBody: string): string {
	return hmacHex(appSecret, `${appKey}${rawBody}`);
}

/** Orders keys at every depth, ascending, ignoring letter case; arrays keep their order (OMS API §1.2). */
function sortedDeep(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sortedDeep);
	if (value === null || typeof value !== 'object') return value;
	const entries = Object.entries(value).map(([key, inner]) => ({ key, inner }));
	entries.sort((a, b) => {
		const [left, right] = [a.key.toLowerCase(), b.key.toLowerCase()];
		if (left !== right) return left < right ? -1 : 1;
		return a.key < b.key ? -1 : 1;
	});
	return Object.fromEntries(entries.map(({ key, inner }) => [key, sortedDeep(inner)]));
}

/** OMS `authcode`: HMAC of app key + sorted compact data + request time (OMS API §1.2). */
export function omsSign(appKey: string, appSecret: string, reqTime: string, data: unknown): string {
	const json = data === undefined ? '' : JSON.stringify(sortedDeep(data));
	return hmacHex(appSecret, `${appKey}${json}${reqTime}`);
}

/** Compares two signatures without telling by the time taken where they differ. */
export function sameSignature(expected: string, given: string): boolean {
	const [a, b] = [Buffer.from(expected), Buffer.from(given)];
	return a.length === b.length && timingSafeEqual(a, b);
}
