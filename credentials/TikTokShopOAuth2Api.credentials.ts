import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { MOST_READS, MOST_WRITES } from '../nodes/TikTokShop/transport/pace';
import { API_HOST } from '../nodes/TikTokShop/transport/session';
import { AUTHORIZE_HOSTS, SERVICE_ID, siteFields } from '../nodes/TikTokShop/transport/site';

const ADVANCED = { show: { replaceHosts: [true] } };

/** The bridge's URL starts with n8n's webhook URL. Expressions can read that only from `resumeUrl`. */
const OWN_BRIDGE =
	'$execution.resumeUrl.split("/webhook-waiting/")[0] + "/webhook/tiktok-shop-oauth"';

const hidden = (name: string, value: string): INodeProperties => ({
	displayName: name,
	name,
	type: 'hidden',
	default: value,
});

/**
 * For n8n's Connect button. n8n gets and refreshes the tokens through the bridge node and stores them. The nodes sign their requests
 * themselves, because n8n signs nothing for OAuth2.
 */
export class TikTokShopOAuth2Api implements ICredentialType {
	name = 'tikTokShopOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'TikTok Shop (Connect) OAuth2 API';

	icon: Icon = {
		light: 'file:../icons/tiktokshop.svg',
		dark: 'file:../icons/tiktokshop.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-tiktok-shop-oms/n8n-nodes-tiktok-shop-oms/blob/main/docs/credentials/tiktok-shop-oauth2-api.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'Before you click Connect: <b>1.</b> publish the template <b>01 · TikTok Shop OAuth bridge</b> once in this n8n; without it the window of Connect says <b>HTTP status 404</b>. <b>2.</b> Enter the redirect URL above as the redirect URL of your app in Partner Center.',
			name: 'before',
			type: 'notice',
			default: '',
		},
		...siteFields('site'),
		{
			// n8n shows the next two as Client ID and Client Secret, whatever their display names are.
			displayName: 'App Key',
			name: 'clientId',
			type: 'string',
			required: true,
			default: '',
			hint: 'The app key, on the page of the app in Partner Center',
		},
		{
			displayName: 'App Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			hint: 'The app secret, on the same page',
		},
		{ ...SERVICE_ID, required: true },
		{
			displayName: 'Show Advanced Settings',
			name: 'replaceHosts',
			type: 'boolean',
			default: false,
			description: 'Whether to use other hosts, such as a sandbox or proxy, or another pace',
		},
		{
			displayName: 'Authorization Page Host',
			name: 'authorizeHost',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://services.us.tiktokshop.com',
			displayOptions: ADVANCED,
			description:
				'Host of the page on which the seller agrees. Empty = the one of the site; the link in Partner Center shows yours.',
		},
		{
			displayName: 'API Host',
			name: 'apiHost',
			type: 'string',
			default: API_HOST,
			displayOptions: ADVANCED,
		},
		{
			displayName: 'Bridge URL',
			name: 'bridgeUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. http://localhost:5678/webhook/tiktok-shop-oauth',
			displayOptions: ADVANCED,
			description:
				'Production URL of the OAuth bridge, if n8n cannot reach its own webhook address. Empty = found by itself.',
		},
		{
			displayName: 'Reads per Second',
			name: 'readsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: MOST_READS,
			displayOptions: ADVANCED,
			description:
				'Upper limit of the reading calls per second for each shop. The pace begins at 3, rises while TikTok Shop takes the calls, halves when it refuses them, and stays below 50. 0 switches pacing off.',
		},
		{
			displayName: 'Writes per Second',
			name: 'writesPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: MOST_WRITES,
			displayOptions: ADVANCED,
			description:
				'Upper limit of the writing calls per second for each shop. The pace begins at 1, rises while TikTok Shop takes the calls, halves when it refuses them, and stays below 50. 0 switches pacing off.',
		},
		hidden('grantType', 'authorizationCode'),
		hidden(
			'authUrl',
			`={{ (($self["replaceHosts"] && $self["authorizeHost"]) || ($self["site"] === "GLOBAL" ? "${AUTHORIZE_HOSTS.GLOBAL}" : "${AUTHORIZE_HOSTS.US}")).replace(/\\/+$/, "") + "/open/authorize?service_id=" + encodeURIComponent($self["serviceId"]) }}`,
		),
		hidden(
			'accessTokenUrl',
			`={{ ($self["replaceHosts"] && $self["bridgeUrl"]) || ${OWN_BRIDGE} }}`,
		),
		hidden('scope', ''),
		hidden('authQueryParameters', ''),
		hidden('authentication', 'body'),
		// The HTTP Request node could send the token to any host, and TikTok Shop accepts no bearer tokens.
		hidden('allowedHttpRequestDomains', 'none'),
	];
}
