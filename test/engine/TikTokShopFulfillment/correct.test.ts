import { item, onlyException, Fixture, uspsNumber } from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const HOUR = 3_600;
const CORRECT = { operation: 'correct' };
const CHECK = { operation: 'check' };

let fixture: Fixture;
beforeEach(async () => {
	fixture = await Fixture.open();
});
afterEach(async () => await fixture.close());

const writes = () =>
	fixture.sandbox.log.calls('tiktok', /\/fulfillment\//).filter(({ method }) => method === 'POST');

/** An order that TikTok Shop has as shipped. */
async function sent(units = 1) {
	const order = fixture.order({ lines: [{ sellerSku: 'MUG-BLUE-350', units }] });
	const numbers = order.lines.map(() => uspsNumber());
	await fixture.run(
		order.lines.map(({ id }, index) =>
			item(order, {
				trackingNumber: numbers[index],
				...(units > 1 ? { lineItemIds: [id] } : {}),
			}),
		),
	);
	fixture.sandbox.log.clear();
	return { order, numbers };
}

describe('Correct Tracking (TikTok Shop API §4.6)', () => {
	it('an order in one package: Update Shipping Info, once; the same again is done', async () => {
		const { order } = await sent();
		const given = item(order);
		const first = await fixture.run([given], CORRECT);
		expect(first.outputs[0]).toMatchObject([
			{
				fulfillment: {
					sent: true,
					call: 'updateShippingInfo',
					trackingNumber: given.trackingNumber,
				},
			},
		]);
		const again = await fixture.run([given, given], CORRECT);
		expect(again.outputs[0]).toMatchObject([
			{ fulfillment: { sent: false } },
			{ fulfillment: { sent: false } },
		]);
		expect(writes()).toHaveLength(1);
		expect(fixture.writesOf(order)).toHaveLength(2);
	});

	it('a second correction is refused with the way out', async () => {
		const { order } = await sent();
		await fixture.run([item(order)], CORRECT);
		const exception = onlyException(await fixture.run([item(order)], CORRECT));
		expect(exception).toMatchObject({
			code: 'CORRECTION_CLOSED',
			details: { tikTokCode: '21011049' },
			hint: expect.stringContaining('one correction per order'),
		});
	});

	it('a split order: Update Package Shipping Info of the package the line items are in', async () => {
		const { order, numbers } = await sent(2);
		const trackingNumber = uspsNumber();
		const lineItemIds = [order.lines[1].id];
		const { outputs } = await fixture.run([item(order, { trackingNumber, lineItemIds })], CORRECT);
		expect(outputs[0]).toMatchObject([
			{ fulfillment: { call: 'updatePackageShippingInfo', packageId: order.packageIds[1] } },
		]);
		const shown = order.packageIds.map(
			(id) => fixture.sandbox.tiktok.packages.get(id)?.trackingNumber,
		);
		expect(shown).toEqual([numbers[0], trackingNumber]);
	});

	it('by the parcels of the outbound order: only the one that differs is corrected', async () => {
		const { order, numbers } = await sent(2);
		const trackingNumber = uspsNumber();
		const parcels = [numbers[0], trackingNumber].map((number) => ({
			trackingNumber: number,
			lines: [{ systemSku: 'M', quantity: 1 }],
		}));
		const { outputs } = await fixture.run(
			[item(order, { trackingNumber: numbers[0], parcels })],
			CORRECT,
		);
		expect(outputs[0]).toMatchObject([
			{
				fulfillment: {
					parcels: [
						{ trackingNumber: numbers[0], sent: false },
						{ trackingNumber, sent: true, packageId: order.packageIds[1] },
					],
				},
			},
		]);
		expect(writes()).toHaveLength(1);
	});

	it('another provider for the same number is corrected as well', async () => {
		const { order, numbers } = await sent();
		const given = item(order, { trackingNumber: numbers[0], carrier: 'UPS' });
		const { outputs } = await fixture.run([given], CORRECT);
		expect(outputs[0]).toMatchObject([{ fulfillment: { sent: true, shippingProvider: 'UPS' } }]);
	});

	it('the right number is done although its carrier is not paired', async () => {
		const { order, numbers } = await sent();
		const given = item(order, { trackingNumber: numbers[0], carrier: 'GOFO' });
		expect((await fixture.run([given], CORRECT)).outputs[0]).toMatchObject([
			{ fulfillment: { sent: false } },
		]);
	});

	it('72 hours after shipping it is refused before anything is sent', async () => {
		const { order } = await sent();
		const parcel = fixture.sandbox.tiktok.packages.get(order.packageIds[0]);
		if (parcel?.shippedTime) parcel.shippedTime -= 73 * HOUR;
		if (order.rtsTime) order.rtsTime -= 73 * HOUR;
		const exception = onlyException(await fixture.run([item(order)], CORRECT));
		expect(exception.code).toBe('CORRECTION_CLOSED');
		expect(exception.message).toContain('could be corrected until');
		expect(writes()).toEqual([]);
	});

	it('an order that is not shipped yet is told to use Update Fulfillment', async () => {
		const exception = onlyException(await fixture.run([item(fixture.order())], CORRECT));
		expect(exception).toMatchObject({
			code: 'NOT_SHIPPED_YET',
			hint: expect.stringContaining('Update Fulfillment'),
		});
	});

	it.each(['resetAfterAccept', 'timeoutAfterAccept', 'reset', '503'] as const)(
		'a correction that ends in %s has its effect once',
		async (kind) => {
			const { order } = await sent();
			sandboxFault(kind);
			const { outputs, error } = await fixture.run([item(order)], CORRECT);
			expect(error).toBeUndefined();
			expect(outputs[0]).toMatchObject([{ fulfillment: { sent: true } }]);
			expect(order.corrections).toBe(1);
		},
	);

	it('two executions at the same moment correct once', async () => {
		const { order } = await sent();
		const given = item(order);
		const runs = await Promise.all([fixture.run([given], CORRECT), fixture.run([given], CORRECT)]);
		expect(runs.flatMap(({ outputs }) => outputs[0])).toHaveLength(2);
		expect(order.corrections).toBe(1);
	});
});

const sandboxFault = (kind: 'resetAfterAccept' | 'timeoutAfterAccept' | 'reset' | '503') =>
	fixture.sandbox.faults.add({
		service: 'tiktok',
		path: 'shipping_info/update',
		kind,
		delayMs: 50,
	});

describe('Check', () => {
	it('says which call it would make and why, and makes none', async () => {
		const orders = [
			fixture.order(),
			fixture.order({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }] }),
		];
		const items = [item(orders[0]), item(orders[1], { lineItemIds: [orders[1].lines[0].id] })];
		const { outputs } = await fixture.run(items, CHECK);
		expect(outputs[0]).toMatchObject([
			{
				fulfillment: {
					preview: true,
					sent: false,
					call: 'markPackageAsShipped',
					shippingProvider: 'USPS',
					why: 'Mark Package As Shipped for the whole order, because the seller ships and the shop is in US, where orders are marked as shipped.',
				},
			},
			{ fulfillment: { why: expect.stringContaining(`for line items ${orders[1].lines[0].id},`) } },
		]);
		expect(writes()).toEqual([]);
	});

	it('what is there already is said, too', async () => {
		const { order, numbers } = await sent();
		const { outputs } = await fixture.run([item(order, { trackingNumber: numbers[0] })], CHECK);
		expect(outputs[0]).toMatchObject([
			{ fulfillment: { sent: false, why: 'TikTok Shop shows this tracking number already.' } },
		]);
	});

	it('what could not be sent leaves by Exceptions; of another number it says whether it can be corrected', async () => {
		const { order } = await sent();
		const exception = onlyException(await fixture.run([item(order)], CHECK));
		expect(exception).toMatchObject({
			code: 'TRACKING_CONFLICT',
			details: {
				correction: {
					possible: true,
					why: expect.stringContaining('Update Shipping Info for order'),
				},
			},
		});
		order.status = 'DELIVERED';
		order.lines[0].status = 'DELIVERED';
		const later = onlyException(await fixture.run([item(order)], CHECK));
		expect(later.details).toMatchObject({
			correction: { possible: false, code: 'CORRECTION_CLOSED' },
		});
	});

	it('Preview does the same for the operations that send', async () => {
		const { order } = await sent();
		const preview = { options: { preview: true } };
		const update = await fixture.run([item(fixture.order())], preview);
		expect(update.outputs[0]).toMatchObject([{ fulfillment: { preview: true, sent: false } }]);
		const correct = await fixture.run([item(order)], { ...CORRECT, ...preview });
		expect(correct.outputs[0]).toMatchObject([
			{ fulfillment: { preview: true, call: 'updateShippingInfo', why: expect.any(String) } },
		]);
		expect(writes()).toEqual([]);
	});
});

describe('Update Fulfillment set to correct another number', () => {
	const CORRECTS = { options: { whenOtherNumber: 'correct' } };

	it('puts the number of the warehouse in place of the old one, once', async () => {
		const { order } = await sent();
		const given = item(order);
		const first = await fixture.run([given], CORRECTS);
		expect(first.outputs[0]).toMatchObject([
			{ fulfillment: { sent: true, call: 'updateShippingInfo' } },
		]);
		const again = await fixture.run([given, given], CORRECTS);
		expect(again.outputs[0]).toMatchObject([
			{ fulfillment: { sent: false } },
			{ fulfillment: { sent: false } },
		]);
		expect(writes()).toHaveLength(1);
	});

	it('sends what is not shipped yet as usual', async () => {
		const order = fixture.order();
		const { outputs } = await fixture.run([item(order)], CORRECTS);
		expect(outputs[0]).toMatchObject([{ fulfillment: { sent: true } }]);
		expect(fixture.writesOf(order)).toHaveLength(1);
	});

	it('says why a number cannot be corrected any more, with both numbers', async () => {
		const { order, numbers } = await sent();
		await fixture.run([item(order)], CORRECTS);
		const exception = onlyException(await fixture.run([item(order)], CORRECTS));
		expect(exception.code).toBe('CORRECTION_CLOSED');
		expect(numbers).toHaveLength(1);
	});

	it('makes no call in a preview', async () => {
		const { order } = await sent();
		const options = { ...CORRECTS.options, preview: true };
		const { outputs } = await fixture.run([item(order)], { options });
		expect(outputs[0]).toMatchObject([{ fulfillment: { preview: true, sent: false } }]);
		expect(writes()).toEqual([]);
	});

	it('is not set so by itself', async () => {
		const { order } = await sent();
		const exception = onlyException(await fixture.run([item(order)]));
		expect(exception.code).toBe('TRACKING_CONFLICT');
	});
});
