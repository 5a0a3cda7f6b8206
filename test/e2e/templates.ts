import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { name as packageName } from '../../package.json';
import type { Workflow, WorkflowNode } from './n8n/api';

const FOLDER = resolve(__dirname, '..', '..', 'workflows-templates');

/** n8n's shortest interval. */
const EVERY_MINUTE = { item: [{ mode: 'everyMinute' }] };

/** The templates as they are published, in their numbered order. */
export function readTemplates(): Workflow[] {
	return readdirSync(FOLDER)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Workflow);
}

/** Nodes of this package of the given name, e.g. `skuMapping`. */
export function nodesOf(workflow: Workflow, ...names: string[]): WorkflowNode[] {
	return workflow.nodes.filter(({ type }) =>
		names.some((name) => type === `${packageName}.${name}`),
	);
}

/** What a user does after the import: choose the credentials. */
export function chooseCredential(
	workflow: Workflow,
	nodeNames: string[],
	type: string,
	credential: { id: string; name: string },
): void {
	for (const node of nodesOf(workflow, ...nodeNames)) {
		node.credentials = { ...node.credentials, [type]: credential };
	}
}

/** Only the demonstration polls so often; users keep the template's fifteen minutes. */
export function pollEveryMinute(workflow: Workflow): void {
	for (const node of workflow.nodes) {
		if ('pollTimes' in node.parameters) node.parameters.pollTimes = EVERY_MINUTE;
	}
}
