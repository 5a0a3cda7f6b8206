import { OPERATIONS_WITHOUT_CALLS } from '../../nodes/TikTokShop/actions/resources';
import type { TemplateNode } from './templates';

/**
 * Names of credentials, without IDs: n8n puts the one credential of that name and type in their place when it imports or saves a
 * workflow, and asks for one when there is none. The first two are the names that n8n gives to new credentials of these types. The one of
 * the forms is none that a credential has by chance: nothing may open a form but what was made for it.
 */
const CREDENTIAL_NAMES = {
	tikTokShopOAuth2Api: 'TikTok Shop (Connect) account',
	lingxingOmsApi: 'Lingxing OMS account',
	httpBasicAuth: 'TikTok Shop forms',
} as const;

type CredentialType = keyof typeof CREDENTIAL_NAMES;

const PACKAGE = 'n8n-nodes-tiktok-shop-oms.';
const BY_TYPE: Readonly<Record<string, CredentialType>> = {
	[`${PACKAGE}tikTokShop`]: 'tikTokShopOAuth2Api',
	[`${PACKAGE}tikTokShopTrigger`]: 'tikTokShopOAuth2Api',
	[`${PACKAGE}tikTokShopFulfillment`]: 'tikTokShopOAuth2Api',
	[`${PACKAGE}lingxingOms`]: 'lingxingOmsApi',
	[`${PACKAGE}lingxingOmsTrigger`]: 'lingxingOmsApi',
	'n8n-nodes-base.formTrigger': 'httpBasicAuth',
	'n8n-nodes-base.webhook': 'httpBasicAuth',
};

/** Names the credentials that the nodes need. */
export function nameCredentials(nodes: readonly TemplateNode[]): void {
	for (const node of nodes) {
		const type = BY_TYPE[node.type];
		if (type === undefined) continue;
		if (!needsOne(node)) delete node.credentials;
		else node.credentials = { [type]: { id: null, name: CREDENTIAL_NAMES[type] } };
	}
}

function needsOne({ type, parameters }: TemplateNode): boolean {
	if (BY_TYPE[type] === 'httpBasicAuth') return parameters.authentication === 'basicAuth';
	const { operation, rulesFrom } = parameters;
	// Rules that come by an input need no call either.
	return !OPERATIONS_WITHOUT_CALLS.includes(String(operation)) && rulesFrom !== 'rulesInput';
}
