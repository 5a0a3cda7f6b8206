import { randomBytes } from 'crypto';

import { toText } from '../../shared/text';
import source from './pageSource.json';

/** A host with or without a port; anything else would end up in a rule of the page. */
const HOST = /^[a-z0-9.-]+(:\d{1,5})?$/i;
const NONCE_BYTES = 16;

/**
 * The host as the browser called it: what the first proxy says (each proxy adds its own behind a comma), else what n8n was called by.
 *
 * @returns  empty where neither is a host name
 */
export function hostOf(headers: Readonly<Record<string, unknown>>): string {
	const [first] = toText(headers['x-forwarded-host']).split(',');
	const hosts = [first, toText(headers.host)].map((host) => host.trim());
	return hosts.find((host) => HOST.test(host)) ?? '';
}

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
