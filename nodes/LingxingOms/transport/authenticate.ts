import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { shownText } from '../../shared/shownText';
import { addressed, NO_REDIRECT, urlOf } from '../../shared/signedRequest';
import { callUrlProblem } from '../../shared/url';
import { fieldsOf, parseLossless } from './json';
import { authcode, sortKeys } from './sign';

export interface OmsKeys {
	appKey: string;
	appSecret: string;
	/** Address of the OMS: the only host that gets signed calls. */
	baseUrl: string;
}

/** A call must not be signed for the address it goes to. */
class UrlError extends Error {
	override readonly name = 'AddressRefusal';
}

/** Fields the HTTP Request node brings in the form of n8n's older request helper; they would replace our body. */
const OTHER_BODIES = ['form', 'formData'] as const;

/**
 * Signs a call to the OMS: envelope into the body, `authcode` into the query (OMS API §1.2). The body is serialised
 * once; what is signed is what is sent. Signing the same request again replaces what the first time added.
 *
 * @param request  body is `{ data: … }` or the data itself, as object or JSON text; none counts as `{}`
 * @param now      epoch ms
 * @throws UrlError  the address is not that of the OMS, whose keys they are
 */
export function authenticateRequest(
	request: IHttpRequestOptions,
	{ appKey, appSecret, baseUrl }: OmsKeys,
	now: number,
): IHttpRequestOptions {
	const url = urlOf(request);
	const problem = callUrlProblem(url, baseUrl);
	if (problem) {
		throw new UrlError(
			`The call is not signed for ${shownText(url.host, 100)}: ${problem}. Correct the address, or the Base URL in the credential.`,
		);
	}
	const reqTime = String(Math.floor(now / 1_000));
	const data = sortKeys(dataOf(request.body));
	const signed: IHttpRequestOptions = {
		...request,
		...addressed(request, url.href),
		...NO_REDIRECT,
		baseURL: undefined,
		body: JSON.stringify({ appKey, reqTime, data }),
		qs: { ...request.qs, authcode: authcode({ appKey, appSecret, reqTime, data }) },
		headers: { ...withoutOurs(request.headers), 'Content-Type': 'application/json' },
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

/** The host of a call stands in its address alone. */
function withoutOurs(headers: IDataObject = {}): IDataObject {
	return Object.fromEntries(
		Object.entries(headers).filter(([name]) => !/^(content-type|host)$/i.test(name)),
	);
}
