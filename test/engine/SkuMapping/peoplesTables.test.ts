import type { IDataObject } from 'n8n-workflow';

import { line } from '../../support/items/mappingOrder';
import { item, map, MAP, rowsOf } from './mapping';
import { runSkuMapping } from './run';

describe('what people send', () => {
	it('gifts and free samples are shipped like any line; price plays no part', async () => {
		const raw = { is_sample_order: true, payment: { total_amount: '0' } };
		const orders = [
			item([line('MUG', 2), line('MUG', 1, { isGift: true })]),
			item([line('MUG')], { raw }),
		];
		expect(await map(orders, [['*', 'MUG', 'SYS']])).toEqual(['SYS × 3', 'SYS × 1']);
	});

	it('an order that comes twice is answered twice, each for itself', async () => {
		const orders = [
			item([line('MUG')], { orderId: '1' }),
			item([line('NEW')], { orderId: '1' }),
			item([line('MUG')], { orderId: '1' }),
		];
		expect(await map(orders, [['*', 'MUG', 'SYS']])).toEqual([
			'SYS × 1',
			'SKU_NOT_MAPPED',
			'SYS × 1',
		]);
	});

	it('a table with its own column names', async () => {
		const columnNames = {
			names: { platformSku: '平台SKU', systemSku: '系统SKU', quantity: '数量' },
		};
		const { outputs } = await runSkuMapping({ ...MAP, options: { columnNames } }, [
			[item([line('MUG')])],
			[{ 平台sku: 'MUG', '系统 SKU': 'SYS', 数量: 3 }],
		]);
		expect(outputs[0]).toMatchObject([{ outboundLines: [{ systemSku: 'SYS', quantity: 3 }] }]);
	});

	it('a fallback without rows of its own: from JSON that is fine, from the input it is refused', async () => {
		const fallbacks = { steps: [{ kind: 'sameSku' }] };
		const products = [{ systemSku: 'SYS' }];
		const { outputs } = await runSkuMapping(
			{ operation: 'mapOrders', mappingSource: 'json', mappingJson: '[]', fallbacks },
			[[item([line('SYS')])], products],
		);
		expect(outputs[0]).toHaveLength(1);
		const lost = await runSkuMapping({ ...MAP, fallbacks }, [
			[item([line('SYS')])],
			[{}],
			products,
		]);
		expect(lost.error?.message).toBe('The mapping has no rows. Nothing was mapped.');
	});

	it('a fallback whose input is not connected: orders wait and say why', async () => {
		const fallbacks = { steps: [{ kind: 'sameSku' }] };
		const { outputs } = await runSkuMapping({ ...MAP, fallbacks }, [
			[item([line('SYS')])],
			rowsOf([['*', 'MUG', 'X']]),
		]);
		expect(outputs[1]).toMatchObject([
			{ exception: { hint: expect.stringContaining('The OMS Products input gave no approved') } },
		]);
	});
});

describe('the work of Map Orders', () => {
	it('reads rows and products once, however many orders there are', async () => {
		let reads = 0;
		const counted = (cells: IDataObject): IDataObject =>
			Object.defineProperties(
				{},
				Object.fromEntries(
					Object.entries(cells).map(([key, value]) => [
						key,
						{ enumerable: true, get: () => (reads++, value) },
					]),
				),
			) as IDataObject;
		const orders = Array.from({ length: 200 }, (_, index) =>
			item([line('MUG'), line('SYS'), line(`NEW-${index}`)], { orderId: `${index}` }),
		);
		const count = async (some: IDataObject[]) => {
			reads = 0;
			const rows = rowsOf([
				['*', 'MUG', 'SYS'],
				['*', 'TEA', 'SYS'],
			]).map(counted);
			const products = [counted({ systemSku: 'SYS' })];
			const fallbacks = { steps: [{ kind: 'sameSku' }] };
			await runSkuMapping({ ...MAP, fallbacks }, [some, rows, products]);
			return reads;
		};
		const forOne = await count(orders.slice(0, 1));
		expect(forOne).toBeGreaterThan(0);
		expect(await count(orders)).toBe(forOne);
	});
});
