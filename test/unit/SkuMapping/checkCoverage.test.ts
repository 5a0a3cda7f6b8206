import { checkMapping } from '../../../nodes/SkuMapping/checkMapping/check';
import { reasons, row, withUnits } from './checked';
import { line, order, part } from '../../support/items/mappingOrder';

describe('coverage by orders', () => {
	it('counts SKUs and units sold, per store, in % rounded down', () => {
		const orders = [
			withUnits('US01', 'MUG', 664, '1'),
			withUnits('US01', 'NEW', 333, '2'),
			withUnits('GB01', 'NEW', 3, '3'),
		];
		const { summary, problems } = checkMapping([row()], { orders });
		expect(summary).toEqual({
			rows: 1,
			fineRows: 1,
			refusedRows: 0,
			warnings: 2,
			orders: 3,
			skusSold: 3,
			skusCovered: 1,
			skuCoverage: 33.3,
			unitsSold: 1_000,
			unitsCovered: 664,
			unitCoverage: 66.4,
		});
		expect(problems.map(({ code, reason }) => [code, reason])).toEqual([
			[
				'SOLD_SKU_NOT_MAPPED',
				'Platform SKU "NEW" of store US01 (333 units sold) has no mapping row.',
			],
			[
				'SOLD_SKU_NOT_MAPPED',
				'Platform SKU "NEW" of store GB01 (3 units sold) has no mapping row.',
			],
		]);
	});

	it('is 100 only when everything is covered', () => {
		const orders = [withUnits('US01', 'MUG', 99_999, '1'), withUnits('US01', 'NEW', 1, '2')];
		expect(checkMapping([row()], { orders }).summary.unitCoverage).toBe(99.9);
		expect(checkMapping([row()], { orders: orders.slice(0, 1) }).summary.unitCoverage).toBe(100);
	});

	it('counts an order once, however often it comes', () => {
		const once = withUnits('US01', 'MUG', 2, '1');
		const { summary } = checkMapping([row()], { orders: [once, once, { ...once, revision: '2' }] });
		expect(summary).toMatchObject({ orders: 1, unitsSold: 2 });
	});

	it('counts gifts, samples and virtual bundles as Map Orders maps them', () => {
		const box = line('BOX', 2, { components: [part('MUG', 3), part('NEW', 1)] });
		const gift = line('MUG', 1, { isGift: true });
		const { summary } = checkMapping([row()], { orders: [order([box, gift])] });
		expect(summary).toMatchObject({ skusSold: 2, unitsSold: 9, unitsCovered: 7 });
		const mapped = checkMapping([row(), row({ platform_sku: 'BOX' })], { orders: [order([box])] });
		expect(mapped.summary).toMatchObject({ skusSold: 1, unitsSold: 2, unitsCovered: 2 });
	});

	it('counts only rows that are fine', () => {
		const orders = [withUnits('US01', 'MUG', 2, '1')];
		expect(checkMapping([row({ quantity: 0 })], { orders }).summary.unitCoverage).toBe(0);
	});

	it('names sold products without seller SKU by their SKU ID', () => {
		expect(reasons([row()], { orders: [order([{ ...line(''), skuId: '1729' }])] })).toEqual([
			'A product of store US01 (SKU ID 1729, 1 unit sold) has no seller SKU. Fill it in on TikTok Shop.',
		]);
	});

	it('without any order is unknown, not 0 %', () => {
		const { summary, problems } = checkMapping([row()], { orders: [{}] });
		expect(summary).toMatchObject({ orders: 0, skuCoverage: null, unitCoverage: null });
		expect(problems).toMatchObject([{ code: 'INPUT_EMPTY' }]);
	});

	it('leaves out what is no order, and says so', () => {
		const orders = [withUnits('US01', 'MUG', 1, '1'), { hello: 'world' }, { orderId: '2' }];
		expect(reasons([row()], { orders })).toEqual([
			'2 items of the Orders input were left out: only orders can be compared.',
		]);
	});
});
