import { fieldsOf, type Fields } from '../fields';
import { pause } from '../stop';

export type Host = 'tokens' | 'TikTok Shop' | 'OMS';

/** An answer as it came. */
export interface Answer {
	host: Host;
	/** What was called, without values, e.g. `GET /order/202507/orders`. */
	call: string;
	status: number;
	/** By name in lower case. */
	headers: Readonly<Record<string, string>>;
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
	/** Method and path of the call with names in place of values. */
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

/** An answer before it is read. */
export interface RawAnswer {
	status: number;
	/** By name in lower case. */
	headers: Readonly<Record<string, string>>;
	text: string;
}

/**
 * Sends a request as it is, follows no redirect (the address holds keys), and waits no longer than {@link CALL_LIMIT_MS}.
 *
 * @throws NoAnswer, or the reason of the signal
 */
export type Send = (request: Request, signal: AbortSignal) => Promise<RawAnswer>;

export const CALL_LIMIT_MS = 20_000;
const MOST_TRIES = 3;
const MOST_WAIT_SECONDS = 10;

/** Codes of "too many calls" (TikTok Shop API §5, OMS API §1.3). */
const TOO_MANY_CODES: readonly string[] = ['36009002', '200001'];

export const isTooMany = ({ status, code }: Answer): boolean =>
	status === 429 || TOO_MANY_CODES.includes(code);

/** Makes calls one after another, with a pause between them. */
export class Http {
	constructor(
		private readonly transmit: Send,
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
			const request = make();
			const answer = answerOf(request, await this.transmit(request, signal));
			this.note(answer);
			if (!isTooMany(answer) || tries === MOST_TRIES) {
				await pause(this.gapMs, signal);
				return answer;
			}
			const asked = Number(answer.headers['retry-after']) || tries;
			await pause(Math.min(asked, MOST_WAIT_SECONDS) * 1_000, signal);
		}
	}
}

function answerOf({ host, call, success, parse }: Request, raw: RawAnswer): Answer {
	const { status, headers, text } = raw;
	const body = parse(text);
	const envelope: Fields = fieldsOf(body);
	const hasCode = typeof envelope.code === 'number' || typeof envelope.code === 'string';
	const words = envelope.message ?? envelope.msg;
	return {
		host,
		call,
		status,
		headers,
		body,
		code: hasCode ? String(envelope.code) : '',
		message: typeof words === 'string' ? words : '',
		data: envelope.data,
		ok: hasCode && String(envelope.code) === success && status >= 200 && status < 300,
	};
}
