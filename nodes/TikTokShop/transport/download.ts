import { NodeApiError, sleep, type IExecuteFunctions, type JsonObject } from 'n8n-workflow';

import { retry, type RetryPolicy } from '../../shared/retry';

const TIMEOUT_MS = 60_000;
const POLICY: RetryPolicy = { attempts: 4, firstDelayMs: 500, maxDelayMs: 8_000 };
const CLOCK = { now: () => Date.now(), sleep, random: Math.random };

/** 0 = no answer at all. */
class DownloadFailure extends Error {
	constructor(readonly status: number) {
		super(`HTTP ${status}`);
	}
}

/**
 * A document TikTok Shop gives an address for. The address is a key to it for 24 hours (contract §4.6), so it stands in no
 * message and no item; no credential goes along.
 *
 * @throws NodeApiError without the address
 */
export async function download(
	context: IExecuteFunctions,
	url: string,
	what: string,
): Promise<Buffer> {
	const attempt = async (): Promise<Buffer> => {
		const answer = await fetchOnce(context, url);
		if (answer.status === 200 && answer.body.length > 0) return answer.body;
		throw new DownloadFailure(answer.status);
	};
	const verdict = (failure: unknown) => {
		const { status } = failure as DownloadFailure;
		return status === 0 || status === 429 || status >= 500 ? 0 : (false as const);
	};
	try {
		return await retry(attempt, verdict, POLICY, CLOCK);
	} catch (failure) {
		const { status } = failure as DownloadFailure;
		const message = `The ${what} could not be downloaded (${status ? `HTTP ${status}` : 'no answer'})`;
		throw new NodeApiError(context.getNode(), { message } as JsonObject, {
			message,
			description:
				'Run the item again: TikTok Shop gives a new address for the document. This machine must reach the file servers of TikTok Shop as well as its API.',
			httpCode: String(status),
		});
	}
}

async function fetchOnce(
	context: IExecuteFunctions,
	url: string,
): Promise<{ status: number; body: Buffer }> {
	try {
		const { statusCode, body } = (await context.helpers.httpRequest({
			url,
			encoding: 'arraybuffer',
			json: false,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: TIMEOUT_MS,
		})) as { statusCode: number; body: ArrayBuffer };
		return { status: statusCode, body: Buffer.from(body) };
	} catch {
		return { status: 0, body: Buffer.alloc(0) };
	}
}
