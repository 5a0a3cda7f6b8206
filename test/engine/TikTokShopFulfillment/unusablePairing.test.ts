import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { item, onlyException, Fixture } from './fixture';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await Fixture.open();
});
afterEach(async () => await fixture.close());

const row = (carrier: unknown, more: object = {}): IDataObject =>
	({ store_code: '*', carrier, shipping_provider_name: 'USPS', ...more }) as IDataObject;

const pairedBy = (rows: unknown[], options: IDataObject = {}): IDataObject => ({
	pairingSource: 'json',
	pairingJson: JSON.stringify(rows),
	options,
});

const US = 'USLC000001';
const UNUSABLE = 'PAIRING_ROW_UNUSABLE';

describe('a pairing row that cannot be used', () => {
	it.each<[string, unknown[], number[]]>([
		['two rows that differ', [row('EVRI'), row('evri', { shipping_provider_name: 'UPS' })], [2, 3]],
		['no provider', [row('EVRI', { shipping_provider_name: '' })], [2]],
		['a shortened ID', [row('EVRI', { shipping_provider_id: '7.11E+18' })], [2]],
		['a store as a long number', [row('EVRI', { store_code: Number('7490000000000000123') })], [2]],
		['a store as an object', [row('EVRI', { store_code: {} })], [2]],
		['two columns for the carrier', [{ ...row('OTHER'), Carrier: 'EVRI' }], [2]],
		[
			'another name for the store',
			[{ 'Store Branch': US, carrier: 'EVRI', provider: 'USPS' }],
			[2],
		],
	])('(%s) makes the parcels of its carrier wait, the others are sent', async (_, bad, rows) => {
		const orders = [fixture.order(), fixture.order(), fixture.order()];
		const [first, second, third] = orders;
		const { outputs, error } = await fixture.run(
			[item(first), item(second, { carrier: 'EVRI' }), item(third)],
			pairedBy([row('USPS'), ...bad]),
		);
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ orderId }) => orderId)).toEqual([first.id, third.id]);
		expect(orders.map((order) => fixture.writesOf(order).length)).toEqual([1, 0, 1]);
		expect(outputs[1]).toMatchObject([
			{ orderId: second.id, exception: { code: UNUSABLE, retrySafe: true, details: { rows } } },
		]);
	});

	it('of the own store is not replaced by the row of all stores', async () => {
		const order = fixture.order();
		const rows = [row('USPS'), row('USPS', { store_code: US, shipping_provider_name: ' ' })];
		const run = await fixture.run([item(order)], pairedBy(rows));
		expect(onlyException(run)).toMatchObject({ code: UNUSABLE, details: { rows: [2] } });
		expect(fixture.writesOf(order)).toEqual([]);
	});

	it('of another store, or without a carrier, keeps nothing back', async () => {
		const order = fixture.order();
		const rows = [
			row('USPS'),
			row('USPS', { store_code: 'GB77', shipping_provider_name: '' }),
			row('', { store_code: US }),
			null,
			'USPS',
			7,
		];
		const { outputs } = await fixture.run([item(order)], pairedBy(rows));
		expect(outputs.map(({ length }) => length)).toEqual([1, 0]);
	});

	it('says which row, what is wrong in it, and the way out', async () => {
		const order = fixture.order();
		const rows = [row('USPS', { shipping_provider_name: '' })];
		const { message, hint } = onlyException(
			await fixture.run([item(order)], pairedBy([...rows, row('UPS')])),
		);
		expect(message).toBe(
			`Order ${order.id}: carrier "USPS" of store ${US} has no shipping provider, because the pairing has rows that cannot be used: row 1: shipping provider is empty.`,
		);
		expect(hint).toBe(
			'Mend or delete the pairing row that is named. Waiting orders are sent at the next run.',
		);
	});

	it('with Unusable Rows "Refuse All" sends nothing', async () => {
		const order = fixture.order();
		const rows = [row('USPS'), row('EVRI', { shipping_provider_name: '' })];
		const { error } = await fixture.run(
			[item(order)],
			pairedBy(rows, { unusableRows: 'refuseAll' }),
		);
		expect(error?.message).toBe(
			'Logistics Provider Pairing: Row 2: shipping provider is empty. Nothing was sent.',
		);
		expect(fixture.writesOf(order)).toEqual([]);
	});

	it.each<[string, unknown[], string]>([
		[
			'without the column carrier',
			[{ shipping_provider_name: 'USPS' }],
			'There is no column carrier.',
		],
		[
			'without a column for the provider',
			[{ carrier: 'USPS' }],
			'There is no column shipping_provider_id or',
		],
		[
			'of other columns',
			[{ a: 1 }, { b: 2 }],
			'There is no column carrier. Columns found: "a", "b".',
		],
		['of no rows', ['USPS', 5], 'These are no rows with store_code'],
		['with a column twice', [{ ...row('USPS'), provider: 'UPS' }], 'In every row two columns mean'],
	])('a table %s is refused as a whole', async (_, rows, message) => {
		const order = fixture.order();
		const { error } = await fixture.run([item(order)], pairedBy(rows));
		expect(error?.message).toContain(message);
		expect(fixture.writesOf(order)).toEqual([]);
	});

	it('may be anything at all, at any place: every parcel goes as without it, or waits and names the row', async () => {
		const parcels = ['USPS', 'UPS', 'USPS'].map((carrier) => item(fixture.order(), { carrier }));
		const good = [row('USPS'), row('UPS', { shipping_provider_name: 'UPS' })];
		const badRow = fc.oneof(
			fc.record({
				store_code: fc.oneof(fc.constantFrom('*', US), fc.jsonValue()),
				carrier: fc.oneof(fc.constantFrom('USPS', 'EVRI'), fc.jsonValue()),
				shipping_provider_name: fc.constantFrom<unknown>('', null, [], {}, 1.5, '7.11E+18'),
			}),
			fc.jsonValue(),
		);
		await fc.assert(
			fc.asyncProperty(badRow, fc.nat({ max: good.length }), async (bad, at) => {
				const rows = [...good.slice(0, at), bad, ...good.slice(at)];
				const { outputs, error } = await fixture.run(parcels, pairedBy(rows, { preview: true }));
				expect(error).toBeUndefined();
				expect(outputs[0].length + outputs[1].length).toBe(parcels.length);
				for (const { carrier, fulfillment } of outputs[0]) {
					expect(fulfillment).toMatchObject({ shippingProvider: carrier });
				}
				for (const { exception } of outputs[1]) {
					expect(exception).toMatchObject({ code: UNUSABLE, details: { rows: [at + 1] } });
				}
			}),
			{ numRuns: 40 },
		);
	});
});
