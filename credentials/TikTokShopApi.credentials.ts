import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { authenticateRequest } from '../nodes/TikTokShop/transport/authenticate';
import { MOST_READS, MOST_WRITES } from '../nodes/TikTokShop/transport/pace';
import {
	API_HOST,
	AUTH_HOST,
	isUsable,
	renewSession,
	signingKeysOf,
	type StoredSession,
} from '../nodes/TikTokShop/transport/session';
import { SERVICE_ID, siteFields } from '../nodes/TikTokShop/transport/site';
import { askTokenHost } from '../nodes/TikTokShop/transport/tokenHost';
import { TokenError } from '../nodes/TikTokShop/transport/tokens';

const hidden = (name: string, fallback: string | number): INodeProperties => ({
	displayName: name,
	name,
	type: 'hidden',
	default: fallback,
});

const secret = (name: string, expirable = false): INodeProperties => ({
	displayName: name,
	name,
	type: 'hidden',
	typeOptions: { password: true, ...(expirable ? { expirable } : {}) },
	default: '',
});

const REFUSED_401 =
	"TikTok Shop refused the signature, the token or a scope. Check the app secret, this machine's clock, and that the app has the scope to read authorised shops; then authorise again with a fresh redirected URL.";

const REFUSED_400 =
	"TikTok Shop refused the request. Check the app key, and that this machine's clock is right.";

const byStatus = [
	{ type: 'responseCode' as const, properties: { value: 401, message: REFUSED_401 } },
	{ type: 'responseCode' as const, properties: { value: 400, message: REFUSED_400 } },
];

/** TikTok Shop may refuse with HTTP 200 as well (TikTok Shop API §5). */
const byCode = [105001, 105002, 105005, 106001, 36009004].map((value) => ({
	type: 'responseSuccessBody' as const,
	properties: { key: 'code', value, message: value === 36009004 ? REFUSED_400 : REFUSED_401 },
}));

/**
 * For n8n instances without a public URL: the user pastes the redirected URL once, and tokens are renewed automatically. The
 * credential signs every request, so it also works in the HTTP Request node.
 */
export class TikTokShopApi implements ICredentialType {
	name = 'tikTokShopApi';

	displayName = 'TikTok Shop (Pasted URL) API';

	icon: Icon = {
		light: 'file:../icons/tiktokshop.svg',
		dark: 'file:../icons/tiktokshop.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-tiktok-shop-oms/n8n-nodes-tiktok-shop-oms/blob/main/docs/credentials/tiktok-shop-api.md';

	properties: INodeProperties[] = [
		...siteFields('appRegion'),
		{
			displayName: 'App Key',
			name: 'appKey',
			type: 'string',
			required: true,
			default: '',
			description: 'On the page of the app in Partner Center',
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'On the page of the app in Partner Center',
		},
		{
			...SERVICE_ID,
			description: `${SERVICE_ID.description}. With it n8n says which authorisation link to open.`,
		},
		{
			displayName:
				'Save: n8n then says which authorisation link to open. Open it, log in with the main account of the seller, agree, paste the address that the browser shows afterwards below, and save again. The address works once and for 30 minutes.',
			name: 'authorize',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Redirected URL or Code',
			name: 'authorizationCode',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/callback?code=…&state=…',
			description:
				'The address the browser shows after the authorisation, or the code in it. Needed once; paste a new one to update the authorisation.',
		},
		{
			displayName: 'Show Advanced Settings',
			name: 'replaceHosts',
			type: 'boolean',
			default: false,
			description: 'Whether to use other hosts, such as a sandbox or proxy, or another pace',
		},
		{
			displayName: 'API Host',
			name: 'apiHost',
			type: 'string',
			default: API_HOST,
			displayOptions: { show: { replaceHosts: [true] } },
		},
		{
			displayName: 'Authorization Host',
			name: 'authHost',
			type: 'string',
			default: AUTH_HOST,
			displayOptions: { show: { replaceHosts: [true] } },
			description: 'Host that gives and refreshes tokens',
		},
		{
			displayName: 'Reads per Second',
			name: 'readsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: MOST_READS,
			displayOptions: { show: { replaceHosts: [true] } },
			description:
				'Upper limit of the reading calls per second for each shop. The pace begins at 3, rises while TikTok Shop takes the calls, halves when it refuses them, and stays below 50. 0 switches pacing off.',
		},
		{
			displayName: 'Writes per Second',
			name: 'writesPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: MOST_WRITES,
			displayOptions: { show: { replaceHosts: [true] } },
			description:
				'Upper limit of the writing calls per second for each shop. The pace begins at 1, rises while TikTok Shop takes the calls, halves when it refuses them, and stays below 50. 0 switches pacing off.',
		},
		secret('accessToken', true),
		secret('refreshToken'),
		hidden('accessTokenExpiresAt', 0),
		hidden('refreshTokenExpiresAt', 0),
		hidden('issuedAt', 0),
		hidden('exchangedCode', ''),
		hidden('openId', ''),
		hidden('sellerName', ''),
		hidden('sellerBaseRegion', ''),
		hidden('userType', 0),
		hidden('grantedScopes', ''),
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ $credentials.replaceHosts && $credentials.apiHost || "${API_HOST}" }}`,
			url: '/authorization/202309/shops',
			disableFollowRedirect: true,
		},
		// n8n takes both kinds in one list; its type allows only one of them.
		rules: [...byStatus, ...byCode] as ICredentialTestRequest['rules'],
	};

	/**
	 * n8n calls this when no token is stored, after a 401, and at every credential test; what it returns is stored.
	 */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const session = credentials as unknown as StoredSession;
		const ask = askTokenHost(this.helpers);
		return ((await renewSession(session, ask, Date.now)) ?? {}) as IDataObject;
	}

	/** Throws a 401 if the token is missing or expires soon, so that n8n renews it and repeats the request. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const session = credentials as unknown as StoredSession;
		const now = Date.now();
		if (!isUsable(session, now / 1_000)) {
			const error = new TokenError(
				'TikTok Shop gave no access token that can be used now.',
				"Check that this machine's clock is right, then authorise again with a fresh redirected URL.",
			);
			throw Object.assign(error, { response: { status: 401, statusText: error.message } });
		}
		return authenticateRequest(request, signingKeysOf(session), now);
	}
}
