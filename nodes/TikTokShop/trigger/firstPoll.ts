import type { IPollFunctions } from 'n8n-workflow';

import { activationOf } from '../../shared/pollGuard';

/** Activations in which a poll has stored its state. */
const storedBy = new WeakSet<object>();
/** Node IDs kept for one workflow. */
const MAX_NODES = 50;

/**
 * Whether this trigger cannot have stored a state yet: the workflow was published, n8n was not restarted, and no poll has finished.
 * n8n keeps static data by node name, so a renamed trigger finds none; the node ID identifies it.
 */
export function isNewTrigger(context: IPollFunctions): boolean {
	if (['init', 'leadershipChange'].includes(context.getActivationMode())) return false;
	return (
		!storedBy.has(activationOf(context)) && !polledNodes(context).includes(context.getNode().id)
	);
}

/** Time that n8n's default scheduler gives a poll, ms (n8n-core 2.41, `PollContext`); older versions give no time. */
const DEFAULT_BUDGET_MS = 300_000;

/**
 * Whether a person has just published the workflow and will see an error.
 *
 * n8n's durable scheduler creates a new context with the mode `update` for every poll, so only `activate` counts there. Its
 * shorter poll budget identifies it.
 *
 * @param isFirst  whether it is the first poll of its activation
 */
export function isJustPublished(context: IPollFunctions, isFirst: boolean): boolean {
	if (!isFirst) return false;
	const mode = context.getActivationMode();
	const keepsContext = (context.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS) >= DEFAULT_BUDGET_MS;
	return mode === 'activate' || (mode === 'update' && keepsContext);
}

/** Call once the state is stored. */
export function rememberPolled(context: IPollFunctions): void {
	storedBy.add(activationOf(context));
	const known = polledNodes(context);
	const { id } = context.getNode();
	if (known.includes(id)) return;
	const ofWorkflow = context.getWorkflowStaticData('global');
	ofWorkflow.tikTokShopTriggers = [...known, id].slice(-MAX_NODES);
}

function polledNodes(context: IPollFunctions): string[] {
	const { tikTokShopTriggers: known } = context.getWorkflowStaticData('global');
	return Array.isArray(known) ? (known as string[]) : [];
}
