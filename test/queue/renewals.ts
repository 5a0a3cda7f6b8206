import { outputsOf } from '../e2e/byHand';
import { ask } from '../e2e/oauth/asking';
import { ASK } from '../e2e/oauth/workflows';
import type { Surroundings } from '../soak/real/surroundings';
import type { Cluster } from './cluster';
import { ASKING_PATH, type Office } from './office';

const REFRESH = '/api/v2/token/refresh';
/** Executions asked for at the same moment. */
export const AT_ONCE = 12;
/** A poll comes every minute. */
const POLL_WITHIN_MS = 90_000;

/** What came of one moment in which every access token had expired for all processes. */
export interface Renewal {
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
	{ api, asking }: Office,
	around: Surroundings,
): Promise<Renewal> {
	const { sandbox } = around;
	const { log } = sandbox;
	const asksBefore = log.entries.length;
	const polls = (): boolean =>
		log.since(asksBefore).some(({ path }) => path.endsWith('/orders/search'));
	if (!(await around.until(polls, POLL_WITHIN_MS))) around.break('no poll came');
	const since = log.entries.length;
	sandbox.tiktok.tokens.expireAccess();
	const executions = await ask(api, asking.id, ASKING_PATH, AT_ONCE, cluster.webhookUrl);
	const refreshes = log.since(since).filter(({ path }) => path === REFRESH);
	const good = executions.filter(
		(each) => each.status === 'success' && outputsOf(each, ASK).flat(1).length > 0,
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
