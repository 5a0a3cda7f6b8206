import type { IConnections, INodeParameters } from 'n8n-workflow';

import { nameCredentials } from './credentials';
import { giveFormsTheirLook } from './formLook';
import { callersOf, errorWorkflowOf, linkCalls } from './links';
import { idOf, nameOf, withNames } from './names';
import { noteOf } from './notes';

export interface TemplateNode {
	name: string;
	type: string;
	parameters: INodeParameters;
	credentials?: Record<string, { id: null; name: string }>;
}

export interface TemplateFile {
	id?: string;
	name: string;
	nodes: TemplateNode[];
	connections: IConnections;
	settings: INodeParameters;
}

/** Templates by the names of their files. */
export type Templates = ReadonlyMap<string, TemplateFile>;

const NOTE = 'n8n-nodes-base.stickyNote';

/**
 * The templates with what follows from their place among the others: ID and name, the sub-workflows they call and who may call them, their
 * error workflow, the names of their credentials, the look of their forms, and the order of their notes. Doing it again changes nothing.
 */
export function finished(templates: Templates): Templates {
	const named = new Map([...templates].map(([file, template]) => [file, withName(file, template)]));
	const names = new Map([...named].map(([file, { name }]) => [file, name]));
	for (const [file, { name, nodes }] of named) {
		linkCalls(file, nodes, named);
		nameCredentials(nodes);
		giveFormsTheirLook(nodes);
		for (const { parameters } of nodes.filter(({ type }) => type === NOTE)) {
			const content = String(parameters.content);
			const isWhole = parameters.color === undefined;
			parameters.content = withNames(isWhole ? noteOf(content, name) : content, names);
		}
	}
	for (const [file, { settings }] of named) {
		Object.assign(settings, callersOf(file, named), errorWorkflowOf(file, named));
	}
	return named;
}

function withName(file: string, template: TemplateFile): TemplateFile {
	const copy = structuredClone(template);
	return { ...copy, id: idOf(file), name: nameOf(file, copy.name) };
}

/** As the files are written: ID and name stand first. */
export function textOf({ id, name, ...others }: TemplateFile): string {
	return `${JSON.stringify({ id, name, ...others }, undefined, '\t')}\n`;
}
