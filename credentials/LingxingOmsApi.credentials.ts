import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { authenticateRequest } from '../nodes/LingxingOms/transport/authenticate';
import { testMessages } from '../nodes/LingxingOms/transport/errors';
import { MOST_CALLS } from '../nodes/LingxingOms/transport/pace';
import { assertOmsAnswers } from '../nodes/LingxingOms/transport/reach';
import { ASSUMED_ZONE, ZONES } from '../nodes/LingxingOms/transport/time';

/** Fails the credential test when the answer has this value. */
const failsWith = (key: string, value: unknown, message: string) => ({
	type: 'responseSuccessBody' as const,
	properties: { key, value, message },
});

const NOT_THE_OMS =
	'The answer holds no list of warehouses. Check the Base URL, and that the OMS account has a warehouse.';

/** App Key and App Secret of an OMS account. Signs every call, so it also works in the HTTP Request node. */
export class LingxingOmsApi implements ICredentialType {
	name = 'lingxingOmsApi';

	displayName = 'Lingxing OMS API';

	icon: Icon = { light: 'file:../icons/lingxing.svg', dark: 'file:../icons/lingxing.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-tiktok-shop-oms/n8n-nodes-tiktok-shop-oms/blob/main/docs/credentials/lingxing-oms-api.md';

	properties: INodeProperties[] = [
		{
			displayName: 'App Key',
			name: 'appKey',
			type: 'string',
			required: true,
			default: '',
			description: 'In the OMS under your avatar > API information > Create',
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Shown together with the App Key',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.xlwms.com/openapi',
			description:
				'Address of the OMS API; a warehouse with its own OMS address may have another one',
		},
		{
			displayName: 'Show Advanced Settings',
			name: 'advanced',
			type: 'boolean',
			default: false,
			description: 'Whether to show the time zone of the OMS and the pace of the calls',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'options',
			options: ZONES.map((zone) => ({ name: `UTC${zone}`, value: zone })),
			default: ASSUMED_ZONE,
			displayOptions: { show: { advanced: [true] } },
			description:
				'Time zone in which the OMS writes times. UTC+08:00 is assumed and not confirmed by its makers: compare the creation time of an outbound order in n8n with the one in the OMS, and ask the warehouse when they differ.',
		},
		{
			displayName: 'Calls per Second',
			name: 'callsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: MOST_CALLS,
			displayOptions: { show: { advanced: [true] } },
			description:
				'Upper limit of the calls per second with this App Key. The pace begins at 5, rises while the OMS takes the calls and halves when it refuses them. 0 switches pacing off. The calls go one at a time in any case.',
		},
		{
			// n8n calls preAuthentication at a credential test only where a hidden field can expire. This one never does.
			displayName: 'Reached',
			name: 'reached',
			type: 'hidden',
			typeOptions: { expirable: true },
			default: 'at each test',
		},
	];

	/** Goes before the credential test, and says in words what is wrong with the address. It keeps nothing. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		await assertOmsAnswers(String(credentials.baseUrl), this.helpers);
		return {};
	}

	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const keys = {
			appKey: String(credentials.appKey).trim(),
			appSecret: String(credentials.appSecret).trim(),
			baseUrl: String(credentials.baseUrl).trim(),
		};
		return authenticateRequest(requestOptions, keys, Date.now());
	};

	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			baseURL: '={{$credentials.baseUrl.trim().replace(/\\/+$/, "")}}',
			url: '/v1/warehouse/options',
			disableFollowRedirect: true,
			body: { data: {} },
			json: true,
		},
		rules: [
			// The OMS sends codes as numbers and as texts (OMS API §1.3).
			...testMessages().flatMap(({ code, message }) => [
				failsWith('code', code, message),
				failsWith('code', Number(code), message),
			]),
			// Undocumented codes, and answers that are not from an OMS.
			failsWith('data', null, NOT_THE_OMS),
			failsWith('data', undefined, NOT_THE_OMS),
		],
	};
}
