import { mayBeN8n, type Caller } from './caller';
import { CallLimit } from './callLimit';
import {
	isEnded,
	obtainTokens,
	TokenError,
	type App,
	type AskTokenHost,
	type Grant,
	type Tokens,
} from '../transport/tokens';

/** Answer of an OAuth2 token endpoint (RFC 6749 §5). */
export interface TokenAnswer {
	status: number;
	body: Record<string, unknown>;
}

/** Needed to list shops, so no node works without it (TikTok Shop API §2.3). */
const REQUIRED_SCOPE = 'seller.authorization.info';
/** The bridge keeps no answer, so the same code never returns tokens a second time. */
const KEEP_ANSWER_MS = 0;
/** Shared by all bridges of this process. */
const LIMIT = new CallLimit();
/** Codes, tokens and secrets have some hundred characters; longer fields count as empty. */
const MAX_FIELD_LENGTH = 4_096;

/**
 * Translates n8n's OAuth2 requests for TikTok Shop. n8n can only POST the field `code` and read a flat answer; TikTok Shop expects
 * GET with `auth_code` and answers nested, with HTTP 200 even when it refuses (TikTok Shop API §2.2).
 *
 * The answer keeps TikTok Shop's field names for the nodes, and adds `expires_in` and `token_type` for n8n.
 *
 * @param body      form fields as n8n posts them; they cannot change the host
 * @param authHost  host that gives tokens, from the node
 */
export async function answerTokenRequest(
	body: Readonly<Record<string, unknown>>,
	authHost: string,
	ask: AskTokenHost,
	now: () => number,
	caller: Caller,
	limit = LIMIT,
): Promise<TokenAnswer> {
	const isRefresh = body.grant_type === 'refresh_token';
	const secret = textOf(isRefresh ? body.refresh_token : body.code);
	const app = { authHost, appKey: textOf(body.client_id), appSecret: textOf(body.client_secret) };
	const isComplete = app.appKey && app.appSecret && secret && (isRefresh || isCodeRequest(body));
	if (!isComplete || !mayBeN8n(caller, body)) {
		return tokenError(400, 'invalid_request', 'The OAuth bridge answers only n8n credentials.');
	}
	const grant: Grant = isRefresh
		? { kind: 'refresh', refreshToken: secret }
		: { kind: 'code', code: secret };
	try {
		if (!limit.allows(app.appKey, app.appSecret, now())) return tooManyCalls(isRefresh);
		const tokens = await obtain(app, grant, ask, now);
		limit.remember(app.appKey, app.appSecret);
		return { status: 200, body: answerOf(tokens, Math.floor(now() / 1_000)) };
	} catch (failure) {
		return errorAnswer(failure, isRefresh);
	}
}

function isCodeRequest({ grant_type: type }: Readonly<Record<string, unknown>>): boolean {
	return type === 'authorization_code';
}

async function obtain(
	app: App,
	grant: Grant,
	ask: AskTokenHost,
	now: () => number,
): Promise<Tokens> {
	// TikTok Shop redirects with `code=null` when the seller refuses (TikTok Shop API §2.1).
	if (grant.kind === 'code' && grant.code === 'null') {
		throw new TokenError(
			'The seller refused the authorisation on TikTok Shop.',
			'Connect again and agree.',
		);
	}
	const tokens = await obtainTokens(app, grant, ask, now, KEEP_ANSWER_MS);
	const { grantedScopes } = tokens;
	if (
		grant.kind === 'code' &&
		grantedScopes.length > 0 &&
		!grantedScopes.includes(REQUIRED_SCOPE)
	) {
		throw new TokenError(
			`TikTok Shop did not grant the scope ${REQUIRED_SCOPE}; granted are ${grantedScopes.join(', ')}.`,
			'Enable the scopes named in the documentation of the credential on the app in Partner Center, then connect again.',
		);
	}
	return tokens;
}

/** n8n stores all of these fields as the token data of the credential. */
function answerOf(tokens: Tokens, nowSeconds: number): Record<string, unknown> {
	return {
		token_type: 'bearer',
		expires_in: Math.max(0, tokens.accessTokenExpiresAt - nowSeconds),
		issued_at: tokens.issuedAt,
		access_token: tokens.accessToken,
		access_token_expire_in: tokens.accessTokenExpiresAt,
		refresh_token: tokens.refreshToken,
		refresh_token_expire_in: tokens.refreshTokenExpiresAt,
		open_id: tokens.openId,
		seller_name: tokens.sellerName,
		seller_base_region: tokens.sellerBaseRegion,
		user_type: tokens.userType,
		granted_scopes: tokens.grantedScopes,
	};
}

function errorAnswer(failure: unknown, isRefresh: boolean): TokenAnswer {
	if (failure instanceof TokenError) {
		return isRefresh ? refreshErrorAnswer(failure) : codeErrorAnswer(failure);
	}
	// The text of an unexpected error stays hidden: it may contain the URL with the secret.
	return tokenError(500, 'server_error', 'The OAuth bridge has a fault.');
}

/** The user reads the text in the Connect window. n8n retries a refresh at the next run. */
function tooManyCalls(isRefresh: boolean): TokenAnswer {
	const text = 'The OAuth bridge has received more calls than it passes on. Wait a minute.';
	return isRefresh
		? tokenError(503, 'temporarily_unavailable', text)
		: tokenError(400, 'too_many_calls', text);
}

/** For n8n, `invalid_grant` means that the user must connect again, and 5xx that a retry may succeed. */
function refreshErrorAnswer(failure: TokenError): TokenAnswer {
	if (failure.temporary) return tokenError(503, 'temporarily_unavailable', failure.message);
	if (isEnded(failure)) return tokenError(400, 'invalid_grant', failure.message);
	return tokenError(400, oauthErrorCode(failure), failure.message);
}

/**
 * The user reads this answer in the Connect window. n8n shows `error_description` there only for an `error` outside the OAuth2
 * standard, and never for 5xx.
 */
function codeErrorAnswer(failure: TokenError): TokenAnswer {
	const { what, temporary, message } = failure;
	const text = temporary ? `${what} Wait a moment, then connect again.` : message;
	return tokenError(400, oauthErrorCode(failure), text);
}

function oauthErrorCode({ tiktokCode }: TokenError): string {
	return tiktokCode ? `tiktok_shop_${tiktokCode}` : 'tiktok_shop_refused';
}

function tokenError(status: number, error: string, description: string): TokenAnswer {
	return { status, body: { error, error_description: description } };
}

function textOf(value: unknown): string {
	return typeof value === 'string' && value.length <= MAX_FIELD_LENGTH ? value.trim() : '';
}
