import type { INodeParameters } from 'n8n-workflow';
import { TikTokShop } from '../../nodes/TikTokShop/TikTokShop.node';
import { TikTokShopTrigger } from '../../nodes/TikTokShop/TikTokShopTrigger.node';
import { TikTokShopFulfillment } from '../../nodes/TikTokShop/TikTokShopFulfillment.node';
import { runNode } from '../support/engine/engine';
import { PolledTrigger } from '../support/engine/polledTrigger';
import { tiktokCredentials } from '../support/engine/tiktok';
import { startSandbox, type Sandbox } from '../sandbox';
import { combine } from '../sandbox/client';
import { addMarket } from '../sandbox/demo/markets';
import { addVietnam } from '../sandbox/demo/vietnam';
import { ship } from '../sandbox/tiktok/shipping';
import { withDocument } from './withDocument';
import { RequestChecker } from './requests';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const US = byId('USLC000001');

const USPS = { id: '7117858858072016686', name: 'USPS', numberPattern: /./ };
const MORE_THAN_A_PAGE = 120;

withDocument('the requests of the nodes and the OpenAPI file', (document) => {
	const checker = new RequestChecker(document);
	const called = new Set<string>();
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox({ now: () => Date.now() - 2_000 });
		// More than a page of a search holds, so that page tokens travel as well.
		for (let count = 0; count < MORE_THAN_A_PAGE; count += 1) {
			const lines = [{ sellerSku: 'MUG-BLUE-350' }];
			sandbox.tiktok.addOrder({ shop: 'US01', lines, ageSeconds: 7_200 + count });
		}
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => sandbox.log.clear());

	/** What is wrong with the calls since the test began; they count as made. */
	function findings(): string[] {
		const calls = sandbox.log.calls('tiktok');
		expect(calls.length).toBeGreaterThan(0);
		for (const { method, path } of calls) {
			called.add(document.find(method, path)?.id ?? `${method} ${path}`);
		}
		return [...new Set(calls.flatMap((call) => checker.findings(call)))];
	}

	it.each<[string, object]>([
		['of all shops and orders', {}],
		[
			'of one store warehouse',
			{ orderScope: 'storeWarehouse', warehouses: ['7300000000000000101'] },
		],
		['on every poll until shipped', { emit: 'untilShipped' }],
		[
			'partly shipped as well, shipped by anyone',
			{
				orderStatus: ['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING'],
				shippingType: '',
			},
		],
	])('TikTok Shop Trigger, pending orders %s', async (_what, parameters) => {
		const credentials = tiktokCredentials(sandbox);
		const trigger = new PolledTrigger(new TikTokShopTrigger(), parameters as INodeParameters, {
			credentials,
		});
		await trigger.poll();
		await trigger.poll();
		expect(findings()).toEqual([]);
	});

	it.each<[string, object]>([
		['Shop Get Many', { resource: 'shop', operation: 'getAll', returnAll: true }],
		['Order Get Many', { resource: 'order', operation: 'getAll', shop: US, returnAll: true }],
		[
			'Order Get Many, any status and shipping type, of a warehouse, within dates',
			{
				resource: 'order',
				operation: 'getAll',
				shop: US,
				limit: 5,
				filters: {
					status: '',
					shippingType: '',
					warehouseIds: '7300000000000000101, 7300000000000000102',
					updatedAfter: '2020-01-01T00:00:00Z',
					updatedBefore: '2099-01-01T00:00:00Z',
					includeCancelRequested: true,
				},
			},
		],
		[
			'Product Get Many',
			{ resource: 'product', operation: 'getAll', shop: US, returnAll: true, filters: {} },
		],
		[
			'Product Get Many, filtered',
			{
				resource: 'product',
				operation: 'getAll',
				shop: US,
				limit: 5,
				filters: { sellerSkus: 'MUG-BLUE-350, TEA-GREEN-100', status: 'ACTIVATE' },
			},
		],
		['Warehouse Get Many', { resource: 'warehouse', operation: 'getAll', shop: US, limit: 5 }],
		[
			'Shipping Provider Get Many',
			{ resource: 'shippingProvider', operation: 'getAll', shop: US, returnAll: true },
		],
	])('TikTok Shop, %s', async (_what, parameters) => {
		const credentials = tiktokCredentials(sandbox);
		const run = await runNode(new TikTokShop(), parameters as INodeParameters, [{}], {
			credentials,
		});
		expect(run.error).toBeUndefined();
		expect(findings()).toEqual([]);
	});

	it('TikTok Shop, Order Get and Package Get', async () => {
		const order = sandbox.tiktok.orderOf('one line');
		const parcel = sandbox.tiktok.newPackage(order, order.lines);
		for (const parameters of [
			{ resource: 'order', operation: 'get', shop: US, orderIds: order.id },
			{ resource: 'package', operation: 'get', shop: US, packageId: parcel.id },
		]) {
			const credentials = tiktokCredentials(sandbox);
			const run = await runNode(new TikTokShop(), parameters, [{}], { credentials });
			expect(run.error).toBeUndefined();
		}
		expect(findings()).toEqual([]);
	});

	it('TikTok Shop Fulfillment, by the call of the market, whole orders and the rest of one', async () => {
		const { shop } = addVietnam(sandbox.tiktok);
		const lines = [{ sellerSku: 'MUG-BLUE-350', units: 2 }];
		const vn = sandbox.tiktok.addOrder({ shop: shop.key, lines });
		const us = sandbox.tiktok.addOrder({ shop: 'US01', lines });
		const split = sandbox.tiktok.addOrder({ shop: 'US01', lines, address: { name: 'Split' } });
		const part = { trackingNumber: '9'.repeat(22), provider: USPS };
		const parcel = sandbox.tiktok.newPackage(split, split.lines.slice(0, 1));
		ship(sandbox.tiktok, parcel, part, 'markPackageAsShipped');
		const credentials = tiktokCredentials(sandbox);
		const items = [
			{ orderId: us.id, carrier: 'USPS', trackingNumber: '9400111899223000000001' },
			{ orderId: split.id, carrier: 'USPS', trackingNumber: '9400111899223000000002' },
			{ orderId: vn.id, carrier: 'GHN', trackingNumber: 'GHN123456' },
		];
		const pairing = ['USPS', 'GHN'].map((name) => ({ carrier: name, provider: name }));
		const parameters = { pairingSource: 'json', pairingJson: JSON.stringify(pairing) };
		const run = await runNode(new TikTokShopFulfillment(), parameters, items, { credentials });
		expect(run.error).toBeUndefined();
		expect(run.outputs[1] ?? []).toEqual([]);
		const sent = sandbox.tiktok.trackingWrites.map(({ orderId, via }) => [orderId, via]);
		expect(sent).toEqual(
			expect.arrayContaining([
				[us.id, 'markPackageAsShipped'],
				[vn.id, 'shipPackage'],
			]),
		);
		expect(findings()).toEqual([]);
	});

	it('TikTok Shop Fulfillment, corrections of whole and split orders, and a combined package', async () => {
		const { tiktok } = sandbox;
		const { provider } = addMarket(tiktok, 'TH');
		const lines = [{ sellerSku: 'MUG-BLUE-350', units: 2 }];
		const whole = tiktok.addOrder({ shop: 'US01', lines, address: { name: 'Whole' } });
		const split = tiktok.addOrder({ shop: 'US01', lines, address: { name: 'Parts' } });
		const pair = [0, 1].map(() => tiktok.addOrder({ shop: 'TH01', lines }));
		await combine(sandbox, 'TH01', pair);
		sandbox.log.clear();
		const rows = [
			{ carrier: 'USPS', shipping_provider_name: 'USPS' },
			{ carrier: 'TH', shipping_provider_id: provider.id },
		];
		const send = async (operation: string, numbers: readonly string[]) => {
			const [a, b, c] = numbers;
			const [first, second] = split.lines.map(({ id }) => id);
			const items = [
				{ orderId: whole.id, carrier: 'USPS', trackingNumber: a },
				{ orderId: split.id, carrier: 'USPS', trackingNumber: b, lineItemIds: [first] },
				{ orderId: split.id, carrier: 'USPS', trackingNumber: c, lineItemIds: [second] },
				...pair.map(({ id }) => ({ orderId: id, carrier: 'TH', trackingNumber: 'TH1000001' })),
			];
			const parameters = { operation, pairingSource: 'json', pairingJson: JSON.stringify(rows) };
			const credentials = tiktokCredentials(sandbox);
			return await runNode(new TikTokShopFulfillment(), parameters, items, { credentials });
		};
		const number = (serial: number) => `94${String(serial).padStart(20, '0')}`;
		const sent = await send('update', [number(71), number(72), number(73)]);
		expect(sent.outputs.map((output) => output.length)).toEqual([5, 0]);
		const corrected = await send('correct', [number(81), number(82), number(73)]);
		expect(corrected.outputs.map((output) => output.length)).toEqual([5, 0]);
		expect(findings()).toEqual([]);
	});

	it('TikTok Shop, Package Arrange Shipping and Get Shipping Document', async () => {
		const lines = [{ sellerSku: 'MUG-BLUE-350' }];
		const order = sandbox.tiktok.addOrder({ shop: 'US01', lines, shippingType: 'TIKTOK' });
		const options = { weight: 1, length: 2, width: 3, height: 4 };
		for (const parameters of [
			{ operation: 'arrangeShipping', options },
			{ operation: 'getShippingDocument', options: { documentSize: 'A5', documentFormat: 'PDF' } },
		]) {
			const item = { orderId: order.id, packageId: order.packageIds[0] ?? '' };
			const credentials = tiktokCredentials(sandbox);
			const all = { resource: 'package', shop: US, ...parameters };
			const run = await runNode(new TikTokShop(), all, [item], { credentials });
			expect(run.error).toBeUndefined();
		}
		expect(findings()).toEqual([]);
	});

	it('the token is exchanged and, when it has expired, refreshed', async () => {
		const credentials = tiktokCredentials(sandbox);
		const shops = async () =>
			await runNode(new TikTokShop(), { resource: 'shop', operation: 'getAll' }, [{}], {
				credentials,
			});
		await shops();
		sandbox.tiktok.tokens.expireAccess();
		expect((await shops()).error).toBeUndefined();
		expect(findings()).toEqual([]);
	});

	it('all in all the nodes made every call that the sandbox plays for them', () => {
		expect([...called].sort()).toEqual(
			[
				'getAccessToken',
				'refreshAccessToken',
				'getAuthorizedShops',
				'searchOrders',
				'getOrderDetail',
				'searchProducts',
				'getWarehouseList',
				'getWarehouseDeliveryOptions',
				'getShippingProviders',
				'getPackageDetail',
				'markPackageAsShipped',
				'shipPackage',
				'createPackages202309',
				'updateShippingInfo',
				'updatePackageShippingInfo',
				'getPackageShippingDocument',
			].sort(),
		);
	});
});
