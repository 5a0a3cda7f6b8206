import type { FastifyInstance } from 'fastify';
import type { Service } from './callLog';
import { pathOf, queryOf } from './http';

/** A call as a rule sees it. */
export interface AnsweredCall {
	method: string;
	path: string;
	query: Readonly<Record<string, string>>;
	/** The body as text, empty where there is none. */
	body: string;
}

interface Rule {
	service: Service;
	/** Text found in the path, or a pattern. */
	path: RegExp | string;
	/** Which of these calls; all where it is left out. */
	when?: (call: AnsweredCall) => boolean;
}

/** An answer that is changed on its way out, after the call was carried out. */
export interface ChangedAnswer extends Rule {
	/** Changes the parsed answer in place, or returns another one; it may be any text. */
	change: (answer: never, call: AnsweredCall) => unknown;
	/** Go out beside those of the service. */
	headers?: Readonly<Record<string, string>>;
}

/** An answer that stands in place of the service's own; the call is not carried out. */
export interface GivenAnswer extends Rule {
	status: number;
	/** An object goes out as JSON, text as it is. */
	body: object | string;
	headers?: Readonly<Record<string, string>>;
}

/**
 * Answers other than the services would give: what the contract allows, and what services have been seen to do. A rule holds until
 * the function that `change` or `give` has returned is called.
 */
export class Answers {
	private readonly changed = new Set<ChangedAnswer>();
	private readonly given = new Set<GivenAnswer>();

	change(rule: ChangedAnswer): () => void {
		this.changed.add(rule);
		return () => void this.changed.delete(rule);
	}

	give(rule: GivenAnswer): () => void {
		this.given.add(rule);
		return () => void this.given.delete(rule);
	}

	clear(): void {
		this.changed.clear();
		this.given.clear();
	}

	/** Puts the rules between a service and its callers. */
	standBefore(server: FastifyInstance, service: Service): void {
		server.addHook('preHandler', async (request, reply) => {
			const call = callOf(request);
			const rule = [...this.given].find((each) => matches(each, service, call));
			if (!rule) return;
			const { status, body, headers } = rule;
			const json = { 'content-type': 'application/json; charset=utf-8' };
			reply.hijack();
			reply.raw.writeHead(status, typeof body === 'string' ? headers : { ...json, ...headers });
			reply.raw.end(typeof body === 'string' ? body : JSON.stringify(body));
		});
		server.addHook('onSend', async (request, reply, payload) => {
			const call = callOf(request);
			const rules = [...this.changed].filter((each) => matches(each, service, call));
			if (rules.length === 0 || typeof payload !== 'string') return payload;
			for (const { headers = {} } of rules) reply.headers(headers);
			const parsed: unknown = JSON.parse(payload);
			const answer = rules.reduce(
				(before, { change }) => change(before as never, call) ?? before,
				parsed,
			);
			return typeof answer === 'string' ? answer : JSON.stringify(answer);
		});
	}
}

function callOf(request: Parameters<typeof pathOf>[0]): AnsweredCall {
	const { method, body } = request;
	return {
		method,
		path: pathOf(request),
		query: queryOf(request),
		body: typeof body === 'string' ? body : '',
	};
}

function matches({ service, path, when }: Rule, called: Service, call: AnsweredCall): boolean {
	const isPath = typeof path === 'string' ? call.path.includes(path) : path.test(call.path);
	return service === called && isPath && (when?.(call) ?? true);
}
