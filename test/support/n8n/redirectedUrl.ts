import type { Sandbox } from '../../sandbox';

export const PASTED_TYPE = 'tikTokShopApi';

/** What a user of the other credential type fills in. */
export function pastedCredential(
	{ tiktok, tiktokUrl, credentials }: Sandbox,
	appSecret: string,
): object {
	return {
		appRegion: 'US',
		appKey: credentials.tiktok.appKey,
		appSecret,
		authorizationCode: `https://example.com/callback?code=${tiktok.issueCode()}&state=demo`,
		replaceHosts: true,
		apiHost: tiktokUrl,
		authHost: tiktokUrl,
	};
}
