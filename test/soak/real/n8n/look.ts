import type { N8nApi } from '../../../support/n8n/api';
import type { Workflows } from './instance';

interface Publication {
	status: string;
	triggers: Array<{ errorMessage: string | null }>;
}

const PAGE = 100;
/** No run has more pages. */
const MOST_PAGES = 100;

/** n8n's message about each workflow whose triggers do not run; empty when all do. */
export async function deadTriggers(api: N8nApi, workflows: Workflows): Promise<string[]> {
	const dead: string[] = [];
	for (const { id, name } of [workflows.orderSync, workflows.shipBack]) {
		const { active } = await api.call<{ active: boolean }>('GET', `/workflows/${id}`);
		const { status, triggers } = await api.call<Publication>(
			'GET',
			`/workflows/${id}/publication-status`,
		);
		if (active && status === 'published') continue;
		const reasons = triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
		dead.push(`"${name}" is ${active ? 'active' : 'not active'}, ${status} ${reasons.join('; ')}`);
	}
	return dead;
}

/** Executions of a workflow by status. */
export async function executionsByStatus(
	api: N8nApi,
	workflowId: string,
): Promise<Record<string, number>> {
	const counts: Record<string, number> = {};
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	let before = '';
	for (let page = 0; page < MOST_PAGES; page++) {
		const { results } = await api.call<{ results: Array<{ id: string; status: string }> }>(
			'GET',
			`/executions?filter=${filter}&limit=${PAGE}${before ? `&lastId=${before}` : ''}`,
		);
		for (const { status } of results) counts[status] = (counts[status] ?? 0) + 1;
		if (results.length < PAGE) break;
		before = results[results.length - 1].id;
	}
	return counts;
}

/** Messages of executions that failed, the most frequent first. */
export async function failures(api: N8nApi, workflowId: string): Promise<Record<string, number>> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['error'] }));
	const { results } = await api.call<{ results: Array<{ id: string }> }>(
		'GET',
		`/executions?filter=${filter}&limit=${PAGE}`,
	);
	const counts: Record<string, number> = {};
	for (const { id } of results) {
		const { error = 'no message' } = await api.execution(id);
		counts[error] = (counts[error] ?? 0) + 1;
	}
	return counts;
}

/** Size of what the trigger of a workflow keeps in n8n's database, as JSON. */
export async function staticDataBytes(api: N8nApi, workflowId: string): Promise<number> {
	const { staticData } = await api.call<{ staticData: unknown }>('GET', `/workflows/${workflowId}`);
	const text = typeof staticData === 'string' ? staticData : JSON.stringify(staticData ?? {});
	return Buffer.byteLength(text);
}
