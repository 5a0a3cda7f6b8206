import { sameSignature, tiktokSign } from '../sign';
import { invalidRequest, TikTokRefusal } from './answer';
import type { Endpoint } from './endpoint';
import { checkBody, checkQuery, objectIn } from './input';
import type { Grant } from './tokens';
import type { Shop } from './types';
import type { TikTokWorld } from './world';

export interface App {
	appKey: string;
	appSecret: string;
	serviceId: string;
}

export interface RawCall {
	path: string;
	query: Record<string, string>;
	/** Body as it came; empty when there is none. */
	rawBody: string;
	contentType: string;
	accessToken: string | undefined;
}

export interface Admitted {
	grant: Grant;
	shop: Shop;
	body: Record<string, unknown>;
}

const SLOWEST_SECONDS = 5 * 60;
const FASTEST_SECONDS = 30;

/** App key, timestamp window (5 min behind to 30 s ahead), signature: TikTok Shop API §3, §5. */
function checkSignature(app: App, call: RawCall, nowSeconds: number): void {
	const { app_key: appKey, sign, timestamp } = call.query;
	if (appKey !== app.appKey) throw invalidRequest('Invalid app_key');
	if (!sign) throw invalidRequest('The sign parameter is missing');
	if (!timestamp || !/^\d{10}$/.test(timestamp)) {
		throw invalidRequest('Invalid timestamp, it must be 10-digit Unix seconds');
	}
	const ahead = Number(timestamp) - nowSeconds;
	if (ahead > FASTEST_SECONDS || ahead < -SLOWEST_SECONDS) {
		throw invalidRequest('Invalid timestamp, it is outside the accepted window');
	}
	const expected = tiktokSign({
		appSecret: app.appSecret,
		path: call.path,
		query: call.query,
		body: call.rawBody,
		contentType: call.contentType,
	});
	if (!sameSignature(expected, sign)) {
		throw new TikTokRefusal(106001, 'Signature is invalid', 401);
	}
}

function shopOf(endpoint: Endpoint, call: RawCall, grant: Grant): Shop {
	const cipher = call.query.shop_cipher;
	if (endpoint.cipher === 'refused') {
		if (cipher !== undefined) throw invalidRequest('Unexpected shop_cipher');
		return grant.shops[0];
	}
	if (!cipher) throw new TikTokRefusal(106013, 'The shop_cipher is missing', 400);
	const shop = grant.shops.find((each) => each.cipher === cipher);
	if (!shop) {
		throw new TikTokRefusal(101000, 'The shop_cipher does not match the access token', 401);
	}
	return shop;
}

function bodyOf(endpoint: Endpoint, call: RawCall): Record<string, unknown> {
	if (!endpoint.body) {
		if (call.rawBody !== '') throw new TikTokRefusal(36009022, 'No body is expected', 400);
		return {};
	}
	if (call.rawBody === '') {
		if (endpoint.bodyRequired) throw invalidRequest('The body is missing');
		return {};
	}
	let parsed: unknown;
	try {
		parsed = JSON.parse(call.rawBody);
	} catch {
		throw new TikTokRefusal(36009022, 'The body is not JSON', 400);
	}
	const body = objectIn(parsed);
	if (!body) throw new TikTokRefusal(36009022, 'The body is not a JSON object', 400);
	checkBody(body, endpoint.body);
	return body;
}

/**
 * What the gateway of TikTok Shop checks before a call reaches its endpoint, in this order: content type, address of the
 * caller, app key, clock, signature, token, user type and cipher, scope, names and types of the input.
 */
export function admit(world: TikTokWorld, app: App, endpoint: Endpoint, call: RawCall): Admitted {
	if (call.contentType.split(';')[0].trim().toLowerCase() !== 'application/json') {
		throw new TikTokRefusal(36009023, 'Content-Type must be application/json', 400);
	}
	world.checkIp();
	checkSignature(app, call, world.seconds());
	const grant = world.tokens.check(call.accessToken);
	if (grant.userType !== 0) {
		throw new TikTokRefusal(101000, 'The token of this user_type cannot call this API', 401);
	}
	const shop = shopOf(endpoint, call, grant);
	const { refusal } = world.shops.find(({ id }) => id === shop?.id) ?? {};
	if (refusal && endpoint.cipher !== 'refused') {
		throw new TikTokRefusal(refusal.code, refusal.message, refusal.status);
	}
	if (!grant.scopes.includes(endpoint.scope)) {
		throw new TikTokRefusal(105005, `Access denied, the scope ${endpoint.scope} is missing`, 401);
	}
	checkQuery(call.query, endpoint.query);
	return { grant, shop, body: bodyOf(endpoint, call) };
}
