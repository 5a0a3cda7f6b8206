import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode, type RunOptions } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const DAY_MS = 86_400_000;
const PAGE = '/v1/outboundOrder/pageList';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', pace: { outboundStepMs: 3_600_000 } });
});

afterEach(async () => {
	await sandbox.close();
});

const run = async (parameters: object, items: object[] = [{}], options: RunOptions = {}) =>
	await runNode(new LingxingOms(), parameters as never, items as IDataObject[], {
		credentials: omsCredentials(sandbox),
		...options,
	});

/** An outbound order made by somebody, `ageDays` ago. */
const outbound = (serial: number, ageDays = 0, more: object = {}) => {
	const order = sandbox.oms.accept({
		thirdOrderNo: `T${serial}`,
		platformOrderNo: '',
		referOrderNo: '',
		whCode: 'USLAX1',
		logisticsChannel: 'USPS-GA',
		status: 0,
		given: {},
		lines: [{ sku: 'SYS-PLATE', quantity: 1 }],
		carrier: '',
		trackNo: '',
		...more,
	});
	order.createdAt -= ageDays * DAY_MS;
	return order;
};

const many = async (more: object = {}) =>
	await run({ resource: 'outboundOrder', operation: 'getAll', returnAll: true, ...more });
const thirds = (items: IDataObject[]) => items.map(({ thirdOrderNo }) => thirdOrderNo);

describe('outbound orders by number', () => {
	const get = async (numberType: string, number: string, more: object = {}) =>
		await run({ resource: 'outboundOrder', operation: 'get', numberType, number, ...more });

	it('are found by each kind of number', async () => {
		const order = outbound(1, 0, { referOrderNo: 'R1' });
		for (const [kind, number] of [
			['outboundOrderNo', order.outboundOrderNo],
			['thirdOrderNo', 'T1'],
			['referOrderNo', 'R1'],
			['thirdOrderNo', 'R1'],
		]) {
			const { outputs } = await get(kind, number);
			expect(outputs).toEqual([
				[expect.objectContaining({ thirdOrderNo: 'T1', state: 'created' })],
			]);
		}
	});

	it('are preferred alive over cancelled', async () => {
		sandbox.oms.cancel(outbound(1));
		const alive = outbound(1);
		sandbox.oms.cancel(outbound(1));
		const { outputs } = await get('thirdOrderNo', 'T1');
		expect(outputs[0][0].outboundOrderNo).toBe(alive.outboundOrderNo);
	});

	it('come raw when not simplified', async () => {
		outbound(1);
		const { outputs } = await get('thirdOrderNo', 'T1', { simplify: false });
		expect(outputs[0][0]).toMatchObject({
			status: 0,
			statusName: '新建',
			orderTypeName: '一件代发',
		});
	});

	it('that the OMS does not know are said to be unknown', async () => {
		const { error } = await get('thirdOrderNo', 'T9');
		expect(error?.message).toBe('The OMS has no outbound order T9');
	});
});

describe('outbound orders by creation time', () => {
	it('come from all pages, newest first', async () => {
		for (let serial = 1; serial <= 230; serial++) outbound(serial);
		const { outputs } = await many();
		expect(outputs[0]).toHaveLength(230);
		expect(new Set(thirds(outputs[0])).size).toBe(230);
		expect(sandbox.log.count('oms', PAGE)).toBe(3);
		expect(outputs[0][0].lines).toEqual([
			{ systemSku: 'SYS-PLATE', quantity: 1, shippedQuantity: 0 },
		]);
	});

	it('up to the limit, without further pages', async () => {
		for (let serial = 1; serial <= 150; serial++) outbound(serial);
		const { outputs } = await many({ returnAll: false, limit: 20 });
		expect(outputs[0]).toHaveLength(20);
		expect(sandbox.log.count('oms', PAGE)).toBe(1);
	});

	it('older than 30 days are read in several windows', async () => {
		outbound(1, 0);
		outbound(2, 40);
		outbound(3, 80);
		outbound(4, 100);
		const { outputs } = await many({ lookBackDays: 90 });
		expect(thirds(outputs[0])).toEqual(['T1', 'T2', 'T3']);
	});

	it('are read in halves of a window that holds too many rows (OMS API §1.3)', async () => {
		sandbox.oms.widestWindowDays = 4;
		outbound(1, 1);
		outbound(2, 13);
		const { outputs, error } = await many({ lookBackDays: 14 });
		expect(error).toBeUndefined();
		expect(thirds(outputs[0])).toEqual(['T1', 'T2']);
	});

	it('between two dates', async () => {
		outbound(1, 1);
		outbound(2, 5);
		outbound(3, 9);
		const day = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString();
		const filters = { createdAfter: day(7), createdBefore: day(3) };
		expect(thirds((await many({ filters })).outputs[0])).toEqual(['T2']);
		const { error } = await many({ filters: { createdAfter: 'yesterday' } });
		expect(error?.message).toBe('Created After "yesterday" is no date');
	});

	it('of one status, without details', async () => {
		outbound(1);
		sandbox.oms.ship(outbound(2));
		const { outputs } = await many({ includeDetails: false, filters: { status: [3] } });
		expect(outputs[0]).toEqual([
			expect.objectContaining({ thirdOrderNo: 'T2', state: 'shipped', carrier: 'USPS', lines: [] }),
		]);
		expect(sandbox.log.count('oms', '/v1/outboundOrder/detail')).toBe(0);
	});

	it('in another time zone of the OMS are shifted by it', async () => {
		const order = outbound(1);
		const credentials = omsCredentials(sandbox, { timeZone: '+00:00' });
		const { outputs } = await run(
			{ resource: 'outboundOrder', operation: 'getAll', returnAll: true },
			[{}],
			{ credentials },
		);
		const shift = Date.parse(String(outputs[0][0].createdAt)) - order.createdAt;
		expect(Math.round(shift / 3_600_000)).toBe(8);
	});
});

describe('a cancellation', () => {
	const cancel = async (items: object[], more: object = {}, options: RunOptions = {}) =>
		await run(
			{
				resource: 'outboundOrder',
				operation: 'cancel',
				outboundOrderNo: '={{ $json.outboundOrderNo }}',
				...more,
			},
			items,
			options,
		);

	const ticking = async <T>(work: Promise<T>): Promise<T> => {
		const timer = setInterval(() => sandbox.tick(), 100);
		return await work.finally(() => clearInterval(timer));
	};

	it('is awaited, and comes into effect', async () => {
		const { outboundOrderNo } = outbound(1);
		const { outputs } = await ticking(cancel([{ outboundOrderNo }]));
		expect(outputs).toEqual([
			[{ outboundOrderNo, thirdOrderNo: 'T1', result: 'cancelled', reason: '' }],
		]);
	});

	it('of a shipped order is refused with the reason, the others go on', async () => {
		const shipped = outbound(1);
		sandbox.oms.ship(shipped);
		const open = outbound(2);
		const { outputs, items } = await ticking(cancel([shipped, open] as never));
		expect(outputs[0]).toEqual([
			expect.objectContaining({ result: 'refused', reason: '订单已出库，不能取消' }),
			expect.objectContaining({ result: 'cancelled', thirdOrderNo: 'T2' }),
		]);
		expect(items[0].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('that the warehouse refuses later is refused with its reason', async () => {
		const order = outbound(1);
		const work = cancel([{ outboundOrderNo: order.outboundOrderNo }]);
		const timer = setInterval(() => order.cancel && sandbox.oms.ship(order), 50);
		const { outputs } = await work.finally(() => clearInterval(timer));
		expect(outputs[0][0]).toMatchObject({ result: 'refused', reason: '订单已出库' });
	});

	it('without an answer in time is pending', async () => {
		const { outboundOrderNo } = outbound(1);
		const { outputs } = await cancel([{ outboundOrderNo }], { options: { waitSeconds: 1 } });
		expect(outputs[0][0]).toMatchObject({ outboundOrderNo, result: 'pending' });
	});

	it.each(['resetAfterAccept', 'reset', '503'] as const)(
		'whose request ends with %s is read back, not lost',
		async (kind) => {
			const { outboundOrderNo } = outbound(1);
			sandbox.faults.add({ service: 'oms', path: '/v1/outboundOrder/cancel', kind });
			const { outputs } = await ticking(cancel([{ outboundOrderNo }]));
			expect(outputs[0][0]).toMatchObject({ outboundOrderNo, result: 'cancelled' });
			const calls = sandbox.log.count('oms', '/v1/outboundOrder/cancel');
			expect(calls).toBe(kind === 'resetAfterAccept' ? 1 : 2);
		},
	);

	it('without a number says so; with Continue On Fail the others go on', async () => {
		expect((await cancel([{}])).error?.message).toBe('Outbound Order Number is empty');
		const { outboundOrderNo } = outbound(1);
		const options = { onError: 'continueRegularOutput' as const };
		const { outputs } = await ticking(cancel([{}, { outboundOrderNo }], {}, options));
		expect(outputs[0]).toEqual([
			{
				error: 'Outbound Order Number is empty',
				errorHint: expect.stringMatching(/^Fill in the number/),
			},
			expect.objectContaining({ result: 'cancelled' }),
		]);
	});
});

describe('what the account has', () => {
	it('warehouses with their channels', async () => {
		const { outputs } = await run({ resource: 'warehouse', operation: 'getAll', returnAll: true });
		expect(outputs[0]).toEqual([
			{
				code: 'USLAX1',
				name: '洛杉矶一号仓',
				countryCode: 'US',
				channels: [
					{ code: 'USPS-GA', name: 'USPS Ground Advantage', carrier: 'USPS' },
					{ code: 'YW-ECO', name: 'Yanwen Economy', carrier: 'YANWEN' },
				],
			},
			expect.objectContaining({ code: 'GBLON1' }),
		]);
	});

	it('products, all or some', async () => {
		const products = async (more: object) =>
			(await run({ resource: 'product', operation: 'getAll', returnAll: true, ...more }))
				.outputs[0];
		expect(await products({})).toHaveLength(sandbox.oms.products.size);
		const filters = { systemSkus: 'SYS-PLATE, SYS-LAMP,SYS-NOT-THERE' };
		expect((await products({ filters })).map(({ systemSku }) => systemSku)).toEqual([
			'SYS-PLATE',
			'SYS-LAMP',
		]);
	});

	it('stock, of SKUs that have not moved for a year as well (OMS API §1.7, trap)', async () => {
		const stock = async (more: object) =>
			(await run({ resource: 'inventory', operation: 'getAll', returnAll: true, ...more }))
				.outputs[0];
		expect(await stock({})).toHaveLength(sandbox.oms.stock.length);
		const filters = { systemSkus: 'SYS-PLATE,SYS-TEA-GRN', warehouseCodes: 'USLAX1' };
		expect(await stock({ filters })).toEqual([
			expect.objectContaining({ systemSku: 'SYS-TEA-GRN', available: 500, locked: 0, total: 500 }),
			expect.objectContaining({ systemSku: 'SYS-PLATE', warehouseCode: 'USLAX1', available: 500 }),
		]);
		const moved = await stock({ filters: { ...filters, movedWithinDays: 30 } });
		expect(moved.map(({ systemSku }) => systemSku)).toEqual(['SYS-TEA-GRN']);
	});
});
