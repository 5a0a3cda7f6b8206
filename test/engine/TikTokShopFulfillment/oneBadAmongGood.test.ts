import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { anything, damagedAt, placesIn } from '../../support/items/damage';
import { item, Fixture, uspsNumber } from './fixture';

const DETAIL = '/order/202507/orders';

let fixture: Fixture;
beforeAll(async () => {
	fixture = await Fixture.open();
});
afterAll(async () => await fixture.close());
afterEach(() => {
	fixture.sandbox.answers.clear();
});

/** A shipped outbound order of two mugs, one of which may lie in a parcel of its own. */
function shipment(parcels: number) {
	const order = fixture.order({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }] });
	const numbers = Array.from({ length: parcels }, () => uspsNumber());
	const quantity = 2 / parcels;
	const lines = [{ systemSku: 'SYS-MUG-BLU', quantity }];
	const json = item(order, {
		trackingNumber: numbers[0],
		outboundOrderNo: `OB${order.id}`,
		storeCode: order.shop.code,
		parcels: numbers.map((trackingNumber) => ({ trackingNumber, lines })),
		lines: [{ systemSku: 'SYS-MUG-BLU', quantity: 2, shippedQuantity: 2 }],
	});
	return { order, numbers, json };
}

/** Three good ones and a bad one at any place, run twice: the good ones are on TikTok Shop, each number once. */
async function expectGoodOnes(
	parcels: number,
	at: number,
	spoil: (bad: ReturnType<typeof shipment>) => IDataObject,
): Promise<void> {
	const good = [shipment(1), shipment(parcels), shipment(1)];
	const bad = shipment(parcels);
	const items: IDataObject[] = good.map(({ json }) => json);
	items.splice(at, 0, spoil(bad));
	for (let run = 0; run < 2; run++) {
		const { outputs, error } = await fixture.run(items);
		expect(error).toBeUndefined();
		expect(outputs[0].length + outputs[1].length).toBe(4);
		expect(outputs[0].length).toBeGreaterThanOrEqual(3);
	}
	for (const { order, numbers } of good) {
		expect(fixture.writesOf(order).map(({ trackingNumber }) => trackingNumber)).toEqual(numbers);
	}
	const lineIds = fixture.writesOf(bad.order).flatMap((write) => write.lineIds);
	expect(new Set(lineIds).size).toBe(lineIds.length);
	fixture.sandbox.answers.clear();
}

const parcels = fc.constantFrom(1, 2);
const place = fc.nat(3);

describe('three good shipments and a bad one', () => {
	it('whose item is odd anywhere: the good ones go', async () => {
		await fc.assert(
			fc.asyncProperty(parcels, place, fc.nat(), anything, async (count, at, where, odd) => {
				await expectGoodOnes(count, at, ({ json }) => {
					const places = placesIn(json).filter((path) => path.length > 0);
					return damagedAt(json, places[where % places.length], odd) as IDataObject;
				});
			}),
			{ numRuns: 40 },
		);
	}, 120_000);

	it('whose order TikTok Shop shows oddly anywhere: the good ones go', async () => {
		await fc.assert(
			fc.asyncProperty(parcels, place, fc.nat(), anything, async (count, at, where, odd) => {
				await expectGoodOnes(count, at, ({ order, json }) => {
					fixture.sandbox.answers.change({
						service: 'tiktok',
						path: DETAIL,
						change: ({ data }: { data: { orders: object[] } }) => {
							data.orders = data.orders.map((each) => {
								if ((each as { id: string }).id !== order.id) return each;
								const places = placesIn(each);
								return damagedAt(each, places[where % places.length], odd) as object;
							});
						},
					});
					return json;
				});
			}),
			{ numRuns: 40 },
		);
	}, 120_000);

	it('that TikTok Shop refuses with any status and code of an order: the good ones go', async () => {
		const status = fc.constantFrom(200, 400, 402, 403, 404, 405, 409, 410, 413, 422, 451);
		const code = fc.oneof(
			fc.constantFrom<unknown>(36009004, 21011022, 21011044, 21008106, 21011040, null, '', 'x'),
			fc.integer({ min: 11_000_000, max: 22_000_000 }),
		);
		await fc.assert(
			fc.asyncProperty(parcels, place, status, code, async (count, at, http, tikTokCode) => {
				await expectGoodOnes(count, at, ({ order, json }) => {
					const body = { code: tikTokCode, message: 'invalid tracking number', request_id: 'r' };
					const path = new RegExp(`/orders/${order.id}/packages$`);
					fixture.sandbox.answers.give({ service: 'tiktok', path, status: http, body });
					return json;
				});
			}),
			{ numRuns: 40 },
		);
	}, 120_000);
});
