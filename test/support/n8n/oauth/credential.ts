import type { Sandbox } from '../../../sandbox';
import type { N8nApi } from '../api';

export const CONNECTED_TYPE = 'tikTokShopOAuth2Api';

export interface ChosenCredential {
	id: string;
	name: string;
}

/**
 * What a user fills in before the Connect button, with the hosts of the sandbox; there are no tokens yet.
 *
 * @param more  advanced settings beyond the hosts
 */
export async function createConnectable(
	api: N8nApi,
	{ credentials, tiktokUrl }: Sandbox,
	name: string,
	more: object = {},
): Promise<ChosenCredential> {
	const { appKey, appSecret, serviceId } = credentials.tiktok;
	const id = await api.createCredential(name, CONNECTED_TYPE, {
		site: 'US',
		clientId: appKey,
		clientSecret: appSecret,
		serviceId,
		replaceHosts: true,
		authorizeHost: tiktokUrl,
		apiHost: tiktokUrl,
		...more,
	});
	return { id, name };
}
