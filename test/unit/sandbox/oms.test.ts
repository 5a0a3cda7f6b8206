import { closeStages, stage, type Stage } from './support';

const CREATE = '/v1/outboundOrder/create';
const DETAIL = '/v1/outboundOrder/detail';
const OPTIONS = '/v1/warehouse/options';

interface Row {
	success: boolean;
	orderNo: string;
	thirdOrderNo: string;
	msg: string;
}

let fixture: Stage;
beforeEach(async () => {
	fixture = await stage({ world: 'empty' });
});
afterEach(closeStages);

const create = async (...rows: object[]) => (await fixture.client.oms<Row[]>(CREATE, rows)).data;
const row = (changes?: Record<string, unknown>) => fixture.client.outboundRow(changes);

describe('the OMS lets in', () => {
	it('what is signed, with data {} or without data, with and without /openapi before the path', async () => {
		for (const [path, data] of [
			[OPTIONS, {}],
			[OPTIONS, undefined],
			[`/openapi${OPTIONS}`, {}],
		] as const) {
			const { status, body } = await fixture.client.oms(path, data);
			expect([status, body]).toMatchObject([200, { code: 200 }]);
		}
	});

	it('a body whose names stand in any order: the sorted form is what is signed', async () => {
		const data = { pageSize: 5, page: 1 };
		expect((await fixture.client.oms('/v1/product/pagelist', data)).code).toBe('200');
	});
});

describe('the OMS refuses', () => {
	const outcome = async (options: Parameters<Stage['client']['oms']>[2]) => {
		const { status, body } = await fixture.client.oms(OPTIONS, {}, options);
		return [status, (body as { code: unknown }).code];
	};

	it('a wrong secret, an unknown key and a digest in capitals: 100007, as text, with HTTP 200', async () => {
		expect(await outcome({ appSecret: 'another' })).toEqual([200, '100007']);
		expect(await outcome({ appKey: 'another' })).toEqual([200, '100007']);
		expect(await outcome({ authcode: 'A'.repeat(64) })).toEqual([200, '100007']);
	});

	it('a missing authcode, reqTime or appKey: 100001, 100004, 100005', async () => {
		expect(await outcome({ authcode: '' })).toEqual([200, '100001']);
		expect(await outcome({ reqTime: '' })).toEqual([200, '100004']);
		expect(await outcome({ reqTime: String(fixture.clock.ms) })).toEqual([200, '100004']);
		expect(await outcome({ appKey: '' })).toEqual([200, '100005']);
	});

	it.each([
		[-300, 200],
		[-301, '100002'],
		[300, 200],
		[301, '100002'],
	])('a clock that is off by %i s: %s', async (offset, code) => {
		expect((await outcome({ reqTime: String(fixture.clock.seconds() + offset) }))[1]).toBe(code);
	});

	it('everything when the account has no permission: 100010', async () => {
		fixture.sandbox.oms.permission = false;
		expect(await outcome({})).toEqual([200, '100010']);
	});

	it('more calls in a second than its limit: 200001, and takes them again in the next', async () => {
		fixture.sandbox.oms.rateLimitPerSecond = 2;
		const codes = async () => {
			const first = await outcome({});
			return [first, await outcome({}), await outcome({})].map(([, code]) => code);
		};
		expect(await codes()).toEqual([200, 200, '200001']);
		fixture.clock.pass(1);
		expect(await codes()).toEqual([200, 200, '200001']);
	});

	it('an unknown path with 404, a wrong name in the data with 100008', async () => {
		expect((await fixture.client.oms('/v1/outboundOrder/list', {})).status).toBe(404);
		expect((await fixture.client.oms(DETAIL, { thirdOrderNos: ['x'] })).code).toBe('100008');
	});
});

describe('creating outbound orders', () => {
	it('gives each row its own success: one bad row spoils no other', async () => {
		const rows = await create(
			row({ thirdOrderNo: 'A' }),
			row({ thirdOrderNo: 'B', logisticsChannel: 'NOPE' }),
			row({ thirdOrderNo: 'C' }),
		);
		expect(rows.map(({ success, thirdOrderNo }) => [thirdOrderNo, success])).toEqual([
			['A', true],
			['B', false],
			['C', true],
		]);
		expect(rows[0].orderNo).toMatch(/^\d{19}$/);
		expect(rows[1]).toMatchObject({ orderNo: '', msg: expect.stringContaining('渠道') });
	});

	it.each<[string, Record<string, unknown>, string]>([
		['a channel of another warehouse', { logisticsChannel: 'ROYAL-48' }, '渠道'],
		['an unknown warehouse', { whCode: 'USX' }, '仓库'],
		['more than the stock', { productList: [{ sku: 'SYS-MUG-BLU', quantity: 501 }] }, '库存不足'],
		[
			'more than the stock in two lines together',
			{ productList: [300, 300].map((quantity) => ({ sku: 'SYS-MUG-BLU', quantity })) },
			'库存不足',
		],
		[
			'a SKU the warehouse has not registered',
			{ productList: [{ sku: 'SYS-TOWEL-M', quantity: 1 }] },
			'未维护新品',
		],
		['an unknown SKU', { productList: [{ sku: 'NOPE', quantity: 1 }] }, '未维护新品'],
		['quantity 0', { productList: [{ sku: 'SYS-MUG-BLU', quantity: 0 }] }, '数量'],
		['quantity 1.5', { productList: [{ sku: 'SYS-MUG-BLU', quantity: 1.5 }] }, '数量'],
		['a quantity as text', { productList: [{ sku: 'SYS-MUG-BLU', quantity: '1' }] }, '数量'],
		['no lines', { productList: [] }, 'productList'],
		['no recipient', { receiver: '' }, 'receiver'],
		['no own number', { thirdOrderNo: undefined }, 'thirdOrderNo'],
		['a country name', { countryRegionCode: 'USA' }, 'countryRegionCode'],
		['an unknown field', { carrier: 'USPS' }, 'carrier'],
		['an own label without the label', { logisticsChannel: 'Upload_Shipping_Label' }, 'label'],
	])('refuses the row with %s', async (_what, changes, text) => {
		const [answer] = await create(row(changes));
		expect(answer.success).toBe(false);
		expect(answer.msg).toContain(text);
		expect(fixture.sandbox.oms.outbound.size).toBe(0);
	});

	it('locks the stock it promises', async () => {
		await create(row({ productList: [{ sku: 'SYS-MUG-BLU', quantity: 400 }] }));
		const [second] = await create(row({ productList: [{ sku: 'SYS-MUG-BLU', quantity: 101 }] }));
		expect(second.success).toBe(false);
		expect(fixture.sandbox.oms.stockOf('USLAX1', 'SYS-MUG-BLU')).toMatchObject({
			available: 100,
			locked: 400,
		});
	});

	it('takes 100 rows and refuses 101 and none as a whole: 100008', async () => {
		const rows = (count: number) => Array.from({ length: count }, () => row());
		expect(await create(...rows(100))).toHaveLength(100);
		expect((await fixture.client.oms(CREATE, rows(101))).code).toBe('100008');
		expect((await fixture.client.oms(CREATE, [])).code).toBe('100008');
	});

	it('accepts the same own number twice, and the books show it', async () => {
		const order = fixture.sandbox.tiktok.addOrder({
			shop: 'US01',
			lines: [{ sellerSku: 'MUG-BLUE-350' }],
		});
		const same = row({ thirdOrderNo: `US-${order.id}` });
		const rows = [...(await create(same)), ...(await create(same))];
		expect(rows.map(({ success }) => success)).toEqual([true, true]);
		const books = fixture.sandbox.books();
		expect([books.created, books.duplicates]).toEqual([1, 1]);
	});
});
