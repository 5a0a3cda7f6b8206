import type {
	IDataObject,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { answerTokenRequest } from './oauthBridge/tokenEndpoint';
import { AUTH_HOST } from './transport/session';
import { askTokenHost } from './transport/tokenHost';

/** The token endpoint that n8n calls instead of TikTok Shop's. It stores nothing and starts no execution. */
export class TikTokShopOAuthBridge implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'TikTok Shop OAuth Bridge',
		name: 'tikTokShopOAuthBridge',
		icon: {
			light: 'file:../../icons/tiktokshop.svg',
			dark: 'file:../../icons/tiktokshop.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: 'Token endpoint',
		description:
			'Lets the Connect button of TikTok Shop (Connect) credentials talk to TikTok Shop; publish one for each n8n',
		defaults: { name: 'TikTok Shop OAuth Bridge' },
		eventTriggerDescription: 'n8n itself calls it',
		activationMessage:
			'TikTok Shop (Connect) credentials of this n8n can be connected now. Leave this workflow published.',
		triggerPanel: {
			header: 'There is nothing to run here',
			executionsHelp:
				'Publish the workflow. n8n calls this node when an account is connected and when access is renewed; no execution comes of it.',
			activationHint: 'Publish the workflow, then connect the credential.',
		},
		inputs: [],
		outputs: [],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: 'tiktok-shop-oauth',
				isFullPath: true,
			},
		],
		properties: [
			{
				displayName:
					'Publish this workflow once; there is nothing to run or to connect behind it. TikTok Shop (Connect) credentials find it by themselves.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Authorization Host',
				name: 'authHost',
				type: 'string',
				noDataExpression: true,
				default: AUTH_HOST,
				description: 'Host that gives and refreshes tokens; change it only for a sandbox or proxy',
			},
			{
				displayName: 'App Keys',
				name: 'appKeys',
				type: 'string',
				noDataExpression: true,
				default: '',
				placeholder: 'e.g. 6abcdefghij12, 6klmnopqrst34',
				description:
					'App keys of your own apps, separated by commas: the bridge then answers for no other app. Empty = all.',
			},
		],
	};

	/** n8n itself calls the webhook, so there is no service to register it with. */
	webhookMethods = {
		default: {
			checkExists: async (): Promise<boolean> => true,
			create: async (): Promise<boolean> => true,
			delete: async (): Promise<boolean> => true,
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const authHost = (this.getNodeParameter('authHost') as string).trim() || AUTH_HOST;
		const ask = askTokenHost(this.helpers);
		// Without a body, or with one that n8n cannot parse, this is undefined in spite of its type.
		const fields = (this.getBodyData() as IDataObject | null | undefined) ?? {};
		const caller = {
			headers: this.getHeaderData(),
			appKeys: keysIn(this.getNodeParameter('appKeys', '') as string),
		};
		const { status, body } = await answerTokenRequest(fields, authHost, ask, Date.now, caller);
		const response = this.getResponseObject().status(status);
		// n8n lets web pages of every origin read webhook answers; only n8n may read this one.
		response.removeHeader('access-control-allow-origin');
		// No cache may store the tokens (RFC 6749 §5.1).
		response.set('cache-control', 'no-store').set('pragma', 'no-cache').json(body);
		return { noWebhookResponse: true };
	}
}

function keysIn(text: string): string[] {
	return text.split(/[\s,;]+/).filter(Boolean);
}
