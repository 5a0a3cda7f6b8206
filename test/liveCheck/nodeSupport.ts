import type { IDataObject, INodeType } from 'n8n-workflow';

import { LingxingOms } from '../../nodes/LingxingOms/LingxingOms.node';
import type { Finding } from '../../nodes/shared/liveCheck/findings';
import { joined, type PartReport } from '../../nodes/shared/liveCheck/partReport';
import { TikTokShop } from '../../nodes/TikTokShop/TikTokShop.node';
import type { Sandbox } from '../sandbox';
import type { CredentialStore } from '../support/engine/credentials';
import { runNode, type NodeRun, type RunOptions } from '../support/engine/engine';
import { omsCredentials } from '../support/engine/oms';
import { tiktokCredentials } from '../support/engine/tiktok';

const RUN = { resource: 'liveCheck', operation: 'run' };

async function run(
	node: INodeType,
	parameters: IDataObject,
	credentials: CredentialStore,
	options: RunOptions = {},
): Promise<NodeRun> {
	return await runNode(node, { ...RUN, ...parameters } as never, [{}], { credentials, ...options });
}

/** *TikTok Shop > Live Check > Run* in n8n's engine. */
export async function runTikTok(
	sandbox: Sandbox,
	parameters: IDataObject = {},
	{ credentials = tiktokCredentials(sandbox), ...options }: RunOptions = {},
): Promise<NodeRun> {
	return await run(
		new TikTokShop(),
		{ authentication: 'redirectedUrl', ...parameters },
		credentials,
		options,
	);
}

/** *Lingxing OMS > Live Check > Run* in n8n's engine. */
export async function runOms(
	sandbox: Sandbox,
	parameters: IDataObject = {},
	{ credentials = omsCredentials(sandbox), ...options }: RunOptions = {},
): Promise<NodeRun> {
	return await run(new LingxingOms(), parameters, credentials, options);
}

/** The one item of a run. */
export function partOf({ outputs, error }: NodeRun): PartReport {
	if (error) throw error;
	return outputs[0][0] as unknown as PartReport;
}

/** Both nodes, and what they have found together. */
export async function checkInNodes(sandbox: Sandbox): Promise<{ findings: Finding[] }> {
	const parts = [partOf(await runTikTok(sandbox)), partOf(await runOms(sandbox))];
	return joined(parts);
}

/** IDs with a verdict. */
export function idsOf({ findings }: Pick<PartReport, 'findings'>, verdict: string): string[] {
	return findings.filter((finding) => finding.verdict === verdict).map(({ id }) => id);
}
