/** A call of the bridge, apart from its fields. */
export interface Caller {
	/** Names in lower case. */
	headers: Readonly<Record<string, unknown>>;
	/** Address of this n8n, as it stands in front of the redirect URL of its credentials. */
	instanceUrl: string;
	/** App keys that the bridge answers; empty = all. */
	appKeys: readonly string[];
}

/** n8n sends seven fields at most. */
const MOST_FIELDS = 20;

/**
 * Whether a call may come from n8n itself, as far as it can be known: a form without the marks of a browser, of an app that this
 * bridge is for, and with the redirect URL of this n8n where a code is exchanged. None of it is secret; it keeps out pages in
 * a browser, and those who do not know this n8n.
 */
export function mayBeN8n(
	{ headers, instanceUrl, appKeys }: Caller,
	fields: Readonly<Record<string, unknown>>,
): boolean {
	const names = Object.keys(headers);
	if (names.some((name) => name === 'origin' || name.startsWith('sec-fetch-'))) return false;
	const [type] = String(headers['content-type'] ?? '').split(';');
	if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return false;
	if (Object.keys(fields).length > MOST_FIELDS) return false;
	if (appKeys.length > 0 && !appKeys.includes(String(fields.client_id))) return false;
	return fields.grant_type === 'refresh_token' || isOwnRedirect(fields.redirect_uri, instanceUrl);
}

function isOwnRedirect(redirect: unknown, instanceUrl: string): boolean {
	if (typeof redirect !== 'string' || !URL.canParse(redirect) || !URL.canParse(instanceUrl))
		return false;
	const { origin, pathname } = new URL(redirect);
	return origin === new URL(instanceUrl).origin && pathname.endsWith('/oauth2-credential/callback');
}
