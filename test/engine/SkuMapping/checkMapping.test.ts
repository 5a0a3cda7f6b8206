import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { line, order } from '../../support/items/mappingOrder';
import { runSkuMapping } from './run';

const CHECK = { operation: 'checkMapping', mappingSource: 'mappingInput' };
const ALL = ['orders', 'omsProducts', 'platformProducts', 'earlierMapping'];

const row = (platform_sku: string, system_sku: string, more: IDataObject = {}): IDataObject => ({
	store_code: '*',
	platform_sku,
	system_sku,
	quantity: 1,
	...more,
});

const sold = (sku: string) =>
	({ ...order([line(sku)], { orderId: sku }) }) as unknown as IDataObject;

describe('Check Mapping', () => {
	it('takes the mapping and everything it is compared with by inputs of their own', async () => {
		const { outputs, error } = await runSkuMapping({ ...CHECK, compareWith: ALL }, [
			[row('MUG', 'SYS-MUG'), row('SET', 'SYS-A', { quantity: 2 }), row('X', 'NOPE')],
			[sold('MUG'), sold('NEW')],
			[{ systemSku: 'SYS-MUG' }, { systemSku: 'SYS-A' }],
			[{ platformSku: 'MUG', skuId: '1', shopCode: 'US01', status: 'ACTIVATE' }],
			[row('MUG', 'SYS-MUG'), row('SET', 'SYS-A'), row('OLD', 'SYS-A')],
		]);
		expect(error).toBeUndefined();
		const [fine, problems, summary, differences] = outputs;
		expect(fine).toEqual([
			{ row: 1, store_code: '*', platform_sku: 'MUG', system_sku: 'SYS-MUG', quantity: 1 },
			{ row: 2, store_code: '*', platform_sku: 'SET', system_sku: 'SYS-A', quantity: 2 },
		]);
		expect(problems.map(({ row: number, severity, code }) => [number, severity, code])).toEqual([
			[2, 'warning', 'QUANTITY_CHANGED'],
			[2, 'warning', 'PLATFORM_SKU_GONE'],
			[3, 'refused', 'SYSTEM_SKU_UNKNOWN'],
			[null, 'warning', 'LARGE_CHANGE'],
			[null, 'warning', 'SOLD_SKU_NOT_MAPPED'],
		]);
		expect(summary).toEqual([
			{
				rows: 3,
				fineRows: 2,
				refusedRows: 1,
				warnings: 4,
				orders: 2,
				skusSold: 2,
				skusCovered: 1,
				skuCoverage: 50,
				unitsSold: 2,
				unitsCovered: 1,
				unitCoverage: 50,
				added: 0,
				removed: 1,
				changed: 1,
				kept: 0,
			},
		]);
		expect(differences).toEqual([
			{
				change: 'changed',
				store_code: '*',
				platform_sku: 'SET',
				before: 'SYS-A × 1',
				after: 'SYS-A × 2',
				effect:
					'the quantity for platform SKU "SET" of all stores changes: system SKU "SYS-A" from 1 to 2',
			},
			{
				change: 'removed',
				store_code: '*',
				platform_sku: 'OLD',
				before: 'SYS-A × 1',
				after: '',
				effect: '',
			},
		]);
	});

	it('gives flat items only, so that the editor shows tables', async () => {
		const { outputs } = await runSkuMapping({ ...CHECK, compareWith: ALL }, [
			[row('MUG', 'SYS-MUG'), { platform_sku: { a: 1 }, quantity: [2] }],
			[sold('NEW')],
			[{ systemSku: 'A' }],
			[{ platformSku: 'B', skuId: '1', shopCode: 'US01' }],
			[row('OLD', 'SYS-A')],
		]);
		for (const item of outputs.flat()) {
			for (const value of Object.values(item)) {
				expect(value === null || typeof value !== 'object').toBe(true);
			}
		}
	});

	it('pairs rows and problems with the items they are about', async () => {
		const options = { firstRowNumber: 2 };
		const { items } = await runSkuMapping({ ...CHECK, options }, [
			[row('A', 'S'), {}, row('B', ''), row('C', 'S')],
		]);
		expect(items[0].map(({ json, pairedItem }) => [json.row, pairedItem])).toEqual([
			[2, { item: 0 }],
			[5, { item: 3 }],
		]);
		expect(items[1].map(({ json, pairedItem }) => [json.row, pairedItem])).toEqual([
			[4, { item: 2 }],
		]);
		expect(items[2][0].pairedItem).toEqual({ item: 0 });
	});

	it('an empty file is a result, not a failure', async () => {
		// What "Always Output Data" gives; without it n8n does not run the node at all.
		const { outputs, error } = await runSkuMapping(CHECK, [[{}]]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]).toMatchObject([{ row: null, code: 'NO_ROWS', severity: 'refused' }]);
		expect(outputs[2]).toEqual([{ rows: 0, fineRows: 0, refusedRows: 0, warnings: 0 }]);
	});

	it.each([
		['not connected', undefined],
		['empty', []],
	])('an input that is %s is said to give nothing', async (_, given) => {
		const { outputs, error } = await runSkuMapping({ ...CHECK, compareWith: ALL }, [
			[row('MUG', 'SYS-MUG')],
			given,
			given,
			given,
			given,
		]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[1].map(({ reason }) => reason)).toEqual([
			'The OMS Products input gave nothing to compare with, so system SKUs were not compared.',
			'The TikTok Shop Products input gave nothing to compare with, so its SKUs were not compared.',
			'The Orders input gave nothing to compare with, so there is no coverage.',
		]);
		expect(outputs[2]).toMatchObject([{ unitCoverage: null, added: 1 }]);
	});

	it.each([
		[
			'the node itself',
			{
				mappingSource: 'defineBelow',
				mappingRows: {
					rows: [
						{ storeCode: '*', platformSku: 'MUG', systemSku: 'SYS', quantity: 1 },
						{ storeCode: '*', platformSku: '', systemSku: 'SYS', quantity: 1 },
					],
				},
			},
		],
		[
			'JSON',
			{ mappingSource: 'json', mappingJson: JSON.stringify([row('MUG', 'SYS'), row('', 'SYS')]) },
		],
	])('checks rows of %s; the first input only starts it', async (_, source) => {
		const parameters = { operation: 'checkMapping', compareWith: ['orders'], ...source };
		const { outputs } = await runSkuMapping(parameters, [[{ any: 'item' }], [sold('MUG')]]);
		expect(outputs.map(({ length }) => length)).toEqual([1, 1, 1]);
		expect(outputs[1]).toMatchObject([{ row: 2, code: 'CELL_EMPTY' }]);
		expect(outputs[2]).toMatchObject([{ unitCoverage: 100 }]);
	});

	it('reads a table with its own column names, and the earlier mapping with the usual ones', async () => {
		const columnNames = {
			names: { platformSku: 'Artikel', systemSku: 'Lager-SKU', quantity: 'Menge', storeCode: '' },
		};
		const { outputs } = await runSkuMapping(
			{ ...CHECK, compareWith: ['earlierMapping'], options: { columnNames } },
			[
				[{ '\uFEFFArtikel': 'MUG', 'lager sku': 'SYS', MENGE: '2' }],
				[row('MUG', 'SYS', { id: 4 })],
			],
		);
		expect(outputs[1].filter(({ severity }) => severity === 'refused')).toEqual([]);
		expect(outputs[3]).toMatchObject([{ before: 'SYS × 1', after: 'SYS × 2' }]);
	});

	it('SKUs that the rows do not name are kept or removed, as the node is told', async () => {
		const inputs = [[row('NEW', 'SYS')], [row('OLD', 'SYS')]];
		const summaryOf = async (options: INodeParameters) => {
			const parameters = { ...CHECK, compareWith: ['earlierMapping'], options };
			return (await runSkuMapping(parameters, inputs)).outputs[2];
		};
		expect(await summaryOf({ otherSkus: 'keep' })).toMatchObject([
			{ added: 1, removed: 0, kept: 1 },
		]);
		expect(await summaryOf({})).toMatchObject([{ added: 1, removed: 1, kept: 0 }]);
	});

	it('one name for two columns is refused before anything is read', async () => {
		const columnNames = { names: { platformSku: 'SKU', systemSku: 'sku' } };
		const { error } = await runSkuMapping({ ...CHECK, options: { columnNames } }, [
			[row('MUG', 'SYS')],
		]);
		expect(error?.message).toBe('Column Names gives "sku" for two columns.');
	});

	it('with fallbacks coverage counts what Map Orders would find', async () => {
		const fallbacks = { steps: [{ kind: 'sameSku' }] };
		const parameters = { ...CHECK, compareWith: ['orders'], fallbacks };
		const { outputs } = await runSkuMapping(parameters, [
			[row('MUG', 'SYS')],
			[sold('MUG'), sold('TEA')],
			[{ systemSku: 'TEA' }],
		]);
		expect(outputs[1]).toEqual([]);
		expect(outputs[2]).toMatchObject([{ skuCoverage: 100 }]);
	});

	it('a JSON that cannot be read stops the node, or leaves by Problems with Continue', async () => {
		const parameters = { operation: 'checkMapping', mappingSource: 'json', mappingJson: '[{' };
		expect((await runSkuMapping(parameters, [[{}]])).error?.message).toBe(
			'Mapping JSON cannot be read as JSON.',
		);
		const { outputs } = await runSkuMapping(parameters, [[{ a: 1 }]], 'continueRegularOutput');
		expect(outputs.map(({ length }) => length)).toEqual([0, 1, 0]);
		expect(outputs[1][0]).toEqual({
			a: 1,
			error: 'Mapping JSON cannot be read as JSON.',
			errorHint: expect.stringMatching(/^JSON says: \S/) as string,
		});
	});

	it.each([5_000, 50_000])('%d rows with a few bad ones: each has its number', async (size) => {
		const rows = Array.from({ length: size }, (_, index) =>
			row(`P-${index}`, `S-${index}`, index % 1_000 === 999 ? { quantity: '1,5' } : {}),
		);
		const { outputs } = await runSkuMapping({ ...CHECK, options: { firstRowNumber: 2 } }, [rows]);
		expect(outputs[0]).toHaveLength(size - size / 1_000);
		expect(outputs[1].map(({ row: number }) => number)).toEqual(
			Array.from({ length: size / 1_000 }, (_, index) => index * 1_000 + 1_001),
		);
	});
});
