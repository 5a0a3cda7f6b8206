import * as fc from 'fast-check';

import { checkMapping, type CheckInput } from '../../../nodes/SkuMapping/checkMapping/check';

const TEXTS = ['*', 'A', 'a', 'A ', 'B', '', '1.23E+18', '=1', '__proto__', 'constructor', 'CAFÃ©'];

/** A row with the mistakes of users and programs. */
const someRow = fc.record({
	store_code: fc.constantFrom('*', 'US01', 'us01'),
	platform_sku: fc.constantFrom<unknown>(...TEXTS, 5, Number('1729582718312311001'), null),
	system_sku: fc.constantFrom<unknown>(...TEXTS, 7),
	quantity: fc.constantFrom<unknown>(1, 2, '2', '1,5', 0, '', -1, 'x', 4_006_381_333_931),
});

const anyRow = fc.oneof(
	fc.anything(),
	fc.record({
		store_code: fc.anything(),
		platform_sku: fc.anything(),
		system_sku: fc.anything(),
		quantity: fc.anything(),
	}),
	fc.record({
		orderId: fc.anything(),
		shop: fc.anything(),
		lines: fc.anything(),
		sku: fc.anything(),
		platformSku: fc.anything(),
		shopCode: fc.anything(),
	}),
);

const blank = (raw: unknown) =>
	typeof raw === 'object' &&
	raw !== null &&
	!Array.isArray(raw) &&
	Object.values(raw).every(
		(value) =>
			value === undefined || value === null || (typeof value === 'string' && value.trim() === ''),
	);

describe('checking a mapping, whatever the rows', () => {
	it('never throws, and fine + refused rows = rows', () => {
		const anyInput: fc.Arbitrary<CheckInput> = fc.record({
			orders: fc.array(anyRow, { maxLength: 5 }),
			omsProducts: fc.array(anyRow, { maxLength: 5 }),
			platformProducts: fc.array(anyRow, { maxLength: 5 }),
			earlierMapping: fc.array(anyRow, { maxLength: 5 }),
		});
		fc.assert(
			fc.property(fc.array(fc.oneof(anyRow, someRow)), anyInput, (raw, input) => {
				const { summary, fineRows } = checkMapping(raw, input);
				expect(summary.rows).toBe(raw.filter((each) => !blank(each)).length);
				expect(summary.fineRows + summary.refusedRows).toBe(summary.rows);
				expect(fineRows).toHaveLength(summary.fineRows);
			}),
		);
	});

	it('every refused row has a reason, by its number or for the whole table', () => {
		fc.assert(
			fc.property(fc.array(someRow, { maxLength: 30 }), (raw) => {
				const { problems, fineRows } = checkMapping(raw);
				const fine = new Set(fineRows.map(({ row }) => row));
				const refused = problems.filter(({ severity }) => severity === 'refused');
				const reported = new Set(refused.map(({ row }) => row));
				raw.forEach((each, index) => {
					if (blank(each) || reported.has(null)) return;
					expect(reported.has(index + 1)).toBe(!fine.has(index + 1));
				});
			}),
		);
	});

	it('fine rows are fine again, and nothing but the same comes out', () => {
		fc.assert(
			fc.property(fc.array(someRow, { maxLength: 30 }), (raw) => {
				const { fineRows } = checkMapping(raw);
				const again = checkMapping(fineRows);
				const cells = (rows: typeof fineRows) => rows.map((each) => ({ ...each, row: 0 }));
				expect(cells(again.fineRows)).toEqual(cells(fineRows));
				expect(again.problems.filter(({ severity }) => severity === 'refused')).toEqual(
					fineRows.length === 0 ? [expect.objectContaining({ code: 'NO_ROWS' })] : [],
				);
			}),
		);
	});

	it('which rows are refused does not depend on their order, apart from which of two equal ones comes first', () => {
		const shuffled = fc
			.array(someRow, { maxLength: 20 })
			.chain((raw) =>
				fc.tuple(fc.constant(raw), fc.shuffledSubarray(raw, { minLength: raw.length })),
			);
		const kept = (raw: unknown[]) =>
			checkMapping(raw)
				.fineRows.map(({ store_code, platform_sku, system_sku, quantity }) =>
					JSON.stringify([store_code, platform_sku, system_sku, quantity]),
				)
				.sort();
		fc.assert(
			fc.property(shuffled, ([raw, other]) => {
				expect(kept(other)).toEqual(kept(raw));
			}),
		);
	});

	it('a mapping does not differ from itself, in any order of its rows', () => {
		const shuffled = fc
			.array(someRow, { maxLength: 20 })
			.chain((raw) =>
				fc.tuple(fc.constant(raw), fc.shuffledSubarray(raw, { minLength: raw.length })),
			);
		fc.assert(
			fc.property(shuffled, ([raw, other]) => {
				const { fineRows } = checkMapping(raw);
				const earlierMapping = checkMapping(other).fineRows;
				expect(checkMapping(fineRows, { earlierMapping }).differences).toEqual([]);
			}),
		);
	});
});
