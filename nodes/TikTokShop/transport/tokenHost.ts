import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';

import { boundedAnswer, type CallLimits } from '../../shared/answer';
import { parseJson } from '../../shared/json';
import type { AskTokenHost } from './tokens';

/** Tokens are some thousand characters. The call that waits for them has 30 seconds in all. */
const LIMITS: CallLimits = { totalMs: 20_000, mostBytes: 1024 * 1024 };

/** The app secret travels in the address, so no redirect is followed. */
const TOKEN_CALL: Omit<IHttpRequestOptions, 'url'> = {
	method: 'GET',
	headers: { accept: 'application/json' },
	disableFollowRedirect: true,
};

/** The token host answered with another HTTP status than success. */
class RefusedByStatus extends Error {
	constructor(readonly response: { status: number }) {
		super(`HTTP ${response.status}`);
	}
}

/**
 * Asks the token host through n8n. A stop of the execution does not end this call: the refresh token that it uses up is
 * replaced by the one in its answer (TikTok Shop API §2.3).
 */
export function askTokenHost({ httpRequest }: IHttpRequestHelper['helpers']): AskTokenHost {
	return async (url) => {
		const send = async (request: IHttpRequestOptions): Promise<unknown> =>
			await httpRequest(request);
		const { statusCode, body } = await boundedAnswer({ ...TOKEN_CALL, url }, send, LIMITS);
		if (statusCode < 200 || statusCode >= 300) throw new RefusedByStatus({ status: statusCode });
		return parseJson(body.toString('utf8'));
	};
}
