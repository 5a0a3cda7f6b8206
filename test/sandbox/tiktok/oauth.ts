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
import { refusalOfFault } from './faultAnswers';
import type { App } from './gate';
import { SELLER, type TikTokWorld } from './world';

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

/** Token calls: not signed, failures with HTTP 200 as well (contract §2.2, §2.3). */
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

const escapeHtml = (text: string): string =>
	text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Who is logged in and what is asked, as TikTok Shop shows it before the seller agrees. */
function consentPage(world: TikTokWorld, links: { agree: string; refuse: string }): string {
	const { sellerName = SELLER, userType = 0, shops: keys } = world.consent;
	const account = userType === 0 ? sellerName : 'a creator account';
	const shops = (keys ? keys.map((key) => world.shop(key)) : world.shops).map(
		({ name, code }) => `<li>${escapeHtml(`${name} (${code})`)}</li>`,
	);
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>TikTok Shop sandbox</title></head>
<body><h1>TikTok Shop sandbox</h1><p>Logged in as ${escapeHtml(account)}.</p>
<p>This app wants to read and ship the orders of:</p><ul>${shops.join('')}</ul>
<p><a id="agree" href="${escapeHtml(links.agree)}">Authorize</a> · <a id="refuse" href="${escapeHtml(links.refuse)}">Refuse</a></p>
</body></html>`;
}

/** Absolute http(s) address, or undefined. */
function webAddress(text: string): URL | undefined {
	if (!URL.canParse(text)) return undefined;
	const url = new URL(text);
	return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}

/** The redirect after consent: code, state, app_key, locale, shop_region (contract §2.1). */
export function redirectAfterConsent(
	world: TikTokWorld,
	app: App,
	target: URL,
	state: string,
): URL {
	const url = new URL(target);
	url.searchParams.set('app_key', app.appKey);
	url.searchParams.set('code', world.issueCode(world.consent));
	url.searchParams.set('locale', 'en');
	url.searchParams.set('shop_region', world.shops[0]?.region ?? 'US');
	if (state) url.searchParams.set('state', state);
	return url;
}

function addAuthorizePages(server: FastifyInstance, { world, app }: OAuthParts): void {
	server.get('/open/authorize', async (request, reply) => {
		const query = queryOf(request);
		if (world.appInDraft) {
			const text = 'This app is not available: it is a draft. Publish it in Partner Center.';
			return await reply.code(403).type('text/plain').send(text);
		}
		const target = webAddress(query.redirect_uri ?? world.redirectUrl);
		if (query.service_id !== app.serviceId || !target) {
			const text = target
				? 'Unknown service_id: no such app on this site'
				: 'The redirect URL is not an address';
			return await reply.code(400).type('text/plain').send(text);
		}
		const carried = new URLSearchParams({ to: target.href, state: query.state ?? '' });
		const links = {
			agree: `/open/authorize/consent?${carried}`,
			refuse: `/open/authorize/refuse?${carried}`,
		};
		return await reply.type('text/html; charset=utf-8').send(consentPage(world, links));
	});
	server.get('/open/authorize/consent', async (request, reply) => {
		const { to, state } = queryOf(request);
		const target = webAddress(to ?? '');
		if (!target) return await reply.code(400).type('text/plain').send('No redirect URL');
		return await reply.redirect(redirectAfterConsent(world, app, target, state).href);
	});
	server.get('/open/authorize/refuse', async (request, reply) => {
		const { to, state } = queryOf(request);
		const url = webAddress(to ?? '');
		if (!url) return await reply.code(400).type('text/plain').send('No redirect URL');
		url.searchParams.set('code', 'null');
		url.searchParams.set('error', 'auth_denied');
		if (state) url.searchParams.set('state', state);
		return await reply.redirect(url.href);
	});
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
		// POST answers 404 in plain text (contract §2.2, observed live).
		server.post(path, async (request, reply) => {
			const { status, headers, body } = NO_SUCH_PAGE;
			addToLog(log, request, NO_SUCH_PAGE);
			return await reply.code(status).headers(headers).send(body);
		});
	}
	addAuthorizePages(server, parts);
}
