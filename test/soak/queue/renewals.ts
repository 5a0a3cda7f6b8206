import { outputsOf } from '../../support/n8n/runByHand';
import type { N8nApi } from '../../support/n8n/api';
import { callWebhook } from '../../support/n8n/oauth/callWebhook';
import { LIST_SHOPS } from '../../support/n8n/oauth/workflows';
import type { Environment } from '../real/environment';
import { publishRedirectedUrlCall, type CallWorkflow } from './callWorkflows';
import type { Cluster } from './cluster';
import type { Workspace } from './workspace';

const REFRESH = '/api/v2/token/refresh';
/** Executions asked for at the same moment. */
export const AT_ONCE = 12;
/** A poll comes every minute. */
/** A poll may wait for an execution whose worker was killed, until n8n calls it stalled, and for those that follow it. */
const POLL_WITHIN_MS = 300_000;

/** What came of one moment in which every access token had expired for all processes. */
export interface Renewal {
	credential: 'connected' | 'pasted';
	/** Refreshes that TikTok Shop was asked for. */
	refreshes: number;
	/** Of these, the ones it refused. */
	refused: number;
	/** Executions that were asked for at that moment, and those of them that went well. */
	executions: number;
	good: number;
	/** Executions by the worker that ran them. */
	byWorker: Record<string, number>;
	errors: string[];
}

/** Access ends while the main process polls, and both workers need it at the same moment. */
export async function expireForAll(
	cluster: Cluster,
	{ api, calling }: Workspace,
	around: Environment,
): Promise<Renewal> {
	const { log, tiktok } = around.sandbox;
	const before = log.entries.length;
	const polls = (): boolean =>
		log.since(before).some(({ path }) => path.endsWith('/orders/search'));
	if (!(await around.until(polls, POLL_WITHIN_MS))) around.break('no poll came');
	const expire = (): void => tiktok.tokens.expireAccess();
	return { credential: 'connected', ...(await callAtOnce(cluster, api, calling, around, expire)) };
}

/** The same with a pasted credential, of which n8n has no lock, a few times. */
export async function expirePasted(
	cluster: Cluster,
	{ api }: Workspace,
	around: Environment,
	times: number,
): Promise<Renewal[]> {
	const calling = await publishRedirectedUrlCall(api, around.sandbox, cluster.webhookUrl);
	const { tokens } = around.sandbox.tiktok;
	const renewals: Renewal[] = [];
	for (let each = 0; each < times; each++) {
		// The last pair that was given out is this credential's; the others stay good.
		const expire = (): void => tokens.expire(tokens.everIssued.at(-2));
		const result = await callAtOnce(cluster, api, calling, around, expire);
		renewals.push({ credential: 'pasted', ...result });
	}
	return renewals;
}

async function callAtOnce(
	cluster: Cluster,
	api: N8nApi,
	{ id: workflowId, path }: CallWorkflow,
	{ sandbox: { log } }: Environment,
	expire: () => void,
): Promise<Omit<Renewal, 'credential'>> {
	const since = log.entries.length;
	expire();
	const executions = await callWebhook(api, workflowId, path, AT_ONCE, cluster.webhookUrl);
	const refreshes = log.since(since).filter((entry) => entry.path === REFRESH);
	const good = executions.filter(
		(each) => each.status === 'success' && outputsOf(each, LIST_SHOPS).flat(1).length > 0,
	);
	const ids = new Set(executions.map(({ id }) => id));
	return {
		refreshes: refreshes.length,
		refused: refreshes.filter(({ code }) => code !== '0').length,
		executions: executions.length,
		good: good.length,
		byWorker: Object.fromEntries(
			cluster.workers.map((worker) => [
				worker.name,
				worker.executions.begun.filter((id) => ids.has(id)).length,
			]),
		),
		errors: executions.flatMap(({ error }) => error ?? []),
	};
}
