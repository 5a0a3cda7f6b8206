import type { IDataObject } from 'n8n-workflow';

import { line, order } from '../../support/items/mappingOrder';
import { FileItem, runSkuMapping } from './run';

const HEADER = 'store_code,platform_sku,system_sku,quantity\r\n';

const wants = (sku: string) => structuredClone(order([line(sku)])) as unknown as IDataObject;
const check = async (items: Array<IDataObject | FileItem>, parameters: IDataObject = {}) =>
	await runSkuMapping(
		{ operation: 'checkMapping', mappingSource: 'file', ...parameters } as never,
		[items],
	);
const map = async (
	items: Array<IDataObject | FileItem>,
	sku: string,
	parameters: IDataObject = {},
) =>
	await runSkuMapping({ operation: 'mapOrders', mappingSource: 'file', ...parameters } as never, [
		[wants(sku)],
		items,
	]);

/** A1 B2 … of the file, as GBK writes them. */
const GBK = Buffer.concat([
	Buffer.from(`${HEADER}*,`),
	Buffer.from('b1add7d32dbaecc9ab', 'hex'),
	Buffer.from(',S,1\r\n'),
]);

describe('the mapping as a file', () => {
	it('is read by Check Mapping and by Map Orders, in its own encoding', async () => {
		const { outputs } = await check([new FileItem(GBK)]);
		expect(outputs[0]).toMatchObject([{ row: 2, platform_sku: '杯子-红色' }]);
		expect((await map([new FileItem(GBK)], '杯子-红色')).outputs[0]).toHaveLength(1);
		const chosen = await map([new FileItem(GBK)], '杯子-红色', { encoding: 'gb18030' });
		expect(chosen.outputs[0]).toHaveLength(1);
	});

	it('in the wrong encoding imports nothing, and the orders wait', async () => {
		const { outputs } = await check([new FileItem(GBK)], { encoding: 'windows-1252' });
		expect([outputs[0], outputs[1]]).toMatchObject([
			[],
			[{ row: 2, code: 'GARBLED_TEXT', severity: 'refused' }],
		]);
	});

	it('that cannot be read is a result of Check Mapping, and fails Map Orders with the same words', async () => {
		const file = new FileItem(Buffer.from('504b0304aabb', 'hex'));
		const { outputs, error } = await check([file]);
		expect(error).toBeUndefined();
		expect(outputs[1]).toMatchObject([{ row: null, code: 'FILE_UNREADABLE' }]);
		expect(outputs[2]).toMatchObject([{ rows: 0, fineRows: 0 }]);
		const mapped = await map([file], 'A');
		expect(mapped.error?.message).toContain((outputs[1][0].reason as string).slice(0, 60));
	});

	it('in another field is looked for by name', async () => {
		const file = new FileItem(`${HEADER}*,A,S,1`, 'Mapping_file');
		expect((await check([file])).outputs[1][0].reason).toBe(
			'No item of the Mapping input has a file in "data"; files are in "Mapping_file". Correct Input Binary Field.',
		);
		const { outputs } = await check([file], { binaryPropertyName: 'Mapping_file' });
		expect(outputs[0]).toMatchObject([{ row: 2, platform_sku: 'A' }]);
	});

	it('of a worksheet comes as rows, and each result is paired with its item', async () => {
		const rows = [['Title'], HEADER.trim().split(','), ['US01', 'A', 'S', 1], ['', 'B', 'S', 1]];
		const { outputs, items } = await check(rows.map((row) => ({ row })));
		expect(outputs[0]).toMatchObject([{ row: 3, platform_sku: 'A' }]);
		expect(outputs[1]).toMatchObject([{ row: 4, code: 'STORE_EMPTY' }]);
		expect([items[0][0].pairedItem, items[1][0].pairedItem]).toEqual([{ item: 2 }, { item: 3 }]);
	});

	it('without a byte is said to be empty', async () => {
		const [problem] = (await check([new FileItem('')])).outputs[1];
		expect(problem).toMatchObject({ code: 'FILE_UNREADABLE' });
		expect(problem.reason).toMatch(/it is empty/);
	});

	it("with a text mark: `'=A` is the SKU =A to both operations", async () => {
		const file = new FileItem(`${HEADER}*,'=A,S,1`);
		expect((await check([file])).outputs[0]).toMatchObject([{ platform_sku: '=A' }]);
		expect((await map([file], '=A')).outputs[0]).toHaveLength(1);
	});

	it('with a character that cannot be seen: the order waits, and the hint names the row', async () => {
		const { outputs } = await map([new FileItem(`${HEADER}*,A\u200B,S,1`)], 'A');
		expect(outputs[1]).toMatchObject([
			{
				exception: {
					code: 'SKU_NOT_MAPPED',
					hint: expect.stringContaining('"A[zero-width space]" (all stores) in row 2'),
				},
			},
		]);
	});

	it('rows with the name of a shop are those of the shop', async () => {
		const named = {
			...wants('A'),
			shop: { id: '9', code: 'X', name: 'My Shop', region: 'US', sellerType: 'LOCAL' },
		};
		const file = new FileItem('店铺名称,平台SKU,系统SKU,数量\nMy Shop,A,S,1\nOther,A,T,1');
		const { outputs } = await runSkuMapping({ operation: 'mapOrders', mappingSource: 'file' }, [
			[named],
			[file],
		]);
		expect(outputs[0]).toMatchObject([{ outboundLines: [{ systemSku: 'S' }] }]);
	});
});
