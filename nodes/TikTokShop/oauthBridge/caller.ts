/** A call of the bridge, apart from its fields. */
export interface Caller {
	/** Names in lower case. */
	headers: Readonly<Record<string, unknown>>;
	/** App keys that the bridge answers; empty = all. */
	appKeys: readonly string[];
}

/** n8n sends seven fields at most. */
const MAX_FIELDS = 20;

/**
 * Whether a call may come from n8n itself, as far as it can be known: a form without the marks of a browser, of an app that this
 * bridge is for, and with the redirect URL of an n8n where a code is exchanged. None of it is secret; it keeps out pages in a
 * browser, and whatever is no n8n. Which n8n it is cannot be known: a process that answers webhooks need not know the address
 * under which the editor is opened (queue mode).
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
	const isOfTheWeb = ['https:', 'http:'].includes(protocol) && username === '';
	return isOfTheWeb && pathname.endsWith('/oauth2-credential/callback');
}
