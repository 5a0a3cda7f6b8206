import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { name as packageName } from '../../../package.json';
import type { Workflow, WorkflowNode } from './api';

/** `TEMPLATES_FOLDER` takes those of an earlier version, e.g. test/fixtures/templates-62cb872. */
const FOLDER = resolve(
	process.env.TEMPLATES_FOLDER ?? resolve(__dirname, '..', '..', '..', 'workflows-templates'),
);

/** n8n's shortest interval. */
const EVERY_MINUTE = { item: [{ mode: 'everyMinute' }] };

const EVERY_MINUTE_SCHEDULE = { interval: [{ field: 'minutes', minutesInterval: 1 }] };

/** File names without number and ending; the number only gives the order in which a user meets them. */
export type TemplateName =
	| 'oauth-bridge'
	| 'mapping-import'
	| 'mapping-export'
	| 'orders-to-warehouse'
	| 'order-sync'
	| 'manual-sync'
	| 'exception-desk'
	| 'logistics-pairing'
	| 'ship-back'
	| 'authorization-watch'
	| 'warehouse-rules'
	| 'orders-page'
	| 'check-my-connection'
	| 'cancelled-orders'
	| 'audit'
	| 'digest'
	| 'when-a-workflow-fails';

const filesOf = (wanted: TemplateName, folder = FOLDER): string[] =>
	readdirSync(folder).filter((file) => nameOf(file) === wanted);

/** Whether there is such a template; an earlier version has fewer. */
export function hasTemplate(wanted: TemplateName): boolean {
	return filesOf(wanted).length > 0;
}

/** The template as it is published. */
export function readTemplate(wanted: TemplateName, folder = FOLDER): Workflow {
	const files = filesOf(wanted, folder);
	if (files.length !== 1) {
		throw new Error(
			`${files.length} templates in ${folder} are named NN-${wanted}.json; one is needed.`,
		);
	}
	return JSON.parse(readFileSync(join(folder, files[0]), 'utf8')) as Workflow;
}

/** The template as a second import through the editor brings it: with an ID of its own, and open to every caller. */
export function readCopy(wanted: TemplateName): Workflow {
	const copy = readTemplate(wanted);
	delete copy.id;
	delete copy.settings?.callerPolicy;
	delete copy.settings?.callerIds;
	return copy;
}

function nameOf(file: string): string | undefined {
	return /^\d+-(.+)\.json$/.exec(file)?.[1];
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

/** Tests read what executions did that went well; n8n keeps none of them in the workflows of users. */
export function saveSuccesses(workflow: Workflow): void {
	workflow.settings = { ...workflow.settings, saveDataSuccessExecution: 'all' };
}

/** Only the demonstration polls so often; users keep the template's fifteen minutes. */
export function pollEveryMinute(workflow: Workflow): void {
	for (const node of workflow.nodes) {
		if ('pollTimes' in node.parameters) node.parameters.pollTimes = EVERY_MINUTE;
		if (node.name === 'Every 15 Minutes') node.parameters.rule = EVERY_MINUTE_SCHEDULE;
	}
}
