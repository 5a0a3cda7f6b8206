import { randomBytes } from 'crypto';

import source from './pageSource.json';

/** A host with or without a port; anything else would end up in a rule of the page. */
const HOST = /^[a-z0-9.-]+(:\d{1,5})?$/i;
const NONCE_BYTES = 16;

/**
 * The orders page. Its own content security policy lets nothing run, load or be called but what the page itself holds, and the address
 * that it came from; n8n adds a sandbox without an origin.
 *
 * @param key   what the page asks with; letters, digits, `.`, `-` and `_` only
 * @param host  as the browser called it; `'self'` names nothing in some browsers, because the page has no origin
 */
export function ordersPage(key: string, host: string): string {
	const values: Record<string, string> = {
		NONCE: randomBytes(NONCE_BYTES).toString('base64url'),
		KEY: key,
		HOST: HOST.test(host) ? host : '',
	};
	return source.html.replace(/%(NONCE|KEY|HOST)%/g, (_, name: string) => values[name]);
}
