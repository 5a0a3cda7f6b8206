import { createHash } from 'crypto';

import { urlProblem } from '../../shared/url';
import { AnswerCut, cutWords } from '../../shared/answer';
import { isLasting, networkFault, networkWords } from '../../shared/network';
import { redactedText } from '../../shared/redact';
import { MINUTE, MINUTE_MS } from '../../shared/durations';
import { fieldsOf } from '../../shared/fields';
import { isTemporary } from './errors';
import { explain } from './explain';

/** What TikTok Shop gives for a code or a refresh token (TikTok Shop API §2.2). Times are epoch seconds. */
export interface Tokens {
	accessToken: string;
	accessTokenExpiresAt: number;
	refreshToken: string;
	/** End of the seller's authorisation; may exceed 32 bits. */
	refreshTokenExpiresAt: number;
	/** When these tokens were given out. */
	issuedAt: number;
	openId: string;
	sellerName: string;
	sellerBaseRegion: string;
	/** 0 seller, 1 creator, 3 partner. */
	userType: number;
	grantedScopes: string[];
}

/** What can be turned into tokens. */
export type Grant = { kind: 'code'; code: string } | { kind: 'refresh'; refreshToken: string };

export interface App {
	authHost: string;
	appKey: string;
	appSecret: string;
}

/** Asks the token host; throws only when there is no answer at all. */
export type AskTokenHost = (url: string) => Promise<unknown>;

/** TikTok Shop gave no tokens, for a reason the user can do something about. Never holds a secret or a URL. */
export class TokenError extends Error {
	override readonly name = 'TokenError';

	constructor(
		readonly what: string,
		readonly hint: string,
		/** The token host could not be reached or had a fault: the same call may work in a moment. */
		readonly temporary = false,
		/** TikTok Shop's code, where it gave one. n8n shows a property named `code` in place of the message. */
		readonly tiktokCode = '',
	) {
		super(`${what} ${hint}`);
	}
}

/** The code or refresh token is dead, was used before, or was never one (TikTok Shop API §2.3). */
const ENDED = ['36004001', '36004004', '36004005'];

/** TikTok Shop does not know the code or refresh token, or not any more. */
export function isEnded({ tiktokCode }: TokenError): boolean {
	return ENDED.includes(tiktokCode);
}

/** The refusal inside of what n8n makes of what `preAuthentication` throws. */
export function tokenErrorIn(failure: unknown): TokenError | undefined {
	for (let each = failure; each instanceof Error; each = each.cause) {
		if (each.name === 'TokenError') return each as TokenError;
	}
	return undefined;
}

/** Tokens are renewed this long before they expire. */
export const REFRESH_AHEAD = 5 * MINUTE;
/** Below this a value is a duration, above it a moment (TikTok Shop API §2.2, defensive rule). */
const SMALLEST_EPOCH = 1_000_000_000;

/** Fingerprint of a secret: tells two of them apart without holding them. */
export function fingerprint(secret: string): string {
	return createHash('sha256').update(secret).digest('hex').slice(0, 32);
}

/**
 * The authorisation code in what the user pasted: the whole redirected URL, its query, or the bare code.
 *
 * @throws TokenError when the seller refused (`error=…` or `code=null`, TikTok Shop API §2.1) or no code is in it
 */
export function codeIn(pasted: string): string {
	const text = pasted.trim();
	const query = text.includes('?') ? text.slice(text.indexOf('?') + 1) : text;
	const isQuery = /(^|&)(code|error)=/.test(query);
	const parameters = new URLSearchParams(query.split('#')[0]);
	const code = isQuery ? (parameters.get('code') ?? '').trim() : text;
	if (isQuery && (parameters.get('error') || code === 'null')) {
		throw new TokenError(
			'The seller refused the authorisation on TikTok Shop.',
			'Open the authorisation link again and agree, then paste the new redirected URL.',
		);
	}
	if (!code || /[\s/:?&]/.test(code)) {
		throw new TokenError(
			'There is no authorisation code in what was pasted.',
			'Paste the whole address the browser shows after the authorisation; it holds "code=…".',
		);
	}
	return code;
}

/** A moment in epoch seconds; despite its name `…_expire_in` is one already (TikTok Shop API §2.2). */
export function expiryMoment(value: unknown, nowSeconds: number): number {
	const seconds = Number(value);
	if (!Number.isFinite(seconds)) return 0;
	return seconds < SMALLEST_EPOCH ? nowSeconds + seconds : seconds;
}

/**
 * The tokens in an answer of the token host.
 *
 * @param secrets  what was sent to it
 * @throws TokenError when the answer is a refusal, holds no token, or the account is no seller
 */
export function tokensIn(
	answer: unknown,
	nowSeconds: number,
	secrets: readonly string[] = [],
): Tokens {
	const { code, message, request_id: requestId, data } = fieldsOf(answer);
	const tokenError = {
		status: 200,
		code: redactedText(code, secrets),
		message: redactedText(message, secrets),
		requestId: redactedText(requestId, secrets),
	};
	if (Number(code) !== 0 || code === undefined) {
		const { message: what, hint } = explain(tokenError);
		throw new TokenError(`${what}.`, hint, isTemporary(tokenError), tokenError.code);
	}
	return tokensOf(fieldsOf(data), nowSeconds);
}

/**
 * The tokens in `data` of such an answer, or in what n8n keeps of it.
 *
 * @throws TokenError when it holds no token, or the account is no seller
 */
export function tokensOf(given: Record<string, unknown>, issuedAt: number): Tokens {
	const accessToken = sendable(given.access_token);
	const refreshToken = sendable(given.refresh_token);
	if (!accessToken || !refreshToken) {
		throw new TokenError(
			'The token host answered without tokens.',
			'Check the authorisation host that was put in place of the usual one.',
		);
	}
	const userType = Number(given.user_type ?? 0);
	if (userType !== 0) {
		throw new TokenError(
			`The authorised account is a ${userType === 1 ? 'creator' : 'partner'} account; it has no shop orders.`,
			"Sign out on TikTok Shop, then authorise again and log in with the seller's main account.",
		);
	}
	return {
		accessToken,
		accessTokenExpiresAt: expiryMoment(given.access_token_expire_in, issuedAt),
		refreshToken,
		refreshTokenExpiresAt: expiryMoment(given.refresh_token_expire_in, issuedAt),
		issuedAt,
		openId: storable(given.open_id),
		sellerName: storable(given.seller_name),
		sellerBaseRegion: storable(given.seller_base_region),
		userType,
		grantedScopes: Array.isArray(given.granted_scopes) ? given.granted_scopes.map(storable) : [],
	};
}

/** A token; empty where it holds what no address and no header can hold. */
function sendable(value: unknown): string {
	const token = storable(value);
	return /^[\x20-\x7e]+$/.test(token) ? token : '';
}

/**
 * Text as it may be stored in a credential: n8n takes one that begins with `=` for an expression and evaluates it, and a seller
 * may be called anything.
 */
function storable(value: unknown): string {
	if (typeof value !== 'string' && typeof value !== 'number') return '';
	return String(value).replace(/^[=\s]+/, '');
}

/** Address of a token call. The secret travels in it (TikTok Shop API §2.2): it must never reach a log or a message. */
export function tokenUrl({ authHost, appKey, appSecret }: App, grant: Grant): string {
	const base = authHost.replace(/\/+$/, '');
	const common = { app_key: appKey, app_secret: appSecret };
	const query =
		grant.kind === 'code'
			? { ...common, auth_code: grant.code, grant_type: 'authorized_code' }
			: { ...common, refresh_token: grant.refreshToken, grant_type: 'refresh_token' };
	const path = grant.kind === 'code' ? '/api/v2/token/get' : '/api/v2/token/refresh';
	return `${base}${path}?${new URLSearchParams(query)}`;
}

/** How long an answer serves others that ask with the same grant, ms: n8n has no lock for pasted credentials. */
const SHARED_FOR = 10 * MINUTE_MS;

interface Flight {
	tokens: Promise<Tokens>;
	startedAt: number;
}

const flights = new Map<string, Flight>();

/**
 * Turns a code or refresh token into tokens; all who ask with the same grant share one call and its answer, so that
 * parallel executions never use up a refresh token that the first of them has rotated (TikTok Shop API §2.3).
 *
 * Shared within this process. A refused call is forgotten at once and may be tried again.
 *
 * @param sharedFor  how long the answer is kept for those who ask later, ms; 0 keeps it only while the call is under way
 * @throws TokenError
 */
export async function obtainTokens(
	app: App,
	grant: Grant,
	ask: AskTokenHost,
	now: () => number,
	sharedFor = SHARED_FOR,
): Promise<Tokens> {
	const problem = urlProblem(app.authHost);
	if (problem) {
		throw new TokenError(
			`The Authorization Host cannot be used: ${problem}.`,
			'Correct it where it was put in place of the usual one: in the credential or in the OAuth bridge.',
		);
	}
	const secret = grant.kind === 'code' ? grant.code : grant.refreshToken;
	const key = fingerprint(JSON.stringify([app.authHost, app.appKey, app.appSecret, secret]));
	for (const [other, { startedAt }] of flights) {
		if (startedAt + SHARED_FOR < now()) flights.delete(other);
	}
	const shared = flights.get(key);
	if (shared) return await shared.tokens;
	const tokens = requestTokens(app, grant, ask, now);
	flights.set(key, { tokens, startedAt: now() });
	const forget = (): boolean => flights.delete(key);
	tokens.then(sharedFor > 0 ? undefined : forget, forget);
	return await tokens;
}

async function requestTokens(
	app: App,
	grant: Grant,
	ask: AskTokenHost,
	now: () => number,
): Promise<Tokens> {
	const answer = await ask(tokenUrl(app, grant)).catch((failure: unknown) => {
		throw unanswered(failure);
	});
	const secret = grant.kind === 'code' ? grant.code : grant.refreshToken;
	return tokensIn(answer, Math.floor(now() / 1_000), [app.appSecret, secret]);
}

/** The failure itself is not passed on: the address it holds contains the app secret. */
function unanswered(failure: unknown): TokenError {
	if (failure instanceof AnswerCut) {
		return new TokenError(
			`The token host of TikTok Shop ${cutWords(failure.cut)}.`,
			'Check the authorisation host that is set; the next run tries again.',
			failure.cut.kind === 'slow',
		);
	}
	const { status } = fieldsOf(fieldsOf(failure).response);
	if (typeof status === 'number' && status >= 300 && status < 400) {
		return new TokenError(
			`The token host sends the call on to another address (HTTP ${status}), which is not followed: the app secret is for this host only.`,
			'Check the Authorization Host that was put in place of the usual one.',
		);
	}
	if (typeof status === 'number') {
		return new TokenError(
			`The token host of TikTok Shop is not available right now (HTTP ${status}).`,
			'Nothing needs to be changed; the next run tries again.',
			true,
		);
	}
	const network = networkFault(failure);
	const told = networkWords(
		network,
		'the authorisation of TikTok Shop',
		'Authorization Host that is set',
	);
	if (told) return new TokenError(`${told.message}.`, told.hint, !isLasting(network));
	return new TokenError(
		'The token host of TikTok Shop could not be reached.',
		'Check the network of this machine and the authorisation host that is set; the next run tries again.',
		true,
	);
}
