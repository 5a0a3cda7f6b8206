/** Who calls the bridge. */
export interface Caller {
	/** Names in lower case. */
	headers: Readonly<Record<string, unknown>>;
	/** App keys that the bridge accepts; empty = all. */
	appKeys: readonly string[];
}

/** n8n sends seven fields at most. */
const MAX_FIELDS = 20;

/**
 * Whether a call may come from n8n: a form post without browser headers, for an accepted app, and with n8n's redirect URL when a
 * code is exchanged. None of this is secret; it keeps out web pages and programs other than n8n. The bridge cannot check which n8n
 * calls, because in queue mode a webhook process may not know the editor's URL.
 */
export function mayBeN8n(
	{ headers, appKeys }: Caller,
	fields: Readonly<Record<string, unknown>>,
): boolean {
	const names = Object.keys(headers);
	if (names.some((name) => name === 'origin' || name.startsWith('sec-fetch-'))) return false;
	const [type] = String(headers['content-type'] ?? '').split(';');
	if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return false;
	if (Object.keys(fields).length > MAX_FIELDS) return false;
	if (appKeys.length > 0 && !appKeys.includes(String(fields.client_id))) return false;
	return fields.grant_type === 'refresh_token' || isRedirectOfN8n(fields.redirect_uri);
}

function isRedirectOfN8n(redirect: unknown): boolean {
	if (typeof redirect !== 'string' || !URL.canParse(redirect)) return false;
	const { protocol, username, pathname } = new URL(redirect);
	const isWebUrl = ['https:', 'http:'].includes(protocol) && username === '';
	return isWebUrl && pathname.endsWith('/oauth2-credential/callback');
}
