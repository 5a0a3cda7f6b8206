import type { N8nApi, Workflow } from './api';

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
	return described(id, workflow);
}

/** Imports a workflow that is only ever started by hand: n8n publishes none without another trigger. */
export async function importOnly(api: N8nApi, workflow: Workflow): Promise<PublishedWorkflow> {
	const { id } = await api.createWorkflow(workflow);
	return described(id, workflow);
}

function described(id: string, { name, nodes }: Workflow): PublishedWorkflow {
	const manual = nodes.find(({ type }) => type === MANUAL_TRIGGER);
	return { id, name, manualTrigger: manual?.name ?? '' };
}
