import type { INode, INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** The two ways to authorise a shop; every TikTok Shop node takes either. */
export const CONNECT_BUTTON = 'tikTokShopOAuth2Api';
export const REDIRECTED_URL = 'tikTokShopApi';

export type CredentialName = typeof CONNECT_BUTTON | typeof REDIRECTED_URL;

const BY_AUTHENTICATION: Readonly<Record<string, CredentialName>> = {
	oAuth2: CONNECT_BUTTON,
	redirectedUrl: REDIRECTED_URL,
};

/** The usual Authentication parameter. */
export const AUTHENTICATION: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Connect (OAuth2)',
			value: 'oAuth2',
			description: 'For instances with an address that browsers reach; needs the OAuth bridge',
		},
		{
			name: 'Pasted URL',
			value: 'redirectedUrl',
			description: 'For all others, such as an n8n on your own computer',
		},
	],
	default: 'oAuth2',
};

export const CREDENTIALS: INodeCredentialDescription[] = Object.entries(BY_AUTHENTICATION).map(
	([authentication, name]) => ({
		name,
		required: true,
		displayOptions: { show: { authentication: [authentication] } },
	}),
);

/** The credential that the Authentication parameter of a node chooses. */
export function credentialOf(node: INode): CredentialName {
	return BY_AUTHENTICATION[String(node.parameters.authentication)] ?? CONNECT_BUTTON;
}
