import type { IPollFunctions } from 'n8n-workflow';

import { activationOf } from '../../shared/pollGuard';

/** Contexts whose state was stored. */
const storedBy = new WeakSet<object>();
/** Nodes of a workflow whose IDs are kept. */
const MOST_NODES = 50;

/**
 * Whether nothing can have been stored for this trigger yet: it was published, not started again, and no poll has come to its end.
 * n8n keeps a node's static data by its name, so that a trigger with a new name finds none; it is known by its ID.
 */
export function isNew(context: IPollFunctions): boolean {
	if (['init', 'leadershipChange'].includes(context.getActivationMode())) return false;
	return (
		!storedBy.has(activationOf(context)) && !polledNodes(context).includes(context.getNode().id)
	);
}

/** What n8n's default scheduler gives a poll, ms (n8n-core 2.41, `PollContext`); before 2.41 it names no time. */
const USUAL_BUDGET_MS = 300_000;

/**
 * Whether somebody has just published the workflow and sees what is wrong with it.
 *
 * n8n's durable scheduler makes a new context of the kind `update` for every poll, so only `activate` counts there. It is known
 * by the shorter time that it gives a poll.
 *
 * @param isFirst  poll of its activation
 */
export function isPublication(context: IPollFunctions, isFirst: boolean): boolean {
	if (!isFirst) return false;
	const mode = context.getActivationMode();
	const keepsContext = (context.getPollBudgetMs?.() ?? USUAL_BUDGET_MS) >= USUAL_BUDGET_MS;
	return mode === 'activate' || (mode === 'update' && keepsContext);
}

/** Call once the state is stored. */
export function rememberPolled(context: IPollFunctions): void {
	storedBy.add(activationOf(context));
	const known = polledNodes(context);
	const { id } = context.getNode();
	if (known.includes(id)) return;
	const ofWorkflow = context.getWorkflowStaticData('global');
	ofWorkflow.tikTokShopTriggers = [...known, id].slice(-MOST_NODES);
}

function polledNodes(context: IPollFunctions): string[] {
	const { tikTokShopTriggers: known } = context.getWorkflowStaticData('global');
	return Array.isArray(known) ? (known as string[]) : [];
}
