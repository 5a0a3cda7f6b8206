import type { N8nApi, Workflow } from '../../support/n8n/api';
import { callWebhook } from '../../support/n8n/oauth/callWebhook';
import type { ChosenCredential } from '../../support/n8n/oauth/credential';
import { LIST_SHOPS, callWorkflow } from '../../support/n8n/oauth/workflows';
import { PASTED_TYPE, pastedCredential } from '../../support/n8n/redirectedUrl';
import { publish, type PublishedWorkflow } from '../../support/n8n/publish';
import type { Sandbox } from '../../sandbox';

/** A workflow that asks TikTok Shop once whenever its webhook is called. */
export interface CallWorkflow extends PublishedWorkflow {
	path: string;
}

/** With the credential of the Connect button. */
export async function publishConnectedCall(
	api: N8nApi,
	credential: ChosenCredential,
): Promise<CallWorkflow> {
	const path = 'ask-connected';
	return { ...(await publish(api, callWorkflow(credential, path))), path };
}

/**
 * With a credential of its own into which the redirected URL was pasted. It has tokens when this returns.
 *
 * @param webhookUrl  of the process that answers webhooks
 */
export async function publishRedirectedUrlCall(
	api: N8nApi,
	sandbox: Sandbox,
	webhookUrl: string,
): Promise<CallWorkflow> {
	const path = 'ask-pasted';
	const name = 'TikTok Shop by redirected URL';
	const data = pastedCredential(sandbox, sandbox.credentials.tiktok.appSecret);
	const credential = { id: await api.createCredential(name, PASTED_TYPE, data), name };
	const workflow = callWorkflow(credential, path);
	choosePasted(workflow, credential);
	const calling = { ...(await publish(api, workflow)), path };
	const [first] = await callWebhook(api, calling.id, path, 1, webhookUrl);
	if (first?.status !== 'success') throw new Error(`The pasted URL did not work: ${first?.error}`);
	return calling;
}

function choosePasted(workflow: Workflow, credential: ChosenCredential): void {
	for (const node of workflow.nodes.filter(({ name }) => name === LIST_SHOPS)) {
		node.parameters.authentication = 'redirectedUrl';
		node.credentials = { [PASTED_TYPE]: credential };
	}
}
