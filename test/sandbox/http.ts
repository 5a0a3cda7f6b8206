import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fastify from 'fastify';
import type { FaultRule } from './faults';
import { FLOODS } from './floods';

/** A whole HTTP answer, and what the call log keeps of it. */
export interface Answer {
	status: number;
	headers: Readonly<Record<string, string>>;
	body: string;
	code: string;
	message: string;
}

export function jsonAnswer(
	status: number,
	body: { code: number | string; [field: string]: unknown },
	message: string,
	headers: Readonly<Record<string, string>> = {},
): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
		body: JSON.stringify(body),
		code: String(body.code),
		message,
	};
}

/** An answer of a proxy in front of the service: no envelope. */
export function textAnswer(status: number, text: string): Answer {
	const headers = { 'content-type': 'text/plain; charset=utf-8' };
	return { status, headers, body: text, code: '', message: text };
}

/** Waits that end early when the sandbox closes, so that a held answer never keeps a process alive. */
export class Waits {
	private readonly open = new Map<NodeJS.Timeout, () => void>();

	async wait(ms: number): Promise<void> {
		await new Promise<void>((resolve) => {
			const timer = setTimeout(() => {
				this.open.delete(timer);
				resolve();
			}, ms);
			timer.unref();
			this.open.set(timer, resolve);
		});
	}

	endAll(): void {
		for (const [timer, resolve] of this.open) {
			clearTimeout(timer);
			resolve();
		}
		this.open.clear();
	}
}

/**
 * A server that leaves every body as the text that came: signatures cover bytes, not meaning.
 *
 * @param prefix  path prefix the routes answer under as well
 */
export function rawServer(prefix = ''): FastifyInstance {
	const server = fastify({
		forceCloseConnections: true,
		bodyLimit: 20 * 1024 * 1024,
		rewriteUrl: ({ url = '/' }) =>
			prefix && url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : url,
	});
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, body);
	});
	return server;
}

/** The body as text; fastify does not read the body of a GET, TikTok Shop's signature covers it all the same. */
export async function rawBodyOf(request: FastifyRequest): Promise<string> {
	if (typeof request.body === 'string') return request.body;
	if (request.method !== 'GET') return '';
	const chunks: Buffer[] = [];
	for await (const chunk of request.raw) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks).toString('utf8');
}

/** Query parameters, percent-decoded; of a name given twice the last counts. */
export function queryOf(request: FastifyRequest): Record<string, string> {
	return Object.fromEntries(new URL(request.url, 'http://sandbox').searchParams);
}

export const pathOf = (request: FastifyRequest): string =>
	new URL(request.url, 'http://sandbox').pathname;

function cut(request: FastifyRequest, reply: FastifyReply): void {
	reply.hijack();
	request.raw.socket.destroy();
}

/** Does not wait for the client to read: one that has gone away must not fail the call. */
function send(reply: FastifyReply, answer: Answer): void {
	reply.code(answer.status).headers(answer.headers).send(answer.body);
}

const SLOW_MS = 1_000;
const HELD_MS = 30_000;

export interface Exchange {
	request: FastifyRequest;
	reply: FastifyReply;
	waits: Waits;
	/** The fault that strikes this call, if any. */
	fault: FaultRule | undefined;
	/** The answer of faults that stand for one ('429', '500', …); undefined for the other kinds. */
	refusal: Answer | undefined;
	/** Carries the call out; not called when the fault strikes before the call is read. */
	produce: () => Answer;
	/** Told once, before any wait: the answer, or undefined when the client will see none. */
	note: (answer: Answer | undefined) => void;
}

const UNREAD: ReadonlyArray<FaultRule['kind']> = ['reset', 'timeout'];
const HELD: ReadonlyArray<FaultRule['kind']> = ['timeout', 'timeoutAfterAccept'];
const UNANSWERED = [...UNREAD, ...HELD, 'resetAfterAccept', ...Object.keys(FLOODS)];

/** Answers a call, with its fault if one strikes. */
export async function answerWithFaults(exchange: Exchange): Promise<void> {
	const { request, reply, waits, fault, refusal, produce, note } = exchange;
	const answer = fault && UNREAD.includes(fault.kind) ? undefined : (refusal ?? produce());
	const unanswered = fault && UNANSWERED.includes(fault.kind);
	note(unanswered ? undefined : answer);
	if (fault && HELD.includes(fault.kind)) await waits.wait(fault.delayMs ?? HELD_MS);
	const flood = fault && FLOODS[fault.kind];
	if (flood) {
		reply.hijack();
		await flood(reply.raw, waits, fault.delayMs);
		return;
	}
	if (unanswered || !answer) {
		cut(request, reply);
		return;
	}
	if (fault?.kind === 'slow') await waits.wait(fault.delayMs ?? SLOW_MS);
	send(reply, answer);
}

/** Seconds for a Retry-After header. */
export const retryAfterSeconds = (delayMs = 1_000): string =>
	String(Math.max(1, Math.ceil(delayMs / 1000)));

/** Lets `perSecond` calls through in each second of the sandbox's clock. */
export class Throttle {
	private second = -1;

	private used = 0;

	allows(perSecond: number, nowMs: number): boolean {
		const second = Math.floor(nowMs / 1000);
		if (second !== this.second) {
			this.second = second;
			this.used = 0;
		}
		this.used += 1;
		return this.used <= perSecond;
	}
}

/** Whether a call comes from this machine. */
export function fromLoopback(request: FastifyRequest): boolean {
	const address = request.socket.remoteAddress ?? '';
	return address === '::1' || address.replace('::ffff:', '').startsWith('127.');
}
