import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import { omsCredentials } from '../support/engine/oms';
import { tiktokCredentials } from '../support/engine/tiktok';
import type { Field } from './deskPerson';
import { stockNode, type Tables } from './stockNodes';
import { runTemplate, type WholeRun } from './wholeRun';

const TABLE = 'tiktok_shop_warehouse_rules';
const SENT = { submittedAt: '2026-11-28T08:00:00.000Z' };

let sandbox: Sandbox;
let tables: Tables;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty' });
	tables = { rows: new Map([[TABLE, []]]), writes: 0 };
});

afterEach(async () => {
	await sandbox.close();
});

const rules = () => tables.rows.get(TABLE) as IDataObject[];

/** A person opens the form, and answers its page after `meanwhile`. */
async function open(
	action: string,
	answer: (fields: Field[]) => IDataObject,
	meanwhile: () => void = () => undefined,
): Promise<WholeRun> {
	const credentials = tiktokCredentials(sandbox);
	for (const [name, stored] of omsCredentials(sandbox).stored) credentials.stored.set(name, stored);
	const form = stockNode('form', ['operation', 'jsonOutput', 'completionMessage'], function () {
		if (this.getNodeParameter('operation', 0) !== 'page') return [this.getInputData()];
		const fields = JSON.parse(this.getNodeParameter('jsonOutput', 0) as string) as Field[];
		meanwhile();
		return [[{ json: { ...SENT, ...answer(fields) } }]];
	});
	const started = [{ ...SENT, action, order_id: '' }];
	return await runTemplate(
		'11-warehouse-rules.json',
		'What to Do',
		started,
		tables,
		credentials,
		undefined,
		{ nodes: [form] },
	);
}

const rule = (more: IDataObject): IDataObject => ({ id: rules().length + 1, ...more });
const hold = (priority: string, reason: string): IDataObject => ({
	...{ priority, country: 'US', result: 'Hold: they wait · 暂缓：订单等待', reason },
});
/** An option as a browser sends it. */
const optionOf = (fields: Field[], position: number): string =>
	(fields[0].fieldOptions?.values[position].option ?? '').replace(/\r?\n/g, '\r\n');

describe('two people with the form of the warehouse rules at once', () => {
	it('both take the priority that was proposed: the second one is told, and the rule of the first stays', async () => {
		const run = await open(
			'Add a rule',
			() => hold('10', 'second'),
			() => rules().push(rule({ priority: '10', country: 'US', hold: 'first' })),
		);
		expect(rules().map((each) => each.hold)).toEqual(['first']);
		expect(run.outputsOf('Say That It Is Added')).toBeUndefined();
		expect(run.outputsOf('Say Why It Is Not Added')?.[0]).toHaveLength(1);
	});

	it('a priority that was free all the time is written', async () => {
		const run = await open('Add a rule', () => hold('10', 'only'));
		expect(rules()).toMatchObject([{ priority: '10', hold: 'only' }]);
		expect(run.outputsOf('Say That It Is Added')?.[0]).toHaveLength(1);
	});

	const removing = async (meanwhile?: () => void) => {
		rules().push(rule({ priority: '10', country: 'US', hold: 'new\nstock' }));
		rules().push(rule({ priority: '20', country: 'US', skip: 'not  ours' }));
		return await open('Remove a rule', (fields) => ({ rule: optionOf(fields, 0) }), meanwhile);
	};

	it('a rule that somebody has changed since the list was made is not removed, and the page says so', async () => {
		const run = await removing(() => Object.assign(rules()[0], { hold: 'other' }));
		expect(rules().map((each) => each.hold)).toEqual(['other', undefined]);
		expect(run.outputsOf('Say That It Is Removed')).toBeUndefined();
		expect(run.outputsOf('Say That It Was Not Removed')?.[0]).toHaveLength(1);
	});

	it('a rule that somebody else has removed is not said to be removed by this click', async () => {
		const run = await removing(() => rules().splice(0, 1));
		expect(rules()).toHaveLength(1);
		expect(run.outputsOf('Say That It Was Not Removed')?.[0]).toHaveLength(1);
	});

	it('a rule with a line break goes as its line in the list says: a browser writes line breaks in its own way', async () => {
		const run = await removing();
		expect(rules().map(({ id }) => id)).toEqual([2]);
		expect(run.outputsOf('Say That It Is Removed')?.[0]).toHaveLength(1);
	});
});
