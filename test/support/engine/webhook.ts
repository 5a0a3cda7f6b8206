import { WebhookContext } from 'n8n-core';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parse as parseForm } from 'node:querystring';
import { text } from 'node:stream/consumers';
import {
	UnexpectedError,
	type INodeParameters,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { CredentialStore } from './credentials';
import { additionalData, nodeOf, workflowOf } from './engine';

/** A node whose workflow is published: its webhook answers over HTTP. */
export interface ServedWebhook {
	url: string;
	/** Executions n8n would have stored: the node asked for one, or it threw (n8n stores that as a failed one). */
	executions: number;
	requests: number;
	/** What the node threw, oldest first. */
	failures: unknown[];
	close(): Promise<void>;
}

/**
 * Runs the first webhook of a node in n8n-core's own context, behind HTTP, with the rules of n8n 2.41
 * (`webhook-helpers.js`, `body-parser.js`).
 */
export async function serveWebhook(
	type: INodeType,
	parameters: INodeParameters,
): Promise<ServedWebhook> {
	const [webhookDescription] = type.description.webhooks ?? [];
	const path = `/webhook/${webhookDescription.path}`;
	const node = nodeOf(type, 'Webhook', { parameters });
	const workflow = workflowOf([type], [node], {});
	const about = { id: 'w', name: 'test', nodes: [node], connections: {}, active: true };
	const served: ServedWebhook = {
		url: '',
		executions: 0,
		requests: 0,
		failures: [],
		close: async () => {},
	};

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(request.url ?? '/', 'http://n8n');
		const reply = expressLike(response);
		if (pathname !== path || request.method !== webhookDescription.httpMethod) {
			reply.status(404).json({ code: 404, message: 'The requested webhook is not registered.' });
			return;
		}
		served.requests += 1;
		// n8n lets the pages of every origin read what a webhook answers.
		const { origin } = request.headers;
		if (origin) response.setHeader('access-control-allow-origin', origin);
		const query = Object.fromEntries(searchParams);
		const body = bodyOf(request.headers['content-type'], await text(request));
		const data: IWorkflowExecuteAdditionalData = {
			...additionalData(new CredentialStore(), about, 'webhook'),
			httpRequest: { body, headers: request.headers, params: {}, query } as never,
			httpResponse: reply as never,
		};
		const webhook = { webhookDescription } as never;
		const context = new WebhookContext(workflow, node, data, 'webhook', webhook, [], null);
		if (!type.webhook) throw new UnexpectedError('The node has no webhook');
		const { noWebhookResponse, workflowData, webhookResponse } = await type.webhook.call(context);
		if (workflowData) served.executions += 1;
		if (noWebhookResponse) return;
		reply.status(200).json(webhookResponse ?? { message: 'Webhook call received' });
	}

	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => {
			served.failures.push(error);
			served.executions += 1;
			const message = 'Workflow Webhook Error: Workflow could not be started!';
			expressLike(response).status(500).json({ code: 0, message });
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	served.url = `http://127.0.0.1:${port}${path}`;
	served.close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return served;
}

/** Body as n8n hands it to a node: of an empty one, or one of another type, there is nothing. */
function bodyOf(contentType = '', raw: string): unknown {
	const type = contentType.split(';')[0].trim().toLowerCase();
	if (raw === '') return undefined;
	if (type === 'application/json') return JSON.parse(raw);
	if (type === 'application/x-www-form-urlencoded') return { ...parseForm(raw) };
	return type === 'text/plain' ? raw : undefined;
}

interface ExpressLike {
	status(code: number): ExpressLike;
	set(name: string, value: string): ExpressLike;
	removeHeader(name: string): void;
	json(body: unknown): void;
}

/** The part of an Express response that a webhook node uses; n8n-core does not bring Express along. */
function expressLike(response: ServerResponse): ExpressLike {
	const self: ExpressLike = {
		status: (code) => ((response.statusCode = code), self),
		set: (name, value) => (response.setHeader(name, value), self),
		removeHeader: (name) => response.removeHeader(name),
		json: (body) => {
			response.setHeader('content-type', 'application/json; charset=utf-8');
			response.end(JSON.stringify(body));
		},
	};
	return self;
}
