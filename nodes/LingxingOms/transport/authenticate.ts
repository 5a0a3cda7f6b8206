import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { fieldsOf, parseLossless } from './json';
import { authcode, sortKeys } from './sign';

export interface OmsKeys {
	appKey: string;
	appSecret: string;
}

/** Fields the HTTP Request node brings in the form of n8n's older request helper; they would replace our body. */
const OTHER_BODIES = ['form', 'formData'] as const;

/**
 * Signs a call to the OMS: envelope into the body, `authcode` into the query (OMS contract §1.2). The body is serialised
 * once; what is signed is what is sent. Signing the same request again replaces what the first time added.
 *
 * @param request  body is `{ data: … }` or the data itself, as object or JSON text; none counts as `{}`
 * @param now      epoch ms
 */
export function authenticateRequest(
	request: IHttpRequestOptions,
	{ appKey, appSecret }: OmsKeys,
	now: number,
): IHttpRequestOptions {
	const reqTime = String(Math.floor(now / 1_000));
	const data = sortKeys(dataOf(request.body));
	const signed: IHttpRequestOptions = {
		...request,
		body: JSON.stringify({ appKey, reqTime, data }),
		qs: { ...request.qs, authcode: authcode({ appKey, appSecret, reqTime, data }) },
		headers: { ...withoutContentType(request.headers), 'Content-Type': 'application/json' },
	};
	for (const name of OTHER_BODIES) delete (signed as unknown as IDataObject)[name];
	return signed;
}

/** `data` of a body: of our own envelope, of the caller's `{ data }`, or the body itself. */
function dataOf(body: unknown): unknown {
	const given = typeof body === 'string' ? parseLossless(body) : body;
	if (Array.isArray(given)) return given;
	const { appKey, reqTime, ...rest } = fieldsOf(given);
	const isEnvelope = 'data' in rest || appKey !== undefined || reqTime !== undefined;
	return (isEnvelope ? rest.data : rest) ?? {};
}

function withoutContentType(headers: IDataObject = {}): IDataObject {
	return Object.fromEntries(
		Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-type'),
	);
}
