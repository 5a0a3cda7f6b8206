import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Workflow, type IConnections, type INode, type INodeTypes } from 'n8n-workflow';

import { packageNodes } from './packageNodes';

export interface Template {
	id: string;
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings: Record<string, unknown>;
}

export const FOLDER = resolve(__dirname, '..', '..', 'workflows-templates');
const MANUAL = 'n8n-nodes-base.manualTrigger';
const SCHEDULE = 'n8n-nodes-base.scheduleTrigger';
export const ERROR = 'n8n-nodes-base.errorTrigger';
export const FORM = 'n8n-nodes-base.formTrigger';
export const CALLED = 'n8n-nodes-base.executeWorkflowTrigger';
export const CALL = 'n8n-nodes-base.executeWorkflow';
export const DATA_TABLE = 'n8n-nodes-base.dataTable';
export const WEBHOOK = 'n8n-nodes-base.webhook';
/** Starts that a person uses, or another workflow that a person starts. */
export const BY_HAND = [MANUAL, FORM, WEBHOOK, CALLED];
export const WITH_WEBHOOK = [FORM, WEBHOOK, 'n8n-nodes-base.form'];
export const own = packageNodes();
export const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
export const texts = new Map(files.map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]));
export const templates = new Map(
	[...texts].map(([file, text]) => [file, JSON.parse(text) as Template] as const),
);
/** Every place at which a template creates a data table. */
export function creations(): Creation[] {
	return [...templates.values()].flatMap(creationsIn);
}

export interface Creation {
	node: string;
	table: string;
	columns: string[];
}

export function creationsIn(template: Template): Creation[] {
	return template.nodes
		.filter(({ type, parameters }) => type === DATA_TABLE && parameters.resource === 'table')
		.map(({ name, parameters }) => ({
			node: name,
			table: evaluateAlone(template, name, String(parameters.tableName)),
			columns: (parameters.columns as { column: Array<{ name: string }> }).column.map(
				(column) => column.name,
			),
		}));
}

const CREATED = /\$\('([^']+)'\)\.first\(\)\.json\.id\b/;

/** The node that creates the table of this locator, which has the ID of what was created or its name. */
export function creatorOf(template: Template, locator: unknown): string | undefined {
	const { mode, value } = locator as { mode: string; value: string };
	if (mode === 'id') return CREATED.exec(value)?.[1];
	return creationsIn(template).find(({ table }) => table === value)?.node;
}

/** What n8n makes of an expression that reads nothing but parameters of nodes. */
function evaluateAlone({ nodes, connections }: Template, node: string, value: string): string {
	const nodeTypes = {
		getByName: () => undefined,
		getByNameAndVersion: () => undefined,
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
	const workflow = new Workflow({ nodes, connections, active: false, nodeTypes });
	const found = workflow.getNode(node) as INode;
	return String(workflow.expression.getSimpleParameterValue(found, value, 'internal', {}));
}

/** Columns of each data table, by its name in templates as they come. */
export const TABLES = new Map(creations().map(({ table, columns }) => [table, new Set(columns)]));

/** The table's name in copies of the templates for another account. */
export function withAccount(table: string, account: string): string {
	return account === '' ? table : table.replace(/^tiktok_shop_/, `tiktok_shop_${account}_`);
}

/** The template after its user has changed the one field that tells accounts apart. */
export function copyFor(template: Template, account: string): Template {
	const copy = structuredClone(template);
	for (const { type, name, parameters } of copy.nodes) {
		const options = parameters.options as { path?: string } | undefined;
		if (type === FORM && options?.path) options.path += `-${account}`;
		if (type === WEBHOOK && isFixed(parameters.path)) parameters.path += `-${account}`;
		if (name !== 'Settings') continue;
		const { assignments } = parameters.assignments as {
			assignments: Array<{ name: string; value: unknown }>;
		};
		for (const each of assignments) if (each.name === 'account') each.value = account;
	}
	return copy;
}

/** Last part of the address that a node has of its own, if it has one. */
export function pathOf({ type, parameters }: INode): string | undefined {
	if (type === WEBHOOK) return isFixed(parameters.path) ? parameters.path : undefined;
	return (parameters.options as { path?: string } | undefined)?.path;
}

/** Whether a value is no expression. */
function isFixed(value: unknown): value is string {
	return typeof value === 'string' && !value.startsWith('=');
}

export function isTrigger(type: string): boolean {
	return (
		[...BY_HAND, SCHEDULE, ERROR].includes(type) ||
		(own.get(type)?.group.includes('trigger') ?? false)
	);
}

/** Whether every start that leads to a node leads to the one on its left as well, and so has run it before. */
export function isReady(template: Template, left: string | undefined, name: string): boolean {
	const positionOf = (wanted?: string) =>
		template.nodes.find((node) => node.name === wanted)?.position[0] ?? Infinity;
	const starts = template.nodes
		.filter(({ type }) => isTrigger(type))
		.map((trigger) => behind(template, trigger.name))
		.filter((nodes) => nodes.has(name));
	const each = starts.every((nodes) => left !== undefined && nodes.has(left));
	return starts.length > 0 && each && positionOf(left) < positionOf(name);
}

export function behind({ connections }: Template, start: string): Set<string> {
	const nodes = new Set([start]);
	for (const each of nodes) {
		const { main = [] } = connections[each] ?? {};
		for (const { node } of main.flatMap((targets) => targets ?? [])) nodes.add(node);
	}
	return nodes;
}
