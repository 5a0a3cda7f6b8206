import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { OrderItem } from '../../../nodes/shared/orderItem';
import { line, order } from '../../support/items/mappingOrder';
import { runSkuMapping } from './run';

const ROWS: IDataObject[] = [
	{ store_code: '*', platform_sku: 'MUG', system_sku: 'SYS-MUG', quantity: 1 },
	{ store_code: '*', platform_sku: 'SET', system_sku: 'SYS-MUG', quantity: 2 },
	{ store_code: '*', platform_sku: 'SET', system_sku: 'SYS-TEA', quantity: 1 },
];
const GOOD = ['MUG', 'SET', 'MUG'].map((sku, index) =>
	itemOf(order([line(sku)], { orderId: `good ${index}` })),
);
const COMPLETE = order([
	line('MUG', 2, { components: [{ platformSku: 'MUG', skuId: '1', quantity: 1 }] }),
	line('SET'),
]);

function itemOf(value: OrderItem): IDataObject {
	return structuredClone(value) as unknown as IDataObject;
}

const run = async (items: IDataObject[], rows: IDataObject[] = ROWS) =>
	await runSkuMapping({ operation: 'mapOrders', mappingSource: 'mappingInput' }, [items, rows]);

const oddValue = fc.oneof(
	fc.constantFrom<unknown>(null, undefined, '', '�', [], {}, true, -1, 0, 1.5, 1e300, Number.NaN),
	fc.constantFrom<unknown>(Number('576460000000000123'), 'x'.repeat(10_000), [null], { value: 1 }),
	fc.jsonValue(),
);

/** Paths of every place in an order item. */
const PATHS = pathsOf(COMPLETE, []);

function pathsOf(value: unknown, path: string[]): string[][] {
	if (typeof value !== 'object' || value === null) return [path];
	const inner = Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]));
	return path.length > 0 ? [path, ...inner] : inner;
}

function withOddPlaces(places: ReadonlyArray<readonly [string[], unknown]>): IDataObject {
	const item = itemOf(COMPLETE);
	for (const [path, value] of places) {
		let target = item as Record<string, unknown> | undefined;
		for (const key of path.slice(0, -1)) {
			const next = target?.[key];
			target = typeof next === 'object' && next !== null ? (next as typeof target) : undefined;
		}
		if (target) target[path[path.length - 1]] = value;
	}
	return item;
}

/** One order item with one to three places changed, or something else altogether. */
const badItem: fc.Arbitrary<IDataObject> = fc.oneof(
	fc
		.array(fc.tuple(fc.constantFrom(...PATHS), oddValue), { minLength: 1, maxLength: 3 })
		.map(withOddPlaces),
	fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<IDataObject>,
);

const MESSAGE = /^[A-Z][^\n]*\.$/;
const RAW_ERROR = /cannot read|undefined|is not a function|not iterable|\[object/i;

describe('one item that is no good order, at any place among good ones', () => {
	it('stops nothing: the good ones are mapped as without it, and it leaves by one output', async () => {
		const expected = (await run(GOOD)).outputs[0];
		await fc.assert(
			fc.asyncProperty(badItem, fc.nat({ max: GOOD.length }), async (bad, at) => {
				const { outputs, items, error } = await run([...GOOD.slice(0, at), bad, ...GOOD.slice(at)]);
				expect(error).toBeUndefined();
				const from = (output: number) =>
					items[output].map(({ pairedItem }) => (pairedItem as { item: number }).item);
				const others = outputs[0].filter((_, index) => from(0)[index] !== at);
				expect(others).toEqual(expected);
				expect([...from(0), ...from(1)].filter((index) => index === at)).toHaveLength(1);
				for (const { exception } of outputs[1] as Array<{ exception: IDataObject }>) {
					expect(exception.message).toMatch(MESSAGE);
					expect(exception.message).not.toMatch(RAW_ERROR);
				}
			}),
			{ numRuns: 150 },
		);
	});
});

describe('one mapping row that is anything at all, at any place among good ones', () => {
	const badRow = fc.oneof(
		fc.record({
			store_code: fc.oneof(fc.constantFrom('*', 'US01'), fc.jsonValue()),
			platform_sku: fc.oneof(fc.constantFrom('OTHER', 'MUG'), fc.jsonValue()),
			system_sku: fc.oneof(fc.constant('SYS'), fc.jsonValue()),
			quantity: fc.constantFrom<unknown>('', 0, 'x', null, [], {}, 1.5),
		}),
		fc.dictionary(fc.string(), fc.jsonValue()),
	) as fc.Arbitrary<IDataObject>;

	it('stops nothing: each order is mapped as without it, or waits and names the row', async () => {
		const expected = (await run(GOOD)).outputs[0];
		await fc.assert(
			fc.asyncProperty(badRow, fc.nat({ max: ROWS.length }), async (bad, at) => {
				const rows = [...ROWS.slice(0, at), bad, ...ROWS.slice(at)];
				const { outputs, error } = await run(GOOD, rows);
				expect(error).toBeUndefined();
				expect(outputs[0].length + outputs[1].length).toBe(GOOD.length);
				for (const item of outputs[0]) expect(expected).toContainEqual(item);
				for (const { exception } of outputs[1]) {
					expect(exception).toMatchObject({ code: 'MAPPING_ROW_UNUSABLE' });
					expect((exception as IDataObject).message).toContain(`row ${at + 1}: `);
				}
			}),
			{ numRuns: 100 },
		);
	});
});
