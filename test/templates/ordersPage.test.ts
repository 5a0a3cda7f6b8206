import type { IDataObject } from 'n8n-workflow';

import { newPageKey } from '../../nodes/TikTokShop/ordersPage/pageKey';
import { startSandbox, type Sandbox } from '../sandbox';
import type { CredentialStore } from '../support/engine/credentials';
import { omsCredentials } from '../support/engine/oms';
import { tiktokCredentials } from '../support/engine/tiktok';
import type { Tables } from './stockNodes';
import { runTemplate, type WholeRun } from './wholeRun';

const FILE = '12-orders-page.json';
const DESK = 'tiktok_shop_exceptions';
const MAPPING = 'tiktok_shop_sku_mapping';
const PAIRING = 'tiktok_shop_carrier_pairing';
/** ID of the workflow in these tests. */
const WORKFLOW = 'w';

let sandbox: Sandbox;
let credentials: CredentialStore;
let tables: Tables;
let asked = 0;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	credentials = tiktokCredentials(sandbox);
	for (const [name, stored] of omsCredentials(sandbox).stored) credentials.stored.set(name, stored);
	tables = { rows: new Map(), writes: 0 };
});

afterEach(async () => {
	await sandbox.close();
});

const order = (more: object = {}) =>
	sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		ageSeconds: 7_200,
		...more,
	});

const shopId = () => sandbox.tiktok.shop('US01').id;
const rowsOf = (table: string) => tables.rows.get(table) ?? [];

function inOms(orderId: string) {
	return sandbox.oms.accept({
		thirdOrderNo: orderId,
		platformOrderNo: orderId,
		referOrderNo: '',
		whCode: 'USLAX1',
		logisticsChannel: 'USPS-GA',
		status: 2,
		given: { storeName: 'USLC000001' },
		lines: [{ sku: 'SYS-MUG-BLU', quantity: 1 }],
		carrier: '',
		trackNo: '',
	});
}

/** What the page is answered with. */
async function ask(request: object, key?: string): Promise<IDataObject[]> {
	const { appSecret } = sandbox.credentials.tiktok;
	const once = `request-number-${(asked += 1)}-of-a-test`;
	const body = {
		key: key ?? newPageKey(appSecret, WORKFLOW, Date.now()),
		request: JSON.stringify({ once, ...request }),
	};
	const run = await runTemplate(
		FILE,
		'Asked by the Page',
		[{ headers: {}, body }],
		tables,
		credentials,
	);
	last = run;
	return (run.outputsOf('Answer') ?? run.outputsOf('Refuse') ?? [[]])[0];
}

let last: WholeRun;

describe('the page', () => {
	it('is served whole', async () => {
		const started = [{ headers: { host: 'n8n.example.com' } }];
		const run = await runTemplate(FILE, 'Open the Page', started, tables, credentials);
		expect(run.outputsOf('Show the Page')?.[0][0].html).toMatch(/^<!doctype html>/);
	});

	it('is not answered without its key, and nothing is called or written', async () => {
		const wrong = newPageKey('another secret', WORKFLOW, Date.now());
		expect(await ask({ do: 'start' }, wrong)).toMatchObject([{ refused: 'wrong' }]);
		expect(sandbox.log.entries).toEqual([]);
		expect([...tables.rows.keys()]).toEqual([]);
	});

	it('begins with the shops and with what waits in the desk', async () => {
		tables.rows.set(DESK, [
			{ order_id: '576460000000000009', status: 'open', code: 'SKU_NOT_MAPPED', message: 'm' },
			{ order_id: '576460000000000008', status: 'closed', closed_how: 'by hand' },
		]);
		const answer = await ask({ do: 'start' });
		expect(answer.filter(({ id }) => id).map(({ code }) => code)).toContain('USLC000001');
		const { rows } = answer.find(({ rows: found }) => found) as { rows: IDataObject[] };
		expect(rows).toMatchObject([{ key: '576460000000000009', isDeskOnly: true }]);
	});

	it('reads the orders of a shop with their outbound orders, fifty with one call', async () => {
		const made = Array.from({ length: 60 }, (_, index) => {
			const each = order();
			if (index % 2) inOms(each.id);
			return each;
		});
		const [{ rows, count }] = await ask({ do: 'orders', shopId: shopId(), limit: 100 });
		expect(count).toBe(60);
		const tabs = (rows as IDataObject[]).map(({ tab }) => tab);
		expect(tabs.filter((tab) => tab === 'processing')).toHaveLength(30);
		expect(tabs.filter((tab) => tab === 'pending')).toHaveLength(30);
		// One search, two calls for details; in the OMS two by third order numbers, one by reference for those without.
		expect(sandbox.log.count('oms')).toBe(3);
		expect(made).toHaveLength(60);
	});

	it('reads orders by their IDs, whenever they were changed, and no other', async () => {
		const old = order({ ageSeconds: 40 * 86_400 });
		order();
		const request = { do: 'orders', shopId: shopId(), limit: 1, orderIds: [old.id] };
		const [{ rows }] = await ask(request);
		expect(rows).toMatchObject([{ orderId: old.id, tab: 'pending' }]);
	});

	it('shows what TikTok Shop says where the OMS does not answer', async () => {
		const one = order();
		sandbox.answers.give({ service: 'oms', path: /./, status: 200, body: { code: 100007 } });
		const [{ rows, problems }] = await ask({ do: 'orders', shopId: shopId(), limit: 100 });
		expect(rows).toMatchObject([{ orderId: one.id, omsState: 'unknown' }]);
		expect(problems).toMatchObject([{ service: 'OMS' }]);
	});

	it('says that a shop is not among the authorised ones, and is answered all the same', async () => {
		const [{ rows, problems }] = await ask({ do: 'orders', shopId: '1', limit: 100 });
		expect(rows).toEqual([]);
		expect(problems).toHaveLength(1);
	});
});

describe('what is done by the page', () => {
	it('pull: hands the pending orders, and those that cannot be read, to the sub-workflow', async () => {
		const one = order();
		order({ status: 'DELIVERED' });
		await ask({ do: 'pull', shopIds: [shopId()] });
		const [handed] = last.calls.get('Send to the Warehouse') ?? [];
		expect(handed.map(({ orderId }) => orderId)).toEqual([one.id]);
	});

	it('pull: is answered where there is nothing to pull', async () => {
		expect(await ask({ do: 'pull', shopIds: [shopId()] })).toHaveLength(1);
		expect(last.calls.size).toBe(0);
	});

	it('try again: takes back what was closed by hand before the order goes on, and leaves others closed', async () => {
		const [one, other] = [order(), order()];
		tables.rows.set(
			DESK,
			[one, other].map(({ id }) => ({ order_id: id, status: 'closed', closed_how: 'by hand' })),
		);
		await ask({ do: 'tryAgain', orders: [{ key: one.id, shopId: shopId() }] });
		const [handed] = last.calls.get('Send to the Warehouse') ?? [];
		expect(handed.map(({ orderId }) => orderId)).toEqual([one.id]);
		expect(rowsOf(DESK).map(({ closed_how: how }) => how)).toEqual([
			'by hand, then tried again',
			'by hand',
		]);
	});

	it('cancel by hand: closes the open row and keeps its reason; without one, a closed row is made', async () => {
		tables.rows.set(DESK, [
			{ order_id: '576460000000000001', status: 'open', code: 'OMS_REJECTED', message: 'why' },
		]);
		const orders = ['576460000000000001', '576460000000000002'].map((key) => ({ key }));
		await ask({ do: 'cancel', orders, note: 'by courier' });
		const closed = { status: 'closed', closed_how: 'by hand', note: 'by courier' };
		expect(rowsOf(DESK)).toMatchObject([
			{ ...closed, order_id: '576460000000000001', message: 'why' },
			{ ...closed, order_id: '576460000000000002' },
		]);
	});

	it('add mapping and add pairing: one row each, however often it is asked', async () => {
		const mapping = { storeCode: '*', platformSku: 'A', systemSku: 'S', quantity: 3 };
		const pairing = { storeCode: '*', carrier: 'USPS', providerId: '7', providerName: 'USPS' };
		for (let time = 0; time < 2; time++) {
			await ask({ do: 'addMapping', ...mapping });
			await ask({ do: 'addPairing', ...pairing });
		}
		expect(rowsOf(MAPPING)).toMatchObject([
			{ store_code: '*', platform_sku: 'A', system_sku: 'S', quantity: 3 },
		]);
		expect(rowsOf(PAIRING)).toEqual([
			{
				store_code: '*',
				carrier: 'USPS',
				shipping_provider_id: '7',
				shipping_provider_name: 'USPS',
			},
		]);
	});

	it('add mapping: a bundle of several parts in one go', async () => {
		const parts = [
			{ systemSku: 'CUP', quantity: 2 },
			{ systemSku: 'POT', quantity: 1 },
		];
		const answer = await ask({ do: 'addMapping', storeCode: '*', platformSku: 'SET', parts });
		expect(answer).toHaveLength(2);
		expect(rowsOf(MAPPING)).toMatchObject([
			{ platform_sku: 'SET', system_sku: 'CUP', quantity: 2 },
			{ platform_sku: 'SET', system_sku: 'POT', quantity: 1 },
		]);
	});

	it('add mapping: a platform SKU that was mapped since the page was opened gets no second part by that', async () => {
		const row = { platform_sku: 'A', system_sku: 'OTHER', quantity: 1 };
		const mapping = { do: 'addMapping', platformSku: 'A', systemSku: 'S', quantity: 3 };
		for (const store_code of ['*', '', 'USLC000001']) {
			tables.rows.set(MAPPING, [{ ...row, store_code }]);
			const answer = await ask({ ...mapping, storeCode: store_code || '*' });
			expect(answer).toMatchObject([{ refused: 'mapped' }]);
			expect(rowsOf(MAPPING)).toHaveLength(1);
		}
		// What all shops have is replaced by the row of the one shop.
		tables.rows.set(MAPPING, [{ ...row, store_code: '*' }]);
		await ask({ ...mapping, storeCode: 'USLC000001' });
		expect(rowsOf(MAPPING).map(({ system_sku }) => system_sku)).toEqual(['OTHER', 'S']);
	});

	it('add pairing: what somebody else has paired since the page was opened stays', async () => {
		const row = { store_code: '', carrier: 'usps ', shipping_provider_id: '9' };
		tables.rows.set(PAIRING, [row]);
		const pairing = { do: 'addPairing', storeCode: '*', carrier: 'USPS', providerId: '7' };
		expect(await ask(pairing)).toMatchObject([{ refused: 'paired' }]);
		expect(rowsOf(PAIRING)).toEqual([row]);
	});

	it('what can be chosen: providers of the shop, system SKUs of the OMS', async () => {
		const providers = await ask({ do: 'providers', shopId: shopId() });
		expect(providers.map(({ name }) => name)).toContain('USPS');
		await ask({ do: 'systemSkus' });
		expect(last.outputsOf('List System SKUs')).toBeDefined();
	});

	it('leaves the tables of another part of the page alone', async () => {
		await ask({ do: 'addPairing', storeCode: '*', carrier: 'USPS', providerId: '7' });
		expect([...tables.rows.keys()]).toEqual([PAIRING]);
	});
});
