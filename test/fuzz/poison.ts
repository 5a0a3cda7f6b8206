import type { FastifyInstance } from 'fastify';
import { uniqBy } from 'lodash';

import { pathOf, queryOf } from '../sandbox/http';
import { Random } from '../sandbox/random';
import { mentions, type Endpoint } from './endpoints';
import {
	mutate,
	parsed,
	planMutation,
	placesOf,
	valueAt,
	written,
	type Changed,
	type Json,
	type Kind,
	type Mutation,
	type Path,
} from './mutate';

/** What is changed: the record of one order or shop; the rest of an answer, for one order, one shop or everybody; or a refusal. */
export type Scope = 'record' | 'aroundOrder' | 'aroundShop' | 'aroundAll' | 'refusal';

export interface PoisonPlan {
	endpoint: Endpoint;
	scope: Scope;
	/** Places that are changed at once. */
	places: number;
	/** Only the first answer that can be changed, else all until the poison is lifted. */
	once: boolean;
	/** IDs of the order or shop that is meant, as they become known. */
	ids: () => readonly string[];
	/** Cipher of its shop. */
	cipher: string;
	seed: number;
	/** Places and kinds that were found to be enough, instead of random ones. */
	mutations?: readonly Mutation[];
}

interface Call {
	method: string;
	path: string;
	cipher: string;
	/** Address and body as text. */
	text: string;
}

/** Refusals that are about what was asked, not about who asks (TikTok Shop API §5, OMS API §1.3). */
const REFUSALS: Record<Endpoint['service'], ReadonlyArray<readonly [number, Json | string]>> = {
	tiktok: [
		[200, { code: 21008111, message: 'The order does not belong to the shop', data: null }],
		[400, { code: 21011022, message: 'Invalid parameter', data: null }],
		[400, { code: 21009998, message: 'Invalid value', request_id: 'r', data: null }],
		[404, '404 page not found'],
		[413, 'Request Entity Too Large'],
		[500, '<html><body>Internal Server Error</body></html>'],
		[200, { code: 12052999, message: 'unknown', data: null }],
	],
	oms: [
		[200, { code: '100008', msg: '参数错误', data: null }],
		[200, { code: 10003, msg: '数据异常', data: null }],
		[200, { code: '500', msg: 'NullPointerException', data: null }],
		[400, { code: '400', msg: 'Bad Request', data: null }],
		[413, 'Request Entity Too Large'],
		[500, '<html><body>Internal Server Error</body></html>'],
	],
};

/** How often a record as a whole is replaced instead of a place in it, one in so many. */
const WHOLE_RECORD = 16;

/** Changes answers of the services according to a plan, until it is lifted. */
export class Poison {
	/** Answers that were changed or refused. */
	hits = 0;
	changed: Changed[] = [];
	apiError = '';
	active = true;
	/** A fault of the fuzzer itself. */
	failure: unknown;
	private mutations: Mutation[] | undefined;
	private readonly random: Random;

	constructor(readonly plan: PoisonPlan) {
		this.random = new Random(plan.seed);
		if (plan.mutations) this.mutations = [...plan.mutations];
	}

	/** @throws the fault of the fuzzer itself, if there was one */
	lift(): void {
		this.active = false;
		if (this.failure !== undefined) throw this.failure as Error;
	}

	/** To be called after the network has been put before the server. */
	standBefore(server: FastifyInstance, service: Endpoint['service']): void {
		server.addHook('onRequest', async (request, reply) => {
			const send = reply.send.bind(reply) as (text: string) => unknown;
			const { method, url } = request;
			const changing = (text: string): unknown => {
				const body = typeof request.body === 'string' ? request.body : '';
				const { shop_cipher: cipher = '' } = queryOf(request);
				const call = { method, path: pathOf(request), cipher, text: `${url} ${body}` };
				return send(this.answerOrFail(service, call, text));
			};
			Object.assign(reply, { send: changing });
		});
		server.addHook('preHandler', async (request, reply) => {
			const body = typeof request.body === 'string' ? request.body : '';
			const text = `${request.url} ${body}`;
			const call = { method: request.method, path: pathOf(request), cipher: '', text };
			const apiError = this.refused(service, call);
			if (!apiError) return;
			const [status, answer] = apiError;
			const type = typeof answer === 'string' ? 'text/html' : 'application/json';
			reply.code(status).header('content-type', type);
			reply.send(typeof answer === 'string' ? answer : JSON.stringify(answer));
		});
	}

	private isMeant(service: Endpoint['service'], call: Call): boolean {
		const { endpoint, once } = this.plan;
		const right = endpoint.service === service && endpoint.method === call.method;
		return right && this.active && endpoint.path.test(call.path) && !(once && this.hits > 0);
	}

	private refused(
		service: Endpoint['service'],
		call: Call,
	): readonly [number, Json | string] | undefined {
		const { scope, ids, seed } = this.plan;
		if (scope !== 'refusal' || !this.isMeant(service, call)) return undefined;
		if (!mentions(decoded(call.text), ids())) return undefined;
		this.hits += 1;
		const refusals = REFUSALS[service];
		const apiError = refusals[Math.abs(seed) % refusals.length];
		this.apiError = JSON.stringify(apiError);
		return apiError;
	}

	/** A caller without an answer would wait for ever, so a fault of the fuzzer itself is kept for the end of the case. */
	private answerOrFail(service: Endpoint['service'], call: Call, text: string): string {
		try {
			return this.answer(service, call, text);
		} catch (failure) {
			this.failure ??= failure;
			return text;
		}
	}

	private answer(service: Endpoint['service'], call: Call, text: string): string {
		if (this.plan.scope === 'refusal' || !this.isMeant(service, call)) return text;
		const answer = readAnswer(text);
		if (answer === undefined) return text;
		const base = this.baseIn(answer, call);
		if (base === undefined) return text;
		this.mutations ??= this.planned(answer, base);
		const changed = this.mutations.flatMap(({ path, kind }) => {
			const each = mutate(answer, { path: [...base, ...path], kind }, this.random);
			return each
				? [{ ...each, path, plausible: each.plausible || this.isUsual([...base, ...path], kind) }]
				: [];
		});
		if (changed.length === 0) return text;
		this.hits += 1;
		this.changed = changed;
		return written(answer);
	}

	/** Answers without data are usual where there is nothing to say, and the OMS writes long numbers with all digits. */
	private isUsual(place: Path, kind: Kind): boolean {
		const isNumber = kind === 'longNumber' || kind === 'numberOfText';
		if (isNumber) return this.plan.endpoint.service === 'oms';
		return kind === 'null' && place.join() === 'data';
	}

	/** The place in this answer below which it is changed; undefined when it has nothing to do with the one that is meant. */
	private baseIn(answer: Json, call: Call): Path | undefined {
		const { endpoint, scope, ids, cipher } = this.plan;
		const asked = mentions(decoded(call.text), ids());
		if (scope === 'aroundAll') return [];
		if (scope === 'aroundShop') return call.cipher === cipher ? [] : undefined;
		if (scope === 'aroundOrder') return asked || mentions(answer, ids()) ? [] : undefined;
		const list = valueAt(answer, endpoint.records);
		if (!Array.isArray(list)) {
			const isOwn = endpoint.about === 'nobody' || asked || mentions(list ?? '', ids());
			return list !== undefined && isOwn ? endpoint.records : undefined;
		}
		const own = list.findIndex((record) => mentions(record, ids()));
		const ofShop = endpoint.about === 'shop' && call.cipher === cipher && call.cipher !== '';
		if (own < 0 && endpoint.about !== 'nobody' && !ofShop) return undefined;
		return list.length > 0 ? [...endpoint.records, Math.max(0, own)] : undefined;
	}

	private planned(answer: Json, base: Path): Mutation[] {
		const { places, endpoint, scope } = this.plan;
		const target = valueAt(answer, base) ?? null;
		const planned = Array.from({ length: places }, (): Mutation => {
			const one = planMutation(target, this.random);
			if (scope === 'record') {
				return this.random.below(WHOLE_RECORD) === 0 ? { ...one, path: [] } : one;
			}
			const around = placesOf(target).filter(
				(path) => path.length <= endpoint.records.length || !isBelow(path, endpoint.records),
			);
			return { ...one, path: around[this.random.below(around.length)] ?? [] };
		});
		return uniqBy(planned, ({ path }) => path.join());
	}
}

/** Text of an address and a body; what is no address by its percent signs stays as it is. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

const isBelow = (path: Path, top: Path): boolean => top.every((key, index) => path[index] === key);

/** A success that can be changed: only valid answers are. */
function readAnswer(text: string): Json | undefined {
	if (!text.startsWith('{')) return undefined;
	const answer = parsed(text);
	const code = valueAt(answer, ['code']);
	return code === 0 || code === 200 ? answer : undefined;
}
