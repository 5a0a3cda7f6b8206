import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { addMarket } from '../../sandbox/demo/markets';
import { mappedOrder } from '../../support/items/omsOrder';
import { runNode, type NodeRun } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { tiktokCredentials } from '../../support/engine/tiktok';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});
afterEach(async () => await sandbox.close());

const order = (shop = 'US01', more: object = {}) =>
	sandbox.tiktok.addOrder({
		shop,
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		shippingType: 'TIKTOK',
		...more,
	});

const packages = async (
	operation: string,
	items: object[],
	shop = 'US01',
	more: object = {},
): Promise<NodeRun> =>
	await runNode(
		new TikTokShop(),
		{
			resource: 'package',
			operation,
			shop: { __rl: true, mode: 'id', value: sandbox.tiktok.shop(shop).code },
			...more,
		} as never,
		items as IDataObject[],
		{ credentials: tiktokCredentials(sandbox) },
	);

const arrangements = () => sandbox.tiktok.trackingWrites.map(({ orderId, via }) => [orderId, via]);

describe('Arrange Shipping of orders that TikTok Shop ships (TikTok Shop API §4.5)', () => {
	it.each([
		['US', 'createPackages'],
		['GB', 'shipPackage'],
		['DE', 'shipPackage'],
		['VN', 'shipPackage'],
		['BR', 'shipPackage'],
	])('%s: %s, once; the package ID goes on with the item', async (region, via) => {
		if (region !== 'US' && region !== 'GB') addMarket(sandbox.tiktok, region);
		const shop = `${region}01`;
		const placed = order(shop);
		if (region === 'GB') sandbox.tiktok.newPackage(placed, placed.lines);
		const items = [{ orderId: placed.id, kept: 1 }];
		const { outputs, error } = await packages('arrangeShipping', items, shop);
		expect(error).toBeUndefined();
		const packageId = placed.packageIds[0];
		expect(outputs[0]).toEqual([{ orderId: placed.id, kept: 1, packageId, arranged: true }]);
		const again = await packages('arrangeShipping', items, shop);
		expect(again.outputs[0]).toMatchObject([{ packageId, arranged: false }]);
		expect(arrangements()).toEqual([[placed.id, via]]);
	});

	it('US: size, weight and service are what the user chose', async () => {
		const { id } = order();
		const options = {
			weight: 450,
			length: 12,
			width: 10,
			height: 9,
			dimensionUnit: 'INCH',
			shippingServiceId: '77',
		};
		await packages('arrangeShipping', [{ orderId: id }], 'US01', { options });
		expect(sandbox.log.calls('tiktok', '/fulfillment/202309/packages')[0].body).toEqual({
			order_id: id,
			weight: { value: '450', unit: 'GRAM' },
			dimension: { length: '12', width: '10', height: '9', unit: 'INCH' },
			shipping_service_id: '77',
		});
	});

	it.each(['resetAfterAccept', 'reset', '503'] as const)(
		'a call that ends in %s buys one label',
		async (kind) => {
			const { id } = order();
			sandbox.faults.add({ service: 'tiktok', path: /\/fulfillment\/202309\/packages$/, kind });
			const { outputs, error } = await packages('arrangeShipping', [{ orderId: id }]);
			expect(error).toBeUndefined();
			expect(outputs[0]).toMatchObject([{ arranged: true }]);
			expect(arrangements()).toEqual([[id, 'createPackages']]);
		},
	);

	it.each([
		['shipped by the seller', { shippingType: 'SELLER' }, /The seller ships order/],
		['fulfilled by TikTok Shop', { fulfillmentType: 'FULFILLMENT_BY_TIKTOK' }, /fulfilled by/],
		['on hold', { status: 'ON_HOLD' }, /status ON_HOLD/],
		['cancelled', { status: 'CANCELLED' }, /cancelled/],
		['with a cancel request', { cancelRequested: true }, /asked to cancel/],
	])('an order that is %s is refused, and nothing is bought', async (_, seed, message) => {
		const { id } = order('US01', seed);
		const { error } = await packages('arrangeShipping', [{ orderId: id }]);
		expect(error?.message).toMatch(message);
		expect(arrangements()).toEqual([]);
		const good = order('US01');
		const { outputs } = await packages('arrangeShipping', [{ orderId: id }, { orderId: good.id }]);
		expect(outputs[0]).toMatchObject([{ orderId: good.id }]);
		expect(outputs[1]).toMatchObject([
			{ orderId: id, exception: { message: expect.stringMatching(message) } },
		]);
	});

	it.each<[number, object | string]>([
		[400, { code: 36009004, message: 'invalid dimension' }],
		[404, ''],
		[422, { code: 98_765_432, message: 'unheard of' }],
		[503, ''],
	])(
		'an order that TikTok Shop refuses with HTTP %s stops no other, nor does its document',
		async (status, body) => {
			const orders = Array.from({ length: 3 }, () => order('US01'));
			const [, { id }] = orders;
			const when = (call: { body: string }) => call.body.includes(id);
			const path = '/fulfillment/202309/packages';
			sandbox.answers.give({ service: 'tiktok', path, when, status, body });
			const items = orders.map((each) => ({ orderId: each.id }));
			const { outputs, error } = await packages('arrangeShipping', items);
			expect(error).toBeUndefined();
			expect(outputs.map((list) => list.length)).toEqual([2, 1]);
			const documents = await packages('getShippingDocument', [...outputs[1], ...outputs[0]]);
			expect(documents.error).toBeUndefined();
			expect(documents.outputs.map((list) => list.length)).toEqual([2, 1]);
		},
		60_000,
	);
});

describe('Get Shipping Document', () => {
	const arranged = async () => {
		const placed = order();
		const run = await packages('arrangeShipping', [{ orderId: placed.id }]);
		return { placed, item: run.outputs[0][0] };
	};

	it('downloads the label as a PDF; the item goes on with it', async () => {
		const { placed, item } = await arranged();
		const { items, error } = await packages('getShippingDocument', [item]);
		expect(error).toBeUndefined();
		const [{ json, binary, pairedItem }] = items[0];
		const packageId = placed.packageIds[0];
		expect(json).toEqual({
			...item,
			shippingDocument: {
				packageId,
				documentType: 'SHIPPING_LABEL',
				trackingNumber: `TT${packageId.slice(-12)}`,
				fileName: `${packageId}-shipping-label.pdf`,
			},
		});
		expect(pairedItem).toEqual({ item: 0 });
		expect(binary?.data).toMatchObject({
			mimeType: 'application/pdf',
			fileName: `${packageId}-shipping-label.pdf`,
		});
		const file = Buffer.from(binary?.data.data ?? '', 'base64').toString();
		expect(file).toMatch(/^%PDF-1\.4/);
		expect(file).toContain(packageId);
	});

	it('asks for what the user chose, into the field the user named', async () => {
		const { item } = await arranged();
		const { items } = await packages('getShippingDocument', [item], 'US01', {
			documentType: 'SHIPPING_LABEL_PICTURE',
			binaryPropertyName: 'label',
			options: { documentSize: 'A5' },
		});
		expect(items[0][0].binary?.label).toMatchObject({ mimeType: 'image/png' });
		const [call] = sandbox.log.calls('tiktok', /shipping_documents$/);
		expect(call.query).toMatchObject({
			document_type: 'SHIPPING_LABEL_PICTURE',
			document_size: 'A5',
		});
		expect(call.query).not.toHaveProperty('document_format');
	});

	it('a label that is not ready yet (11034037) is asked for again', async () => {
		const { item } = await arranged();
		sandbox.tiktok.labelDelayMs = Number.POSITIVE_INFINITY;
		// It gets ready once it has been asked for.
		sandbox.answers.change({
			service: 'tiktok',
			path: /shipping_documents$/,
			change: () => {
				sandbox.tiktok.labelDelayMs = 0;
			},
		});
		const { items, error } = await packages('getShippingDocument', [item]);
		expect(error).toBeUndefined();
		expect(items[0][0].binary?.data).toBeDefined();
		expect(sandbox.log.count('tiktok', /shipping_documents$/)).toBeGreaterThan(1);
	});

	it.each([
		['not arranged yet', 'AWAITING_SHIPMENT', '21023035'],
		['picked up', 'IN_TRANSIT', '21042102'],
	])('a package that is %s is refused: %s %s', async (_, status, code) => {
		const placed = order();
		const parcel = sandbox.tiktok.newPackage(placed, placed.lines);
		if (status === 'IN_TRANSIT') Object.assign(parcel, { shippedTime: 1 });
		placed.status = status as 'IN_TRANSIT';
		const { error } = await packages('getShippingDocument', [{ packageId: parcel.id }]);
		expect(error?.message).toContain(code);
	});

	it('an address that has expired is told without the address', async () => {
		const { item } = await arranged();
		sandbox.tiktok.baseUrl += '/nowhere';
		const { error } = await packages('getShippingDocument', [item]);
		expect(error?.message).toMatch(/could not be downloaded \(HTTP 404\)/);
		expect(JSON.stringify(error)).not.toContain('wsos_v2');
	});
});

describe('a TikTok Shop label in the warehouse (OMS API §1.5)', () => {
	const create = async (items: object[], binary: object[], options: object = {}) =>
		await runNode(
			new LingxingOms(),
			{
				resource: 'outboundOrder',
				operation: 'create',
				warehouse: { __rl: true, mode: 'code', value: 'USLAX1' },
				logisticsChannel: { __rl: true, mode: 'code', value: 'Upload_Shipping_Label' },
				options,
			} as never,
			items as IDataObject[],
			{ credentials: omsCredentials(sandbox), binary: binary as never },
		);

	it('goes along with the outbound order, masked address and all', async () => {
		const placed = order('US01', { masked: true });
		const recipient = { ...mappedOrder().recipient, masked: true, name: 'D*****' };
		const mapped = mappedOrder({ orderId: placed.id, recipient });
		const arranged = await packages('arrangeShipping', [mapped]);
		const label = await packages('getShippingDocument', arranged.outputs[0]);
		const { json, binary } = label.items[0][0];
		const { outputs, error } = await create([json], [binary as object]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([{ orderId: placed.id, outboundOrderCreated: true }]);
		const [call] = sandbox.log.calls('oms', '/v1/outboundOrder/create');
		const [row] = call.body as Array<{ label: { fileData: string }; fileList: object[] }>;
		expect(Buffer.from(row.label.fileData, 'base64').toString()).toMatch(/^%PDF/);
		expect(row.fileList).toEqual([{ bizCode: 1 }]);
	});

	it('that is missing keeps only its own order back', async () => {
		const items = [
			mappedOrder({ orderId: '576460000000000001' }),
			mappedOrder({ orderId: '576460000000000002' }),
		];
		const file = {
			label: { data: Buffer.from('%PDF').toString('base64'), mimeType: 'application/pdf' },
		};
		const { outputs } = await create(items, [file, {}], { labelField: 'label' });
		expect(outputs[0]).toMatchObject([{ orderId: '576460000000000001' }]);
		expect(outputs[1]).toMatchObject([
			{ orderId: '576460000000000002', exception: { code: 'LABEL_MISSING' } },
		]);
	});
});
