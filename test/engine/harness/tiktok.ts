import { TikTokShopApi } from '../../../credentials/TikTokShopApi.credentials';
import type { CodeRequest, Sandbox } from '../../sandbox';
import { CredentialStore } from './credentials';

/** A TikTok Shop API credential of the sandbox as a user fills it in; without pacing, so that tests need not wait. */
export function tiktokCredentials(
	sandbox: Sandbox,
	request: CodeRequest = {},
	changed: Record<string, string | number> = {},
): CredentialStore {
	const { appKey, appSecret } = sandbox.credentials.tiktok;
	return new CredentialStore().add(new TikTokShopApi(), {
		appRegion: 'GLOBAL',
		appKey,
		appSecret,
		authorizationCode: `https://example.com/callback?code=${sandbox.tiktok.issueCode(request)}&state=x`,
		replaceHosts: true,
		apiHost: sandbox.tiktokUrl,
		authHost: sandbox.tiktokUrl,
		readsPerSecond: 0,
		writesPerSecond: 0,
		...changed,
	});
}
