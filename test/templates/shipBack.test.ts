import type { IDataObject } from 'n8n-workflow';

import { evaluate, fieldOf } from './evaluate';

const TEMPLATE = '09-ship-back.json';

const row = (store_code: string, platform_sku: string, system_sku: string, quantity: unknown) =>
	({ store_code, platform_sku, system_sku, quantity }) as IDataObject;

/** `outboundLines` that the template gives an outbound order, from the rows of the mapping table. */
async function outboundLinesOf(rows: IDataObject[], outbound: IDataObject): Promise<unknown> {
	const index = await evaluate(fieldOf(TEMPLATE, 'Mapping by System SKU', 'index'), {
		'Mapping Rows': rows,
	});
	return await evaluate(fieldOf(TEMPLATE, 'What Is in the Parcels', 'outboundLines'), {
		'Mapping by System SKU': [{ index } as IDataObject],
		Settings: [outbound],
	});
}

const line = (systemSku: string, platformSku: string, factor: number) => ({
	systemSku,
	quantity: 0,
	from: [{ platformSku, quantity: 0, factor }],
});

describe('the ship-back template says what each unit of an order is packed as', () => {
	const ROWS = [
		row('*', 'MUG', 'SYS-MUG', 1),
		row('US1', ' SET ', 'SYS-MUG', '2'),
		row('US1', 'SET', 'SYS-TEA', 1),
		row('*', 'SET', 'SYS-OLD', 9),
		row('', 'constructor', '__proto__', 3),
		row('*', 'HAT', 'SYS-HAT', 1),
		row('*', '', 'SYS-MUG', 1),
	];

	it('also for one parcel, with all parts of a set, the rows of its own store first', async () => {
		const lines = [{ systemSku: 'SYS-MUG', quantity: 3, shippedQuantity: 3 }];
		expect(await outboundLinesOf(ROWS, { storeCode: 'US1', lines })).toEqual([
			line('SYS-MUG', 'MUG', 1),
			line('SYS-MUG', 'SET', 2),
			line('SYS-TEA', 'SET', 1),
		]);
	});

	it('a store without rows of its own has those of all stores', async () => {
		const lines = [{ systemSku: 'SYS-TEA' }, { systemSku: '__proto__' }];
		expect(await outboundLinesOf(ROWS, { storeCode: 'GB1', lines })).toEqual([
			line('SYS-OLD', 'SET', 9),
			line('__proto__', 'constructor', 3),
		]);
	});

	it('an empty table, or an order of which the OMS tells no lines, has none', async () => {
		expect(await outboundLinesOf([{}], { storeCode: 'US1', lines: [{ systemSku: 'X' }] })).toEqual(
			[],
		);
		expect(await outboundLinesOf(ROWS, { storeCode: 'US1' })).toEqual([]);
	});
});
