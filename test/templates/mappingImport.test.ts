import type { IDataObject } from 'n8n-workflow';

import { evaluate, fieldOf } from './evaluate';

const IMPORT = '02-mapping-import.json';
const STAMP = '2026-11-01T08:00:00.000Z #7';

const row = (platform_sku: string, imported: string, quantity = 1): IDataObject => ({
	store_code: '*',
	platform_sku,
	system_sku: `SYS-${platform_sku}`,
	quantity,
	imported,
});

/** SKUs in the table after an import that keeps what the file does not name. */
async function kept(there: IDataObject[]): Promise<unknown[]> {
	const rows = await evaluate(fieldOf(IMPORT, 'Rows for the Table', 'rows'), {
		'Upload the Mapping': [{ other_skus: 'Keep them · 保留' }],
		'Rows There Now': there,
		'Check Mapping': [row('NEW', '')],
	});
	return (rows as IDataObject[]).map(({ platform_sku }) => platform_sku);
}

describe('an import that keeps what the file does not name', () => {
	it.each([
		['typed into the table', ''],
		['added on the orders page', '2026-11-02T09:00:00.000Z'],
		['added there before the earlier import', '2026-10-01T09:00:00.000Z'],
		['added by the form that picks', '2026-11-02T09:00:00.000Z by form #9'],
	])('keeps a row that was %s', async (_how, imported) => {
		expect(await kept([row('OLD', STAMP), row('ADDED', imported)])).toEqual([
			'OLD',
			'ADDED',
			'NEW',
		]);
	});

	it('takes no row of an import that has not come to its end', async () => {
		const there = [row('OLD', STAMP), row('HALF', '2026-11-03T08:00:00.000Z #8')];
		expect(await kept(there)).toEqual(['OLD', 'NEW']);
	});
});
