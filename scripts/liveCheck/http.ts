import { fieldsOf, type Fields } from '../../nodes/shared/fields';

export type Host = 'tokens' | 'TikTok Shop' | 'OMS';

/** An answer as it came. */
export interface Answer {
	host: Host;
	/** What was called, without values, e.g. `GET /order/202507/orders`. */
	call: string;
	status: number;
	headers: Headers;
	/** Parsed body; undefined where it is no JSON. */
	body: unknown;
	/** Code of the envelope as text; empty where it has none. */
	code: string;
	message: string;
	data: unknown;
	/** Success by the rules of the service. */
	ok: boolean;
}

export interface Request {
	host: Host;
	/** Path of the call with names in place of values. */
	call: string;
	method: 'GET' | 'POST';
	url: URL;
	headers: Record<string, string>;
	body?: string;
	/** Code of success. */
	success: string;
	parse(text: string): unknown;
}

/** No answer came. The message holds no address, because addresses hold keys. */
export class NoAnswer extends Error {
	override readonly name = 'NoAnswer';
}

const CALL_LIMIT_MS = 20_000;
const MOST_TRIES = 3;
const MOST_WAIT_SECONDS = 10;

/** Codes of "too many calls" (TikTok Shop API §5, OMS API §1.3). */
export const TOO_MANY_CODES: readonly string[] = ['36009002', '200001'];

export const isTooMany = ({ status, code }: Answer): boolean =>
	status === 429 || TOO_MANY_CODES.includes(code);

/** Makes calls one after another, with a pause between them. */
export class Http {
	constructor(
		/** Pause after each call, ms. */
		private readonly gapMs: number,
		private readonly note: (answer: Answer) => void,
	) {}

	/**
	 * Sends a request once or, where the service says "too many calls", up to three times.
	 *
	 * @param make    makes the request anew, because signatures hold the time
	 * @param signal  ends the call
	 * @throws NoAnswer
	 */
	async send(make: () => Request, signal: AbortSignal): Promise<Answer> {
		for (let tries = 1; ; tries++) {
			const answer = await once(make(), signal);
			this.note(answer);
			if (!isTooMany(answer) || tries === MOST_TRIES) {
				await pause(this.gapMs, signal);
				return answer;
			}
			const asked = Number(answer.headers.get('retry-after')) || tries;
			await pause(Math.min(asked, MOST_WAIT_SECONDS) * 1_000, signal);
		}
	}
}

async function once(request: Request, signal: AbortSignal): Promise<Answer> {
	const { call, method, url, headers, body, success, parse } = request;
	const limit = AbortSignal.timeout(CALL_LIMIT_MS);
	let response: Response;
	let text: string;
	try {
		response = await fetch(url, {
			method,
			headers,
			// The address holds keys, so no redirect is followed.
			redirect: 'manual',
			signal: AbortSignal.any([signal, limit]),
			...(body === undefined ? {} : { body }),
		});
		text = await response.text();
	} catch (error) {
		signal.throwIfAborted();
		throw new NoAnswer(
			`No answer to ${call}: ${limit.aborted ? 'it took too long' : reason(error)}.`,
		);
	}
	const parsed = parse(text);
	const envelope: Fields = fieldsOf(parsed);
	const code = typeof envelope.code === 'number' || typeof envelope.code === 'string';
	const words = envelope.message ?? envelope.msg;
	return {
		host: request.host,
		call,
		status: response.status,
		headers: response.headers,
		body: parsed,
		code: code ? String(envelope.code) : '',
		message: typeof words === 'string' ? words : '',
		data: envelope.data,
		ok: code && String(envelope.code) === success && response.ok,
	};
}

/** The network's code, such as ENOTFOUND; never the address. */
function reason(error: unknown): string {
	const { cause } = error as { cause?: { code?: unknown } };
	return typeof cause?.code === 'string' ? cause.code : 'the connection failed';
}

/** Waits; throws as soon as the signal is given. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
	signal.throwIfAborted();
	if (ms <= 0) return;
	await new Promise<void>((resolve, reject) => {
		const stop = (): void => {
			clearTimeout(timer);
			reject(signal.reason as Error);
		};
		const timer = setTimeout(() => {
			signal.removeEventListener('abort', stop);
			resolve();
		}, ms);
		signal.addEventListener('abort', stop, { once: true });
	});
}
