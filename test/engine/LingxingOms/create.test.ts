import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { startSandbox, type FaultKind, type Sandbox } from '../../sandbox';
import { mappedOrder, RECIPIENT } from '../../unit/LingxingOms/order';
import { runNode, type RunOptions } from '../harness/engine';
import { omsCredentials } from '../harness/oms';

const CREATE = '/v1/outboundOrder/create';
const DETAIL = '/v1/outboundOrder/detail';
const byCode = (value: string) => ({ __rl: true, mode: 'code', value });
const PARAMETERS = {
	resource: 'outboundOrder',
	operation: 'create',
	warehouse: byCode('USLAX1'),
	logisticsChannel: byCode('USPS-GA'),
};

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty' });
});

afterEach(async () => {
	await sandbox.close();
});

const orderId = (serial: number) => `57646000000000${String(serial).padStart(4, '0')}`;
const orders = (count: number, more: object = {}) =>
	Array.from({ length: count }, (_, index) =>
		mappedOrder({ orderId: orderId(index + 1), ...more }),
	);

const create = async (items: object[], parameters: object = {}, options: RunOptions = {}) =>
	await runNode(
		new LingxingOms(),
		{ ...PARAMETERS, ...parameters } as never,
		items as unknown as IDataObject[],
		{ credentials: omsCredentials(sandbox), ...options },
	);

const existing = () => [...sandbox.oms.outbound.values()];
const codes = (items: IDataObject[]) =>
	items.map(({ exception }) => (exception as IDataObject).code);
const arm = (kind: FaultKind, more: object = {}) =>
	sandbox.faults.add({ service: 'oms', path: CREATE, kind, ...more });

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

describe('two outbound orders of one order become one', () => {
	/** Somebody else, who knows nothing of this process, creates the same order. */
	const created = () => {
		const [first] = existing();
		return sandbox.oms.accept({ ...first, status: 0, lines: first.lines });
	};
	const cancelled = () =>
		existing()
			.filter(({ cancel }) => cancel)
			.map(({ outboundOrderNo }) => outboundOrderNo);

	/** Another process creates the order while the answer of this one is on its way. */
	const withTwin = async () => {
		const accept = sandbox.oms.accept.bind(sandbox.oms);
		sandbox.oms.accept = (order) => {
			sandbox.oms.accept = accept;
			const own = accept(order);
			accept(order);
			return own;
		};
		return await create(orders(1));
	};

	it('the younger one is cancelled by the creator that comes last, and the item says so', async () => {
		const { outputs } = await withTwin();
		const [older, younger] = existing();
		expect(cancelled()).toEqual([younger.outboundOrderNo]);
		expect(outputs[0][0]).toMatchObject({
			outboundOrder: { outboundOrderNo: older.outboundOrderNo },
			outboundOrderCreated: true,
			outboundOrderDuplicates: [{ outboundOrderNo: younger.outboundOrderNo, result: 'pending' }],
		});
		sandbox.tick();
		const again = await create(orders(1));
		expect(again.outputs[0][0]).not.toHaveProperty('outboundOrderDuplicates');
		expect(sandbox.books().duplicates).toBe(0);
	});

	it('both creators keep the same one, whichever looks last', async () => {
		await create(orders(1));
		const younger = created();
		await create(orders(1));
		await create(orders(1));
		expect(cancelled()).toEqual([younger.outboundOrderNo]);
	});

	it('one that has shipped stays, and the other one is cancelled', async () => {
		await create(orders(1));
		const younger = created();
		sandbox.oms.ship(younger);
		const { outputs } = await create(orders(1));
		expect(outputs[0][0].outboundOrder).toMatchObject({ outboundOrderNo: younger.outboundOrderNo });
		expect(cancelled()).toEqual([existing()[0].outboundOrderNo]);
	});

	it('a creator that cannot look again leaves it to the next run', async () => {
		await create(orders(1));
		created();
		sandbox.faults.add({ service: 'oms', path: '/v1/outboundOrder/cancel', kind: '503', times: 3 });
		const { outputs, error } = await create(orders(1));
		expect(error).toBeUndefined();
		expect(outputs[0][0].outboundOrderDuplicates).toMatchObject([{ result: 'pending' }]);
		expect(cancelled()).toEqual([]);
		await create(orders(1));
		expect(cancelled()).toHaveLength(1);
	}, 15_000);
});

describe('a call whose outcome is open', () => {
	it.each<[FaultKind, object]>([
		['timeoutAfterAccept', { delayMs: 200 }],
		['resetAfterAccept', {}],
		['reset', {}],
		['500', {}],
		['503', {}],
		['429', {}],
		['429-retry-after', { delayMs: 1_000 }],
		['okWithErrorBody', {}],
	])('%s: each order is created once', async (kind, more) => {
		arm(kind, more);
		const { outputs, error } = await create(orders(3));
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ outboundOrderCreated }) => outboundOrderCreated)).toEqual([
			true,
			true,
			true,
		]);
		expect(existing()).toHaveLength(3);
		expect(sandbox.books().duplicates).toBe(0);
	});

	it('that was accepted is not sent again', async () => {
		arm('resetAfterAccept');
		await create(orders(3));
		expect(sandbox.log.count('oms', CREATE)).toBe(1);
	});

	it('is tried a bounded number of times, then says what happened', async () => {
		arm('503', { times: 50 });
		const { error, outputs } = await create(orders(1));
		expect(outputs).toEqual([]);
		expect(error?.message).toBe('The OMS is not available right now (HTTP 503)');
		expect(sandbox.log.count('oms', CREATE)).toBe(3);
	}, 15_000);

	it('with Continue On Fail leaves nothing out: each of its items says why', async () => {
		arm('503', { times: 3 });
		const { outputs, items } = await create(orders(101), {}, { onError: 'continueRegularOutput' });
		expect(outputs[0].map((item) => item.orderId)).toEqual([orderId(101)]);
		expect(outputs[1]).toHaveLength(100);
		expect(outputs[1][0]).toMatchObject({ orderId: orderId(1), error: expect.any(String) });
		expect(items[1].map(({ pairedItem }) => pairedItem)).toEqual(
			Array.from({ length: 100 }, (_, item) => ({ item })),
		);
	}, 15_000);

	it('by which the look-up goes unanswered creates nothing', async () => {
		sandbox.faults.add({ service: 'oms', path: DETAIL, kind: '503', times: 50 });
		const { error } = await create(orders(1));
		expect(error?.message).toContain('not available');
		expect(sandbox.log.count('oms', CREATE)).toBe(0);
	}, 15_000);
});

describe('input that is no order', () => {
	it('is named by its index, and nothing is sent', async () => {
		const { error } = await create([orders(1)[0], { hello: 'world' }]);
		expect(error?.message).toBe('Item 1 is no order: orderId is empty');
		expect(sandbox.log.count('oms')).toBe(0);
	});

	it('with Continue On Fail does not hold up the others', async () => {
		const items = [{ hello: 'world' }, orders(1)[0]];
		const { outputs } = await create(items, {}, { onError: 'continueRegularOutput' });
		expect(outputs[0].map((item) => item.orderId)).toEqual([orderId(1)]);
		expect(outputs[1]).toEqual([{ hello: 'world', error: expect.stringContaining('no order') }]);
	});
});
