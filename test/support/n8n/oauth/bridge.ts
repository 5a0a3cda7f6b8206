import type { Sandbox } from '../../../sandbox';
import type { N8nApi } from '../api';
import { publish, type PublishedWorkflow } from '../publish';
import { setUpBridge } from '../setUp';
import { readTemplate } from '../templates';

/** The bridge comes first: without it no credential can be connected. */
export async function publishBridge(api: N8nApi, sandbox: Sandbox): Promise<PublishedWorkflow> {
	const bridge = readTemplate('oauth-bridge');
	setUpBridge(bridge, sandbox.tiktokUrl);
	return await publish(api, bridge);
}
