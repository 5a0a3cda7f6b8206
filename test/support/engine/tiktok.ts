import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

import { TikTokShopApi } from '../../../credentials/TikTokShopApi.credentials';
import { TikTokShopOAuth2Api } from '../../../credentials/TikTokShopOAuth2Api.credentials';
import type { CodeRequest, Sandbox } from '../../sandbox';
import { CredentialStore } from './credentials';

const CONNECTED = 'tikTokShopOAuth2Api';

/** A TikTok Shop (Pasted URL) credential of the sandbox as a user fills it in; without pacing, so that tests need not wait. */
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

/**
 * A TikTok Shop (Connect) credential as n8n stores it after Connect. Not connected when the bridge refuses.
 *
 * @param bridgeUrl  of a published bridge
 */
export async function connectedCredentials(
	sandbox: Sandbox,
	bridgeUrl: string,
	request: CodeRequest = {},
	changed: IDataObject = {},
): Promise<CredentialStore> {
	const { appKey, appSecret, serviceId } = sandbox.credentials.tiktok;
	const store = new CredentialStore().add(new TikTokShopOAuth2Api(), {
		site: 'US',
		clientId: appKey,
		clientSecret: appSecret,
		serviceId,
		replaceHosts: true,
		apiHost: sandbox.tiktokUrl,
		authorizeHost: sandbox.tiktokUrl,
		readsPerSecond: 0,
		writesPerSecond: 0,
		authUrl: `${sandbox.tiktokUrl}/open/authorize?service_id=${serviceId}`,
		accessTokenUrl: bridgeUrl,
	});
	await reconnect(store, sandbox, request);
	Object.assign(store.data(CONNECTED), changed);
	return store;
}

/** Connect is clicked, again perhaps, in a credential that is stored; what is stored stays when the bridge refuses. */
export async function reconnect(
	store: CredentialStore,
	sandbox: Sandbox,
	request: CodeRequest = {},
): Promise<void> {
	const stored = store.data(CONNECTED);
	const code = sandbox.tiktok.issueCode(request);
	const { status, data } = await connect(sandbox, String(stored.accessTokenUrl), code);
	if (status !== 200) return;
	// As n8n does it (`oauth2-credential.controller.js`): the answer over what was stored before.
	stored.oauthTokenData = {
		...(stored.oauthTokenData as IDataObject | undefined),
		...data,
		callbackQueryString: {
			app_key: String(stored.clientId),
			locale: 'en',
			shop_region: sandbox.tiktok.grantOf(request).shops[0].region,
		},
		n8n_expires_at: String(Date.now() + Number(data.expires_in) * 1_000),
	};
}

/** What n8n posts to the token endpoint when the browser comes back with a code. */
export async function connect(
	sandbox: Sandbox,
	bridgeUrl: string,
	code: string,
): Promise<{ status: number; data: IDataObject }> {
	const { appKey, appSecret } = sandbox.credentials.tiktok;
	const form = new URLSearchParams({
		code,
		grant_type: 'authorization_code',
		redirect_uri: 'https://n8n.example.com/rest/oauth2-credential/callback',
		client_id: appKey,
		client_secret: appSecret,
	});
	return await axios.post(bridgeUrl, form, { proxy: false, validateStatus: () => true });
}
