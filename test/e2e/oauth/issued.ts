import type { Sandbox } from '../../sandbox';

/** Everything secret that this n8n ever got: app secret, authorization codes and tokens, also those that are void. */
export function everIssued({ tiktok, credentials }: Sandbox): string[] {
	return [credentials.tiktok.appSecret, ...tiktok.tokens.everIssued];
}

/** What a working credential has to hold. A pair of tokens is the last that the sandbox gives to a connected n8n. */
export function inForce({ tiktok, credentials }: Sandbox): string[] {
	return [credentials.tiktok.appSecret, ...tiktok.tokens.everIssued.slice(-2)];
}
