import { WebhookContext } from 'n8n-core';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import { TikTokShopOAuthBridge } from '../../../nodes/TikTokShop/TikTokShopOAuthBridge.node';
import { CredentialStore } from './credentials';
import { additionalData, nodeOf, workflowOf } from './engine';

export interface Bridge {
	/** Where the node answers, as n8n posts to it. */
	url: string;
	/** Executions the node asked n8n for. */
	executions: number;
	requests: number;
	close(): Promise<void>;
}

/**
 * A published bridge node: its `webhook()` in n8n-core's own context, behind HTTP.
 *
 * @param authHost  host that gives tokens, as set in the node
 */
export async function startBridge(authHost: string): Promise<Bridge> {
	const type = new TikTokShopOAuthBridge();
	const node = nodeOf(type, 'Bridge', { parameters: { authHost } });
	const about = { id: 'w', name: 'bridge', nodes: [node], connections: {}, active: true };
	const bridge: Bridge = { url: '', executions: 0, requests: 0, close: async () => {} };
	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		bridge.requests += 1;
		const body = Object.fromEntries(new URLSearchParams(await text(request)));
		const data: IWorkflowExecuteAdditionalData = {
			...additionalData(new CredentialStore(), about, 'webhook'),
			httpRequest: { body, headers: request.headers, params: {}, query: {} } as never,
			httpResponse: expressLike(response) as never,
		};
		const [webhookDescription] = type.description.webhooks ?? [];
		const webhook = { webhookDescription } as never;
		const workflow = workflowOf([type], [node], {});
		const context = new WebhookContext(workflow, node, data, 'webhook', webhook, [], null);
		const { noWebhookResponse, workflowData } = await type.webhook.call(context);
		if (!noWebhookResponse || workflowData) bridge.executions += 1;
	};
	const server = createServer((request, response) => void answer(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	bridge.url = `http://127.0.0.1:${port}/webhook/tiktok-shop-oauth`;
	bridge.close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return bridge;
}

/** The part of an Express response that a webhook node uses. */
function expressLike(response: ServerResponse): object {
	const self = {
		status: (code: number) => ((response.statusCode = code), self),
		set: (name: string, value: string) => (response.setHeader(name, value), self),
		json: (body: unknown) => {
			response.setHeader('content-type', 'application/json; charset=utf-8');
			response.end(JSON.stringify(body));
		},
	};
	return self;
}
