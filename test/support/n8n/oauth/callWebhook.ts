import axios from 'axios';

import { pause } from '../../interrupt';
import type { Execution, N8nApi } from '../api';

const WITHIN_MS = 90_000;

/**
 * Executions that these POSTs to a published webhook led to, all at the same time.
 *
 * @param base  address of the process that answers webhooks
 */
export async function callWebhook(
	api: N8nApi,
	workflowId: string,
	path: string,
	times: number,
	base = api.url,
): Promise<Execution[]> {
	const before = new Set((await api.finishedExecutions(workflowId, new Set())).map(({ id }) => id));
	const posts = Array.from(
		{ length: times },
		async () =>
			await axios.post(`${base}/webhook/${path}`, {}, { proxy: false, validateStatus: () => true }),
	);
	await Promise.all(posts);
	return await finished(api, workflowId, before, times);
}

/** Waits for executions that are not among those already seen. */
export async function finished(
	api: N8nApi,
	workflowId: string,
	seen: ReadonlySet<string>,
	atLeast: number,
): Promise<Execution[]> {
	const until = Date.now() + WITHIN_MS;
	for (;;) {
		const executions = await api.finishedExecutions(workflowId, seen);
		if (executions.length >= atLeast || Date.now() > until) return executions;
		await pause(500);
	}
}
