import * as fc from 'fast-check';

import { checkMapping } from '../../../nodes/SkuMapping/checkMapping/check';
import { mapOrder, type MappedOrder } from '../../../nodes/SkuMapping/mapOrders/mapOrder';
import { MappingIndex } from '../../../nodes/SkuMapping/mapping/mappingIndex';
import {
	refusedRowNumbers,
	indexUnusableRows,
} from '../../../nodes/SkuMapping/mapping/evaluateMapping';
import { readTable, usableRows } from '../../../nodes/SkuMapping/mapping/mappingRows';
import type { OrderItem } from '../../../nodes/shared/orderItem';
import { line, order } from '../../support/items/mappingOrder';

const STORES = ['US01', 'GB01'];
const SKUS = ['A', 'B', 'SET', '1729582718312311001'];

interface Row {
	store_code: unknown;
	platform_sku: unknown;
	system_sku: unknown;
	quantity: unknown;
}

const goodRows = fc.uniqueArray(
	fc.record({
		store_code: fc.constantFrom('*', ...STORES),
		platform_sku: fc.constantFrom(...SKUS),
		system_sku: fc.constantFrom('S1', 'S2', 'S3'),
		quantity: fc.integer({ min: 1, max: 9 }),
	}),
	{
		selector: ({ store_code, platform_sku, system_sku }) =>
			JSON.stringify([store_code, platform_sku, system_sku]),
		maxLength: 12,
	},
);

const UNREADABLE: unknown[] = [{}, [], 1.5, Number('1729582718312311001'), true];

/** A row that names a SKU, and a store unless that cannot be read; it is wrong in another place. */
const badRow: fc.Arbitrary<Row> = fc
	.record({
		store_code: fc.constantFrom<unknown>('*', ...STORES, ...UNREADABLE),
		platform_sku: fc.constantFrom(...SKUS),
		system_sku: fc.constantFrom<unknown>('S1', 'S4', '', null, ...UNREADABLE),
		quantity: fc.constantFrom<unknown>('', null, 0, -1, '1,5', 'x', 1_000_000, ...UNREADABLE),
	})
	.filter(({ quantity }) => quantity !== 1);

const orders = fc.array(
	fc
		.record({
			code: fc.constantFrom(...STORES),
			skus: fc.array(fc.constantFrom(...SKUS), { minLength: 1, maxLength: 3 }),
		})
		.map(({ code, skus }): OrderItem => {
			const shop = { id: `id-${code}`, code, name: '', region: 'US', sellerType: 'LOCAL' };
			return order(
				skus.map((sku) => line(sku)),
				{ shop },
			);
		}),
	{ minLength: 1, maxLength: 5 },
);

/** Place in a list of the given length, as a share of it. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const insertedAt = (share: number, rows: readonly unknown[]) => Math.round(share * rows.length);

function map(rows: readonly unknown[], inputs: readonly OrderItem[]): MappedOrder[] {
	const { rows: read, problems } = readTable(rows);
	const unusable = indexUnusableRows(read, problems, refusedRowNumbers(read, problems));
	const index = new MappingIndex(usableRows(read), unusable);
	return inputs.map((input) => mapOrder(input, index, { checkRecipient: true }));
}

/** Whether an order needs a row, found by reading all rows: the slow way round. */
function needs({ shop, lines }: OrderItem, bad: Row, good: readonly Row[]): boolean {
	const own = (sku: string) =>
		good.some((row) => row.store_code === shop.code && row.platform_sku === sku);
	return lines.some(({ platformSku }) => {
		if (bad.platform_sku !== platformSku) return false;
		if (typeof bad.store_code !== 'string' || bad.store_code === shop.code) return true;
		return ['*', ''].includes(bad.store_code) && !own(platformSku);
	});
}

const unusableIn = (result: MappedOrder): unknown =>
	'exception' in result && result.exception.code === 'MAPPING_ROW_UNUSABLE'
		? result.exception.details.rows
		: undefined;

const anyRow: fc.Arbitrary<unknown> = fc.oneof(
	fc.anything(),
	fc.record({
		store_code: fc.oneof(fc.anything(), fc.constantFrom('*', ...STORES)),
		platform_sku: fc.oneof(fc.anything(), fc.constantFrom(...SKUS), fc.constant('1.73E+18')),
		system_sku: fc.oneof(fc.anything(), fc.constant('S1')),
		quantity: fc.anything(),
	}),
);

/** Without the hints, which may name other rows that look similar. */
function outcome(result: MappedOrder): unknown {
	if (!('exception' in result)) return result;
	const { code, message } = result.exception;
	return { code, message };
}

describe('one mapping row that cannot be used, at any place among good ones', () => {
	it('makes exactly the orders wait that need it, with its number; the others are mapped as without it', () => {
		fc.assert(
			fc.property(goodRows, badRow, place, orders, (good, bad, share, inputs) => {
				const at = insertedAt(share, good);
				const rows = [...good.slice(0, at), bad, ...good.slice(at)];
				const without = map(good, inputs);
				map(rows, inputs).forEach((result, index) => {
					if (needs(inputs[index], bad, good)) expect(unusableIn(result)).toContain(at + 1);
					else expect(outcome(result)).toEqual(outcome(without[index]));
				});
			}),
			{ numRuns: 400 },
		);
	});

	it('gives a system SKU another quantity: the combo waits, the others are mapped as without it', () => {
		const withGood = goodRows.filter(({ length }) => length > 0);
		fc.assert(
			fc.property(withGood, fc.nat(), place, orders, (good, which, share, inputs) => {
				const first = good[which % good.length];
				const bad = { ...first, quantity: first.quantity + 1 };
				const at = insertedAt(share, good);
				const rows = [...good.slice(0, at), bad, ...good.slice(at)];
				const without = map(good, inputs);
				const others = good.filter((row) => row !== first);
				map(rows, inputs).forEach((result, index) => {
					if (needs(inputs[index], bad, others)) expect(unusableIn(result)).toHaveLength(1);
					else expect(outcome(result)).toEqual(outcome(without[index]));
				});
			}),
		);
	});

	it('may be anything at all: every order is mapped as without it, or waits and names it', () => {
		fc.assert(
			fc.property(goodRows, anyRow, place, orders, (good, bad, share, inputs) => {
				const at = insertedAt(share, good);
				const rows = [...good.slice(0, at), bad, ...good.slice(at)];
				if (readTable([bad, ...good]).rows[0]?.row) return;
				const without = map(good, inputs);
				map(rows, inputs).forEach((result, index) => {
					const waitsFor = unusableIn(result);
					if (waitsFor === undefined) expect(outcome(result)).toEqual(outcome(without[index]));
					else expect(waitsFor).toContain(at + 1);
				});
			}),
			{ numRuns: 400 },
		);
	});
});

describe('Check Mapping and Map Orders', () => {
	const someRows = fc.array(
		fc.record({
			store_code: fc.constantFrom<unknown>('*', '', 'US01', 'us01', Number('1729582718312311001')),
			platform_sku: fc.constantFrom<unknown>(
				'A',
				'B ',
				'',
				'1.73E+18',
				SKUS[3],
				{ text: 'A' },
				null,
			),
			system_sku: fc.constantFrom<unknown>('S1', 'S2', '', null),
			quantity: fc.constantFrom<unknown>(1, 2, '2', '1,5', 0, ''),
		}),
		{ minLength: 1, maxLength: 12 },
	);

	it('agree on every order: what is mapped is covered, and what waits is not', () => {
		fc.assert(
			fc.property(someRows, orders, (rows, inputs) => {
				map(rows, inputs).forEach((result, index) => {
					const { summary } = checkMapping(rows, { orders: [inputs[index]] });
					const covered = summary.skuCoverage === 100;
					expect('outboundLines' in result).toBe(covered);
				});
			}),
			{ numRuns: 300 },
		);
	});

	it('agree on every row: what ships comes from rows that are fine, and a fine row of the own store ships', () => {
		fc.assert(
			fc.property(someRows, fc.constantFrom(...SKUS), (rows, sku) => {
				const [result] = map(rows, [order([line(sku)])]);
				const { fineRows } = checkMapping(rows);
				const fine = (store: string) =>
					fineRows.filter((row) => row.platform_sku === sku && row.store_code === store);
				if ('exception' in result) return;
				const rowsThatShip = fine('US01').length > 0 ? fine('US01') : fine('*');
				const units = result.outboundLines.map(({ systemSku, quantity }) => [systemSku, quantity]);
				expect(units).toEqual(rowsThatShip.map((row) => [row.system_sku, row.quantity]));
			}),
			{ numRuns: 300 },
		);
	});
});
