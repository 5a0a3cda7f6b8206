import { closeStages, stage, type Stage } from './support';

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

interface Outbound {
	outboundOrderNo: string;
	thirdOrderNo: string;
	status: number;
	logisticsCarrier: string;
	logisticsTrackNo: string;
	logisticsTrackNos: string[];
	outboundTime: string;
	orderCreateTime: string;
	productList: Array<{ quantity: number; realQuantity: number }>;
}
interface Page {
	records: Outbound[];
	total: number;
	pages: number;
}

let fixture: Stage;
beforeEach(async () => {
	fixture = await stage({ world: 'empty', pace: { cancelMs: 3_000 } });
});
afterEach(closeStages);

const call = async <T>(path: string, data: object) =>
	await fixture.client.oms<T>(`/v1${path}`, data);

async function create(thirdOrderNo: string): Promise<string> {
	const rows = [fixture.client.outboundRow({ thirdOrderNo })];
	const { data } = await call<Array<{ orderNo: string }>>('/outboundOrder/create', rows);
	return data[0].orderNo;
}

const detail = async (thirdOrderNo: string) =>
	(await call<Outbound[]>('/outboundOrder/detail', { thirdOrderNoList: [thirdOrderNo] })).data[0];

/** `yyyy-MM-dd HH:mm:ss` in UTC+8, by the clock of the sandbox. */
const at = (seconds: number): string =>
	new Date(fixture.clock.ms + (seconds + 8 * HOUR) * 1000)
		.toISOString()
		.slice(0, 19)
		.replace('T', ' ');

const page = async (from: number, to: number, more: object = {}) =>
	await call<Page>('/outboundOrder/pageList', {
		page: 1,
		pageSize: 10,
		timeType: 'orderCreateTime',
		startTime: at(from),
		endTime: at(to),
		...more,
	});

describe('outbound orders advance', () => {
	it('0 → 2 → 3 by ticks; shipped ones have carrier, number and shipped quantities', async () => {
		await create('A');
		expect(await detail('A')).toMatchObject({ status: 0, logisticsTrackNo: '', outboundTime: '' });
		fixture.sandbox.tick();
		expect((await detail('A')).status).toBe(2);
		fixture.sandbox.tick();
		const shipped = await detail('A');
		expect(shipped).toMatchObject({ status: 3, logisticsCarrier: 'USPS', outboundTime: at(0) });
		expect(shipped.logisticsTrackNo).toMatch(/^9\d{21}$/);
		expect(shipped.logisticsTrackNos).toEqual([shipped.logisticsTrackNo]);
		expect(shipped.productList[0]).toMatchObject({ quantity: 1, realQuantity: 1 });
	});

	it('every parcel has a number of its own', async () => {
		for (const name of ['A', 'B', 'C']) await create(name);
		fixture.sandbox.tick();
		fixture.sandbox.tick();
		const numbers = [...fixture.sandbox.oms.outbound.values()].map(({ trackNo }) => trackNo);
		expect(new Set(numbers).size).toBe(3);
	});
});

describe('looking outbound orders up', () => {
	it('detail takes one kind of number, up to 50, and leaves out what it does not know', async () => {
		const orderNo = await create('A');
		const list = async (data: object) => await call<Outbound[]>('/outboundOrder/detail', data);
		expect((await list({ thirdOrderNoList: ['A', 'unknown'] })).data).toHaveLength(1);
		expect((await list({ outboundOrderNoList: [orderNo] })).data).toHaveLength(1);
		expect((await list({ referOrderNoList: ['A'] })).data).toEqual([]);
		expect((await list({})).code).toBe('100008');
		expect((await list({ thirdOrderNoList: ['A'], outboundOrderNoList: [orderNo] })).code).toBe(
			'100008',
		);
		const numbers = Array.from({ length: 51 }, (_, index) => `N${index}`);
		expect((await list({ thirdOrderNoList: numbers })).code).toBe('100008');
	});

	it('a page query wants a window of creation times, and not too wide a one: 10002', async () => {
		await create('A');
		expect((await page(-HOUR, HOUR)).data).toMatchObject({ total: 1, pages: 1 });
		expect((await page(-HOUR, -1)).data.total).toBe(0);
		expect((await page(-34 * DAY, 0)).code).toBe('10002');
		const bare = await call('/outboundOrder/pageList', { page: 1, pageSize: 10 });
		expect(bare.code).toBe('10002');
	});

	it('a page query refuses half a window, another time type, page 0 and 101 a page: 100008', async () => {
		for (const more of [
			{ endTime: undefined },
			{ timeType: 'outboundTime' },
			{ page: 0 },
			{ pageSize: 101 },
			{ startTime: '2026-11-23' },
		]) {
			expect((await page(-HOUR, HOUR, more)).code).toBe('100008');
		}
	});

	it('pages newest first, every order once', async () => {
		for (const name of ['A', 'B', 'C']) {
			await create(name);
			fixture.clock.pass(60);
		}
		const names = async (which: number) =>
			(await page(-HOUR, HOUR, { page: which, pageSize: 2 })).data.records.map(
				({ thirdOrderNo }) => thirdOrderNo,
			);
		expect([await names(1), await names(2), await names(3)]).toEqual([['C', 'B'], ['A'], []]);
	});
});

describe('cancelling', () => {
	const cancel = async (no: string) =>
		(await call<Array<{ status: number }>>('/outboundOrder/cancel', { outboundOrderNoList: [no] }))
			.data[0].status;
	const result = async (no: string) =>
		(
			await call<Array<{ status: number }>>('/outboundOrder/selectBizStatus', {
				outboundOrderNoList: [no],
			})
		).data[0].status;

	it('is only taken in (0), is in progress (0) and done later (1); the stock is free again', async () => {
		const orderNo = await create('A');
		expect(await cancel(orderNo)).toBe(0);
		fixture.sandbox.tick();
		expect(await result(orderNo)).toBe(0);
		expect((await detail('A')).status).toBe(0);
		fixture.clock.pass(3);
		fixture.sandbox.tick();
		expect(await result(orderNo)).toBe(1);
		expect((await detail('A')).status).toBe(4);
		expect(fixture.sandbox.oms.stockOf('USLAX1', 'SYS-MUG-BLU')).toMatchObject({
			available: 500,
			locked: 0,
		});
		expect(await cancel(orderNo)).toBe(2);
	});

	it('is refused (2) when the parcel has left first, before or after it was asked for', async () => {
		const early = await create('A');
		await cancel(early);
		fixture.sandbox.oms.ship(fixture.sandbox.oms.order(early));
		expect(await result(early)).toBe(2);
		const late = await create('B');
		fixture.sandbox.oms.ship(fixture.sandbox.oms.order(late));
		expect(await cancel(late)).toBe(2);
	});

	it('of an unknown order is refused (2)', async () => {
		expect(await cancel('1')).toBe(2);
	});
});

describe('warehouses, products, stock', () => {
	const stock = async (more: object) =>
		(
			await call<{ records: Array<{ sku: string }> }>('/integratedInventory/pageOpen', {
				page: 1,
				pageSize: 100,
				...more,
			})
		).data.records.map(({ sku }) => sku);
	const years = () => ({
		timeType: 'operateTime',
		startTime: at(-3650 * DAY),
		endTime: at(DAY),
	});

	it('warehouses come with their channels', async () => {
		const { data } = await call<Array<{ whCode: string }>>('/warehouse/options', {});
		expect(data).toContainEqual(
			expect.objectContaining({
				whCode: 'USLAX1',
				channelDatas: expect.arrayContaining([
					expect.objectContaining({ channelCode: 'USPS-GA', carrierName: 'USPS' }),
				]),
			}),
		);
	});

	it('a SKU without a movement in the window is absent, not zero (OMS API §1.7)', async () => {
		const plate = { skuList: 'SYS-PLATE,SYS-MUG-BLU' };
		expect(await stock(plate)).toEqual(['SYS-MUG-BLU']);
		expect(await stock({ ...plate, ...years() })).toEqual(['SYS-MUG-BLU', 'SYS-PLATE']);
		const window = { timeType: 'operateTime', startTime: at(-2 * DAY), endTime: at(0) };
		expect(await stock({ ...plate, ...window })).toEqual([]);
	});

	it('lists of SKUs and warehouses are comma-joined texts, and narrow the page', async () => {
		const both = { skuList: 'SYS-TEA-GRN', ...years() };
		expect(await stock(both)).toHaveLength(2);
		expect(await stock({ ...both, whCodeList: 'GBLON1' })).toHaveLength(1);
		const list = await call('/integratedInventory/pageOpen', {
			page: 1,
			pageSize: 10,
			skuList: ['SYS-TEA-GRN'],
		});
		expect(list.code).toBe('100008');
	});

	it('the product page shows products without stock as well', async () => {
		const products = async (data: object) =>
			(await call<{ total: number }>('/product/pagelist', { page: 1, pageSize: 10, ...data })).data
				.total;
		expect(await products({ skuList: ['SYS-PLATE'] })).toBe(1);
		expect(await products({})).toBe(fixture.sandbox.oms.products.size);
	});

	it('a new product must be registered by the warehouse before it can ship', async () => {
		const fields = ['length', 'width', 'height', 'weight'].map((name) => [name, '1']);
		const product = {
			sku: 'SYS-BRAND-NEW',
			productCode: '1',
			productName: 'Brand new',
			declareNameCn: '新',
			declareNameEn: 'New',
			declarePrice: '1',
			currencyCode: 'USD',
			countryOfOriginName: 'CN',
			dangerousCargo: '1',
			...Object.fromEntries(fields),
		};
		const add = async (row: object) =>
			(await call<Array<{ success: boolean; message: string }>>('/product/batchCreate', [row]))
				.data[0];
		expect((await add({ ...product, weight: '0' })).success).toBe(false);
		expect((await add(product)).success).toBe(true);
		expect((await add(product)).message).toContain('已存在');
		const productList = [{ sku: 'SYS-BRAND-NEW', quantity: 1 }];
		const order = async () =>
			(
				await call<Array<{ success: boolean }>>('/outboundOrder/create', [
					fixture.client.outboundRow({ productList }),
				])
			).data[0].success;
		expect(await order()).toBe(false);
		fixture.sandbox.oms.setStock('USLAX1', 'SYS-BRAND-NEW', 5);
		expect(await order()).toBe(true);
	});
});

describe('outbound orders that the warehouse has stopped', () => {
	it.each([5, 6, 7] as const)(
		'status %i stays, with its reason, until the warehouse goes on; then it ships',
		async (status) => {
			const { oms, tick } = fixture.sandbox;
			const order = oms.order(await create('A'));
			oms.stop(order, status, '地址异常');
			fixture.clock.ms += 10 * DAY * 1_000;
			tick();
			expect(await detail('A')).toMatchObject({ status, exceptionDesc: '地址异常' });
			oms.goOn(order);
			oms.ship(order);
			expect(await detail('A')).toMatchObject({ status: 3, exceptionDesc: '' });
		},
	);

	it.each([[8], ['3'], [null], [{}]])('the status may be shown as %j', async (shownStatus) => {
		const order = fixture.sandbox.oms.order(await create('A'));
		order.shownStatus = shownStatus;
		expect((await detail('A')).status).toEqual(shownStatus);
		const { data } = await page(-HOUR, HOUR);
		expect(data.records[0].status).toEqual(shownStatus);
	});
});
