import type { IDataObject } from 'n8n-workflow';

import { TikTokShop } from '../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../sandbox';
import { DEMO_MAPPING } from '../sandbox/demo/mapping';
import type { CredentialStore } from '../support/engine/credentials';
import { runNode } from '../support/engine/engine';
import { omsCredentials } from '../support/engine/oms';
import { tiktokCredentials } from '../support/engine/tiktok';
import type { Tables } from './stockNodes';
import { runTemplate } from './wholeRun';

const TO_WAREHOUSE = '04-orders-to-warehouse.json';
const DESK = '07-exception-desk.json';
const SHIP_BACK = '09-ship-back.json';
const MAPPING = 'tiktok_shop_sku_mapping';
const EXCEPTIONS = 'tiktok_shop_exceptions';
/** Seller SKU without a mapping row. */
const UNMAPPED = 'NEW-ARRIVAL-01';
const PAIRING = 'tiktok_shop_carrier_pairing';
const RULES = 'tiktok_shop_warehouse_rules';

let sandbox: Sandbox;
let credentials: CredentialStore;
let tables: Tables;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	credentials = tiktokCredentials(sandbox);
	for (const [name, stored] of omsCredentials(sandbox).stored) credentials.stored.set(name, stored);
	const mapping = DEMO_MAPPING.map((row) => ({ ...row }) as unknown as IDataObject);
	const rules = [{ country: 'US', warehouse: 'USLAX1', logistics_channel: 'USPS-GA' }];
	const rows = new Map<string, IDataObject[]>([
		[MAPPING, mapping],
		[RULES, rules],
	]);
	tables = { rows, writes: 0 };
});

afterEach(async () => {
	await sandbox.close();
});

const desk = () => tables.rows.get(EXCEPTIONS) ?? [];
const order = (sellerSku = 'MUG-BLUE-350', more: object = {}) =>
	sandbox.tiktok.addOrder({ shop: 'US01', lines: [{ sellerSku }], ageSeconds: 7_200, ...more });

async function pulled(): Promise<IDataObject[]> {
	const { outputs, error } = await runNode(
		new TikTokShop(),
		{
			resource: 'order',
			operation: 'getAll',
			shop: { __rl: true, mode: 'id', value: sandbox.tiktok.shop('US01').id },
			returnAll: true,
			filters: { includeCancelRequested: true, status: '', shippingType: '' },
		},
		[{}],
		{ credentials },
	);
	expect(error).toBeUndefined();
	return outputs[0];
}

const toWarehouse = async (items: IDataObject[]) =>
	await runTemplate(TO_WAREHOUSE, 'Called with Orders', items, tables, credentials);

const byOrder = (lines: IDataObject[]) =>
	Object.fromEntries(lines.map(({ order_id: id, result }) => [String(id), result]));

describe('orders through the sub-workflow', () => {
	it('are answered with one line each, created once, and only what waits is noted', async () => {
		const fine = order();
		const unmapped = order(UNMAPPED);
		const cancelled = order('MUG-BLUE-350', { status: 'CANCELLED' });
		const first = await toWarehouse(await pulled());
		expect(byOrder(first.answer)).toEqual({
			[fine.id]: 'created',
			[unmapped.id]: 'waits',
			[cancelled.id]: 'skipped',
		});
		expect(desk()).toMatchObject([
			{ order_id: unmapped.id, status: 'open', code: 'SKU_NOT_MAPPED', shop_code: 'USLC000001' },
		]);
		expect(tables.writes).toBe(1);
		const second = await toWarehouse(await pulled());
		expect(byOrder(second.answer)).toMatchObject({ [fine.id]: 'existed', [unmapped.id]: 'waits' });
		expect(tables.writes).toBe(1);
		expect(sandbox.oms.outbound.size).toBe(1);
	});

	it('are answered where all of them wait', async () => {
		const one = order(UNMAPPED);
		const { answer } = await toWarehouse(await pulled());
		expect(byOrder(answer)).toEqual({ [one.id]: 'waits' });
		expect(desk()).toHaveLength(1);
	});

	it('go on when their cause is gone, and their rows are closed', async () => {
		const one = order(UNMAPPED);
		await toWarehouse(await pulled());
		tables.rows
			.get(MAPPING)
			?.push({ ...tables.rows.get(MAPPING)?.[0], store_code: '*', platform_sku: UNMAPPED });
		const { answer } = await toWarehouse(await pulled());
		expect(byOrder(answer)).toEqual({ [one.id]: 'created' });
		expect(desk()).toMatchObject([{ status: 'closed', closed_how: 'by itself: went through' }]);
	});

	it('do not go on, and open no row, when somebody has closed them by hand', async () => {
		const one = order();
		const row = { order_id: one.id, status: 'closed', closed_how: 'by hand' };
		tables.rows.set(EXCEPTIONS, [row]);
		const exception = { code: 'ORDER_UNREADABLE', message: 'M.', hint: 'H.' };
		const told = { orderId: one.id, shop: { id: '1' }, exception };
		const { answer } = await toWarehouse([...(await pulled()), told]);
		expect(answer.map(({ result, message }) => [result, message])).toEqual([
			['skipped', 'It was closed by hand in the exception desk.'],
			['skipped', 'It was closed by hand in the exception desk.'],
		]);
		expect([desk(), sandbox.oms.outbound.size, tables.writes]).toEqual([[row], 0, 0]);
	});

	it('wait in a country without a warehouse rule, and the others go on', async () => {
		const here = order();
		const items = await pulled();
		const there = {
			...items[0],
			orderId: '579999999999999999',
			recipient: { ...(items[0].recipient as object), countryCode: 'ES' },
		};
		const { answer } = await toWarehouse([...items, there]);
		expect(byOrder(answer)).toEqual({ [here.id]: 'created', '579999999999999999': 'waits' });
		expect(desk()).toMatchObject([
			{ code: 'WAREHOUSE_NOT_SET', message: expect.stringContaining('ES') },
		]);
	});
});

describe('the exception desk, every 15 minutes', () => {
	const look = async () => await runTemplate(DESK, 'Every 15 Minutes', [{}], tables, credentials);

	it('reads what waits by its IDs and hands it on, and writes no summary', async () => {
		const one = order(UNMAPPED);
		const two = order(UNMAPPED);
		const items = await pulled();
		await toWarehouse(items);
		const run = await look();
		const handed = run.calls.get('Send to the Warehouse') ?? [];
		expect(handed).toHaveLength(1);
		expect(handed[0].map(({ orderId }) => orderId).sort()).toEqual([one.id, two.id].sort());
		expect(run.outputsOf('Daily Summary')).toBeUndefined();
	});

	it('calls nothing when nothing waits, or only parcels and shops do', async () => {
		const row = { shop_id: '', status: 'open' };
		for (const rows of [
			[],
			[
				{ ...row, order_id: 'shop:1' },
				{ ...row, order_id: 'shipment:O' },
			],
		]) {
			tables.rows.set(EXCEPTIONS, rows);
			const run = await look();
			expect(run.outputsOf('Look at the Orders')).toBeUndefined();
			expect(run.calls.size).toBe(0);
		}
	});

	it('writes its summary in the morning', async () => {
		const row = { order_id: 'shipment:O', shop_id: '', status: 'open', code: 'X', message: 'M.' };
		tables.rows.set(EXCEPTIONS, [row]);
		const run = await runTemplate(DESK, 'Every Morning', [{}], tables, credentials);
		expect(run.outputsOf('Daily Summary')?.[0]).toMatchObject([
			{ subject: 'No TikTok Shop order waits, 1 tracking number waits', count: 1 },
		]);
	});
});

describe('parcels on their way back', () => {
	const sendBack = async (start: string) =>
		await runTemplate(SHIP_BACK, start, [{}], tables, credentials);

	async function shipped(): Promise<{ orderId: string; row: string }> {
		const { id: orderId } = order();
		await toWarehouse(await pulled());
		const [outbound] = sandbox.oms.outbound.values();
		sandbox.oms.ship(outbound);
		return { orderId, row: `shipment:${outbound.outboundOrderNo}` };
	}

	const pair = () => {
		const [{ carrier }] = sandbox.oms.outbound.values();
		tables.rows.set(PAIRING, [{ store_code: '*', carrier, shipping_provider_name: 'USPS' }]);
	};

	it('wait in the desk until their carrier is paired, are tried again and closed', async () => {
		const { orderId, row } = await shipped();
		await sendBack('Start by Hand');
		expect(desk()).toMatchObject([{ order_id: row, status: 'open', code: 'CARRIER_NOT_PAIRED' }]);
		await sendBack('Every 15 Minutes');
		expect([desk().length, tables.writes]).toEqual([1, 1]);
		pair();
		await sendBack('Every 15 Minutes');
		expect(desk()).toMatchObject([{ order_id: row, status: 'closed' }]);
		expect(sandbox.tiktok.trackingWrites.map((write) => write.orderId)).toEqual([orderId]);
	});

	it('ask the OMS nothing when none waits', async () => {
		tables.rows.set(EXCEPTIONS, [{ order_id: '57', shop_id: '1', status: 'open' }]);
		const run = await sendBack('Every 15 Minutes');
		expect(run.outputsOf('Read Them Again')).toBeUndefined();
		expect(run.outputsOf('Send Tracking Numbers')).toBeUndefined();
	});
});
