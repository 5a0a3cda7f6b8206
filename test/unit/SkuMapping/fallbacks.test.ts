import type { FallbackKind } from '../../../nodes/SkuMapping/mapping/fallbacks';
import { mapOrder } from '../../../nodes/SkuMapping/mapOrders/mapOrder';
import { MappingIndex } from '../../../nodes/SkuMapping/mapping/mappingIndex';
import { readOmsProducts } from '../../../nodes/SkuMapping/mapping/omsProducts';
import type { MappingRow } from '../../../nodes/SkuMapping/mapping/mappingRows';
import type { OrderLine } from '../../../nodes/shared/orderItem';
import { line, order, part } from '../../support/items/mappingOrder';

const SKU_ID = '1729582718312311001';

const row = (
	platformSku: string,
	systemSku: string,
	quantity = 1,
	storeCode = '*',
): MappingRow => ({
	storeCode,
	platformSku,
	systemSku,
	quantity,
});

const withId = (sku: string, more: Partial<OrderLine> = {}): OrderLine => ({
	...line(sku, 2),
	skuId: SKU_ID,
	...more,
});

function map(
	lines: OrderLine[],
	rows: MappingRow[],
	steps: FallbackKind[],
	products: string[] = [],
) {
	const fallbacks = { steps, approvedSkus: new Set(products) };
	return mapOrder(order(lines), new MappingIndex(rows), { checkRecipient: true, fallbacks });
}

function from(result: ReturnType<typeof map>) {
	if ('exception' in result) return result.exception.code;
	return result.outboundLines.map(({ systemSku, quantity, from: [source] }) => [
		systemSku,
		quantity,
		source.by,
	]);
}

describe('fallbacks', () => {
	it('none by default: the order waits (B68)', () => {
		expect(from(map([withId('MUG')], [row(SKU_ID, 'SYS')], []))).toBe('SKU_NOT_MAPPED');
	});

	it('skuId: the rows of the SKU ID are used, and the line says so', () => {
		expect(map([withId('MUG')], [row(SKU_ID, 'SYS', 3)], ['skuId'])).toEqual({
			outboundLines: [
				{
					systemSku: 'SYS',
					quantity: 6,
					from: [{ platformSku: 'MUG', quantity: 2, factor: 3, by: 'skuId', skuId: SKU_ID }],
				},
			],
		});
	});

	it('skuId: also finds a line whose seller SKU is empty', () => {
		expect(from(map([withId('')], [row(SKU_ID, 'SYS')], ['skuId']))).toEqual([['SYS', 2, 'skuId']]);
	});

	it("skuId: the store's own rows come first (B59)", () => {
		const rows = [row(SKU_ID, 'ALL'), row(SKU_ID, 'OWN', 1, 'US01')];
		expect(from(map([withId('MUG')], rows, ['skuId']))).toEqual([['OWN', 2, 'skuId']]);
	});

	it('skuId: a line without SKU ID waits', () => {
		const lines = [{ ...line('MUG'), skuId: undefined as unknown as string }];
		expect(from(map(lines, [row('undefined', 'SYS')], ['skuId']))).toBe('SKU_NOT_MAPPED');
	});

	it('sameSku: the platform SKU itself, one for one, where the OMS has exactly this one', () => {
		expect(map([withId('MUG')], [], ['sameSku'], ['MUG'])).toEqual({
			outboundLines: [
				{
					systemSku: 'MUG',
					quantity: 2,
					from: [{ platformSku: 'MUG', quantity: 2, factor: 1, by: 'sameSku' }],
				},
			],
		});
	});

	it.each(['mug', 'MUG ', 'M UG', ''])('sameSku: %j is not the SKU "MUG" (B65)', (sku) => {
		expect(from(map([withId(sku)], [], ['sameSku'], ['MUG']))).toMatch(/^(SKU|PLATFORM_SKU)_/);
	});

	it('rows of the platform SKU always come first', () => {
		const rows = [row('MUG', 'SYS'), row(SKU_ID, 'BY-ID')];
		const result = map([withId('MUG')], rows, ['sameSku', 'skuId'], ['MUG']);
		expect(from(result)).toEqual([['SYS', 2, undefined]]);
	});

	it.each([
		[['skuId', 'sameSku'], 'BY-ID', 'skuId'],
		[['sameSku', 'skuId'], 'MUG', 'sameSku'],
	] as Array<[FallbackKind[], string, string]>)(
		'are tried in the order %j',
		(steps, systemSku, by) => {
			const result = map([withId('MUG')], [row(SKU_ID, 'BY-ID')], steps, ['MUG']);
			expect(from(result)).toEqual([[systemSku, 2, by]]);
		},
	);

	it('a line that no fallback knows makes the whole order wait', () => {
		const result = map([withId('MUG'), line('NEW')], [], ['skuId', 'sameSku'], ['MUG']);
		expect(from(result)).toBe('SKU_NOT_MAPPED');
	});

	it('a virtual bundle is taken as itself where a fallback finds it, else by its parts', () => {
		const bundle = withId('BOX', { components: [part('MUG', 3)] });
		expect(from(map([bundle], [], ['sameSku'], ['BOX', 'MUG']))).toEqual([['BOX', 2, 'sameSku']]);
		expect(from(map([bundle], [], ['sameSku'], ['MUG']))).toEqual([['MUG', 6, 'sameSku']]);
	});

	it('sameSku without any product says so in the hint', () => {
		expect(map([withId('MUG')], [], ['sameSku'])).toMatchObject({
			exception: {
				hint: expect.stringContaining('The OMS Products input gave no approved product'),
			},
		});
	});
});

describe('products of the OMS', () => {
	it('count with Simplify on and off; only approved ones can ship (B63)', () => {
		const { approved, unapproved, unusable } = readOmsProducts([
			{ systemSku: 'SIMPLE', productName: 'no state given' },
			{ sku: 'RAW', approveStatus: 2 },
			{ sku: 'TEXT', approveStatus: '2' },
			{ sku: 'NEW', approveStatus: 0 },
			{ sku: 'REVIEW', approveStatus: 1 },
			{ sku: 'NO', approveStatus: 3 },
			{ sku: 'GONE', approveStatus: 4 },
			{ sku: 'ODD', approveStatus: 9 },
		]);
		expect([...approved]).toEqual(['SIMPLE', 'RAW', 'TEXT']);
		expect([...unapproved]).toEqual([
			['NEW', 'new'],
			['REVIEW', 'in review'],
			['NO', 'rejected'],
			['GONE', 'discarded'],
			['ODD', 'in state 9'],
		]);
		expect(unusable).toBe(0);
	});

	it('that come twice count as approved when one of them is', () => {
		const [review, approved] = [1, 2].map((approveStatus) => ({ sku: 'A', approveStatus }));
		for (const items of [
			[review, approved],
			[approved, review],
		]) {
			expect(readOmsProducts(items)).toEqual({
				approved: new Set(['A']),
				unapproved: new Map(),
				unusable: 0,
			});
		}
	});

	it('that are none are counted, and nothing at all is not', () => {
		const odd = [{}, null, 7, [], { sku: 5 }, { sku: '' }, { hello: 'world' }];
		expect(readOmsProducts(odd)).toMatchObject({ approved: new Set(), unusable: 5 });
	});
});
