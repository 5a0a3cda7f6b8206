import type { IHttpRequestOptions } from 'n8n-workflow';

import { AnswerCut, boundedAnswer, MOST_JSON_BYTES } from '../answer';
import { networkFault } from '../network';
import { CALL_LIMIT_MS, NoAnswer, type RawAnswer, type Request, type Send } from './http';

interface Helpers {
	helpers: { httpRequest(request: IHttpRequestOptions): Promise<unknown> };
}

const LIMITS = { totalMs: CALL_LIMIT_MS, mostBytes: MOST_JSON_BYTES };

/**
 * Sends through n8n's request helper. The requests are signed already, some of them wrongly on purpose.
 *
 * @param inTurn  waits until the service may be called
 */
export function nodeSend(
	{ helpers }: Helpers,
	inTurn: (call: () => Promise<RawAnswer>, signal: AbortSignal) => Promise<RawAnswer>,
): Send {
	const send = async (bounded: IHttpRequestOptions): Promise<unknown> =>
		await helpers.httpRequest(bounded);
	return async (request, signal) => {
		try {
			return await inTurn(async () => {
				const answer = await boundedAnswer(optionsOf(request), send, LIMITS, signal);
				const { statusCode: status, headers, body } = answer;
				return { status, headers: textsOf(headers), text: body.toString('utf8') };
			}, signal);
		} catch (failure) {
			signal.throwIfAborted();
			const noAnswer = new NoAnswer(`No answer to ${request.call}: ${reason(failure)}.`);
			return await Promise.reject(noAnswer);
		}
	};
}

function optionsOf({ method, url, headers, body }: Request): IHttpRequestOptions {
	return {
		method,
		url: url.href,
		headers: { accept: 'application/json', ...headers },
		disableFollowRedirect: true,
		...(body === undefined ? {} : { body }),
	};
}

/** Headers that came several times are joined, as HTTP allows. */
function textsOf(headers: Readonly<Record<string, unknown>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}

/** The network's code, such as ENOTFOUND; never the address. */
function reason(failure: unknown): string {
	if (failure instanceof AnswerCut) {
		return failure.cut.kind === 'slow' ? 'it took too long' : 'the answer was too large';
	}
	return networkFault(failure).code || 'the connection failed';
}
