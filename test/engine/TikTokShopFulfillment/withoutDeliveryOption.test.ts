import { item, onlyException, Fixture } from './fixture';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await Fixture.open();
});
afterEach(async () => await fixture.close());

const order = () => {
	const placed = fixture.order();
	placed.deliveryOptionId = '';
	return placed;
};

describe('an order that names no delivery option', () => {
	it('goes with the provider of the pairing, by name or ID, and the shop is asked once for all of them', async () => {
		const orders = [order(), order(), order()];
		const { outputs } = await fixture.run(orders.map((each) => item(each)));
		expect(outputs[0]).toMatchObject(Array(3).fill({ fulfillment: { shippingProvider: 'USPS' } }));
		const [{ providerId }] = fixture.writesOf(orders[0]);
		const asked = fixture.sandbox.log.count('tiktok', /\/delivery_options$/);
		const byId = order();
		await fixture.run([item(byId)], {
			pairingJson: JSON.stringify([{ carrier: 'USPS', shipping_provider_id: providerId }]),
		});
		expect(fixture.writesOf(byId)).toMatchObject([{ providerId }]);
		expect(fixture.sandbox.log.count('tiktok', /\/delivery_options$/)).toBe(2 * asked);
	});

	it('goes with an ID that no delivery option of the shop lists: TikTok Shop has the last word', async () => {
		const unlisted = order();
		const pairingJson = JSON.stringify([
			{ carrier: 'USPS', shipping_provider_id: '7117858858072999999' },
		]);
		const exception = onlyException(await fixture.run([item(unlisted)], { pairingJson }));
		expect(exception).toMatchObject({ details: { tikTokCode: '21011022' } });
	});

	it('waits where no provider has the name', async () => {
		const exception = onlyException(await fixture.run([item(order())], {}, { USPS: 'Nobody' }));
		expect(exception).toMatchObject({ code: 'PROVIDER_NOT_ALLOWED' });
	});
});
