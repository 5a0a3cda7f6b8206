import { NodeHelpers, type INode, type INodeTypeDescription } from 'n8n-workflow';

import { finished, textOf, type TemplateFile } from '../../scripts/templates/templates';
import {
	CALL,
	CALLED,
	ERROR,
	files,
	FORM,
	own,
	templates,
	texts,
	type Template,
} from './templateFile';

/** What n8n's database takes as the ID of a workflow. */
const LONGEST_ID = 36;
const NOTE = 'n8n-nodes-base.stickyNote';
const PLACED_BY_NAME: Record<string, string> = {
	tikTokShopOAuth2Api: 'TikTok Shop (Connect) account',
	lingxingOmsApi: 'Lingxing OMS account',
};

const all = [...templates];
const byId = new Map(all.map(([, template]) => [template.id, template]));
const calls = all.flatMap(([file, { nodes }]) =>
	nodes.filter(({ type }) => type === CALL).map((node) => [file, node] as const),
);
const calledId = ({ parameters }: INode) => (parameters.workflowId as { value: string }).value;

describe('one command imports all templates', () => {
	it('each has an ID of its own, which stays when they are numbered anew', () => {
		expect(byId.size).toBe(files.length);
		for (const [file, { id }] of all) {
			expect(id).toMatch(/^tiktok-shop-[a-z-]+$/);
			expect([file, id.length <= LONGEST_ID]).toEqual([file, true]);
		}
	});

	it('each is called by its number and what it is', () => {
		for (const [file, { name }] of all) {
			expect(name).toMatch(new RegExp(`^${file.slice(0, 2)} · \\S.{5,}`));
		}
		expect(new Set(all.map(([, { name }]) => name)).size).toBe(files.length);
	});

	it('each call names a template that can be called, by its ID and name', () => {
		expect(calls.length).toBeGreaterThan(3);
		for (const [file, node] of calls) {
			const target = byId.get(calledId(node));
			expect([file, node.name, node.parameters.workflowId]).toEqual([
				file,
				node.name,
				{ __rl: true, mode: 'list', value: target?.id, cachedResultName: target?.name },
			]);
			expect(target?.nodes.some(({ type }) => type === CALLED)).toBe(true);
		}
	});

	it('a sub-workflow lets itself be called by those that call it, and by nobody else', () => {
		for (const [, { id, settings, nodes }] of all) {
			const callers = calls.filter(([, node]) => calledId(node) === id).map(([file]) => file);
			const ids = [...new Set(callers)].map((file) => templates.get(file)?.id);
			expect(settings.callerIds).toBe(ids.length > 0 ? ids.join(', ') : undefined);
			expect(settings.callerPolicy).toBe(ids.length > 0 ? 'workflowsFromAList' : undefined);
			if (ids.length > 0) expect(nodes.some(({ type }) => type === CALLED)).toBe(true);
		}
	});
});

it('each calls the error workflow that comes with them, but for that and the digest it tells by', () => {
	const told = byId.get('tiktok-shop-when-a-workflow-fails');
	expect(told?.nodes.some(({ type }) => type === ERROR)).toBe(true);
	const withoutOne = all.filter(([, { settings }]) => settings.errorWorkflow === undefined);
	expect(withoutOne.map(([, { id }]) => id)).toEqual(['tiktok-shop-digest', told?.id]);
	const others = all.filter(([, { settings }]) => settings.errorWorkflow !== undefined);
	for (const [, { settings }] of others) expect(settings.errorWorkflow).toBe(told?.id);
	const callers = calls.filter(([, node]) => calledId(node) === 'tiktok-shop-digest');
	expect(callers.map(([file]) => file)).toContain('17-when-a-workflow-fails.json');
});

describe('credentials that were there before the import are chosen already', () => {
	const needed = (node: INode): string[] => {
		const { credentials = [], properties } = own.get(node.type) as INodeTypeDescription;
		const description = own.get(node.type) as INodeTypeDescription;
		const parameters = NodeHelpers.getNodeParameters(
			properties,
			node.parameters,
			true,
			false,
			node,
			description,
		);
		return credentials
			.filter((each) => NodeHelpers.displayParameter(parameters ?? {}, each, node, description))
			.map(({ name }) => name);
	};

	it.each(all)('%s names those that its nodes need, without an ID', (_, { nodes }: Template) => {
		for (const node of nodes.filter(({ type }) => own.has(type))) {
			const named = needed(node).map((type) => [type, { id: null, name: PLACED_BY_NAME[type] }]);
			expect([node.name, node.credentials ?? {}]).toEqual([node.name, Object.fromEntries(named)]);
		}
		const others = nodes.filter(({ type, credentials }) => credentials && !own.has(type));
		for (const { type } of others) expect([FORM, 'n8n-nodes-base.webhook']).toContain(type);
	});
});

it.each(all)('the note of %s begins with how to set it up', (_, { name, nodes }: Template) => {
	const [{ parameters }] = nodes.filter(
		({ type, parameters: { color } }) => type === NOTE && color === undefined,
	);
	expect(String(parameters.content)).toMatch(/^# [^\n]+\n\n## How to set up\n/);
	expect(String(parameters.content).split('\n')[0]).toBe(`# ${name}`);
});

it('notes speak only of templates that there are, by their names', () => {
	const names = all.map(([, { name }]) => name);
	for (const [, { nodes }] of all) {
		const notes = nodes.filter(({ type }) => type === NOTE);
		for (const { parameters } of notes) {
			for (const [, name] of String(parameters.content).matchAll(/\*(\d\d · [^*]+)\*/g)) {
				expect(names).toContain(name);
			}
		}
	}
});

it('npm run generate:templates has nothing to write', () => {
	const given = new Map(all.map(([file, template]) => [file, template as never as TemplateFile]));
	for (const [file, template] of finished(given)) expect(textOf(template)).toBe(texts.get(file));
});
