import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CallLog } from '../callLog';
import { withoutSecrets } from '../callLog';
import type { Faults } from '../faults';
import {
	answerWithFaults,
	jsonAnswer,
	pathOf,
	queryOf,
	textAnswer,
	type Answer,
	type Waits,
} from '../http';
import { requestId, TikTokRefusal } from './answer';
import { addAuthorizePages } from './authorizePages';
import { refusalOfFault } from './faultAnswers';
import type { App } from './gate';
import type { TikTokWorld } from './world';

export interface OAuthParts {
	world: TikTokWorld;
	app: App;
	faults: Faults;
	log: CallLog;
	waits: Waits;
}

const REQUIRED = {
	'/api/v2/token/get': ['app_key', 'app_secret', 'auth_code', 'grant_type'],
	'/api/v2/token/refresh': ['app_key', 'app_secret', 'refresh_token', 'grant_type'],
} as const;

type TokenPath = keyof typeof REQUIRED;

/** Token calls: not signed, failures with HTTP 200 as well (TikTok Shop API §2.2, §2.3). */
function tokenData({ world, app }: OAuthParts, path: TokenPath, query: Record<string, string>) {
	const wanted = path === '/api/v2/token/get' ? 'authorized_code' : 'refresh_token';
	const names: readonly string[] = REQUIRED[path];
	const complete =
		names.every((name) => query[name]) && Object.keys(query).every((name) => names.includes(name));
	if (!complete || query.grant_type !== wanted) {
		throw new TikTokRefusal(98001004, 'Invalid parameters');
	}
	world.checkIp();
	if (query.app_key !== app.appKey || query.app_secret !== app.appSecret) {
		throw new TikTokRefusal(98001004, 'Invalid app_key or app_secret');
	}
	return path === '/api/v2/token/get'
		? world.tokens.exchange(query.auth_code)
		: world.tokens.rotate(query.refresh_token);
}

const NO_SUCH_PAGE = textAnswer(404, '404 page not found');

function addToLog(
	log: CallLog,
	request: FastifyRequest,
	answer: Answer | undefined,
	fault?: string,
): void {
	log.add({
		service: 'tiktok',
		method: request.method,
		path: pathOf(request),
		query: withoutSecrets(queryOf(request)),
		body: null,
		status: answer?.status ?? 0,
		code: answer?.code ?? '',
		message: answer?.message ?? '',
		...(fault ? { fault } : {}),
	});
}

/** Token host and authorize page, on the same address as the API. */
export function addOAuth(server: FastifyInstance, parts: OAuthParts): void {
	const { world, faults, log, waits } = parts;
	for (const path of ['/api/v2/token/get', '/api/v2/token/refresh'] as const) {
		server.get(path, async (request, reply) => {
			const query = queryOf(request);
			const fault = faults.strike('tiktok', path);
			const id = requestId(world.now(), log.entries.length + 1);
			const produce = (): Answer => {
				try {
					const data = tokenData(parts, path, query);
					const body = { code: 0, message: 'success', request_id: id, data };
					return jsonAnswer(200, body, 'success');
				} catch (error) {
					if (!(error instanceof TikTokRefusal)) throw error;
					const body = { code: error.code, message: error.message, request_id: id, data: null };
					return jsonAnswer(200, body, error.message);
				}
			};
			const note = (answer: Answer | undefined): void =>
				addToLog(log, request, answer, fault?.kind);
			const refusal = fault && refusalOfFault(fault, id);
			await answerWithFaults({ request, reply, waits, fault, refusal, produce, note });
			return reply;
		});
		// POST answers 404 in plain text (TikTok Shop API §2.2, observed live).
		server.post(path, async (request, reply) => {
			const { status, headers, body } = NO_SUCH_PAGE;
			addToLog(log, request, NO_SUCH_PAGE);
			return await reply.code(status).headers(headers).send(body);
		});
	}
	addAuthorizePages(server, parts);
}
