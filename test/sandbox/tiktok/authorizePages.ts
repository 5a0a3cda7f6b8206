import type { FastifyInstance, FastifyReply } from 'fastify';
import { queryOf } from '../http';
import type { App } from './gate';
import type { Grant } from './tokens';
import type { TikTokWorld } from './world';

const escapeHtml = (text: string): string =>
	text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Who is logged in and what is asked, as TikTok Shop shows it before the seller agrees. */
function consentPage(grant: Grant, links: { agree: string; refuse: string }): string {
	const account = grant.userType === 1 ? 'a creator account' : grant.sellerName;
	const shops = grant.shops.map(({ name, code }) => `<li>${escapeHtml(`${name} (${code})`)}</li>`);
	const asked =
		grant.userType === 1
			? '<p>A creator account has no shops.</p>'
			: `<p>This app wants to read and ship the orders of:</p><ul>${shops.join('')}</ul>`;
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>TikTok Shop sandbox</title></head>
<body><h1>TikTok Shop sandbox</h1><p>Logged in as ${escapeHtml(account)}.</p>
${asked}
<p><a id="agree" href="${escapeHtml(links.agree)}">Authorize</a> · <a id="refuse" href="${escapeHtml(links.refuse)}">Refuse</a></p>
</body></html>`;
}

/** Absolute http(s) address, or undefined. */
function webAddress(text = ''): URL | undefined {
	if (!URL.canParse(text)) return undefined;
	const url = new URL(text);
	return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}

async function refuse(reply: FastifyReply, status: number, text: string): Promise<FastifyReply> {
	return await reply.code(status).type('text/plain; charset=utf-8').send(text);
}

const DRAFT = 'This app is not available: it is a draft. Publish it in Partner Center.';

/** The redirect after consent: code, state, app_key, locale, shop_region (TikTok Shop API §2.1). */
function agreed(world: TikTokWorld, app: App, target: URL, state = ''): URL {
	const url = new URL(target);
	url.searchParams.set('app_key', app.appKey);
	url.searchParams.set('code', world.issueCode(world.consent));
	url.searchParams.set('locale', 'en');
	url.searchParams.set('shop_region', world.grantOf(world.consent).shops[0]?.region ?? 'US');
	if (state) url.searchParams.set('state', state);
	return url;
}

function refused(target: URL, state = ''): URL {
	const url = new URL(target);
	url.searchParams.set('code', 'null');
	url.searchParams.set('error', 'auth_denied');
	if (state) url.searchParams.set('state', state);
	return url;
}

/**
 * The page on which the seller agrees, and where it leads.
 *
 * The real page ignores `redirect_uri`, `client_id`, `scope` and `response_type`: it leads to the one URL set on the app.
 * This one follows `redirect_uri` where there is one, so that the sandbox works with anybody's n8n.
 */
export function addAuthorizePages(
	server: FastifyInstance,
	{ world, app }: { world: TikTokWorld; app: App },
): void {
	server.get('/open/authorize', async (request, reply) => {
		const query = queryOf(request);
		if (world.appInDraft) return await refuse(reply, 403, DRAFT);
		// An app lives on one site; its service id means nothing on the other (TikTok Shop API §1).
		if (query.service_id !== app.serviceId) {
			return await refuse(reply, 400, 'Unknown service_id: no such app on this site');
		}
		const target = webAddress(query.redirect_uri ?? world.redirectUrl);
		if (!target) return await refuse(reply, 400, 'The redirect URL is not an address');
		const carried = new URLSearchParams({ to: target.href, state: query.state ?? '' });
		const links = {
			agree: `/open/authorize/consent?${carried}`,
			refuse: `/open/authorize/refuse?${carried}`,
		};
		const page = consentPage(world.grantOf(world.consent), links);
		return await reply.type('text/html; charset=utf-8').send(page);
	});
	server.get('/open/authorize/consent', async (request, reply) => {
		const { to, state } = queryOf(request);
		if (world.appInDraft) return await refuse(reply, 403, DRAFT);
		const target = webAddress(to);
		if (!target) return await refuse(reply, 400, 'No redirect URL');
		return await reply.redirect(agreed(world, app, target, state).href);
	});
	server.get('/open/authorize/refuse', async (request, reply) => {
		const { to, state } = queryOf(request);
		const target = webAddress(to);
		if (!target) return await refuse(reply, 400, 'No redirect URL');
		return await reply.redirect(refused(target, state).href);
	});
}
