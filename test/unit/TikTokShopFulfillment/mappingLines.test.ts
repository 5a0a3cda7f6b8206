import type { IDataObject } from 'n8n-workflow';

import { MappingLines } from '../../../nodes/TikTokShop/fulfillment/parcels/mappingLines';

const row = (store_code: string, platform_sku: string, system_sku: string, quantity: unknown) =>
	({ store_code, platform_sku, system_sku, quantity }) as IDataObject;

const line = (systemSku: string, platformSku: string, factor: number) => ({
	systemSku,
	quantity: 0,
	from: [{ platformSku, quantity: 0, factor }],
});

const ROWS = [
	row('*', 'MUG', 'SYS-MUG', 1),
	row('US1', ' SET ', 'SYS-MUG', '2'),
	row('US1', 'SET', 'SYS-TEA', 1),
	row('*', 'SET', 'SYS-OLD', 9),
	row('', 'constructor', '__proto__', 3),
	row('*', 'HAT', 'SYS-HAT', 1),
	row('*', '', 'SYS-MUG', 1),
];

const linesOf = (rows: IDataObject[], outbound: IDataObject) =>
	new MappingLines(rows).linesOf(outbound);

describe('the mapping says what each unit of an outbound order is packed as', () => {
	it('also for one parcel, with all parts of a set, the rows of its own store first', () => {
		const lines = [{ systemSku: 'SYS-MUG', quantity: 3, shippedQuantity: 3 }];
		expect(linesOf(ROWS, { storeCode: 'US1', lines })).toEqual([
			line('SYS-MUG', 'MUG', 1),
			line('SYS-MUG', 'SET', 2),
			line('SYS-TEA', 'SET', 1),
		]);
	});

	it('a store without rows of its own has those of all stores', () => {
		const lines = [{ systemSku: 'SYS-TEA' }, { systemSku: '__proto__' }];
		expect(linesOf(ROWS, { storeCode: 'GB1', lines })).toEqual([
			line('SYS-OLD', 'SET', 9),
			line('__proto__', 'constructor', 3),
		]);
	});

	it('an empty table, or an order of which the OMS tells no lines, has none', () => {
		expect(linesOf([{}], { storeCode: 'US1', lines: [{ systemSku: 'X' }] })).toEqual([]);
		expect(linesOf(ROWS, { storeCode: 'US1' })).toEqual([]);
	});
});
