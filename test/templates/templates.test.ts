import { NodeHelpers, type INode, type INodeTypeDescription } from 'n8n-workflow';

import { unknownParameters, outputNames, outputCount, inputCount } from './nodeShape';
import {
	FORM,
	CALL,
	DATA_TABLE,
	BY_HAND,
	WEBHOOK,
	WITH_WEBHOOK,
	own,
	files,
	texts,
	templates,
	creations,
	creationsIn,
	creatorOf,
	TABLES,
	withAccount,
	copyFor,
	pathOf,
	isTrigger,
	isReady,
	type Template,
} from './templateFile';

const ALLOWED_KEYS = ['connections', 'id', 'name', 'nodes', 'settings'];
const READABLE_ID = /^[a-z]+(-[a-z]+)+$/;
const FIFTEEN_MINUTES = { item: [{ mode: 'everyX', value: 15, unit: 'minutes' }] };

/** Nodes that every n8n has, with the version the templates use (part of n8n 2.0, the forms of a later 2.x). */
const STOCK_NODES: Record<string, number> = {
	'n8n-nodes-base.aggregate': 1,
	'n8n-nodes-base.convertToFile': 1.1,
	'n8n-nodes-base.dataTable': 1,
	'n8n-nodes-base.emailSend': 2.1,
	'n8n-nodes-base.errorTrigger': 1,
	'n8n-nodes-base.executeWorkflow': 1.2,
	'n8n-nodes-base.executeWorkflowTrigger': 1.1,
	'n8n-nodes-base.extractFromFile': 1.1,
	'n8n-nodes-base.filter': 2.2,
	'n8n-nodes-base.form': 2.4,
	'n8n-nodes-base.formTrigger': 2.4,
	'n8n-nodes-base.httpRequest': 4.2,
	'n8n-nodes-base.if': 2.2,
	'n8n-nodes-base.manualTrigger': 1,
	'n8n-nodes-base.merge': 3,
	'n8n-nodes-base.noOp': 1,
	'n8n-nodes-base.removeDuplicates': 2,
	'n8n-nodes-base.respondToWebhook': 1.1,
	'n8n-nodes-base.scheduleTrigger': 1.2,
	'n8n-nodes-base.set': 3.4,
	'n8n-nodes-base.splitOut': 1,
	'n8n-nodes-base.stickyNote': 1,
	'n8n-nodes-base.stopAndError': 1,
	'n8n-nodes-base.switch': 3.2,
	'n8n-nodes-base.telegram': 1.2,
	'n8n-nodes-base.webhook': 2,
};

describe('the templates', () => {
	it('are numbered in the order a user needs them', () => {
		expect(files.length).toBeGreaterThan(0);
		for (const file of files) expect(file).toMatch(/^\d\d-[a-z-]+\.json$/);
	});

	it('create the same table with the same columns, wherever they do', () => {
		for (const { table, columns } of creations()) {
			expect([table, columns]).toEqual([table, [...(TABLES.get(table) ?? [])]]);
		}
	});

	// n8n 2.41 looks for a table by a part of its name and takes the first one.
	it('give their tables names of which none is part of another, in copies too', () => {
		const names = ['', 'b', 'bb'].flatMap((account) =>
			[...TABLES.keys()].map((name) => withAccount(name, account)),
		);
		for (const name of names) {
			expect(names.filter((other) => other.includes(name))).toEqual([name]);
		}
	});

	// The editor gives an imported node a new webhook ID, and a path that equals the old one becomes the new one.
	it('keep the address of every form when they are imported through the editor', () => {
		for (const { nodes } of templates.values()) {
			for (const node of nodes.filter((each) => pathOf(each) !== undefined)) {
				expect([node.name, pathOf(node)]).not.toEqual([node.name, node.webhookId]);
			}
		}
	});

	it('give no address and no webhook ID twice', () => {
		const nodes = [...templates.values()].flatMap((template) => template.nodes);
		for (const given of [nodes.map(pathOf), nodes.map(({ webhookId }) => webhookId)]) {
			const each = given.filter((one) => one !== undefined);
			expect(new Set(each).size).toBe(each.length);
		}
	});
});

describe.each(files)('%s', (file) => {
	const text = texts.get(file) as string;
	const template = templates.get(file) as Template;
	const notes = template.nodes.filter(({ type }) => type.endsWith('.stickyNote'));
	const steps = template.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
	const ours = steps.filter(({ type }) => own.has(type));
	/** Waits for calls of n8n itself: no data passes, so there is nothing to start, to set or to warn of. */
	const onlyAnswers = steps.every(({ type }) => own.get(type)?.webhooks?.length);

	it('holds nothing of the instance it was made in', () => {
		expect(Object.keys(template).sort()).toEqual(ALLOWED_KEYS);
		expect(template.settings.executionOrder).toBe('v1');
		for (const node of template.nodes) {
			// Without an ID n8n would put the workflow's own in front of a full path.
			const hasWebhook = own.get(node.type)?.webhooks?.length || WITH_WEBHOOK.includes(node.type);
			expect(node.webhookId).toEqual(hasWebhook ? expect.stringMatching(READABLE_ID) : undefined);
		}
		expect(text).not.toMatch(/cachedResultUrl|instanceId|versionId|pinData/);
	});

	it('holds no secret, no address and no token', () => {
		expect(text).not.toMatch(/secret|accessToken|access_token|refresh_token/i);
		expect(text).not.toMatch(/127\.0\.0\.1|localhost/);
	});

	it('uses nodes of this package or of every n8n, in versions that exist', () => {
		for (const node of steps) {
			const description = own.get(node.type);
			if (description) expect([description.version].flat()).toContain(node.typeVersion);
			else expect([node.type, node.typeVersion]).toEqual([node.type, STOCK_NODES[node.type]]);
		}
	});

	if (ours.length > 0) {
		it.each(ours.map((node) => [node.name, node] as const))(
			'%s has only parameters that its node has, with values it accepts',
			(_, node) => {
				const description = own.get(node.type) as INodeTypeDescription;
				const { pollTimes, ...given } = node.parameters;
				expect(pollTimes).toEqual(description.polling ? FIFTEEN_MINUTES : undefined);
				const known = NodeHelpers.getNodeParameters(
					description.properties,
					given,
					true,
					false,
					node,
					description,
				);
				expect(unknownParameters(given, known ?? {})).toEqual([]);
				expect(
					NodeHelpers.getNodeParametersIssues(description.properties, node, description),
				).toBeNull();
			},
		);
	}

	it('names every node by its purpose, once', () => {
		const names = template.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(template.nodes.map(({ id }) => id)).size).toBe(names.length);
		for (const { name, type } of steps) {
			expect(name).not.toBe(own.get(type)?.displayName);
			expect(name).not.toBe(own.get(type)?.defaults.name);
		}
	});

	it('has its user write values only in one settings node, which keeps the fields of the item or runs beside the items', () => {
		if (onlyAnswers) return expect(steps).toHaveLength(1);
		const settings = steps.filter(({ name }) => name === 'Settings');
		expect(settings.length).toBeLessThan(2);
		for (const { type, parameters, executeOnce = false } of settings) {
			expect(type).toBe('n8n-nodes-base.set');
			expect(parameters.includeOtherFields).toBe(!executeOnce);
		}
		for (const { name, parameters } of steps) {
			if (/YOUR-/.test(JSON.stringify(parameters))) expect(name).toBe('Settings');
		}
	});

	it('speaks in expressions only of its own nodes', () => {
		const names = steps.map(({ name }) => name);
		for (const [, name] of text.matchAll(/\$\('([^']+)'\)/g)) expect(names).toContain(name);
	});

	it('says which sub-workflow to pick after an import in the editor, which gives it another ID', () => {
		for (const { name } of steps.filter(({ type }) => type === CALL)) {
			const [whole] = notes.filter(({ parameters: { color } }) => color === undefined);
			expect(whole.parameters.content).toMatch(
				new RegExp(`\\*\\*${name}\\*\\*.*pick (the|that) workflow`),
			);
		}
	});

	it('is closed as it comes: its forms ask for a credential that n8n has only when it was made for them', () => {
		const forms = steps.filter(({ type }) => type === FORM);
		for (const { name, parameters, credentials } of forms) {
			expect([name, parameters.authentication]).toEqual([name, 'basicAuth']);
			expect(credentials).toEqual({ httpBasicAuth: { id: null, name: 'TikTok Shop forms' } });
			const [whole] = notes.filter(({ parameters: { color } }) => color === undefined);
			expect(whole.parameters.content).toMatch(
				new RegExp(`closed as it comes, because .*\\*\\*${name}\\*\\* to None`),
			);
		}
	});

	it('serves no web address to strangers: a login, or a request that is checked before anything else', () => {
		for (const { name, parameters } of steps.filter(({ type }) => type === WEBHOOK)) {
			if (parameters.authentication === 'basicAuth') continue;
			const next = template.connections[name].main.flatMap((targets) => targets ?? []);
			const checks = next.map(({ node }) => steps.find((step) => step.name === node)?.parameters);
			expect([name, checks]).toEqual([
				name,
				[expect.objectContaining({ resource: 'ordersPage', operation: 'checkRequest' })],
			]);
		}
	});

	it('has a copy of its own tables for another account after one field was changed', () => {
		const copy = copyFor(template, 'b');
		for (const { node, table } of creationsIn(template)) {
			const own = creationsIn(copy).find((each) => each.node === node)?.table;
			expect([node, own]).toEqual([node, withAccount(table, 'b')]);
		}
	});

	it('uses the data tables it creates, and writes only columns that they are created with', () => {
		for (const { name, parameters } of steps.filter(({ type }) => type === DATA_TABLE)) {
			if (parameters.resource === 'table') continue;
			const creator = creatorOf(template, parameters.dataTableId);
			const table = creationsIn(template).find(({ node }) => node === creator)?.table ?? '';
			expect([name, TABLES.has(table)]).toEqual([name, true]);
			expect([name, isReady(template, creator, name)]).toEqual([name, true]);
			const { value: written } = (parameters.columns ?? {}) as { value?: object };
			const { conditions = [] } = (parameters.filters ?? {}) as {
				conditions?: Array<{ keyName: string }>;
			};
			const used = [...Object.keys(written ?? {}), ...conditions.map(({ keyName }) => keyName)];
			// n8n gives each row its ID.
			expect(['id', ...(TABLES.get(table) ?? [])]).toEqual(expect.arrayContaining(used));
		}
	});

	it('keeps no successful execution that holds addresses of buyers, and says how to see one', () => {
		const holdsAddresses = steps.some(
			({ type, disabled, parameters: { resource, inputSource } }) =>
				(type === CALL && !disabled) ||
				inputSource === 'passthrough' ||
				/Fulfillment$|(tikTokShop|lingxingOms)Trigger$/.test(type) ||
				(own.has(type) && ['order', 'outboundOrder', 'package'].includes(String(resource))),
		);
		expect(template.settings.saveDataSuccessExecution).toBe(holdsAddresses ? 'none' : undefined);
		// Failures stay as n8n has them: saved.
		expect(template.settings).not.toHaveProperty('saveDataErrorExecution');
		if (!holdsAddresses) return;
		const [whole] = notes.filter(({ parameters: { color } }) => color === undefined);
		expect(whole.parameters.content).toMatch(
			/editor leaves the settings .* not saved, because they hold addresses/,
		);
	});

	// n8n takes them one by one when the table is an expression.
	it('inserts its rows in one call, so that no poll meets a part of them', () => {
		for (const { name, parameters } of steps.filter(
			({ type, parameters: { operation } }) => type === DATA_TABLE && operation === 'insert',
		)) {
			expect([name, parameters.dataTableId]).toEqual([
				name,
				{ __rl: true, mode: 'name', value: expect.not.stringContaining('{') },
			]);
			expect([name, parameters.options]).toEqual([name, { optimizeBulk: true }]);
		}
	});

	it('connects nodes that exist, at outputs they have, and leaves no step out', () => {
		const byName = new Map(steps.map((node) => [node.name, node]));
		const reached = new Set<string>();
		for (const [from, { main }] of Object.entries(template.connections)) {
			const source = byName.get(from);
			expect(source?.name).toBe(from);
			expect(main.length).toBeLessThanOrEqual(outputCount(source as INode));
			for (const { node, type, index } of main.flatMap((targets) => targets ?? [])) {
				expect(byName.has(node)).toBe(true);
				expect(type).toBe('main');
				expect(index).toBeLessThan(inputCount(byName.get(node) as INode));
				reached.add(node);
			}
		}
		const startless = steps.filter(({ name, type }) => !reached.has(name) && !isTrigger(type));
		expect(startless).toEqual([]);
	});

	it('can be started by hand as well as by its trigger', () => {
		const triggers = steps.filter(({ type }) => isTrigger(type)).map(({ type }) => type);
		expect(triggers.length).toBeGreaterThan(0);
		if (!onlyAnswers) expect(triggers.some((type) => BY_HAND.includes(type))).toBe(true);
	});

	it('leads every Exceptions output to a branch that shows them', () => {
		const movesOrders = ours.some(
			({ type, parameters }) =>
				/skuMapping|Fulfillment/.test(type) && parameters.operation !== 'checkMapping',
		);
		// A template that only shows the carriers in use may pass by an outbound order that cannot be read.
		const withExceptions = ours.filter(
			(node) =>
				outputNames(node).includes('Exceptions') &&
				(movesOrders || !/lingxingOms$/.test(node.type)),
		);
		expect(withExceptions.length > 0 || !movesOrders).toBe(true);
		for (const node of withExceptions) {
			const shown = template.connections[node.name].main[outputNames(node).indexOf('Exceptions')];
			expect([node.name, (shown?.length ?? 0) > 0]).toEqual([node.name, true]);
		}
	});
});
