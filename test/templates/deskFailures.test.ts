import {
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';

import type { Sandbox } from '../sandbox';
import type { CredentialStore } from '../support/engine/credentials';
import { tick, type Field } from './deskPerson';
import { DESK, OPENED, startDeskWorld } from './deskWorld';
import { stockNode, stockNodes, type SubWorkflow, type Tables } from './stockNodes';
import { runTemplate } from './wholeRun';

let sandbox: Sandbox;
let credentials: CredentialStore;
let tables: Tables;

beforeEach(async () => {
	({ sandbox, credentials, tables } = await startDeskWorld());
});

afterEach(async () => {
	await sandbox.close();
});

const rows = () => tables.rows.get(DESK) as IDataObject[];

function waits(key: string): string {
	const { id: shop_id, code: shop_code } = sandbox.tiktok.shop('US01');
	rows().push({
		...{ order_id: key, shop_id, shop_code, status: 'open', code: 'SKU_NOT_MAPPED' },
		...{ message: 'No row.', hint: 'Add it.', opened: OPENED, last_seen: OPENED },
		...{ closed: '', closed_how: '', note: '' },
	});
	return key;
}

const order = () =>
	waits(
		sandbox.tiktok.addOrder({
			shop: 'US01',
			lines: [{ sellerSku: 'MUG-BLUE-350' }],
			ageSeconds: 7_200,
		}).id,
	);

/** The last page, after a person has ticked these rows; `meanwhile` happens before that is sent. */
async function decide(
	keys: string[],
	what: string,
	more: { subWorkflow?: SubWorkflow; nodes?: INodeType[]; meanwhile?(): void },
): Promise<IDataObject> {
	const form = stockNode('form', ['operation', 'jsonOutput', 'completionMessage'], function () {
		if (this.getNodeParameter('operation', 0) !== 'page') return [this.getInputData()];
		const fields = JSON.parse(this.getNodeParameter('jsonOutput', 0) as string) as Field[];
		more.meanwhile?.();
		return [[{ json: { submittedAt: OPENED, ...tick(keys, what, 'note')(fields) } }]];
	});
	const run = await runTemplate(
		'07-exception-desk.json',
		'Show What Waits',
		[{ submittedAt: OPENED, formMode: 'production' }],
		tables,
		credentials,
		more.subWorkflow,
		{ nodes: [form, ...(more.nodes ?? [])] },
	);
	return (run.outputsOf('Say What Became of Them') ?? [[{}]])[0][0];
}

describe('a failure behind the click still ends on a page that says what became of each row', () => {
	it('the workflow that takes orders fails: they wait, and nothing is said as done', async () => {
		const page = await decide([order(), order()], 'Try again now', {
			subWorkflow: async () => await Promise.reject(new Error('Workflow is not active')),
		});
		expect(page.title).toBe('2 still waiting · 仍在等待 2');
		expect(page.message).toMatch(/Template 04 gave an error \(.*Workflow is not active/);
		expect(page.message).toMatch(/模板 04 出错/);
	});

	it('TikTok Shop refuses the token by then: what it says, and what to do', async () => {
		const page = await decide([order()], 'Try again now', {
			meanwhile: () => {
				const body = { code: 105002, message: 'expired' };
				sandbox.answers.give({ service: 'tiktok', path: /./, status: 200, body });
			},
		});
		expect(page.title).toBe('1 still waiting · 仍在等待 1');
		expect(page.message).toMatch(/access token has expired \(105002\)/);
	});

	it.each([
		['with an error', true],
		['without one', false],
	])(
		'a row cannot be written, and n8n gives it back %s: it is not said as closed',
		async (_, hasError) => {
			const [first, second] = [order(), order()];
			const page = await decide([first, second], 'Cancel by hand', {
				nodes: [breakingTable(second, hasError)],
			});
			expect(rows().map(({ status }) => status)).toEqual(['closed', 'open']);
			expect(page.title).toMatch(/^1 closed by hand, 1 not done: could not be written · /);
			expect(page.message).toMatch(new RegExp(`not done[^/]*</td><td>${second}</td>`));
		},
	);
});

/** As n8n's Data Table node with On Error: Continue, which gives the input back for a row that it could not write. */
function breakingTable(key: string, hasError: boolean): INodeType {
	const nodes = stockNodes(tables, new Map(), []);
	const table = nodes.find(({ description }) => description.name === 'dataTable') as INodeType;
	return {
		description: table.description,
		async execute() {
			if (this.getNode().parameters.operation !== 'update') {
				return (await table.execute?.call(this)) as INodeExecutionData[][];
			}
			return [this.getInputData().map(({ json }) => write(json, this.getNode()))];
		},
	};

	function write(json: IDataObject, node: INode): INodeExecutionData {
		if (json.order_id === key) {
			const error = new NodeOperationError(node, 'database is locked');
			return hasError ? { json, error } : { json };
		}
		const row = rows().find(({ order_id }) => order_id === json.order_id) as IDataObject;
		return { json: { ...Object.assign(row, json) } };
	}
}
