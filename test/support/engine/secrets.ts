import { inspect } from 'node:util';

import { LingxingOmsApi } from '../../../credentials/LingxingOmsApi.credentials';
import { TikTokShopApi } from '../../../credentials/TikTokShopApi.credentials';
import { CredentialStore } from './credentials';
import type { NodeRun } from './engine';
import type { ReceivedCall } from './host';

/** What must stand nowhere, each unlike any other text. */
export const SECRETS = {
	appSecret: 'tts+secret/7f3a91c0',
	accessToken: 'ROW_token-5b0e2d44',
	refreshToken: 'ROW_renewal-91ac77d2',
	code: 'ROW_code-c4d1e803',
	omsSecret: 'oms+secret/2ee0b6f5',
};

/** A TikTok Shop API credential whose tokens are good, for a host that is not TikTok Shop. */
export function pastedWithTokens(host: string, changed: Record<string, unknown> = {}) {
	const now = Math.floor(Date.now() / 1_000);
	return new CredentialStore().add(new TikTokShopApi(), {
		appRegion: 'GLOBAL',
		appKey: 'key',
		appSecret: SECRETS.appSecret,
		replaceHosts: true,
		apiHost: host,
		authHost: host,
		readsPerSecond: 0,
		writesPerSecond: 0,
		accessToken: SECRETS.accessToken,
		accessTokenExpiresAt: now + 600_000,
		refreshToken: SECRETS.refreshToken,
		refreshTokenExpiresAt: now + 6_000_000,
		issuedAt: now,
		...(changed as object),
	});
}

/** A Lingxing OMS API credential for a host that is not the OMS. */
export function omsKeysFor(host: string): CredentialStore {
	return new CredentialStore().add(new LingxingOmsApi(), {
		baseUrl: host,
		appKey: 'key',
		appSecret: SECRETS.omsSecret,
		callsPerSecond: 0,
	});
}

/** Signatures in the calls that a host received. */
export function signaturesIn(received: readonly ReceivedCall[]): string[] {
	return received.flatMap(({ url }) => {
		const query = new URL(url, 'http://host').searchParams;
		return [query.get('sign'), query.get('authcode')].filter((value) => value !== null);
	});
}

/** Everything that can be read off a value: hidden properties, causes, stacks, what JSON makes of it. */
function everythingIn(value: unknown): string {
	const visible = inspect(value, {
		depth: Infinity,
		showHidden: true,
		maxArrayLength: null,
		maxStringLength: null,
		breakLength: Infinity,
	});
	return `${visible}\n${JSON.stringify(value)}`;
}

/**
 * The secrets that a run, or what was logged meanwhile, shows anywhere: in clear, percent-encoded or in base64.
 *
 * @param more  further secrets, such as the signatures of the calls
 */
export function shownSecrets(run: NodeRun | unknown, more: readonly string[] = []): string[] {
	const shown = everythingIn(run);
	const forms = (secret: string) => [
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
		Buffer.from(secret).toString('base64').replace(/=+$/, ''),
	];
	return [...Object.values(SECRETS), ...more].filter((secret) =>
		forms(secret).some((form) => shown.includes(form)),
	);
}
