import fc from 'fast-check';

import { findSystemSkus } from '../../../nodes/SkuMapping/pickSkus/systemSkus';

const PRODUCTS = [
	{ systemSku: 'SYS-TEA', productName: 'Green tea' },
	{ systemSku: 'SYS-MUG-BLU', productName: 'Mug, blue' },
	{ systemSku: 'MUG', productName: 'Mug, any color' },
	{ systemSku: 'CAFÉ-01', productName: '咖啡杯' },
	{ sku: 'NEW', productName: 'Mug, new', approveStatus: 1 },
	{ sku: 'RAW', productName: 'Mug, raw', approveStatus: 2 },
	{},
	{ orderId: '1' },
];

const found = (search: string, sameAs = '', limit = 200) =>
	findSystemSkus(PRODUCTS, { search, sameAs, limit }).skus.map(({ system_sku }) => system_sku);

describe('system SKUs to choose from', () => {
	it.each<[what: string, search: string, skus: string[]]>([
		[
			'all that can ship, in the order of their SKUs',
			'',
			['CAFÉ-01', 'MUG', 'RAW', 'SYS-MUG-BLU', 'SYS-TEA'],
		],
		['by a part of the SKU, in any case', 'tea', ['SYS-TEA']],
		['those that begin with it first', 'mug', ['MUG', 'RAW', 'SYS-MUG-BLU']],
		['by the name of the product', 'color', ['MUG']],
		['by several parts, which all have to be there', 'blue mug', ['SYS-MUG-BLU']],
		['by Chinese', '咖啡', ['CAFÉ-01']],
		['without accents, and in any width', 'ｃａｆｅ', ['CAFÉ-01']],
		['nothing, where nothing fits', 'sofa', []],
		['nothing that is not approved', 'new', []],
	])('%s', (_what, search, skus) => {
		expect(found(search)).toEqual(skus);
	});

	it('the one with the same text stands first and is marked, whatever is searched for', () => {
		const {
			skus,
			found: fitting,
			all,
		} = findSystemSkus(PRODUCTS, {
			search: 'tea',
			sameAs: 'MUG',
			limit: 200,
		});
		expect(skus).toEqual([
			{ system_sku: 'MUG', product_name: 'Mug, any color', same_text: true },
			{ system_sku: 'SYS-TEA', product_name: 'Green tea', same_text: false },
		]);
		expect([fitting, all]).toEqual([1, 5]);
	});

	it.each(['mug', 'MUG ', 'MUG-1', ''])('%j is not the same text as MUG', (sameAs) => {
		const { skus } = findSystemSkus(PRODUCTS, { search: '', sameAs, limit: 200 });
		expect(skus.filter(({ same_text: same }) => same)).toEqual([]);
	});

	it('more than the limit are counted, not given', () => {
		expect(findSystemSkus(PRODUCTS, { search: '', sameAs: '', limit: 2 })).toMatchObject({
			skus: [{ system_sku: 'CAFÉ-01' }, { system_sku: 'MUG' }],
			found: 5,
			all: 5,
		});
	});

	it('whatever is searched for, each is a product of the OMS, once, and no other has the same text', () => {
		const sku = fc.string({ minLength: 1, maxLength: 5 });
		fc.assert(
			fc.property(fc.array(sku, { maxLength: 20 }), fc.string(), sku, (all, search, sameAs) => {
				const items = all.map((systemSku) => ({ systemSku }));
				const { skus } = findSystemSkus(items, { search, sameAs, limit: 10 });
				const texts = skus.map(({ system_sku: text }) => text);
				expect(texts.every((text) => all.includes(text))).toBe(true);
				expect(new Set(texts).size).toBe(texts.length);
				expect(
					skus.filter(({ same_text: same }) => same).map(({ system_sku: text }) => text),
				).toEqual(all.includes(sameAs) ? [sameAs] : []);
			}),
		);
	});
});
