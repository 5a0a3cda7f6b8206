import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';

import { AnswerCut, boundedAnswer, type CallLimits, type HttpAnswer } from '../../shared/answer';
import { networkFault } from '../../shared/network';
import { oddAnswer } from '../../shared/oddAnswer';
import { urlProblem } from '../../shared/url';
import { CHECK_BASE_URL, explain, isUnreached, type ApiError } from './errors';
import { fieldsOf, parseLossless, textOf } from './json';

const LIMITS: CallLimits = { totalMs: 15_000, mostBytes: 1024 * 1024 };

/** n8n puts words of its own in the place of a text that holds one of these. */
const CODES = / ?(?:\b|\()(?:E[A-Z_]{3,}|HTTP \d+)\b\)?/g;

/** Asks for the list of warehouses, without keys: an OMS refuses it with a code of its own (OMS API §1.3). */
const KNOCK: Omit<IHttpRequestOptions, 'url'> = {
	method: 'POST',
	body: JSON.stringify({ data: {} }),
	headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
	disableFollowRedirect: true,
};

/**
 * Whether an OMS answers at this address. n8n's own credential test names only the code of a network fault, so this goes before it.
 *
 * @throws Error  in words: which part of the address is wrong, or what is in between
 */
export async function assertOmsAnswers(
	baseUrl: string,
	{ httpRequest }: IHttpRequestHelper['helpers'],
): Promise<void> {
	const address = baseUrl.trim().replace(/\/+$/, '');
	const problem = urlProblem(address);
	if (problem) throw new Error(`The Base URL cannot be used: ${problem}. ${CHECK_BASE_URL}`);
	const request = { ...KNOCK, url: `${address}/v1/warehouse/options` };
	const send = async (bounded: IHttpRequestOptions): Promise<unknown> => await httpRequest(bounded);
	const fault = await boundedAnswer(request, send, LIMITS).then(faultOfAnswer, faultOfCall);
	if (!fault) return;
	const { message, hint } = explain(fault);
	throw new Error(`${message}. ${hint}`.replace(CODES, '').trim());
}

const NOT_FOUND = 404;

/** Any code of the envelope shows that an OMS is there. */
function faultOfAnswer({ statusCode: status, body }: HttpAnswer): ApiError | undefined {
	const text = body.toString('utf8');
	const parsed = parseLossless(text);
	const { code, msg, data } = fieldsOf(parsed);
	const odd = oddAnswer(text, parsed, textOf(code));
	const isEnvelope = msg !== undefined || (status < 300 && data !== undefined);
	return isEnvelope && !odd && status !== NOT_FOUND
		? undefined
		: { status, code: '', message: '', ...(odd ? { odd } : {}) };
}

function faultOfCall(failure: unknown): ApiError {
	if (failure instanceof AnswerCut) {
		return { status: 0, code: '', message: failure.message, cut: failure.cut };
	}
	const network = networkFault(failure);
	const { code: message } = network;
	return { status: 0, code: '', message, unreached: isUnreached(network), network };
}
