import fc from 'fast-check';

import { evaluateMapping } from '../../../nodes/SkuMapping/mapping/evaluateMapping';
import { USUAL_NAMES } from '../../../nodes/SkuMapping/mapping/columns';
import { NO_FALLBACKS } from '../../../nodes/SkuMapping/mapping/fallbacks';
import { mapOrder } from '../../../nodes/SkuMapping/mapOrders/mapOrder';
import { unmappedSkus } from '../../../nodes/SkuMapping/pickSkus/unmappedSkus';
import type { OrderLine } from '../../../nodes/shared/orderItem';
import { line, order, part } from '../../support/items/mappingOrder';
import { row, withUnits } from './checked';

const indexOf = (rows: unknown[]) =>
	evaluateMapping({ rows, firstRow: 1 }, { names: USUAL_NAMES, textMarks: false }).index;

const unmapped = (rows: unknown[], orders: unknown[], products: unknown[] = []) =>
	unmappedSkus(orders, products, indexOf(rows), NO_FALLBACKS);

const skus = (rows: unknown[], orders: unknown[], products: unknown[] = []) =>
	unmapped(rows, orders, products).map(({ store_code, platform_sku, units, orders: many }) => [
		store_code,
		platform_sku,
		units,
		many,
	]);

const of = (orderId: string, ...lines: OrderLine[]) => order(lines, { orderId });

describe('platform SKUs without a row', () => {
	it.each<[what: string, rows: unknown[], orders: unknown[], found: unknown[]]>([
		['none where all is mapped', [row()], [of('1', line('MUG', 3))], []],
		[
			'most units first, over all orders',
			[],
			[of('1', line('TEA', 2), line('MUG', 1)), of('2', line('MUG', 4))],
			[
				['US01', 'MUG', 5, 2],
				['US01', 'TEA', 2, 1],
			],
		],
		[
			'each shop for itself',
			[row({ store_code: 'US01' })],
			[withUnits('US01', 'MUG', 1, '1'), withUnits('GB01', 'MUG', 2, '2')],
			[['GB01', 'MUG', 2, 1]],
		],
		[
			'an order that comes twice counts once',
			[],
			[of('1', line('A')), of('1', line('A'))],
			[['US01', 'A', 1, 1]],
		],
		[
			'two lines of one order are one order',
			[],
			[of('1', line('A', 1), line('A', 2, { isGift: true }))],
			[['US01', 'A', 3, 1]],
		],
		[
			'the components of a bundle, times its quantity, where the bundle itself has no row',
			[row({ platform_sku: 'PART-1' })],
			[of('1', line('SET', 2, { components: [part('PART-1', 1), part('PART-2', 3)] }))],
			[['US01', 'PART-2', 6, 1]],
		],
		['an empty seller SKU is filled in on TikTok Shop, not here', [], [of('1', line(' '))], []],
		[
			'a SKU whose row cannot be used needs that row corrected, not another one',
			[row({ quantity: 0 })],
			[of('1', line('MUG'))],
			[],
		],
		['upper and lower case count (B65)', [row()], [of('1', line('mug'))], [['US01', 'mug', 1, 1]]],
		['items that are no orders are left out', [], [{}, { error: 'down' }, null, 7], []],
	])('%s', (_what, rows, orders, found) => {
		expect(skus(rows, orders)).toEqual(found);
	});

	it('each with shop, product and the orders that wait for it', () => {
		expect(unmapped([], [of('1', line('MUG')), of('2', line('MUG', 2))])).toEqual([
			{
				platform_sku: 'MUG',
				store_code: 'US01',
				shop_id: '7490000000000000001',
				shop_name: 'Sunny Home US',
				product_name: 'Blue Mug 350 ml',
				units: 3,
				orders: 2,
				order_ids: ['1', '2'],
			},
		]);
	});

	it('products of the shops come behind what was ordered, and give names', () => {
		const listed = { shopCode: 'US01', productName: 'Lamp', skuId: '1', status: 'ACTIVATE' };
		const bundle = line('SET', 1, { productName: '', components: [part('PART', 1)] });
		const products = [
			{ ...listed, platformSku: 'LAMP' },
			{ ...listed, platformSku: 'PART', productName: 'Shade' },
			{ ...listed, platformSku: 'MUG' },
			{ ...listed, platformSku: 'GONE', status: 'DELETED' },
			{ ...listed, platformSku: '' },
			{ error: 'down', code: 'GB01' },
		];
		const found = unmapped([row()], [of('1', bundle)], products);
		expect(found.map((sku) => [sku.platform_sku, sku.product_name, sku.units])).toEqual([
			['PART', 'Shade', 1],
			['LAMP', 'Lamp', 0],
		]);
	});

	it('with a row for each of them every order is mapped, and without one of them its orders wait', () => {
		const sku = fc.constantFrom('A', 'B', 'C', 'D');
		const lines = fc.array(fc.tuple(sku, fc.integer({ min: 1, max: 5 })), {
			minLength: 1,
			maxLength: 4,
		});
		const orders = fc.array(lines, { minLength: 1, maxLength: 5 });
		fc.assert(
			fc.property(fc.subarray(['A', 'B', 'C', 'D']), orders, (mapped, bought) => {
				const rows = mapped.map((each) => row({ platform_sku: each }));
				const items = bought.map((each, index) =>
					of(String(index), ...each.map(([name, quantity]) => line(name, quantity))),
				);
				const found = unmapped(rows, items);
				const more = found.map(({ platform_sku, store_code }) => row({ platform_sku, store_code }));
				const waiting = (index: ReturnType<typeof indexOf>) =>
					items
						.filter((item) => 'exception' in mapOrder(item, index, { checkRecipient: false }))
						.map(({ orderId }) => orderId);
				expect(waiting(indexOf([...rows, ...more]))).toEqual([]);
				for (const { order_ids: ids, platform_sku: without } of found) {
					const others = more.filter(({ platform_sku }) => platform_sku !== without);
					expect(waiting(indexOf([...rows, ...others]))).toEqual(ids);
				}
			}),
		);
	});
});
