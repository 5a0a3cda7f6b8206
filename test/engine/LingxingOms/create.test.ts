import type { Sandbox } from '../../sandbox';
import { mappedOrder, RECIPIENT } from '../../support/items/omsOrder';
import {
	byCode,
	codesOf as codes,
	CREATE,
	DETAIL,
	orderId,
	orders,
	startFixture,
	type Fixture,
} from './fixture';

let sandbox: Sandbox;
let create: Fixture['create'];
let existing: Fixture['all'];

beforeEach(async () => {
	({ sandbox, create, all: existing } = await startFixture());
});

afterEach(async () => {
	await sandbox.close();
});

describe('an order that the OMS does not have', () => {
	it('is created, and goes on with its outbound order', async () => {
		const [order] = orders(1);
		const { outputs, items } = await create([order]);
		expect(outputs[0]).toEqual([
			{
				...order,
				outboundOrderCreated: true,
				outboundOrder: expect.objectContaining({
					outboundOrderNo: existing()[0].outboundOrderNo,
					orderId: order.orderId,
					thirdOrderNo: order.orderId,
					storeCode: 'USLC000001',
					state: 'created',
					warehouseCode: 'USLAX1',
					logisticsChannel: 'USPS-GA',
					carrier: '',
					trackingNumber: '',
					lines: [{ systemSku: 'SYS-MUG-BLU', quantity: 2, shippedQuantity: 0 }],
				}),
			},
		]);
		expect(outputs[1]).toEqual([]);
		expect(items[0][0].pairedItem).toEqual({ item: 0 });
		expect(existing()[0].given).toMatchObject({ salesPlatform: 'TikTok', receiver: 'Dana Miller' });
	});

	it('is looked up before, and not created when it is there', async () => {
		await create(orders(2));
		sandbox.log.clear();
		const { outputs } = await create(orders(3));
		expect(outputs[0].map(({ outboundOrderCreated }) => outboundOrderCreated)).toEqual([
			false,
			false,
			true,
		]);
		expect(existing()).toHaveLength(3);
		expect(sandbox.log.calls('oms', CREATE)[0].body).toHaveLength(1);
	});

	it('may be known under its idempotency key', async () => {
		const options = { options: { remark: 'Handle with care', salesPlatform: 'TikTok UK' } };
		await create(orders(1), { thirdOrderNo: 'idempotencyKey', ...options });
		expect(existing()[0]).toMatchObject({
			thirdOrderNo: `7490000000000000001:${orderId(1)}`,
			platformOrderNo: orderId(1),
			given: { remark: 'Handle with care', salesPlatform: 'TikTok UK' },
		});
	});

	it('whose number lives on as reference number only counts as there', async () => {
		sandbox.oms.accept({
			thirdOrderNo: 'made-again-by-hand',
			platformOrderNo: '',
			referOrderNo: orderId(1),
			whCode: 'USLAX1',
			logisticsChannel: 'USPS-GA',
			status: 0,
			given: {},
			lines: [],
			carrier: '',
			trackNo: '',
		});
		const { outputs } = await create(orders(1));
		expect(outputs[0][0].outboundOrderCreated).toBe(false);
		expect(existing()).toHaveLength(1);
	});
});

describe('many orders', () => {
	it('are looked up 50 and created 100 at a time, and looked at once more', async () => {
		const { outputs } = await create(orders(120));
		expect(outputs[0]).toHaveLength(120);
		expect(outputs[0].map((item) => item.orderId)).toEqual(orders(120).map((item) => item.orderId));
		expect(sandbox.log.calls('oms', CREATE).map(({ body }) => (body as []).length)).toEqual([
			100, 20,
		]);
		// Twice before, by own and by reference number, and once after.
		expect(sandbox.log.count('oms', DETAIL)).toBe(9);
	});

	it('with the same order twice create it once', async () => {
		const [order] = orders(1);
		const { outputs } = await create([order, order]);
		expect(outputs[0].map(({ outboundOrderCreated }) => outboundOrderCreated)).toEqual([
			true,
			false,
		]);
		expect(existing()).toHaveLength(1);
	});

	it('in two executions at the same time are created once', async () => {
		const runs = await Promise.all([create(orders(30)), create(orders(30))]);
		expect(existing()).toHaveLength(30);
		const created = runs.flatMap(({ outputs }) =>
			outputs[0].filter(({ outboundOrderCreated }) => outboundOrderCreated),
		);
		expect(created).toHaveLength(30);
	});

	it('may each go to a warehouse and channel of their own', async () => {
		const items = [
			{ ...orders(1)[0], warehouseCode: 'USLAX1', logisticsChannel: 'YW-ECO' },
			{
				...mappedOrder({ orderId: orderId(2) }),
				outboundLines: [{ systemSku: 'SYS-TOWEL-M', quantity: 1, from: [] }],
				warehouseCode: 'GBLON1',
				logisticsChannel: 'ROYAL-48',
			},
		];
		await create(items, {
			warehouse: byCode('={{ $json.warehouseCode }}'),
			logisticsChannel: byCode('={{ $json.logisticsChannel }}'),
		});
		expect(existing().map(({ whCode, logisticsChannel }) => [whCode, logisticsChannel])).toEqual([
			['USLAX1', 'YW-ECO'],
			['GBLON1', 'ROYAL-48'],
		]);
	});
});

describe('an order that cannot go on leaves by Exceptions, the others go on', () => {
	const line = (systemSku: string, quantity = 1) => ({
		outboundLines: [{ systemSku, quantity, from: [] }],
	});

	it.each([
		['OUTBOUND_LINES_MISSING', { outboundLines: undefined }],
		['RECIPIENT_INCOMPLETE', { recipient: { ...RECIPIENT, masked: true, name: 'D*** M***' } }],
		['INSUFFICIENT_STOCK', line('SYS-MUG-BLU', 9_999)],
		['OMS_REJECTED', line('SYS-NOT-THERE')],
		['ORDER_CANCELLED', { status: 'CANCELLED' }],
	])('%s', async (code, more) => {
		const bad = mappedOrder({ orderId: orderId(99), ...more } as never);
		const { outputs, items } = await create([orders(1)[0], bad, orders(2)[1]]);
		expect(outputs[0].map((item) => item.orderId)).toEqual([orderId(1), orderId(2)]);
		expect(codes(outputs[1])).toEqual([code]);
		expect(outputs[1][0]).toMatchObject({ orderId: orderId(99), shop: { code: 'USLC000001' } });
		expect(items[1][0].pairedItem).toEqual({ item: 1 });
		expect(existing()).toHaveLength(2);
	});

	it('CHANNEL_UNAVAILABLE names the words of the OMS', async () => {
		const { outputs } = await create(orders(1), { logisticsChannel: byCode('ROYAL-48') });
		expect(outputs[1][0].exception).toMatchObject({
			code: 'CHANNEL_UNAVAILABLE',
			message: expect.stringContaining('物流渠道不可用 ROYAL-48'),
			details: { orderId: orderId(1), omsMessage: '物流渠道不可用 ROYAL-48' },
		});
	});

	it('a masked recipient is no obstacle once the outbound order exists', async () => {
		await create(orders(1));
		const masked = { recipient: { ...RECIPIENT, masked: true, name: 'D*** M***' } };
		const { outputs } = await create(orders(1, masked));
		expect(outputs.map((output) => output.length)).toEqual([1, 0]);
	});

	it('one whose outbound order was cancelled is not created again', async () => {
		await create(orders(1));
		sandbox.oms.cancel(existing()[0]);
		const { outputs } = await create(orders(1));
		expect(codes(outputs[1])).toEqual(['OUTBOUND_ORDER_CANCELLED']);
		expect(existing()).toHaveLength(1);
	});

	it('one that was cancelled and made again is there', async () => {
		await create(orders(1));
		const [first] = existing();
		sandbox.oms.cancel(first);
		const again = sandbox.oms.accept({ ...first, status: 0 });
		const { outputs } = await create(orders(1));
		expect(outputs[0][0].outboundOrder).toMatchObject({ outboundOrderNo: again.outboundOrderNo });
	});
});
