import { addMarket } from '../../sandbox/demo/markets';
import { item, onlyException, Fixture } from './fixture';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await Fixture.open();
});
afterEach(async () => await fixture.close());

const pathsOf = () =>
	fixture.sandbox.log
		.calls('tiktok', /\/fulfillment\//)
		.filter(({ method }) => method === 'POST')
		.map(({ path, code }) => [
			path.replace(/\d{15,}/g, '…').replace('/fulfillment/202309', ''),
			code,
		]);

const MARK = '/orders/…/packages';
const SHIP = '/packages/…/ship';

/** A seller-shipped order of a market, and its shipped outbound order with a carrier paired with the market's provider. */
async function sendFrom(region: string, changes: Parameters<typeof addMarket>[2] = {}) {
	const { tiktok } = fixture.sandbox;
	const isDemo = region === 'US' || region === 'GB';
	const provider = isDemo
		? region === 'US'
			? 'USPS'
			: 'Royal Mail'
		: addMarket(tiktok, region, changes).provider.name;
	const order = fixture.order({ shop: `${region}01` });
	const trackingNumber = region === 'GB' ? 'RM100000001GB' : '9400111899223000000001';
	const run = await fixture.run(
		[item(order, { carrier: 'WMS', trackingNumber })],
		{},
		{ WMS: provider },
	);
	return { order, run, trackingNumber };
}

describe('which call sends the tracking number back (TikTok Shop API §4.5)', () => {
	it.each(['US', 'GB', 'ES', 'IE', 'IT', 'DE', 'FR', 'JP'])(
		'%s, shipped by the seller: Mark Package As Shipped',
		async (region) => {
			const { order, run, trackingNumber } = await sendFrom(region);
			expect(run.outputs[0]).toMatchObject([
				{ fulfillment: { sent: true, call: 'markPackageAsShipped' } },
			]);
			expect(pathsOf()).toEqual([[MARK, '0']]);
			expect(fixture.writesOf(order)).toMatchObject([{ trackingNumber }]);
			expect(order.status).toBe('AWAITING_COLLECTION');
		},
	);

	it.each(['ID', 'TH', 'SG', 'MY', 'VN', 'PH', 'BR', 'MX'])(
		'%s, shipped by the seller: Ship Package with self shipment',
		async (region) => {
			const { order, run, trackingNumber } = await sendFrom(region);
			expect(run.outputs[0]).toMatchObject([{ fulfillment: { call: 'shipPackage' } }]);
			expect(pathsOf()).toEqual([[SHIP, '0']]);
			expect(fixture.writesOf(order)).toMatchObject([{ trackingNumber }]);
		},
	);

	it('JP, cross-border direct shipping: Mark is refused (21008106), Ship Package follows', async () => {
		const { order, run } = await sendFrom('JP', {
			sellerType: 'CROSS_BORDER',
			subType: 'CB_DIRECT_SHIPPING_WAREHOUSE',
		});
		expect(run.outputs[0]).toMatchObject([{ fulfillment: { call: 'shipPackage' } }]);
		expect(pathsOf()).toEqual([
			[MARK, '21008106'],
			[SHIP, '0'],
		]);
		expect(fixture.writesOf(order)).toHaveLength(1);
	});

	it('a market that has changed over to Mark Package As Shipped is followed the other way (21008106)', async () => {
		const { provider } = addMarket(fixture.sandbox.tiktok, 'MX');
		const order = fixture.order({ shop: 'MX01' });
		order.refusals.push(21008106);
		const run = await fixture.run([item(order)], {}, { USPS: provider.name });
		// The sandbox's Mexico has not changed over, so the other call is refused as well: the order is told so, once.
		expect(onlyException(run)).toMatchObject({ code: 'FULFILLMENT_REFUSED' });
		expect(pathsOf()).toEqual([
			[SHIP, '21008106'],
			[MARK, '21008106'],
		]);
	});

	it('BR: the invoice comes first, nothing is sent without it', async () => {
		addMarket(fixture.sandbox.tiktok, 'BR');
		const order = fixture.order({ shop: 'BR01', invoice: 'needed' });
		const given = item(order, { carrier: 'WMS' });
		const first = await fixture.run([given], {}, { WMS: 'Correios' });
		expect(onlyException(first)).toMatchObject({ code: 'INVOICE_REQUIRED', retrySafe: true });
		expect(pathsOf()).toEqual([]);
		order.invoice = 'uploaded';
		const again = await fixture.run([given], {}, { WMS: 'Correios' });
		expect(again.outputs[0]).toMatchObject([{ fulfillment: { sent: true } }]);
	});

	it.each([
		['US', 'TIKTOK', 'FULFILLMENT_BY_SELLER'],
		['GB', 'TIKTOK', 'FULFILLMENT_BY_SELLER'],
		['US', 'SELLER', 'FULFILLMENT_BY_TIKTOK'],
		['US', 'TIKTOK', 'FULFILLMENT_BY_TIKTOK'],
	] as const)(
		'%s, shipped by %s, %s: nothing is sent',
		async (region, shippingType, fulfillmentType) => {
			const order = fixture.order({ shop: `${region}01`, shippingType, fulfillmentType });
			const run = await fixture.run([item(order)]);
			expect(onlyException(run)).toMatchObject({ code: 'NOT_SELLER_SHIPPED' });
			expect(pathsOf()).toEqual([]);
		},
	);
});

describe('the shipping provider is checked before anything is sent (TikTok Shop API §4.7)', () => {
	it('EU: by the route of the order, from its warehouse to its buyer', async () => {
		const { warehouse } = addMarket(fixture.sandbox.tiktok, 'DE');
		const [option] = warehouse.deliveryOptions;
		option.byRoute = { 'DE>FR': [{ id: '999', name: 'Chronopost', numberPattern: /./ }] };
		const abroad = fixture.order({ shop: 'DE01', address: { regionCode: 'FR' } });
		const home = fixture.order({ shop: 'DE01' });
		const { outputs } = await fixture.run([item(abroad), item(home)], {}, { USPS: 'chronopost' });
		expect(outputs[0]).toMatchObject([
			{ orderId: abroad.id, fulfillment: { shippingProvider: 'Chronopost' } },
		]);
		expect(outputs[1]).toMatchObject([
			{ orderId: home.id, exception: { code: 'PROVIDER_NOT_ALLOWED' } },
		]);
		const asked = fixture.sandbox.log.calls('tiktok', /shipping_providers$/);
		expect(asked.map(({ query }) => [query.warehouse_region, query.buyer_region])).toEqual([
			['DE', 'FR'],
			['DE', 'DE'],
		]);
	});

	it('elsewhere no route is asked for', async () => {
		await sendFrom('GB');
		const [asked] = fixture.sandbox.log.calls('tiktok', /shipping_providers$/);
		expect(asked.query).not.toHaveProperty('buyer_region');
	});

	it.each([
		['CARRIER_NOT_PAIRED', {}, /Carrier "USPS".*USPS, UPS, FedEx/],
		['PROVIDER_NOT_ALLOWED', { USPS: 'DHL' }, /"DHL".*USPS, UPS, FedEx/],
	] as const)('%s names what would be allowed', async (code, pairs, message) => {
		const exception = onlyException(await fixture.run([item(fixture.order())], {}, pairs));
		expect(exception.code).toBe(code);
		expect(exception.message).toMatch(message);
		expect(exception.details.allowed).toHaveLength(3);
		expect(pathsOf()).toEqual([]);
	});
});

it('US: a number that is not like one of the provider goes, and the warning is passed on (TikTok Shop API §4.6)', async () => {
	const order = fixture.order();
	const { outputs } = await fixture.run([item(order, { trackingNumber: 'ABCDEF123456' })]);
	expect(outputs[0]).toMatchObject([
		{ fulfillment: { sent: true, warning: 'The number does not look like one of USPS' } },
	]);
});

it('orders with the earliest deadline go first, and leave in the order of the items', async () => {
	const [late, early] = [fixture.order({ ageSeconds: 60 }), fixture.order({ ageSeconds: 86_400 })];
	const { outputs } = await fixture.run([item(late), item(early)]);
	expect(fixture.sandbox.tiktok.trackingWrites.map(({ orderId }) => orderId)).toEqual([
		early.id,
		late.id,
	]);
	expect(outputs[0].map(({ orderId }) => orderId)).toEqual([late.id, early.id]);
});
