import type { IDataObject } from 'n8n-workflow';

import { item, onlyException, Fixture, uspsNumber } from './fixture';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await Fixture.open();
});
afterEach(async () => await fixture.close());

const LONG = Number('92612903029511573412');
const SHORTENED = '9.40011E+21';

/** As the program in front hands it over, which is not always as it should be. */
const odd = (value: unknown): IDataObject => value as IDataObject;

const lines = (systemSku: unknown, source: object = {}) => [
	{
		systemSku,
		quantity: 1,
		from: [{ platformSku: 'MUG-BLUE-350', quantity: 1, factor: 1, ...source }],
	},
];

describe('a long number that has lost its last digits', () => {
	it.each<[string, IDataObject]>([
		['the tracking number', odd({ trackingNumber: LONG })],
		[
			'the tracking number in an outbound order',
			odd({ outboundOrder: { carrier: 'USPS', trackingNumber: LONG } }),
		],
		['a tracking number that a spreadsheet has shortened', odd({ trackingNumber: SHORTENED })],
		[
			'a tracking number written out by a program',
			odd({ trackingNumber: '9.261290302951157e+22' }),
		],
		[
			'the number of a parcel',
			odd({
				parcels: [
					{ trackingNumber: '1', lines: [] },
					{ trackingNumber: LONG, lines: [] },
				],
			}),
		],
		['the order ID', odd({ orderId: Number('576500000000104729') })],
		['the order ID, shortened', odd({ orderId: '5.765E+17' })],
		['a line item ID in a list', odd({ lineItemIds: ['1', Number('1234567890123456789')] })],
		['a line item ID in a text', odd({ lineItemIds: '1,1,23E+18' })],
		['the shop ID', odd({ shop: { id: Number('7490000000000000123') } })],
		['the store code', odd({ storeCode: Number('7490000000000000123') })],
		['a system SKU', odd({ outboundLines: lines(LONG) })],
		['a platform SKU', odd({ outboundLines: lines('SYS', { platformSku: LONG }) })],
		['a SKU ID', odd({ outboundLines: lines('SYS', { skuId: '1.73E+18' }) })],
		['a number that is not whole', odd({ trackingNumber: 94001.5 })],
	])('(%s) is refused, nothing is sent for it, and the others go', async (_, bad) => {
		const [order, other] = [fixture.order(), fixture.order()];
		const { outputs, error } = await fixture.run([item(order, bad), item(other)]);
		expect(error).toBeUndefined();
		expect(fixture.writesOf(order)).toEqual([]);
		expect(fixture.writesOf(other)).toHaveLength(1);
		expect(outputs[1]).toMatchObject([
			{ exception: { code: 'NUMBER_NOT_EXACT', hint: expect.stringContaining('Give it as text') } },
		]);
	});

	const defined = {
		shipmentSource: 'define',
		orderId: '={{ $json.id }}',
		carrier: 'USPS',
		trackingNumber: '={{ $json.tn }}',
		lineItemIds: '={{ $json.lines }}',
	};
	it.each<[string, object]>([
		['tracking number', { tn: LONG }],
		['order ID', { id: Number('576500000000104729') }],
		['line item ID', { lines: Number('1234567890123456789') }],
		['line item IDs', { lines: [Number('1234567890123456789')] }],
	])('(%s by parameter) is refused as well', async (_, bad) => {
		const order = fixture.order();
		const given = odd({ id: order.id, tn: uspsNumber(), lines: '', ...bad });
		const run = await fixture.run([given], defined);
		expect(onlyException(run)).toMatchObject({ code: 'NUMBER_NOT_EXACT' });
		expect(fixture.writesOf(order)).toEqual([]);
	});

	it.each<[string, object]>([
		['order ID', { id: true }],
		['tracking number', { tn: { number: '1' } }],
		['line item IDs', { lines: { id: '1' } }],
	])('(%s of another type, by parameter) waits, and the others go', async (_, bad) => {
		const [order, other] = [fixture.order(), fixture.order()];
		const given = { id: order.id, tn: uspsNumber(), lines: '', ...bad };
		const { outputs, error } = await fixture.run(
			[odd(given), odd({ id: other.id, tn: uspsNumber(), lines: '' })],
			defined,
		);
		expect(error).toBeUndefined();
		expect(outputs[1]).toMatchObject([{ id: given.id, exception: { code: 'ITEM_UNUSABLE' } }]);
		expect(fixture.writesOf(order)).toEqual([]);
		expect(fixture.writesOf(other)).toHaveLength(1);
	});

	it('is asked for nowhere: no call names it', async () => {
		const bad = odd({ orderId: Number('576500000000104729') });
		const run = await fixture.run([item(fixture.order(), bad)]);
		expect(onlyException(run).message).toBe(
			'Order ID 576500000000104700 came as a number that is too long to be exact. Nothing was sent.',
		);
		expect(fixture.sandbox.log.count('tiktok', /orders/)).toBe(0);
	});

	it('that is short enough to be exact is taken', async () => {
		const order = fixture.order();
		const { outputs } = await fixture.run([item(order, odd({ trackingNumber: 9400111899223 }))]);
		expect(outputs.map(({ length }) => length)).toEqual([1, 0]);
		expect(fixture.writesOf(order)).toMatchObject([{ trackingNumber: '9400111899223' }]);
	});
});
