import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../sandbox';
import type { CredentialStore } from '../support/engine/credentials';
import { omsCredentials } from '../support/engine/oms';
import { tiktokCredentials } from '../support/engine/tiktok';
import { stockNode, type Tables } from './stockNodes';
import { runTemplate, type WholeRun } from './wholeRun';

const PAIR = '08-logistics-pairing.json';
const SHIP_BACK = '09-ship-back.json';
const PAIRING = 'tiktok_shop_carrier_pairing';
const EXCEPTIONS = 'tiktok_shop_exceptions';
const ALL = 'All shops · 所有店铺';
const USPS = 'USPS (same name as USPS · 与 USPS 同名) – USLC000001';

let sandbox: Sandbox;
let credentials: CredentialStore;
let tables: Tables;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	credentials = tiktokCredentials(sandbox);
	for (const [name, stored] of omsCredentials(sandbox).stored) credentials.stored.set(name, stored);
	tables = { rows: new Map(), writes: 0 };
});

afterEach(async () => {
	await sandbox.close();
});

/** Orders that the warehouse has shipped with USPS. */
function shipped(count: number, shop = 'US01'): string[] {
	return Array.from({ length: count }, () => {
		const lines = [{ sellerSku: 'MUG-BLUE-350' }];
		const order = sandbox.tiktok.addOrder({ shop, lines, ageSeconds: 7_200 });
		const outbound = sandbox.oms.accept({
			...{ thirdOrderNo: order.id, platformOrderNo: order.id, referOrderNo: '' },
			...{ whCode: 'USLAX1', logisticsChannel: 'USPS-GA', status: 2 },
			...{ given: { storeName: order.shop.code }, carrier: '', trackNo: '' },
			lines: [{ sku: 'SYS-MUG-BLU', quantity: 1 }],
		});
		sandbox.oms.ship(outbound);
		return order.id;
	});
}

interface Answer {
	carrier: string;
	store?: string;
	provider: string;
}

/** The second page as a person answers it, and what happens while the page is open. */
function answering(answer: Answer, meanwhile: () => void = () => undefined) {
	return stockNode('form', ['operation', 'jsonOutput', 'completionTitle', 'options'], function () {
		const items: INodeExecutionData[] = this.getInputData();
		if (this.getNode().parameters.operation === 'completion') return [items];
		meanwhile();
		const { carrier, store = ALL, provider } = answer;
		return [[{ json: { carrier, store, provider, submittedAt: '2026-11-28' } }]];
	});
}

const shipBack = async (items: IDataObject[]): Promise<IDataObject[]> =>
	(await runTemplate(SHIP_BACK, 'Called After a Pairing', items, tables, credentials)).answer;

const open = async (answer?: Answer, meanwhile?: () => void): Promise<WholeRun> =>
	await runTemplate(PAIR, 'Pair a Carrier', [{}], tables, credentials, shipBack, {
		nodes: answer ? [answering(answer, meanwhile)] : [],
	});

const rows = () => tables.rows.get(PAIRING) ?? [];
const written = () => sandbox.tiktok.trackingWrites.map(({ orderId }) => orderId).sort();
const lastPage = (run: WholeRun, node: string) => (run.outputsOf(node)?.[0] ?? [])[0];

describe('the form that pairs a carrier', () => {
	it('writes one row, and the parcels that waited go at once', async () => {
		const orders = shipped(3);
		await runTemplate(SHIP_BACK, 'Start by Hand', [{}], tables, credentials);
		expect(written()).toEqual([]);
		const run = await open({ carrier: 'USPS (3 parcels wait · 3 个包裹等待)', provider: USPS });
		expect(rows()).toMatchObject([
			{ store_code: '*', carrier: 'USPS', shipping_provider_name: 'USPS' },
		]);
		expect(written()).toEqual(orders.sort());
		const page = lastPage(run, 'Show What Became of Them');
		expect(page.title).toBe('USPS is paired with USPS for all shops · 已匹配（所有店铺）');
		expect(page.message).toMatch(/3 parcels go now.*3 sent/s);
		const desk = tables.rows.get(EXCEPTIONS) ?? [];
		expect(desk.map(({ status }) => status)).toEqual(['closed', 'closed', 'closed']);
	});

	it('finds parcels that have shipped before anything was tried to be sent', async () => {
		const [order] = shipped(1);
		await open({ carrier: 'USPS (1 parcel waits · 1 个包裹等待)', provider: USPS });
		expect(written()).toEqual([order]);
	});

	it('says of each parcel why it still waits', async () => {
		const [fine, cancelled] = shipped(2);
		const order = sandbox.tiktok.orders.get(cancelled);
		if (order) order.cancelRequestTime = Date.now();
		const run = await open({ carrier: 'USPS (2 parcels wait · 2 个包裹等待)', provider: USPS });
		expect(written()).toEqual([fine]);
		const { message } = lastPage(run, 'Show What Became of Them');
		expect(message).toMatch(/1 sent, 1 waits/);
		expect(message).toMatch(/waits · 仍在等待<\/td><td>[^<]*买家申请取消/);
	});

	it('pairs a carrier before anything has shipped with it, and calls nothing', async () => {
		const run = await open({
			carrier: 'YANWEN (no parcel waits yet · 暂无包裹等待)',
			provider: 'UPS – USLC000001',
		});
		expect(rows()).toMatchObject([{ carrier: 'YANWEN', shipping_provider_name: 'UPS' }]);
		expect(run.calls.size).toBe(0);
		const { message } = lastPage(run, 'Show What Became of Them');
		expect(message).toContain('No parcel waits for it now.');
	});

	it('hands over only the parcels of the shop that was chosen', async () => {
		const [here] = shipped(1);
		const [there] = shipped(1, 'GB01');
		const carrier = 'USPS (2 parcels wait · 2 个包裹等待)';
		const store = 'Only USLC000001 (Sunny Home US) · 仅 USLC000001 (Sunny Home US)';
		await open({ carrier, store, provider: USPS });
		expect(rows()).toMatchObject([{ store_code: 'USLC000001', carrier: 'USPS' }]);
		expect(written()).toEqual([here]);
		expect(written()).not.toContain(there);
	});

	it('writes nothing for all shops where a shop with parcels is not offered the provider', async () => {
		shipped(1);
		shipped(1, 'GB01');
		const carrier = 'USPS (2 parcels wait · 2 个包裹等待)';
		const run = await open({ carrier, provider: USPS });
		expect([rows(), written()]).toEqual([[], []]);
		const { message } = lastPage(run, 'Say Why It Is Not Paired');
		expect(message).toContain('TikTok Shop does not offer USPS in GBCB000001.');
	});

	it('writes nothing once somebody else has paired the carrier', async () => {
		shipped(1);
		const other = { store_code: '*', carrier: ' usps', shipping_provider_name: 'UPS' };
		const carrier = 'USPS (1 parcel waits · 1 个包裹等待)';
		const run = await open({ carrier, provider: USPS }, () => tables.rows.set(PAIRING, [other]));
		expect([rows(), written()]).toEqual([[other], []]);
		const { message } = lastPage(run, 'Say Why It Is Not Paired');
		expect(message).toContain('Somebody has paired USPS with UPS meanwhile.');
	});

	it('writes nothing for a provider that is not offered any more', async () => {
		shipped(1);
		const carrier = 'USPS (1 parcel waits · 1 个包裹等待)';
		const run = await open({ carrier, provider: USPS }, () => {
			const warehouses = sandbox.tiktok.warehousesOf(sandbox.tiktok.shop('US01'));
			for (const option of warehouses.flatMap(({ deliveryOptions }) => deliveryOptions)) {
				option.providers = option.providers.filter(({ name }) => name !== 'USPS');
			}
		});
		expect([rows(), written()]).toEqual([[], []]);
		const { title } = lastPage(run, 'Say Why It Is Not Paired');
		expect(title).toMatch(/^TikTok Shop does not offer this provider/);
	});

	it('says when the workflow that sends is not published; the row is written', async () => {
		shipped(1);
		const answer = { carrier: 'USPS (1 parcel waits · 1 个包裹等待)', provider: USPS };
		const fails = async () => await Promise.resolve([{ error: 'Workflow is not active' }]);
		const run = await runTemplate(PAIR, 'Pair a Carrier', [{}], tables, credentials, fails, {
			nodes: [answering(answer)],
		});
		expect(rows()).toHaveLength(1);
		const { message } = lastPage(run, 'Show What Became of Them');
		expect(message).toMatch(/The row is written, but 1 parcel waits.*Workflow is not active/s);
	});
});

describe('the form has a page in words', () => {
	it('when every carrier is paired, with the rows that have problems', async () => {
		tables.rows.set(PAIRING, [
			...['USPS', 'YANWEN'].map((carrier) => row(carrier, 'USPS')),
			row('ROYALMAIL', 'Royal Mail'),
			row('USSP', 'USPS'),
		]);
		const page = lastPage(await open(), 'Say Why There Is Nothing');
		expect(page.title).toMatch(/^Every carrier is paired/);
		expect(page.message).toMatch(/Rows with problems.*The OMS uses no carrier USSP/s);
	});

	it('when the OMS does not answer', async () => {
		sandbox.faults.add({ service: 'oms', path: /./, kind: '500', times: 500 });
		const page = lastPage(await open(), 'Say Why There Is Nothing');
		expect(page.title).toMatch(/^TikTok Shop or the OMS did not answer/);
		expect(page.message).toContain('Nothing was written.');
		expect(tables.writes).toBe(0);
	});
});

describe('a run by hand', () => {
	const byHand = async () =>
		await runTemplate(PAIR, 'Start by Hand', [{}], tables, credentials, shipBack);

	it('shows each carrier with each delivery option, and asks nobody', async () => {
		shipped(1);
		const run = await byHand();
		const missing = run.outputsOf('What Is Missing')?.[0] ?? [];
		const lines = missing.map(({ state, store_code, carrier }) =>
			[state, store_code, carrier].join(),
		);
		expect([...new Set(lines)]).toEqual([
			'missing,USLC000001,USPS',
			'missing, not used yet,USLC000001,YANWEN',
			'missing, not used yet,GBCB000001,ROYALMAIL',
		]);
		expect(run.outputsOf('Choose Carrier and Provider')).toBeUndefined();
		expect(run.outputsOf('Say Why There Is Nothing')).toBeUndefined();
	});

	it('fails when the OMS does not answer', async () => {
		sandbox.faults.add({ service: 'oms', path: /./, kind: '500', times: 500 });
		await expect(byHand()).rejects.toMatchObject({ message: expect.stringMatching(/OMS/) });
	});
});

function row(carrier: string, provider: string): IDataObject {
	return { store_code: '*', carrier, shipping_provider_name: provider };
}
