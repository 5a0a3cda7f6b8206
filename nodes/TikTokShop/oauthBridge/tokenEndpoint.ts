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

/** What the token endpoint of OAuth2 answers (RFC 6749 §5). */
export interface TokenAnswer {
	status: number;
	body: Record<string, unknown>;
}

/** Without it no shop can be listed, so no node works (TikTok Shop API §2.3). */
const REQUIRED_SCOPE = 'seller.authorization.info';
/** Whoever knows the code and the app secret gets no answer of the bridge a second time. */
const KEEP_ANSWER_MS = 0;
/** For all bridges of this process. */
const LIMIT = new CallLimit();
/** Codes, tokens and secrets have some hundred characters; nothing longer goes into the address of a call. */
const MAX_FIELD_LENGTH = 4_096;

/**
 * Answers n8n's OAuth2 requests by asking TikTok Shop: n8n can only POST the field `code` and read a flat answer, while
 * TikTok Shop wants GET with `auth_code` and answers nested, with HTTP 200 even when it refuses (TikTok Shop API §2.2).
 *
 * Tokens keep TikTok Shop's field names, so that nodes find in the credential what TikTok Shop gave; `expires_in` and
 * `token_type` are n8n's.
 *
 * @param body      form fields as n8n posts them; nothing in them can choose the host
 * @param authHost  host that gives tokens, from the node
 * @param caller    what is known of who asks
 */
export async function answerTokenRequest(
	body: Readonly<Record<string, unknown>>,
	authHost: string,
	ask: AskTokenHost,
	now: () => number,
	caller: Caller,
	limit = LIMIT,
): Promise<TokenAnswer> {
	const refreshes = body.grant_type === 'refresh_token';
	const secret = textOf(refreshes ? body.refresh_token : body.code);
	const app = { authHost, appKey: textOf(body.client_id), appSecret: textOf(body.client_secret) };
	const isComplete = app.appKey && app.appSecret && secret && (refreshes || isCodeRequest(body));
	if (!isComplete || !mayBeN8n(caller, body)) {
		return tokenError(400, 'invalid_request', 'The OAuth bridge answers only n8n credentials.');
	}
	const grant: Grant = refreshes
		? { kind: 'refresh', refreshToken: secret }
		: { kind: 'code', code: secret };
	try {
		if (!limit.allows(app.appKey, app.appSecret, now())) return tooManyCalls(refreshes);
		const tokens = await obtain(app, grant, ask, now);
		limit.remember(app.appKey, app.appSecret);
		return { status: 200, body: answerOf(tokens, Math.floor(now() / 1_000)) };
	} catch (failure) {
		return errorAnswer(failure, refreshes);
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
			'Enable the scopes named in the README on the app in Partner Center, then connect again.',
		);
	}
	return tokens;
}

/** n8n keeps all of it as the token data of the credential. */
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

function errorAnswer(failure: unknown, refreshes: boolean): TokenAnswer {
	if (failure instanceof TokenError) {
		return refreshes ? refreshErrorAnswer(failure) : codeErrorAnswer(failure);
	}
	// Nothing of an unforeseen failure is shown: it may hold the address with the secret.
	return tokenError(500, 'server_error', 'The OAuth bridge has a fault.');
}

/** People read it in the window that Connect opened; a refresh is tried again by the next run. */
function tooManyCalls(refreshes: boolean): TokenAnswer {
	const text = 'The OAuth bridge has received more calls than it passes on. Wait a minute.';
	return refreshes
		? tokenError(503, 'temporarily_unavailable', text)
		: tokenError(400, 'too_many_calls', text);
}

/** n8n acts on the answer: `invalid_grant` means that somebody has to connect again, 5xx that it may work later. */
function refreshErrorAnswer(failure: TokenError): TokenAnswer {
	if (failure.temporary) return tokenError(503, 'temporarily_unavailable', failure.message);
	if (isEnded(failure)) return tokenError(400, 'invalid_grant', failure.message);
	return tokenError(400, oauthErrorCode(failure), failure.message);
}

/**
 * People read this answer, in the window that Connect opened. n8n shows `error_description` there only for an `error` that
 * is not one of the standard ones, and nothing at all of a 5xx; so a code is refused under a name of our own.
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
