import type { StoredSession } from './session';
import { tokensOf } from './tokens';

/** What n8n stores of a TikTok Shop (Connect) credential; it got the token data from the bridge. */
export interface OAuth2Credential extends Pick<
	StoredSession,
	'site' | 'replaceHosts' | 'apiHost' | 'readsPerSecond' | 'writesPerSecond'
> {
	/** App key and app secret, under the names of OAuth2. */
	clientId: string;
	clientSecret: string;
	oauthTokenData?: Record<string, unknown>;
}

/** The same facts as of a pasted credential; without an access token when the account is not connected yet. */
export function sessionOf(credential: OAuth2Credential): StoredSession {
	const { clientId, clientSecret, oauthTokenData = {}, site, ...settings } = credential;
	const { replaceHosts, apiHost, readsPerSecond, writesPerSecond } = settings;
	const app = { appKey: clientId, appSecret: clientSecret };
	const session = { ...app, site, replaceHosts, apiHost, readsPerSecond, writesPerSecond };
	if (!oauthTokenData.access_token) return session;
	const { grantedScopes, ...tokens } = tokensOf(oauthTokenData, Number(oauthTokenData.issued_at));
	return { ...session, ...tokens, grantedScopes: grantedScopes.join(',') };
}
