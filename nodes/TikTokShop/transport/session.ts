import { BoundedMap } from '../../shared/boundedMap';
import { HOUR } from '../../shared/durations';
import type { SigningKeys } from './authenticate';
import { authorizeLink } from './site';
import {
	codeIn,
	fingerprint,
	obtainTokens,
	REFRESH_AHEAD,
	TokenError,
	type App,
	type AskTokenHost,
	type Grant,
	type Tokens,
} from './tokens';

/** Hosts of the only environment TikTok Shop has (TikTok Shop API §1). */
export const API_HOST = 'https://open-api.tiktokglobalshop.com';
export const AUTH_HOST = 'https://auth.tiktok-shops.com';

/** What n8n stores of a TikTok Shop (Pasted URL) credential: what the user typed in, and the tokens kept beside it. */
export interface StoredSession extends Partial<Omit<Tokens, 'grantedScopes'>> {
	appKey: string;
	appSecret: string;
	/** The redirected URL, or the code in it. */
	authorizationCode?: string;
	/** Fingerprint of the code that the stored tokens came from: a code works once. */
	exchangedCode?: string;
	/** Comma-separated. */
	grantedScopes?: string;
	/** Authorized Site, `US` or `GLOBAL`: the Partner Center the app was made in. */
	site?: string;
	/** The same in the credential with the pasted URL. */
	appRegion?: string;
	serviceId?: string;
	replaceHosts?: boolean;
	apiHost?: string;
	authHost?: string;
	readsPerSecond?: number;
	writesPerSecond?: number;
}

/** The site that is chosen in the credential, `US` or `GLOBAL`. */
export function siteOf({ site, appRegion }: StoredSession): string | undefined {
	return site ?? appRegion;
}

/** A token that looks fresh may still have ended; without an answer of TikTok Shop it is asked for again after this, s. */
const TRUSTED_FOR = HOUR;
const REMEMBERED_REFUSALS = 200;

/** Access tokens that TikTok Shop called expired although they looked fresh. */
const refused = new BoundedMap<string, true>(REMEMBERED_REFUSALS);

/** TikTok Shop has refused the access token of this session: it is refreshed before the next request. */
export function markRefused(session: StoredSession): void {
	refused.set(tokenMark(session), true);
}

/** Access tokens that came from a renewal and were refused all the same, with the moment of that, epoch ms. */
const useless = new BoundedMap<string, number>(REMEMBERED_REFUSALS);

/** The access token of this session is fresh from a renewal, and TikTok Shop refuses it too. */
export function markUseless(session: StoredSession, now = Date.now()): void {
	useless.set(tokenMark(session), now);
}

/** Whether a renewal has been tried in vain for this session within the last hour. */
export function isRenewalUseless(session: StoredSession, now = Date.now()): boolean {
	const since = useless.get(tokenMark(session));
	return since !== undefined && now - since < TRUSTED_FOR * 1_000;
}

/** Stands for an access token, and whose it is, without holding it. */
export function tokenMark(session: StoredSession): string {
	return fingerprint(`${hostsOf(session).apiHost} ${session.accessToken}`);
}

/** Whether the stored access token may be sent: there is one, it does not expire soon and was not refused. */
export function isUsable(session: StoredSession, nowSeconds: number): boolean {
	const { accessToken, accessTokenExpiresAt = 0, issuedAt = 0 } = session;
	if (!accessToken || refused.has(tokenMark(session))) return false;
	// A token that lives shorter than usual may be used for half its life.
	const ahead = Math.min(REFRESH_AHEAD, (accessTokenExpiresAt - issuedAt) / 2);
	return accessTokenExpiresAt - nowSeconds > ahead;
}

/**
 * How to get tokens now, or undefined when the stored ones are still good.
 *
 * A newly pasted code comes first. Tokens given out within the last hour are kept as long as they look usable, so that
 * neither the credential test nor an unrelated refusal uses up a refresh token.
 *
 * @throws TokenError when there is neither a code nor a refresh token, or the pasted text holds no code
 */
export function nextGrant(session: StoredSession, nowSeconds: number): Grant | undefined {
	const pasted = session.authorizationCode?.trim();
	const code = pasted ? codeIn(pasted) : '';
	if (code && fingerprint(code) !== session.exchangedCode) return { kind: 'code', code };
	const recent = nowSeconds - (session.issuedAt ?? 0) < TRUSTED_FOR;
	if (recent && isUsable(session, nowSeconds)) return undefined;
	if (session.refreshToken) return { kind: 'refresh', refreshToken: session.refreshToken };
	const link = authorizeLink(siteOf(session), session.serviceId);
	const page = link ?? 'the authorisation link of the app';
	throw new TokenError(
		'This credential is not authorised yet.',
		`Open ${page} and agree as the seller. Then paste the address that the browser shows into "Redirected URL or Code" and save.`,
	);
}

function appOf(session: StoredSession): App {
	const { appKey, appSecret } = session;
	return { appKey, appSecret, authHost: hostsOf(session).authHost };
}

/** What a request is signed with, and the only host it may go to. */
export function signingKeysOf(session: StoredSession): SigningKeys {
	const { appKey, appSecret, accessToken = '' } = session;
	return { appKey, appSecret, accessToken, apiHost: hostsOf(session).apiHost };
}

/** What must not be shown anywhere. */
export function secretsOf(session: StoredSession): Array<string | undefined> {
	const { appSecret, accessToken, refreshToken } = session;
	return [appSecret, accessToken, refreshToken];
}

/** TikTok Shop's hosts, or those the user put in their place. */
export function hostsOf(session: StoredSession): { apiHost: string; authHost: string } {
	const own = session.replaceHosts === true;
	const chosen = (host: string | undefined, usual: string) =>
		((own && host?.trim()) || usual).replace(/\/+$/, '');
	return {
		apiHost: chosen(session.apiHost, API_HOST),
		authHost: chosen(session.authHost, AUTH_HOST),
	};
}

/**
 * Exchanges or refreshes when needed.
 *
 * @returns the fields to store together: both tokens, both expiries, where they came from; undefined to keep what is
 *          stored. A refused exchange returns nothing, so what is stored stays as it is.
 * @throws  TokenError
 */
export async function renewSession(
	session: StoredSession,
	ask: AskTokenHost,
	now: () => number,
): Promise<Partial<StoredSession> | undefined> {
	const grant = nextGrant(session, Math.floor(now() / 1_000));
	if (!grant) return undefined;
	const { grantedScopes, ...tokens } = await obtainTokens(appOf(session), grant, ask, now);
	return {
		...tokens,
		grantedScopes: grantedScopes.join(','),
		exchangedCode: grant.kind === 'code' ? fingerprint(grant.code) : (session.exchangedCode ?? ''),
	};
}
