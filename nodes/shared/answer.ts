import type { IHttpRequestOptions } from 'n8n-workflow';

import { throwWhenStopped, unlessStopped, whenStopped } from './stop';

/** Limits of a call. */
export interface CallLimits {
	/** Time from sending to the last byte of the answer, ms. */
	totalMs: number;
	/** Size of the decompressed answer, bytes. */
	mostBytes: number;
}

/** Far more than a page of orders with all their details. */
export const MOST_JSON_BYTES = 32 * 1024 * 1024;

/** A complete answer. */
export interface HttpAnswer {
	statusCode: number;
	headers: Readonly<Record<string, unknown>>;
	body: Buffer;
}

/** Why an answer was not read to its end. The service may have accepted the request all the same. */
export interface Cut {
	/** `slow` is temporary; `large` is not. */
	kind: 'slow' | 'large';
	limits: CallLimits;
}

/** An answer took too long, or was too large. */
export class AnswerCut extends Error {
	constructor(readonly cut: Cut) {
		super(cutWords(cut));
	}
}

/** Which limit was exceeded; the end of a sentence that begins with the service. */
export function cutWords({ kind, limits }: Cut): string {
	return kind === 'slow'
		? `did not finish its answer within ${Math.ceil(limits.totalMs / 1_000)} seconds`
		: `sent an answer of more than ${Math.floor(limits.mostBytes / 1024 / 1024)} MB, which was not read to its end`;
}

/**
 * Makes a call within limits of time and size. It ends at once when the execution is stopped. Memory never holds more than the
 * largest size.
 *
 * @param send  sends through n8n's request helper; its request has the signal that ends it
 * @param stop  signal of the execution
 * @throws AnswerCut         too slow or too large
 * @throws ExecutionStopped  the execution was stopped, or had been before the call
 * @throws whatever `send` throws, or the reading of the answer
 */
export async function boundedAnswer(
	request: IHttpRequestOptions,
	send: (request: IHttpRequestOptions) => Promise<unknown>,
	limits: CallLimits,
	stop?: AbortSignal,
): Promise<HttpAnswer> {
	throwWhenStopped(stop);
	const call = new AbortController();
	const clock = AbortSignal.timeout(Math.ceil(limits.totalMs));
	const tooSlow = (): void => call.abort(new AnswerCut({ kind: 'slow', limits }));
	clock.addEventListener('abort', tooSlow);
	const forget = stop && whenStopped(stop, () => call.abort(stop.reason));
	const bounded: IHttpRequestOptions = {
		...request,
		encoding: 'stream',
		json: false,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		timeout: limits.totalMs,
		abortSignal: call.signal,
	};
	try {
		return await unlessStopped(read(send(bounded), limits, call.signal), call.signal);
	} catch (failure) {
		throw hasTimedOut(failure) ? new AnswerCut({ kind: 'slow', limits }) : failure;
	} finally {
		clock.removeEventListener('abort', tooSlow);
		forget?.();
	}
}

type Body = AsyncIterable<Uint8Array> & { destroy(): void };

async function read(
	sent: Promise<unknown>,
	limits: CallLimits,
	signal: AbortSignal,
): Promise<HttpAnswer> {
	const { statusCode, headers, body } = (await sent) as Omit<HttpAnswer, 'body'> & {
		body: unknown;
	};
	return { statusCode, headers, body: await bytesOf(body, limits, signal) };
}

async function bytesOf(body: unknown, limits: CallLimits, signal: AbortSignal): Promise<Buffer> {
	if (!isBody(body)) return wholeBody(body, limits);
	const forget = whenStopped(signal, () => body.destroy());
	try {
		const parts: Uint8Array[] = [];
		let size = 0;
		// Leaving the loop closes the connection.
		for await (const part of body) {
			size += part.length;
			if (size > limits.mostBytes) throw new AnswerCut({ kind: 'large', limits });
			parts.push(part);
		}
		return Buffer.concat(parts);
	} finally {
		forget();
	}
}

/** An answer that n8n has already read. */
function wholeBody(body: unknown, limits: CallLimits): Buffer {
	const bytes = Buffer.isBuffer(body) ? body : Buffer.from(textOf(body));
	if (bytes.length > limits.mostBytes) throw new AnswerCut({ kind: 'large', limits });
	return bytes;
}

function textOf(body: unknown): string {
	return typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
}

function isBody(body: unknown): body is Body {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** The HTTP client gives up by itself at the same moment. */
function hasTimedOut(failure: unknown): boolean {
	const { code, cause } = failure as { code?: unknown; cause?: { code?: unknown } };
	return [code, cause?.code].includes('ECONNABORTED');
}
