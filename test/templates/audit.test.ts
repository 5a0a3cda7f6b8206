import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import { DEMO_MAPPING } from '../sandbox/demo/mapping';
import type { CredentialStore } from '../support/engine/credentials';
import { omsCredentials } from '../support/engine/oms';
import { tiktokCredentials } from '../support/engine/tiktok';
import { evaluate, fieldOf } from './evaluate';
import type { Tables } from './stockNodes';
import { runTemplate, type WholeRun } from './wholeRun';

jest.mock('n8n-workflow', () => jest.requireActual('../support/engine/fastWaits'));

const AUDIT = '15-audit.json';
const TO_WAREHOUSE = '04-orders-to-warehouse.json';
const EXCEPTIONS = 'tiktok_shop_exceptions';
const RULES = [{ country: 'US', warehouse: 'USLAX1', logistics_channel: 'USPS-GA' }];

let sandbox: Sandbox;
let credentials: CredentialStore;
let tables: Tables;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	credentials = tiktokCredentials(sandbox);
	for (const [name, stored] of omsCredentials(sandbox).stored) credentials.stored.set(name, stored);
	const mapping = DEMO_MAPPING.map((row) => ({ ...row }) as unknown as IDataObject);
	const rows = new Map<string, IDataObject[]>([
		['tiktok_shop_sku_mapping', mapping],
		['tiktok_shop_warehouse_rules', RULES],
	]);
	tables = { rows, writes: 0 };
});

afterEach(async () => {
	await sandbox.close();
});

const order = (more: object = {}) =>
	sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		ageSeconds: 20_000,
		...more,
	});

async function handedOver(items: IDataObject[]): Promise<IDataObject[]> {
	const run = await runTemplate(TO_WAREHOUSE, 'Called with Orders', items, tables, credentials);
	return run.answer;
}

const audit = async (start = 'Every Morning', started: IDataObject = {}) =>
	await runTemplate(AUDIT, start, [started], tables, credentials, handedOver);

const summaryOf = (run: WholeRun) => run.outputsOf('Compare Both Sides')?.[1][0] as IDataObject;
const resultOf = (run: WholeRun) => run.outputsOf('The Result')?.[0][0] as IDataObject;
const factsOf = (run: WholeRun) => (run.outputsOf('New Facts')?.[0] ?? []).map(({ kind }) => kind);

describe('the audit every morning', () => {
	it('hands over what is missing by the one gate, says so, and is green', async () => {
		const { id } = order();
		const run = await audit();
		expect(run.calls.get('Send to the Warehouse')).toMatchObject([[{ orderId: id }]]);
		expect(summaryOf(run)).toMatchObject({ result: 'green', counts: { healed: 1, fine: 0 } });
		expect(resultOf(run).title).toBe('Green · 绿灯: Both sides agree: 0 fine and 1 handed over again.');
		expect([...sandbox.oms.outbound.values()]).toMatchObject([{ thirdOrderNo: id }]);
		const next = await audit();
		expect(next.calls.size).toBe(0);
		expect(summaryOf(next)).toMatchObject({
			result: 'green',
			counts: { fine: 1 },
			linesCompared: 1,
		});
	});

	it('leaves to the desk what cannot go on, and to the scope what is none of ours', async () => {
		const unmapped = order({ lines: [{ sellerSku: 'NEW-ARRIVAL-01' }] });
		order({ shippingType: 'TIKTOK' });
		const first = await audit();
		expect(tables.rows.get(EXCEPTIONS)).toMatchObject([{ order_id: unmapped.id, status: 'open' }]);
		expect(summaryOf(first)).toMatchObject({ result: 'green', counts: { waits: 1, passedBy: 1 } });
		const second = await audit();
		expect(second.calls.size).toBe(0);
		expect(summaryOf(second)).toMatchObject({ result: 'green', counts: { waits: 1 } });
	});

	it('tells each difference once, until it changes', async () => {
		order();
		await audit();
		const [outbound] = sandbox.oms.outbound.values();
		sandbox.oms.stop(outbound, 5, '库存不足');
		const run = await audit();
		expect([resultOf(run).result, factsOf(run)]).toEqual(['red', ['stuck']]);
		const again = await audit();
		expect([resultOf(again).result, factsOf(again)]).toEqual(['red', []]);
		sandbox.oms.stop(outbound, 7, '');
		expect(factsOf(await audit())).toEqual(['stuck']);
	});

	it('tells a deadline that is near besides', async () => {
		const late = order({ ageSeconds: 4 * 86_400 - 3_600 });
		const run = await audit();
		expect(run.outputsOf('New Facts')?.[0]).toMatchObject([
			{ orderId: late.id, deadline: 'ship', deadlineStage: 'dueIn8h' },
		]);
		expect(summaryOf(run).result).toBe('green');
	});

	it('of shops and an OMS without any order is green', async () => {
		const run = await audit();
		expect(summaryOf(run)).toMatchObject({ result: 'green', orders: 0 });
		expect(factsOf(run)).toEqual([]);
	});

	it.each(['oms', 'tiktok'] as const)(
		'is never green where a side fails: %s',
		async (service) => {
			order();
			await audit();
			sandbox.faults.add({ service, path: /./, kind: '500', times: 1_000 });
			const run = await audit();
			const side = service === 'oms' ? 'outboundOrders' : 'orders';
			expect(summaryOf(run)).toMatchObject({ result: 'red', sides: { [side]: 'noAnswer' } });
			expect(run.calls.size).toBe(0);
			expect(new Set(factsOf(run))).toEqual(new Set(['notAudited']));
		},
		60_000,
	);
});

describe('the form of the audit', () => {
	const FIELD = 'missing';

	it('only shows what is missing where that is wanted, and ends with a page', async () => {
		order();
		const run = await audit('Audit Now', { [FIELD]: 'Only show it' });
		expect([run.calls.size, sandbox.oms.outbound.size]).toEqual([0, 0]);
		const [page] = run.outputsOf('Show the Report')?.[0] ?? [];
		expect(page.title).toBe('Red · 红灯: Both sides differ: 1 missing in the OMS; 0 fine.');
		expect(String(page.message)).toContain('has no outbound order of it');
		expect(run.outputsOf('The Result')?.[0] ?? []).toEqual([]);
	});

	it('hands over what is missing', async () => {
		order();
		const run = await audit('Audit Now', { [FIELD]: 'Hand it over again' });
		expect(run.outputsOf('Show the Report')?.[0]).toMatchObject([{ result: 'green' }]);
	});

	it('shows at most 200 differences, and says how many more there are', async () => {
		const line = { orderId: '57', shopCode: 'S', kind: 'late', also: '', message: 'M.', hint: '' };
		const summary = { counts: { late: 201 }, sides: {}, result: 'red', message: '' };
		const page = await evaluate(fieldOf(AUDIT, 'Write the Report', 'message'), {
			'Compare Both Sides': [Array.from({ length: 201 }, () => line), [summary]],
			Last: [summary],
		});
		expect(String(page).match(/<td>57<\/td>/g)).toHaveLength(200);
		expect(page).toContain('<p>… and 1 more. · …… 另有 1 项。</p>');
	});
});
