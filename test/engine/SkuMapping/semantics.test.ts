import { line } from '../../support/items/mappingOrder';
import { CHECK, inStore, item, map, MAP, problems, rowsOf, type Row } from './mapping';
import { runSkuMapping } from './run';

const ID = '1729582718312311001';

describe('product mapping as in the OMS', () => {
	it('B55: a mapping is made in the node or imported from a table; both say the same', async () => {
		const row = { storeCode: '*', platformSku: 'MUG', systemSku: 'SYS', quantity: 2 };
		const made = await runSkuMapping(
			{ operation: 'mapOrders', mappingSource: 'defineBelow', mappingRows: { rows: [row] } },
			[[item([line('MUG')])]],
		);
		const imported = await runSkuMapping(MAP, [
			[item([line('MUG')])],
			rowsOf([['*', 'MUG', 'SYS', 2]]),
		]);
		expect(imported.outputs).toEqual(made.outputs);
	});

	it('B56: the seller SKU must be filled in on TikTok Shop', async () => {
		expect(await map([item([line('')])], [['*', 'MUG', 'SYS']])).toEqual(['PLATFORM_SKU_EMPTY']);
	});

	it('B56: the system SKU must exist in the OMS', async () => {
		const rows: Row[] = [
			['*', 'MUG', 'SYS'],
			['*', 'TEA', 'NOPE'],
		];
		expect(await problems(rows, ['omsProducts'], [{ systemSku: 'SYS' }])).toEqual([
			[2, 'SYSTEM_SKU_UNKNOWN'],
		]);
	});

	it('B57: quantity is the conversion factor, whole units of the system SKU for one platform unit', async () => {
		expect(await map([item([line('CASE', 3)])], [['*', 'CASE', 'SYS', 12]])).toEqual(['SYS × 36']);
		expect(await problems([['*', 'CASE', 'SYS', 0.5]])).toEqual([[1, 'QUANTITY_INVALID']]);
	});

	it('B58: one platform SKU may be several system SKUs, each with its quantity', async () => {
		const rows: Row[] = [
			['*', 'SET', 'MUG', 2],
			['*', 'SET', 'TEA', 1],
		];
		expect(await map([item([line('SET', 2)])], rows)).toEqual(['MUG × 4 + TEA × 2']);
	});

	it("B58: equal system SKUs of an order's lines are added", async () => {
		const rows: Row[] = [
			['*', 'SET', 'MUG', 2],
			['*', 'MUG', 'MUG', 1],
		];
		expect(await map([item([line('SET'), line('MUG', 3)])], rows)).toEqual(['MUG × 5']);
	});

	it("B59: a store's own rows hold for it alone; beyond the OMS, rows for all stores fill the rest", async () => {
		const rows: Row[] = [
			['*', 'MUG', 'SYS'],
			['GB01', 'MUG', 'SYS-UK'],
			['GB01', 'TEA', 'TEA-UK'],
		];
		const orders = [
			item([line('MUG')], inStore('GB01')),
			item([line('MUG')], inStore('US01')),
			item([line('TEA')], inStore('US01')),
		];
		expect(await map(orders, rows)).toEqual(['SYS-UK × 1', 'SYS × 1', 'SKU_NOT_MAPPED']);
	});

	it('B60: a mapping is needed even where both SKUs are the same', async () => {
		expect(await map([item([line('SYS')])], [['*', 'MUG', 'SYS']])).toEqual(['SKU_NOT_MAPPED']);
	});

	it('B60: unless the fallback for it was chosen, and the OMS has exactly this SKU, approved (B63)', async () => {
		const orders = ['SYS', 'sys', 'WAITING', 'OTHER'].map((sku) => item([line(sku)]));
		const products = [{ systemSku: 'SYS' }, { sku: 'WAITING', approveStatus: 1 }];
		const fallbacks = { steps: [{ kind: 'sameSku' }] };
		expect(await map(orders, [['*', 'MUG', 'X']], { fallbacks }, products)).toEqual([
			'SYS × 1',
			'SKU_NOT_MAPPED',
			'SKU_NOT_MAPPED',
			'SKU_NOT_MAPPED',
		]);
	});

	it('B61: the key is store and platform SKU; the same system SKU stands once in it', async () => {
		const rows: Row[] = [
			['*', 'SET', 'MUG', 2],
			['US01', 'SET', 'MUG', 3],
			['*', 'SET', 'MUG', 4],
		];
		expect(await problems(rows)).toEqual([
			[1, 'COMBO_INCOMPLETE'],
			[3, 'SYSTEM_SKU_TWICE'],
		]);
	});

	it('B62: what a new version adds, removes and changes is shown before it is used', async () => {
		const rows: Row[] = [
			['*', 'MUG', 'SYS', 2],
			['*', 'NEW', 'SYS'],
		];
		const earlier: Row[] = [
			['*', 'MUG', 'SYS'],
			['*', 'OLD', 'SYS'],
		];
		const { outputs } = await runSkuMapping({ ...CHECK, compareWith: ['earlierMapping'] }, [
			rowsOf(rows),
			rowsOf(earlier),
		]);
		expect(outputs[3].map(({ change, platform_sku }) => [change, platform_sku])).toEqual([
			['changed', 'MUG'],
			['added', 'NEW'],
			['removed', 'OLD'],
		]);
	});

	it('B63: a system SKU that is not approved is named with its state', async () => {
		const products = [0, 1, 2, 3, 4].map((approveStatus) => ({
			sku: `S${approveStatus}`,
			approveStatus,
		}));
		const rows = products.map(({ sku }): Row => ['*', sku, sku]);
		expect(await problems(rows, ['omsProducts'], products)).toEqual(
			[1, 2, 4, 5].map((row) => [row, 'SYSTEM_SKU_UNAPPROVED']),
		);
	});

	it('B64: quantities go to 999,999; longer mappings and texts are a warning, the vendor limits are unknown', async () => {
		const long: Row[] = [
			['*', 'A', 'S', 999_999],
			['*', 'B', 'S', 1_000_000],
			['*', 'C'.repeat(256), 'S'],
			...Array.from({ length: 21 }, (_, index): Row => ['*', 'D', `S${index}`]),
		];
		expect(await problems(long)).toEqual([
			[2, 'QUANTITY_INVALID'],
			[3, 'TEXT_TOO_LONG'],
			[24, 'TOO_MANY_ROWS'],
		]);
	});

	it('B65: SKUs are case-sensitive; a look-alike is suggested, never used', async () => {
		const { outputs } = await runSkuMapping(MAP, [
			[item([line('mug')])],
			rowsOf([['*', 'MUG', 'SYS']]),
		]);
		expect(outputs[1]).toMatchObject([
			{
				exception: { code: 'SKU_NOT_MAPPED', hint: expect.stringContaining('"MUG" (all stores)') },
			},
		]);
	});

	it('B66: nothing is taken over from the platform: products without rows are listed, not mapped', async () => {
		const products = [{ platformSku: 'TEA', skuId: '1', shopCode: 'US01', productName: 'Tea' }];
		expect(await problems([['*', 'TEAPOT', 'SYS']], ['platformProducts'], products)).toEqual([
			[1, 'PLATFORM_SKU_GONE'],
			[null, 'LISTED_SKU_NOT_MAPPED'],
		]);
	});

	it('B67: the platform SKU is the seller SKU; the SKU ID counts only as a chosen fallback', async () => {
		const orders = [item([{ ...line('MUG'), skuId: ID }])];
		expect(await map(orders, [['*', ID, 'SYS']])).toEqual(['SKU_NOT_MAPPED']);
		const fallbacks = { steps: [{ kind: 'skuId' }] };
		expect(await map(orders, [['*', ID, 'SYS']], { fallbacks })).toEqual(['SYS × 1']);
	});

	it('B68: one line without a mapping makes the whole order an exception; nothing is mapped in part', async () => {
		const { outputs } = await runSkuMapping(MAP, [
			[item([line('MUG'), line('NEW')])],
			rowsOf([['*', 'MUG', 'SYS']]),
		]);
		expect(outputs[0]).toEqual([]);
		expect(outputs[1][0]).not.toHaveProperty('outboundLines');
		expect(outputs[1]).toMatchObject([
			{
				exception: { code: 'SKU_NOT_MAPPED', incidentReason: 'SELLER_DTC_NO_SKU', retrySafe: true },
			},
		]);
	});

	it('B69: an exception that comes round again after its SKU was mapped goes on', async () => {
		const first = await runSkuMapping(MAP, [[item([line('NEW')])], rowsOf([['*', 'MUG', 'SYS']])]);
		const [waiting] = first.outputs[1];
		expect(await map([waiting], [['*', 'NEW', 'SYS-NEW']])).toEqual(['SYS-NEW × 1']);
	});

	it('B32: an order whose seller SKU was filled in goes on', async () => {
		expect(await map([item([line('')]), item([line('MUG')])], [['*', 'MUG', 'SYS']])).toEqual([
			'PLATFORM_SKU_EMPTY',
			'SYS × 1',
		]);
	});

	it('B70: a mapped order holds its own lines; a later mapping changes nothing about it', async () => {
		const { outputs } = await runSkuMapping(MAP, [
			[item([line('MUG')])],
			rowsOf([['*', 'MUG', 'SYS']]),
		]);
		const before = structuredClone(outputs[0]);
		await map(outputs[0], [['*', 'MUG', 'OTHER']]);
		expect(outputs[0]).toEqual(before);
	});

	it('B71: 5,000 rows, the most that the OMS takes in one file, and ten times as many are used', async () => {
		for (const size of [5_000, 50_000]) {
			const rows = Array.from({ length: size }, (_, index): Row => ['*', `P${index}`, `S${index}`]);
			expect(await map([item([line(`P${size - 1}`)])], rows)).toEqual([`S${size - 1} × 1`]);
		}
	});
});
