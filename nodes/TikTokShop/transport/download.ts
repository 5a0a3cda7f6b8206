import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type JsonObject,
} from 'n8n-workflow';

import { fileUrlProblem } from '../../shared/url';
import {
	AnswerCut,
	boundedAnswer,
	type CallLimits,
	type Cut,
	type HttpAnswer,
} from '../../shared/answer';
import { retry, retryClock, type RetryPolicy } from '../../shared/retry';
import { isStop, stopSignalOf } from '../../shared/stop';
import { toText } from '../../shared/text';

/** Labels are some 100 KB; what is larger would only fill the memory of n8n. */
const LIMITS: CallLimits = { totalMs: 60_000, mostBytes: 20 * 1024 * 1024 };
const MOST_REDIRECTS = 3;
const POLICY: RetryPolicy = { attempts: 4, firstDelayMs: 500, maxDelayMs: 8_000 };

/** Why there is no file; the same download may work in a moment where no answer came, or a fault. */
class DownloadFailure extends Error {
	constructor(
		readonly status: number,
		reason = status ? `HTTP ${status}` : 'no answer',
		readonly final = false,
	) {
		super(reason);
	}

	get temporary(): boolean {
		return !this.final && (this.status === 0 || this.status === 429 || this.status >= 500);
	}
}

/**
 * A document TikTok Shop gives an address for. The address is a key to it for 24 hours (TikTok Shop API §4.6), so it stands in no
 * message and no item; no credential goes along, and no answer of TikTok Shop leads into the own network.
 *
 * @param service  address of the API that gave the address
 * @throws NodeApiError without the address
 */
export async function download(
	context: IExecuteFunctions,
	url: string,
	service: string,
	what: string,
): Promise<Buffer> {
	const stop = stopSignalOf(context);
	const attempt = async () => await fetchFile(context, url, service, stop);
	const verdict = (failure: unknown) =>
		failure instanceof DownloadFailure && failure.temporary ? 0 : (false as const);
	try {
		return await retry(attempt, verdict, POLICY, retryClock(stop));
	} catch (failure) {
		if (isStop(failure)) return await Promise.reject(failure);
		if (!(failure instanceof DownloadFailure)) {
			throw new NodeOperationError(context.getNode(), `The ${what} could not be downloaded`);
		}
		const message = `The ${what} could not be downloaded (${failure.message})`;
		throw new NodeApiError(context.getNode(), { message } as JsonObject, {
			message,
			description:
				'Run the item again: TikTok Shop gives a new address for the document. This machine must reach the file servers of TikTok Shop as well as its API.',
			httpCode: String(failure.status),
		});
	}
}

async function fetchFile(
	context: IExecuteFunctions,
	url: string,
	service: string,
	stop: AbortSignal | undefined,
): Promise<Buffer> {
	let address = url;
	for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
		const problem = fileUrlProblem(address, service);
		if (problem) throw new DownloadFailure(0, `the address is not safe: ${problem}`, true);
		const { statusCode: status, headers, body } = await ask(context, address, stop);
		if (status === 200 && body.length === 0) throw new DownloadFailure(200, 'empty');
		if (status === 200) return body;
		const next = toText(headers.location);
		if (status < 300 || status >= 400 || !URL.canParse(next, address)) {
			throw new DownloadFailure(status);
		}
		address = new URL(next, address).href;
	}
	throw new DownloadFailure(0, 'too many redirects', true);
}

async function ask(
	context: IExecuteFunctions,
	url: string,
	stop: AbortSignal | undefined,
): Promise<HttpAnswer> {
	// Each address is looked at before it is asked.
	const request: IHttpRequestOptions = { url, disableFollowRedirect: true };
	const send = async (bounded: IHttpRequestOptions): Promise<unknown> =>
		await context.helpers.httpRequest(bounded);
	return await boundedAnswer(request, send, LIMITS, stop).catch((failure: unknown) => {
		if (isStop(failure)) throw failure;
		throw failure instanceof AnswerCut ? cutOff(failure.cut) : noAnswer();
	});
}

function cutOff({ kind, limits }: Cut): DownloadFailure {
	return kind === 'large'
		? new DownloadFailure(0, `larger than ${limits.mostBytes / 1024 / 1024} MB`, true)
		: new DownloadFailure(0, `not finished within ${limits.totalMs / 1_000} seconds`);
}

/** What the HTTP client throws holds the address. */
function noAnswer(): DownloadFailure {
	return new DownloadFailure(0);
}
