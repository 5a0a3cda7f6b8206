import type { N8nApi, Workflow } from './n8n/api';

const MANUAL_TRIGGER = 'n8n-nodes-base.manualTrigger';

export interface PublishedWorkflow {
	id: string;
	name: string;
	/** Name of its Manual Trigger node; empty when it has none. */
	manualTrigger: string;
}

/** Imports a workflow and publishes it. */
export async function publish(api: N8nApi, workflow: Workflow): Promise<PublishedWorkflow> {
	const { id, versionId } = await api.createWorkflow(workflow);
	await api.publish(id, versionId);
	const manual = workflow.nodes.find(({ type }) => type === MANUAL_TRIGGER);
	return { id, name: workflow.name, manualTrigger: manual?.name ?? '' };
}
