import { TikTokShopFulfillment } from '../../../nodes/TikTokShop/TikTokShopFulfillment.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const NUMBER = '9400111899223000000001';
const MARK = /\/orders\/\d+\/packages$/;
const DETAIL = '/order/202507/orders';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});

afterEach(async () => {
	await sandbox.close();
});

const PAIRING = {
	rows: [
		{ storeCode: '*', carrier: 'USPS', provider: { __rl: true, mode: 'name', value: 'usps' } },
		{
			storeCode: '*',
			carrier: 'ROYALMAIL',
			provider: { __rl: true, mode: 'name', value: 'Royal Mail' },
		},
		{ storeCode: '*', carrier: 'YANWEN', provider: { __rl: true, mode: 'name', value: 'Yanwen' } },
	],
};

const run = async (items: object[], parameters: object = {}, options: object = {}) =>
	await runNode(
		new TikTokShopFulfillment(),
		{ pairing: PAIRING, ...parameters } as never,
		items as never,
		{ credentials: tiktokCredentials(sandbox), ...options },
	);

const order = (more: object = {}) =>
	sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		ageSeconds: 7_200,
		...more,
	});

const shipped = (orderId: string, more: object = {}) => ({
	orderId,
	carrier: 'USPS',
	trackingNumber: NUMBER,
	outboundOrderNo: 'OB1',
	...more,
});

describe('a fault of TikTok Shop', () => {
	it('with one order does not hold up the others; that order waits and is sent by the next run', async () => {
		const orders = [order({ ageSeconds: 9_000 }), order(), order()];
		const [{ id: faulty }] = orders;
		const items = orders.map(({ id }, index) =>
			shipped(id, { trackingNumber: `940011189922300000000${index}` }),
		);
		sandbox.faults.add({ service: 'tiktok', path: `${faulty}/packages`, kind: '503', times: 99 });
		const { outputs, error } = await run(items);
		expect(error).toBeUndefined();
		expect(outputs.map((list) => list.length)).toEqual([2, 1]);
		expect(outputs[1]).toMatchObject([
			{ orderId: faulty, exception: { code: 'TIKTOK_SHOP_UNAVAILABLE', retrySafe: true } },
		]);
		sandbox.faults.clear();
		expect((await run(items)).outputs.map((list) => list.length)).toEqual([3, 0]);
		expect(sandbox.tiktok.trackingWrites).toHaveLength(3);
	});
});

describe('a shipped outbound order', () => {
	it('takes its tracking number and paired provider to TikTok Shop', async () => {
		const { id } = order();
		const { items, outputs } = await run([shipped(id)]);
		expect(outputs).toMatchObject([
			[
				{
					outboundOrderNo: 'OB1',
					fulfillment: { sent: true, call: 'markPackageAsShipped', shippingProvider: 'USPS' },
				},
			],
			[],
		]);
		expect(items[0][0].pairedItem).toEqual({ item: 0 });
		expect(sandbox.tiktok.trackingWrites).toMatchObject([
			{ orderId: id, trackingNumber: NUMBER, providerName: 'USPS' },
		]);
	});

	it('is found in whichever authorised shop its order was placed', async () => {
		const gb = order({ shop: 'GB01' });
		const item = { ...shipped(gb.id), carrier: 'royalmail', trackingNumber: 'RM100000001GB' };
		const { outputs } = await run([item]);
		expect(outputs[0]).toMatchObject([{ fulfillment: { shopCode: 'GBCB000001' } }]);
	});

	it('carried inside an order item works as well, as Lingxing OMS > Create gives it', async () => {
		const { id, shop } = order();
		const item = {
			orderId: id,
			shop: { id: shop.id },
			outboundOrder: { carrier: 'USPS', trackingNumber: NUMBER },
		};
		expect((await run([item])).outputs[0]).toHaveLength(1);
	});

	it('sent before is done: nothing is sent again', async () => {
		const { id } = order();
		await run([shipped(id)]);
		const again = await run([shipped(id), shipped(id)]);
		expect(again.outputs[0]).toMatchObject([
			{ fulfillment: { sent: false } },
			{ fulfillment: { sent: false } },
		]);
		expect(sandbox.tiktok.trackingWrites).toHaveLength(1);
	});

	it('twice among the items is sent once', async () => {
		const { id } = order();
		expect((await run([shipped(id), shipped(id)])).outputs[0]).toHaveLength(2);
		expect(sandbox.log.count('tiktok', MARK)).toBe(1);
	});

	it('of sixty orders are read with two calls', async () => {
		const orders = Array.from({ length: 60 }, () => order());
		const items = orders.map(({ id, shop }) => shipped(id, { storeCode: shop.code }));
		const { outputs } = await run(items, { options: { preview: true } });
		expect(outputs[0]).toHaveLength(60);
		expect(sandbox.log.count('tiktok', DETAIL)).toBe(2);
		expect(sandbox.tiktok.trackingWrites).toHaveLength(0);
		expect(outputs[0][0]).toMatchObject({
			fulfillment: { preview: true, sent: false, call: 'markPackageAsShipped' },
		});
	});

	it("with fields of one's own", async () => {
		const { id, shop } = order();
		const { outputs } = await run([{ no: id, via: 'USPS', track: NUMBER }], {
			shopSource: 'shop',
			shop: { __rl: true, mode: 'id', value: shop.code },
			shipmentSource: 'define',
			orderId: '={{ $json.no }}',
			carrier: '={{ $json.via }}',
			trackingNumber: '={{ $json.track }}',
		});
		expect(outputs[0]).toHaveLength(1);
	});

	it("a number that does not look like the provider's is passed on with TikTok Shop's warning", async () => {
		const { id } = order();
		const { outputs } = await run([shipped(id, { trackingNumber: 'ABC1234567' })]);
		expect(outputs[0]).toMatchObject([
			{ fulfillment: { warning: expect.stringContaining('USPS') } },
		]);
	});
});

describe('outside the markets of Mark Package As Shipped', () => {
	it('the package is shipped, after one refused look at the other call', async () => {
		const shop = sandbox.tiktok.shop('US01');
		shop.region = 'VN';
		const { id } = order();
		const { outputs } = await run([shipped(id)]);
		expect(outputs[0]).toMatchObject([{ fulfillment: { call: 'shipPackage' } }]);
		expect(sandbox.tiktok.trackingWrites).toMatchObject([{ orderId: id, via: 'shipPackage' }]);
	});
});

describe('what cannot be sent leaves with its reason, the others go on', () => {
	it.each([
		['CARRIER_NOT_PAIRED', {}, { carrier: 'GOFO' }, /Carrier "GOFO".*USPS, UPS, FedEx/],
		['PROVIDER_NOT_ALLOWED', {}, { carrier: 'YANWEN' }, /USPS, UPS, FedEx/],
		['TRACKING_NUMBER_MISSING', {}, { trackingNumber: '' }, /no tracking number/],
		['ORDER_CANCELLED', { status: 'CANCELLED' }, {}, /cancelled/],
		['ORDER_ON_HOLD', { status: 'ON_HOLD' }, {}, /hold/],
		['CANCEL_REQUESTED', { cancelRequested: true }, {}, /asked to cancel/],
		['NOT_SELLER_SHIPPED', { shippingType: 'TIKTOK' }, {}, /ships order/],
		['TRACKING_CONFLICT', { status: 'IN_TRANSIT' }, {}, /shipped/],
		['FULFILLMENT_REFUSED', {}, { trackingNumber: 'AB*CD-1234' }, /21004012/],
	] as const)('%s', async (code, seed, changed, message) => {
		const good = order();
		const { id } = order(seed);
		const { outputs } = await run([shipped(id, changed), shipped(good.id)]);
		expect(outputs[1]).toMatchObject([
			{ orderId: id, outboundOrderNo: 'OB1', exception: { code, hint: expect.any(String) } },
		]);
		const [{ exception }] = outputs[1] as Array<{ exception: { message: string } }>;
		expect(exception.message).toMatch(message);
		expect(outputs[0]).toHaveLength(1);
	});

	it.each([
		['of another seller', '576599999999999999', /in none of the shops/],
		['that is no TikTok Shop order', '', /names no TikTok Shop order/],
	])('an order %s is not found', async (_, orderId, message) => {
		const { outputs } = await run([shipped(orderId)]);
		expect(outputs[1]).toMatchObject([{ exception: { code: 'ORDER_NOT_FOUND' } }]);
		expect((outputs[1][0].exception as { message: string }).message).toMatch(message);
	});

	it('a carrier paired later goes at the next run (B49 healed)', async () => {
		const { id } = order();
		const item = shipped(id, { carrier: 'UPS-GROUND', trackingNumber: '1Z12345E0205271688' });
		expect((await run([item])).outputs[1]).toHaveLength(1);
		const rows = [{ carrier: 'UPS-Ground', provider: 'UPS' }];
		const later = await run([item], { pairingSource: 'json', pairingJson: JSON.stringify(rows) });
		expect(later.outputs[0]).toHaveLength(1);
	});

	it('a cancel request is overruled only when the user says so', async () => {
		const { id } = order({ cancelRequested: true });
		const { outputs, error } = await run([shipped(id)], { options: { shipCancelRequested: true } });
		expect(error).toBeUndefined();
		expect(outputs[1]).toEqual([]);
		expect(outputs[0]).toHaveLength(1);
	});
});

describe('answers that leave it open', () => {
	it.each(['resetAfterAccept', 'reset', '500', '503', '429'] as const)(
		'a write that ends in %s has its effect once',
		async (kind) => {
			const { id } = order();
			sandbox.faults.add({ service: 'tiktok', path: MARK, kind });
			const { outputs, error } = await run([shipped(id)]);
			expect(error).toBeUndefined();
			expect(outputs[0]).toMatchObject([{ fulfillment: { sent: true } }]);
			expect(sandbox.tiktok.trackingWrites.filter(({ orderId }) => orderId === id)).toHaveLength(1);
		},
	);

	it('two executions at the same moment send once', async () => {
		const { id } = order();
		const runs = await Promise.all([run([shipped(id)]), run([shipped(id)])]);
		expect(runs.flatMap(({ outputs }) => outputs[0])).toHaveLength(2);
		expect(sandbox.tiktok.trackingWrites).toHaveLength(1);
	});
});

it('with Refuse All a pairing that cannot be used is refused before anything is sent', async () => {
	const { id } = order();
	const { error } = await run([shipped(id)], {
		pairing: { rows: [{ carrier: 'USPS', provider: '' }] },
		options: { unusableRows: 'refuseAll' },
	});
	expect(error?.message).toContain('Row 1');
	expect(sandbox.log.count('tiktok')).toBeLessThanOrEqual(2);
});

describe('a pairing from a table', () => {
	const rows = [
		{ store_code: 'GBCB000001', carrier: 'USPS', shipping_provider_name: 'Royal Mail' },
		{ store_code: '*', carrier: ' usps ', shipping_provider_id: '7117858858072016686' },
		{ store_code: '*', carrier: 'USPS-GA', shipping_provider_name: 'usps' },
	];

	it('comes by the second input, one row an item', async () => {
		const { id } = order();
		const { outputs, error } = await run(
			[shipped(id)],
			{ pairingSource: 'pairingInput' },
			{ second: rows },
		);
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([{ fulfillment: { sent: true, shippingProvider: 'USPS' } }]);
		expect(sandbox.tiktok.trackingWrites).toHaveLength(1);
	});

	it('that contradicts itself sends nothing for its carrier, by row numbers; Refuse All sends nothing', async () => {
		const { id } = order();
		const second = [...rows, { carrier: 'USPS', shipping_provider_id: '7117859084333745966' }];
		const byInput = { pairingSource: 'pairingInput' };
		const { outputs } = await run([shipped(id)], byInput, { second });
		expect(outputs[1]).toMatchObject([
			{ exception: { code: 'PAIRING_ROW_UNUSABLE', details: { rows: [2, 4] } } },
		]);
		const refuseAll = { ...byInput, options: { unusableRows: 'refuseAll' } };
		const { error } = await run([shipped(id)], refuseAll, { second });
		expect(error?.message).toContain('Row 4: carrier "USPS" of all stores is paired with');
		expect(error?.message).toContain('already in row 2. Nothing was sent.');
		expect(sandbox.tiktok.trackingWrites).toHaveLength(0);
	});
});
