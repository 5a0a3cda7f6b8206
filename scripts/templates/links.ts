import type { INodeParameters } from 'n8n-workflow';

import { idOf } from './names';
import type { TemplateNode, Templates } from './templates';

const CALL = 'n8n-nodes-base.executeWorkflow';

/** Templates that a node calls, by the node's name. A new template may write the ID of the other one into its node instead. */
const CALLED_BY: Readonly<Record<string, string>> = {
	'Send to the Warehouse': 'tiktok-shop-orders-to-warehouse',
	'Try Again': 'tiktok-shop-orders-to-warehouse',
	'Try Waiting Orders': 'tiktok-shop-exception-desk',
};

/** Chooses the sub-workflow of each call by the ID that it has after `n8n import:workflow`. */
export function linkCalls(file: string, nodes: readonly TemplateNode[], names: Templates): void {
	for (const node of nodes.filter(({ type }) => type === CALL)) {
		const id = calledBy(node);
		const called = [...names.keys()].find((each) => idOf(each) === id);
		if (called === undefined) {
			throw new Error(`${file}: "${node.name}" calls "${id}", which is the ID of no template.`);
		}
		const cachedResultName = names.get(called)?.name;
		node.parameters.workflowId = { __rl: true, mode: 'list', value: id, cachedResultName };
	}
}

/**
 * Settings by which n8n lets nobody call a sub-workflow but the templates that belong to it. A copy for another account, which came in
 * through the editor and whose own sub-workflow was not picked, is refused then, and sends nothing to the warehouse of the first account.
 */
export function callersOf(file: string, templates: Templates): INodeParameters {
	const callers = [...templates].filter(([, { nodes }]) =>
		nodes.some((node) => node.type === CALL && calledBy(node) === idOf(file)),
	);
	if (callers.length === 0) return {};
	return {
		callerPolicy: 'workflowsFromAList',
		callerIds: callers.map(([each]) => idOf(each)).join(', '),
	};
}

/** The error workflow, and what it tells by: a failure of theirs has no other way to be told, and would go in a circle. */
const TELLERS = ['tiktok-shop-when-a-workflow-fails', 'tiktok-shop-digest'] as const;

/** Setting by which n8n calls the error workflow that comes with the templates. n8n calls it once it is published. */
export function errorWorkflowOf(file: string, templates: Templates): INodeParameters {
	const [errorWorkflow] = TELLERS;
	const isThere = [...templates.keys()].some((each) => idOf(each) === errorWorkflow);
	return isThere && !TELLERS.some((each) => each === idOf(file)) ? { errorWorkflow } : {};
}

function calledBy({ name, parameters }: TemplateNode): string {
	const { value } = (parameters.workflowId ?? {}) as { value?: string };
	return value || CALLED_BY[name] || '';
}
