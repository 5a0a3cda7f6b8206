import { resolve } from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../nodes/TikTokShop/TikTokShop.node';
import { runSkuMapping } from '../engine/SkuMapping/run';
import { startSandbox, type Sandbox } from '../sandbox';
import { DEMO_MAPPING } from '../sandbox/demo/mapping';
import { runNode } from '../support/engine/engine';
import { omsCredentials } from '../support/engine/oms';
import { tiktokCredentials } from '../support/engine/tiktok';
import { evaluate, fieldOf, parametersOf } from './evaluate';

/** The templates of commit 62cb872, as users have imported them. */
const FOLDER = resolve(__dirname, '..', 'fixtures', 'templates-62cb872');
const IMPORT = '02-mapping-import.json';
const ORDERS = '04-orders-to-warehouse.json';
const SYNC = '06-manual-sync.json';
const SHIP_BACK = '09-ship-back.json';

const rows = DEMO_MAPPING as unknown as IDataObject[];
const parameters = (template: string, node: string) =>
	parametersOf(template, node, FOLDER) as never;

describe('orders through the templates of 62cb872', () => {
	let sandbox: Sandbox;
	let pulled: IDataObject[];

	beforeAll(async () => {
		sandbox = await startSandbox({ now: () => Date.now() - 2_000 });
		// Only what an expression of the form has set, and the credential, are other ones.
		const getAll: IDataObject = {
			...parametersOf(SYNC, 'Pull These Orders', FOLDER),
			authentication: 'redirectedUrl',
			filters: { includeCancelRequested: true, status: 'AWAITING_SHIPMENT', shippingType: '' },
		};
		const run = await runNode(
			new TikTokShop(),
			getAll as never,
			[{ id: '7490000000000000001' }, { id: '7490000000000000002' }],
			{ credentials: tiktokCredentials(sandbox) },
		);
		pulled = run.outputs[0];
	});

	afterAll(async () => {
		await sandbox.close();
	});

	const skipped = async (order: IDataObject, closed: string) =>
		await evaluate(fieldOf(ORDERS, 'May It Go On', 'skipped', FOLDER), {
			'Orders Closed by Hand': [{ order_id: closed }],
			'Called with Orders': [order],
		});

	const became = async (item: IDataObject) => {
		const fields = ['order_id', 'shop_id', 'shop_code', 'result', 'outbound_order_no', 'code'];
		const values: IDataObject = {};
		for (const field of [...fields, 'message', 'hint', 'order_status', 'lines']) {
			const expression = fieldOf(ORDERS, 'What Became of Each', field, FOLDER);
			values[field] = (await evaluate(expression, { 'All Orders': [item] })) as string;
		}
		return values;
	};

	it('tell which orders do not go on, and why', async () => {
		expect(pulled.length).toBeGreaterThan(10);
		const [first] = pulled;
		expect(await skipped(first, '')).toBe('');
		expect(await skipped(first, String(first.orderId))).toContain('closed by hand');
		const canceled = pulled.filter((order) => order.buyerRequestedCancel === true);
		expect(canceled).toHaveLength(1);
		expect(await skipped(canceled[0], '')).toBe('The buyer asks to cancel it.');
	});

	it('create the outbound orders that can be, and note the exceptions of the others', async () => {
		const settings = { warehouseCode: 'USLAX1', logisticsChannel: 'USPS-GA' };
		const ofRegion = pulled.filter(({ shop }) => (shop as IDataObject).region === 'US');
		const items = ofRegion.map((order) => ({ ...order, skipped: '', ...settings }));
		const mapped = await runSkuMapping(parameters(ORDERS, 'Map SKUs'), [items, rows]);
		const created = await runNode(
			new LingxingOms(),
			parameters(ORDERS, 'Create Outbound Orders'),
			mapped.outputs[0],
			{ credentials: omsCredentials(sandbox) },
		);
		expect(created.error).toBeUndefined();
		const [order] = created.outputs[0];
		expect(await became(order)).toEqual({
			order_id: order.orderId,
			shop_id: '7490000000000000001',
			shop_code: 'USLC000001',
			result: 'created',
			outbound_order_no: [...sandbox.oms.outbound.values()].find(
				({ thirdOrderNo }) => thirdOrderNo === order.orderId,
			)?.outboundOrderNo,
			code: '',
			message: '',
			hint: '',
			order_status: 'AWAITING_SHIPMENT',
			lines: expect.stringMatching(/^SYS-.+ × \d+/),
		});
		const waiting = await Promise.all([...mapped.outputs[1], ...created.outputs[1]].map(became));
		expect(waiting.map(({ code }) => code)).toContain('SKU_NOT_MAPPED');
		for (const each of waiting) {
			expect(each).toMatchObject({
				result: 'waits',
				message: expect.stringMatching(/./),
				hint: expect.stringMatching(/./),
			});
		}
	});

	it('get the outbound orders that were shipped', async () => {
		for (const outbound of sandbox.oms.outbound.values()) sandbox.oms.ship(outbound);
		const shipped = await runNode(
			new LingxingOms(),
			parameters(SHIP_BACK, 'Get Shipped Orders'),
			[{}],
			{ credentials: omsCredentials(sandbox) },
		);
		expect(shipped.outputs[0].length).toBeGreaterThan(0);
		for (const outboundOrder of shipped.outputs[0]) {
			expect(outboundOrder).toMatchObject({
				carrier: expect.stringMatching(/./),
				parcels: [{ trackingNumber: expect.stringMatching(/./) }],
			});
		}
	});
});

describe('a mapping through the import of 62cb872', () => {
	const check = async (file: IDataObject[]) => {
		const given = {
			...parametersOf(IMPORT, 'Check Mapping', FOLDER),
			options: { firstRowNumber: 2 },
		};
		const { outputs } = await runSkuMapping(given as never, [file, []]);
		return outputs;
	};
	const page = async (node: string, field: string, outputs: IDataObject[][]) =>
		await evaluate(fieldOf(IMPORT, node, field, FOLDER), {
			'Upload the Mapping': [{ 'Platform SKUs that are not in the file': 'Keep them' }],
			'Check Mapping': outputs,
			'Problems in One List': [{ problem: outputs[1] }],
		});

	it('is reported as before', async () => {
		const outputs = await check(rows);
		expect(outputs[2]).toMatchObject([
			{ rows: rows.length, fineRows: rows.length, refusedRows: 0 },
		]);
		expect(await page('Write the Report', 'title', outputs)).toBe(`${rows.length} rows imported`);
		expect(await page('Write the Report', 'message', outputs)).toMatch(
			/^\d+ platform SKUs added, 0 changed\. 0 that are not in the file were kept\./,
		);
	});

	it('names the rows that are refused as before', async () => {
		const outputs = await check([...rows, { ...rows[0], platform_sku: 'X', quantity: 'many' }]);
		expect(outputs[1]).toMatchObject([{ severity: 'refused', row: rows.length + 2 }]);
		expect(await page('Write the Refusal', 'message', outputs)).toContain(
			`1 of ${rows.length + 1} rows cannot be used.`,
		);
	});
});
