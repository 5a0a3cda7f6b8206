import type { IDataObject } from 'n8n-workflow';

import { combine } from '../../sandbox/client';
import { addMarket } from '../../sandbox/demo/markets';
import { item, onlyException, Fixture, uspsNumber } from './fixture';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await Fixture.open();
});
afterEach(async () => await fixture.close());

const parcel = (trackingNumber: string, units: Record<string, number>): IDataObject => ({
	trackingNumber,
	lines: Object.entries(units).map(([systemSku, quantity]) => ({ systemSku, quantity })),
});

/** The order item SKU Mapping made, as Lingxing OMS > Create hands it on. */
const OUTBOUND_LINES = [
	{
		systemSku: 'SYS-MUG-BLU',
		quantity: 4,
		from: [
			{ platformSku: 'SET-BREAKFAST', quantity: 1, factor: 2 },
			{ platformSku: 'MUG-BLUE-350', quantity: 2, factor: 1 },
		],
	},
	{
		systemSku: 'SYS-TEA-GRN',
		quantity: 1,
		from: [{ platformSku: 'SET-BREAKFAST', quantity: 1, factor: 1 }],
	},
];
const LINES = [{ sellerSku: 'SET-BREAKFAST' }, { sellerSku: 'MUG-BLUE-350', units: 2 }];

describe('an order in several parcels', () => {
	it('each parcel takes its own line items to TikTok Shop, and a second run sends nothing', async () => {
		const order = fixture.order({ lines: LINES });
		const [a, b] = [uspsNumber(), uspsNumber()];
		const given = {
			orderId: order.id,
			outboundLines: OUTBOUND_LINES,
			outboundOrder: {
				carrier: 'USPS',
				trackingNumber: a,
				parcels: [
					parcel(a, { 'SYS-MUG-BLU': 3, 'SYS-TEA-GRN': 1 }),
					parcel(b, { 'SYS-MUG-BLU': 1 }),
				],
			},
		};
		const [set, mug1, mug2] = order.lines.map(({ id }) => id);
		const first = await fixture.run([given]);
		expect(first.error).toBeUndefined();
		expect(first.outputs[0]).toMatchObject([
			{
				fulfillment: {
					trackingNumber: a,
					sent: true,
					parcels: [
						{ trackingNumber: a, lineItemIds: [set, mug1], sent: true },
						{ trackingNumber: b, lineItemIds: [mug2], sent: true },
					],
				},
			},
		]);
		expect(fixture.writesOf(order)).toMatchObject([
			{ trackingNumber: a, lineIds: [set, mug1] },
			{ trackingNumber: b, lineIds: [mug2] },
		]);
		expect(order.status).toBe('AWAITING_COLLECTION');
		const again = await fixture.run([given, given]);
		expect(again.outputs[0]).toMatchObject([
			{ fulfillment: { sent: false } },
			{ fulfillment: { sent: false } },
		]);
		expect(fixture.writesOf(order)).toHaveLength(2);
	});

	it('a run that broke off after the first parcel is finished by the next', async () => {
		const order = fixture.order({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 3 }] });
		const [a, b] = [uspsNumber(), uspsNumber()];
		const parcels = [parcel(a, { M: 2 }), parcel(b, { M: 4 })];
		const given = item(order, { trackingNumber: a, parcels });
		await fixture.run([item(order, { trackingNumber: a, lineItemIds: [order.lines[1].id] })]);
		expect(order.status).toBe('PARTIALLY_SHIPPING');
		const { outputs } = await fixture.run([given]);
		expect(outputs[0]).toMatchObject([
			{
				fulfillment: {
					parcels: [
						{ trackingNumber: a, lineItemIds: [order.lines[1].id], sent: false },
						{ trackingNumber: b, lineItemIds: [order.lines[0].id, order.lines[2].id], sent: true },
					],
				},
			},
		]);
		expect(order.status).toBe('AWAITING_COLLECTION');
	});

	it('a later parcel that is refused says what TikTok Shop has by now', async () => {
		const order = fixture.order({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }] });
		const [a, b] = [uspsNumber(), 'ABC'];
		const parcels = [parcel(a, { M: 1 }), parcel(b, { M: 1 })];
		const exception = onlyException(
			await fixture.run([item(order, { trackingNumber: a, parcels })]),
		);
		expect(exception).toMatchObject({
			code: 'FULFILLMENT_REFUSED',
			details: { tikTokCode: '21011022', sentNumbers: [a] },
		});
		expect(exception.message).toContain(`TikTok Shop has parcel ${a} of this order.`);
	});

	it('parcels that do not add up are refused with the numbers, or go with the main number where the user says so', async () => {
		const order = fixture.order({ lines: LINES });
		const [a, b] = [uspsNumber(), uspsNumber()];
		const given = item(order, {
			trackingNumber: a,
			outboundLines: OUTBOUND_LINES,
			parcels: [parcel(a, { 'SYS-MUG-BLU': 3 }), parcel(b, { 'SYS-TEA-GRN': 1 })],
		});
		expect(onlyException(await fixture.run([given]))).toMatchObject({
			code: 'PARCELS_DO_NOT_ADD_UP',
			message: expect.stringContaining('SYS-MUG-BLU: 4 ordered, 3 packed'),
		});
		expect(fixture.writesOf(order)).toEqual([]);
		const main = await fixture.run([given], { options: { parcelsThatDoNotAddUp: 'mainNumber' } });
		expect(main.outputs[0]).toMatchObject([{ fulfillment: { trackingNumber: a, sent: true } }]);
		expect(fixture.writesOf(order)).toMatchObject([{ trackingNumber: a }]);
	});

	it('where packages are shipped, a package in two parcels takes the main number with a warning; split as packed, each its own', async () => {
		const { provider } = addMarket(fixture.sandbox.tiktok, 'VN');
		const seed = { shop: 'VN01', lines: [{ sellerSku: 'MUG-BLUE-350', units: 3 }] };
		const [whole, divided] = [fixture.order(seed), fixture.order(seed)];
		const numbers = ['GHN1000001', 'GHN1000002', 'GHN1000003', 'GHN1000004'];
		const items = [whole, divided].map((order, index) => {
			const [a, b] = numbers.slice(index * 2);
			return item(order, {
				trackingNumber: a,
				parcels: [parcel(a, { M: 1 }), parcel(b, { M: 2 })],
			});
		});
		fixture.sandbox.tiktok.packages.delete(divided.packageIds.pop() as string);
		const [first, ...others] = divided.lines;
		for (const lines of [[first], others]) fixture.sandbox.tiktok.newPackage(divided, lines);
		for (const sent of [true, false]) {
			const { outputs } = await fixture.run(items, {}, { USPS: provider.name });
			expect(outputs[0]).toMatchObject([
				{ fulfillment: { trackingNumber: numbers[1], sent } },
				{ fulfillment: { parcels: [{ sent }, { sent }] } },
			]);
		}
		expect(fixture.writesOf(whole)).toMatchObject([{ trackingNumber: numbers[1] }]);
		expect(fixture.writesOf(divided)).toMatchObject([
			{ trackingNumber: numbers[2], lineIds: [first.id] },
			{ trackingNumber: numbers[3], lineIds: others.map(({ id }) => id) },
		]);
	});

	it('one line of a partly shipped order by fields of its own', async () => {
		const order = fixture.order({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }] });
		const [first, second] = order.lines.map(({ id }) => id);
		await fixture.run([item(order, { lineItemIds: first })]);
		const fields = {
			shipmentSource: 'define',
			orderId: order.id,
			carrier: 'USPS',
			trackingNumber: uspsNumber(),
			lineItemIds: ` ${second} `,
		};
		const { outputs } = await fixture.run([{}], fields);
		expect(outputs[0]).toMatchObject([{ fulfillment: { lineItemIds: [second], sent: true } }]);
		expect(order.status).toBe('AWAITING_COLLECTION');
	});
});

describe('a package that holds several orders', () => {
	const pair = async () => {
		const { provider } = addMarket(fixture.sandbox.tiktok, 'TH');
		const orders = [fixture.order({ shop: 'TH01' }), fixture.order({ shop: 'TH01' })];
		await combine(fixture.sandbox, 'TH01', orders);
		return { orders, pairs: { USPS: provider.name } };
	};

	it('goes once when all of its orders left with the same number', async () => {
		const { orders, pairs } = await pair();
		const trackingNumber = 'TH1000001';
		const items = orders.map((order) => item(order, { trackingNumber }));
		const { outputs } = await fixture.run(items, {}, pairs);
		expect(outputs[0]).toMatchObject([
			{ fulfillment: { sent: true } },
			{ fulfillment: { sent: false } },
		]);
		expect(fixture.sandbox.log.count('tiktok', /\/ship$/)).toBe(1);
		for (const order of orders) expect(fixture.writesOf(order)).toMatchObject([{ trackingNumber }]);
	});

	it.each([
		['another number', 'TH1000002'],
		['nothing yet', undefined],
	])('waits while the warehouse gives %s for the other order', async (_, other) => {
		const { orders, pairs } = await pair();
		const items = [
			item(orders[0], { trackingNumber: 'TH1000001' }),
			...(other ? [item(orders[1], { trackingNumber: other })] : []),
		];
		const { outputs } = await fixture.run(items, {}, pairs);
		expect(outputs[1][0]).toMatchObject({
			exception: {
				code: 'PACKAGE_SHARED',
				retrySafe: true,
				details: { otherOrders: [orders[1].id] },
			},
		});
		expect(fixture.sandbox.tiktok.trackingWrites).toEqual([]);
	});
});
