import type { IDataObject } from 'n8n-workflow';

import { line, order } from '../../support/items/mappingOrder';
import { runSkuMapping } from './run';

const LIST = { operation: 'listUnmapped', mappingSource: 'mappingInput' };
const MUG = { store_code: '*', platform_sku: 'MUG', system_sku: 'SYS-MUG', quantity: 1 };

const sold = (sku: string, units: number) =>
	order([line(sku, units)], { orderId: sku }) as unknown as IDataObject;

describe('List Unmapped SKUs', () => {
	it('gives SKUs, what is no order as it came, and a summary', async () => {
		const failed = { shop_id: '7', error: 'The shop does not answer.' };
		const { outputs, error } = await runSkuMapping(LIST, [
			[MUG],
			[sold('MUG', 9), sold('TEA', 1), sold('LAMP', 2), failed],
			[{ platformSku: 'NEW', skuId: '1', shopCode: 'US01', status: 'ACTIVATE' }],
		]);
		expect(error).toBeUndefined();
		const [skus, exceptions, summary] = outputs;
		expect(skus.map(({ platform_sku: sku, units }) => [sku, units])).toEqual([
			['LAMP', 2],
			['TEA', 1],
			['NEW', 0],
		]);
		expect(exceptions).toEqual([failed]);
		expect(summary).toEqual([{ skus: 3, units: 3, orders: 2, exceptions: 1 }]);
	});

	it.each<[what: string, rows: IDataObject[]]>([
		['an empty table, whose node always gives an item', [{}]],
		['a table without the column of the quantity', [{ platform_sku: 'MUG' }]],
	])('works with %s', async (_what, rows) => {
		const { outputs, error } = await runSkuMapping(LIST, [rows, [sold('TEA', 1)], undefined]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([{ platform_sku: 'TEA', units: 1 }]);
	});

	it('without any order there is a summary all the same', async () => {
		const { outputs } = await runSkuMapping(LIST, [[MUG], undefined, undefined]);
		expect(outputs).toEqual([[], [], [{ skus: 0, units: 0, orders: 0, exceptions: 0 }]]);
	});

	it('with fallbacks what they find is mapped', async () => {
		const fallbacks = { steps: [{ kind: 'sameSku' }] };
		const { outputs } = await runSkuMapping({ ...LIST, fallbacks }, [
			[MUG],
			[sold('TEA', 1), sold('LAMP', 1)],
			[{ systemSku: 'TEA' }],
			undefined,
		]);
		expect(outputs[0]).toMatchObject([{ platform_sku: 'LAMP' }]);
	});
});

describe('Find System SKUs', () => {
	const FIND = { operation: 'findSystemSkus', search: 'mug', sameAs: 'TEA', limit: 200 };
	const products = [
		{ systemSku: 'MUG', productName: 'Mug' },
		{ systemSku: 'TEA', productName: 'Tea' },
		{ systemSku: 'LAMP', productName: 'Lamp' },
	];

	it('gives products to choose from, and how many there are', async () => {
		const { outputs } = await runSkuMapping(FIND, [products]);
		expect(outputs).toEqual([
			[
				{ system_sku: 'TEA', product_name: 'Tea', same_text: true },
				{ system_sku: 'MUG', product_name: 'Mug', same_text: false },
			],
			[{ found: 1, shown: 2, all: 3, notRead: '' }],
		]);
	});

	it('an OMS that did not answer is said', async () => {
		const { outputs } = await runSkuMapping(FIND, [[{ error: 'Too many calls.' }]]);
		expect(outputs).toEqual([[], [{ found: 0, shown: 0, all: 0, notRead: 'Too many calls' }]]);
	});
});
