import * as fc from 'fast-check';

import { availablePlatformQuantity } from '../../../nodes/SkuMapping/availability';
import type { MappingTarget } from '../../../nodes/SkuMapping/mappingIndex';

const targets = (...pairs: Array<[string, number]>): MappingTarget[] =>
	pairs.map(([systemSku, quantity]) => ({ systemSku, quantity }));

describe('platform units that the stock of the OMS allows', () => {
	it.each([
		['one for one', targets(['A', 1]), { A: 7 }, 7],
		['floor of stock ÷ factor (B57)', targets(['A', 12]), { A: 35 }, 2],
		['less stock than one unit needs', targets(['A', 12]), { A: 11 }, 0],
		['the minimum over a combo (B58)', targets(['A', 2], ['B', 1]), { A: 9, B: 100 }, 4],
		['a combo with a part that is sold out', targets(['A', 1], ['B', 1]), { A: 9, B: 0 }, 0],
		['a part without stock entry', targets(['A', 1], ['B', 1]), { A: 9 }, 0],
		['stock below zero', targets(['A', 1]), { A: -3 }, 0],
		['stock that is no number', targets(['A', 1]), { A: Number.NaN }, 0],
		['no rows', [], { A: 9 }, 0],
		['equal system SKUs are added', targets(['A', 1], ['A', 2]), { A: 9 }, 3],
	])('%s', (_, rows, stock, expected) => {
		const stockOf = (sku: string) => (stock as Record<string, number>)[sku];
		expect(availablePlatformQuantity(rows, stockOf)).toBe(expected);
	});

	it('shipping that many never needs more than the stock, and one more would', () => {
		const combos = fc.array(
			fc.record({
				systemSku: fc.constantFrom('A', 'B', 'C', '__proto__'),
				quantity: fc.integer({ min: 1, max: 999_999 }),
			}),
			{ minLength: 1, maxLength: 6 },
		);
		const stocks = fc.array(fc.integer({ min: 0, max: 10_000_000 }), {
			minLength: 4,
			maxLength: 4,
		});
		fc.assert(
			fc.property(combos, stocks, (rows, [a, b, c, d]) => {
				const stock = new Map([
					['A', a],
					['B', b],
					['C', c],
					['__proto__', d],
				]);
				const available = availablePlatformQuantity(rows, (sku) => stock.get(sku));
				const fits = (units: number) =>
					[...stock].every(([sku, most]) => {
						const factors = rows.filter(({ systemSku }) => systemSku === sku);
						return factors.reduce((sum, { quantity }) => sum + quantity * units, 0) <= most;
					});
				expect(Number.isInteger(available)).toBe(true);
				expect(fits(available)).toBe(true);
				expect(fits(available + 1)).toBe(false);
			}),
		);
	});
});
