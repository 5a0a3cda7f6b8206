import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerOf, withoutSecrets } from '../callLog';
import {
	answerWithFaults,
	jsonAnswer,
	pathOf,
	queryOf,
	rawBodyOf,
	rawServer,
	Throttle,
	type Answer,
} from '../http';
import { requestId, TikTokRefusal } from './answer';
import type { Endpoint, TikTokCall } from './endpoint';
import { cancellationEndpoints } from './endpoints/cancellations';
import { catalogueEndpoints } from './endpoints/catalogue';
import { fulfillmentEndpoints } from './endpoints/fulfillment';
import { orderEndpoints } from './endpoints/orders';
import { arrangementEndpoints } from './endpoints/arrangements';
import { addDocuments, documentEndpoints } from './endpoints/documents';
import { externalOrderEndpoints } from './endpoints/externalOrders';
import { packageEndpoints } from './endpoints/packages';
import { refusalOfFault, tooManyRequests } from './faultAnswers';
import { admit } from './gate';
import { addOAuth, type OAuthParts } from './oauth';
import { PageTokenStore } from './pages';

export const ENDPOINTS: readonly Endpoint[] = [
	...catalogueEndpoints,
	...orderEndpoints,
	...packageEndpoints,
	...fulfillmentEndpoints,
	...arrangementEndpoints,
	...documentEndpoints,
	...externalOrderEndpoints,
	...cancellationEndpoints,
];

/** @param status  of refusals that have none of their own */
function refused(refusal: TikTokRefusal, id: string, status = 200): Answer {
	const body = { code: refusal.code, message: refusal.message, request_id: id, data: null };
	return jsonAnswer(refusal.status ?? status, body, refusal.message, refusal.headers);
}

const headerText = (value: string | string[] | undefined): string | undefined =>
	typeof value === 'string' ? value : undefined;

/** Paths of a route, as `/packages/:package_id` names them. */
const patternOf = (route: string): RegExp => new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`);

function parsedOrText(rawBody: string): unknown {
	try {
		return rawBody === '' ? null : JSON.parse(rawBody);
	} catch {
		return rawBody;
	}
}

/** TikTok Shop on one address: token host, authorize page and API. */
export function tiktokServer(parts: OAuthParts): FastifyInstance {
	const { world, app, faults, log, waits } = parts;
	const server = rawServer();
	const pages = new PageTokenStore(world.now, () => world.pageTokenLifeMs);
	const throttles = new Map<string, Throttle>();

	function throttleOf({ method, route }: Endpoint, query: Record<string, string>): Throttle {
		const { app_key: appKey = '', shop_cipher: cipher = '' } = query;
		const quota = world.rateLimit?.forEachApi ? [method, route, appKey, cipher].join(' ') : '';
		const throttle = throttles.get(quota) ?? new Throttle();
		throttles.set(quota, throttle);
		return throttle;
	}

	async function handle(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply) {
		const path = pathOf(request);
		const query = queryOf(request);
		const rawBody = await rawBodyOf(request);
		const token = headerText(request.headers['x-tts-access-token']);
		const id = requestId(world.now(), log.entries.length + 1);
		const limit = world.rateLimit;
		const throttled =
			limit && !throttleOf(endpoint, query).allows(limit.perSecond, world.now())
				? tooManyRequests(id, limit.retryAfter ? '1' : undefined)
				: undefined;
		const fault = throttled
			? undefined
			: faults.strike('tiktok', path, query.page_token !== undefined);
		const produce = (): Answer => {
			try {
				if (fault?.kind === 'tokenExpired') world.tokens.expire(token);
				const admitted = admit(world, app, endpoint, {
					path,
					query,
					rawBody,
					contentType: request.headers['content-type'] ?? '',
					accessToken: token,
				});
				const call: TikTokCall = {
					world,
					...admitted,
					path: pathParameters(request.params),
					query,
					pages,
					...(fault ? { fault } : {}),
				};
				const body = { code: 0, message: 'Success', request_id: id, data: endpoint.handle(call) };
				return jsonAnswer(200, body, 'Success');
			} catch (error) {
				if (!(error instanceof TikTokRefusal)) throw error;
				return refused(error, id, world.refusalStatus);
			}
		};
		const refusal = throttled ?? (fault && refusalOfFault(fault, id));
		const shop = world.shops.find((each) => each.cipher === query.shop_cipher);
		const note = (answer: Answer | undefined): void => {
			log.add({
				service: 'tiktok',
				method: request.method,
				path,
				query: withoutSecrets(query),
				body: parsedOrText(rawBody),
				status: answer?.status ?? 0,
				code: answer?.code ?? '',
				message: answer?.message ?? '',
				...(fault ? { fault: fault.kind } : {}),
				...(shop ? { shop: shop.code } : {}),
				...(token ? { caller: callerOf(token) } : {}),
			});
		};
		await answerWithFaults({ request, reply, waits, fault, refusal, produce, note });
		return reply;
	}

	for (const endpoint of ENDPOINTS) {
		server.route({
			method: endpoint.method,
			url: endpoint.route,
			handler: async (request, reply) => await handle(endpoint, request, reply),
		});
	}
	addOAuth(server, parts);
	addDocuments(server, world);
	server.setNotFoundHandler(async (request, reply) => {
		const id = requestId(world.now(), log.entries.length + 1);
		const path = pathOf(request);
		const refusal = ENDPOINTS.some(({ route }) => patternOf(route).test(path))
			? new TikTokRefusal(36009010, 'Invalid method', 405)
			: new TikTokRefusal(36009009, 'Invalid path', 404);
		const { body, headers, status, code, message } = refused(refusal, id);
		const { method } = request;
		const query = withoutSecrets(queryOf(request));
		log.add({ service: 'tiktok', method, path, query, body: null, status, code, message });
		return await reply.code(status).headers(headers).send(body);
	});
	return server;
}

function pathParameters(params: unknown): Record<string, string> {
	if (typeof params !== 'object' || params === null) return {};
	return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}
