import type { IPollFunctions } from 'n8n-workflow';

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
	return !storedBy.has(context) && !polledNodes(context).includes(context.getNode().id);
}

/** Call once the state is stored. */
export function rememberPolled(context: IPollFunctions): void {
	storedBy.add(context);
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
