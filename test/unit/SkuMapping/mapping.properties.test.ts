import * as fc from 'fast-check';

import type { FallbackKind } from '../../../nodes/SkuMapping/mapping/fallbacks';
import { mapOrder } from '../../../nodes/SkuMapping/mapOrders/mapOrder';
import { MappingIndex } from '../../../nodes/SkuMapping/mapping/mappingIndex';
import { readRows, type MappingRow } from '../../../nodes/SkuMapping/mapping/mappingRows';
import type { OrderItem } from '../../../nodes/shared/orderItem';
import { line, order } from '../../support/items/mappingOrder';

const STORES = ['US01', 'GB01'];
const PLATFORM_SKUS = ['A', 'a', 'B', 'B ', 'SET', '__proto__', ''];
const SYSTEM_SKUS = ['S1', 's1', 'S2', 'S3', 'constructor'];

const rowsOfOneMapping: fc.Arbitrary<MappingRow[]> = fc.uniqueArray(
	fc.record({
		storeCode: fc.constantFrom('*', ...STORES),
		platformSku: fc.constantFrom('A', 'a', 'B', 'SET', '__proto__'),
		systemSku: fc.constantFrom(...SYSTEM_SKUS),
		quantity: fc.integer({ min: 1, max: 999_999 }),
	}),
	{
		selector: ({ storeCode, platformSku, systemSku }) =>
			JSON.stringify([storeCode, platformSku, systemSku]),
		maxLength: 30,
	},
);

const someOrder: fc.Arbitrary<OrderItem> = fc
	.record({
		code: fc.constantFrom(...STORES),
		lines: fc.array(
			fc.tuple(fc.constantFrom(...PLATFORM_SKUS), fc.integer({ min: 1, max: 9 }), fc.boolean()),
			{ minLength: 1, maxLength: 6 },
		),
	})
	.map(({ code, lines }) =>
		order(
			lines.map(([sku, quantity, isGift]) => line(sku, quantity, { isGift })),
			{ shop: { id: '1', code, name: '', region: 'US', sellerType: 'LOCAL' } },
		),
	);

/** Rows that hold for a SKU in a store, found by reading all rows: the slow way round. */
function rowsFor(rows: MappingRow[], code: string, sku: string): MappingRow[] {
	const ofSku = rows.filter(({ platformSku }) => platformSku === sku);
	const own = ofSku.filter(({ storeCode }) => storeCode === code);
	return own.length > 0 ? own : ofSku.filter(({ storeCode }) => storeCode === '*');
}

const options = { checkRecipient: true };
const sorted = (pairs: Array<[string, number]>) => pairs.sort(([a], [b]) => (a < b ? -1 : 1));

function unitsOf(result: ReturnType<typeof mapOrder>): Array<[string, number]> | undefined {
	if ('exception' in result) return undefined;
	return sorted(result.outboundLines.map(({ systemSku, quantity }) => [systemSku, quantity]));
}

describe('mapping orders, whatever the orders and rows', () => {
	it('conserves units: Σ system units = Σ line quantity × factor, in total and in the provenance', () => {
		fc.assert(
			fc.property(rowsOfOneMapping, someOrder, (rows, input) => {
				const result = mapOrder(input, new MappingIndex(rows), options);
				if ('exception' in result) return;
				const expected = input.lines
					.flatMap(({ platformSku, quantity }) =>
						rowsFor(rows, input.shop.code, platformSku).map((each) => each.quantity * quantity),
					)
					.reduce((sum, units) => sum + units, 0);
				const total = result.outboundLines.reduce((sum, { quantity }) => sum + quantity, 0);
				expect(total).toBe(expected);
				for (const { quantity, from } of result.outboundLines) {
					expect(from.reduce((sum, each) => sum + each.quantity * each.factor, 0)).toBe(quantity);
				}
			}),
		);
	});

	it('conserves units with fallbacks as well, and maps no less than without', () => {
		const steps = fc.shuffledSubarray<FallbackKind>(['skuId', 'sameSku']);
		fc.assert(
			fc.property(rowsOfOneMapping, someOrder, steps, (rows, input, chosen) => {
				const index = new MappingIndex(rows);
				const fallbacks = { steps: chosen, approvedSkus: new Set(['A', '__proto__']) };
				const result = mapOrder(input, index, { ...options, fallbacks });
				if ('exception' in result) {
					expect(mapOrder(input, index, options)).toHaveProperty('exception');
					return;
				}
				const units = new Map<string, number>();
				for (const { quantity, from } of result.outboundLines) {
					expect(from.reduce((sum, each) => sum + each.quantity * each.factor, 0)).toBe(quantity);
					for (const { platformSku, by, factor } of from) {
						if (by === 'sameSku') expect(factor).toBe(1);
						units.set(platformSku, (units.get(platformSku) ?? 0) + 1);
					}
				}
				for (const { platformSku } of input.lines) expect(units.has(platformSku)).toBe(true);
			}),
		);
	});

	it('every order is either mapped or an exception, and an exception exactly when a line has no rows', () => {
		fc.assert(
			fc.property(rowsOfOneMapping, fc.array(someOrder, { maxLength: 10 }), (rows, inputs) => {
				const index = new MappingIndex(rows);
				const results = inputs.map((input) => mapOrder(input, index, options));
				const mapped = results.filter((result) => 'outboundLines' in result);
				const exceptions = results.filter((result) => 'exception' in result);
				expect(mapped.length + exceptions.length).toBe(inputs.length);
				const waiting = inputs.filter(({ lines, shop }) =>
					lines.some(({ platformSku }) => rowsFor(rows, shop.code, platformSku).length === 0),
				);
				expect(exceptions).toHaveLength(waiting.length);
			}),
		);
	});

	it('does not depend on the order of the rows', () => {
		const withShuffled = rowsOfOneMapping.chain((rows) =>
			fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
		);
		fc.assert(
			fc.property(withShuffled, someOrder, ([rows, shuffled], input) => {
				const one = mapOrder(input, new MappingIndex(rows), options);
				const other = mapOrder(input, new MappingIndex(shuffled), options);
				expect(unitsOf(other)).toEqual(unitsOf(one));
			}),
		);
	});

	it('does not touch the order', () => {
		fc.assert(
			fc.property(rowsOfOneMapping, someOrder, (rows, input) => {
				const before = structuredClone(input);
				mapOrder(deepFrozen(input), new MappingIndex(rows), options);
				expect(input).toEqual(before);
			}),
		);
	});

	it('reads good rows in any spelling of text and number back as they were meant', () => {
		fc.assert(
			fc.property(rowsOfOneMapping, fc.boolean(), (rows, asText) => {
				const raw = rows.map(({ storeCode, platformSku, systemSku, quantity }) => ({
					'Store Code': ` ${storeCode}`,
					platform_sku: `${platformSku} `,
					systemSku,
					QUANTITY: asText ? `${quantity}` : quantity,
				}));
				expect(readRows(raw)).toEqual({ rows, problems: [] });
			}),
		);
	});
});

function deepFrozen<T extends object>(value: T): T {
	for (const inner of Object.values(value) as unknown[]) {
		if (typeof inner === 'object' && inner !== null) deepFrozen(inner);
	}
	return Object.freeze(value);
}
