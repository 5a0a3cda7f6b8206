import { pause } from '../interrupt';
import type { Execution, N8nApi } from './api';
import type { PublishedWorkflow } from './publish';

const WITHIN_MS = 60_000;
const FINISHED = ['success', 'error', 'crashed', 'canceled'];

/** Starts a workflow by its Manual Trigger, as a user does in the editor, and waits for its end. */
export async function runByHand(
	{ api }: { api: N8nApi },
	workflow: PublishedWorkflow,
): Promise<Execution> {
	const id = await api.runByHand(workflow.id, workflow.manualTrigger);
	const until = Date.now() + WITHIN_MS;
	for (;;) {
		const execution = await api.execution(id);
		if (FINISHED.includes(execution.status)) return execution;
		if (Date.now() > until) throw new Error(`Execution ${id} of "${workflow.name}" does not end.`);
		await pause(500);
	}
}

/** Items that left a node, by output. */
export function outputsOf(
	{ items }: Execution,
	node: string,
): Array<Array<Record<string, unknown>>> {
	return items[node]?.flat(1) ?? [];
}
