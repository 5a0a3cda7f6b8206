import {
	NodeApiError,
	NodeOperationError,
	sleep,
	type IExecuteFunctions,
	type JsonObject,
} from 'n8n-workflow';

import { fileAddressProblem } from '../../shared/address';
import { retry, type RetryPolicy } from '../../shared/retry';

const TIMEOUT_MS = 60_000;
/** Labels are some 100 KB; what is larger would only fill the memory of n8n. */
const MOST_BYTES = 20 * 1024 * 1024;
const MOST_REDIRECTS = 3;
const POLICY: RetryPolicy = { attempts: 4, firstDelayMs: 500, maxDelayMs: 8_000 };
const CLOCK = { now: () => Date.now(), sleep, random: Math.random };

type Stream = AsyncIterable<Buffer> & { destroy(): void };

interface HttpAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: Stream;
}

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
 * A document TikTok Shop gives an address for. The address is a key to it for 24 hours (contract §4.6), so it stands in no
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
	const attempt = async () => await fetchFile(context, url, service);
	const verdict = (failure: unknown) =>
		failure instanceof DownloadFailure && failure.temporary ? 0 : (false as const);
	try {
		return await retry(attempt, verdict, POLICY, CLOCK);
	} catch (failure) {
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
): Promise<Buffer> {
	let address = url;
	for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
		const problem = fileAddressProblem(address, service);
		if (problem) throw new DownloadFailure(0, `the address is not safe: ${problem}`, true);
		const { statusCode: status, headers, body } = await ask(context, address);
		if (status === 200) return await bytesOf(body);
		body.destroy();
		const next = String(headers.location ?? '');
		if (status < 300 || status >= 400 || !URL.canParse(next, address)) {
			throw new DownloadFailure(status);
		}
		address = new URL(next, address).href;
	}
	throw new DownloadFailure(0, 'too many redirects', true);
}

async function ask(context: IExecuteFunctions, url: string): Promise<HttpAnswer> {
	const answer = context.helpers.httpRequest({
		url,
		encoding: 'stream',
		json: false,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// Each address is looked at before it is asked.
		disableFollowRedirect: true,
		timeout: TIMEOUT_MS,
		abortSignal: AbortSignal.timeout(TIMEOUT_MS),
	});
	return (await answer.catch(noAnswer)) as HttpAnswer;
}

async function bytesOf(body: Stream): Promise<Buffer> {
	const parts = await partsOf(body).catch(noAnswer);
	if (!parts) throw new DownloadFailure(0, `larger than ${MOST_BYTES / 1024 / 1024} MB`, true);
	if (parts.length === 0) throw new DownloadFailure(200, 'empty');
	return Buffer.concat(parts);
}

/** Undefined when it is too large; leaving the loop closes the connection. */
async function partsOf(body: Stream): Promise<Buffer[] | undefined> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const part of body) {
		size += part.length;
		if (size > MOST_BYTES) return undefined;
		parts.push(part);
	}
	return parts;
}

/** What the HTTP client throws holds the address. */
function noAnswer(): never {
	throw new DownloadFailure(0);
}
