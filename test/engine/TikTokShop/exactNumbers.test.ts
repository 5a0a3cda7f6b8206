import type { IDataObject } from 'n8n-workflow';

import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ now: () => Date.now() - 2_000 });
});
afterAll(async () => await sandbox.close());

const LONG = Number('576500000000104729');
const GIVEN = '={{ $json.value }}';
const shop = { __rl: true, mode: 'id', value: '7490000000000000001' };

const run = async (parameters: object, items: object[]) =>
	await runNode(new TikTokShop(), { shop, ...parameters } as never, items as IDataObject[], {
		credentials: tiktokCredentials(sandbox),
	});

describe('a long number that has lost its last digits', () => {
	it.each<[string, object]>([
		[
			'Order > Get External References',
			{ resource: 'order', operation: 'getExternalReferences', orderId: GIVEN },
		],
		[
			'Order > Add External Reference',
			{
				resource: 'order',
				operation: 'addExternalReference',
				orderId: GIVEN,
				externalOrderId: '1',
			},
		],
		[
			'Order > Add External Reference, the number of the other system',
			{
				resource: 'order',
				operation: 'addExternalReference',
				orderId: '576500000000104729',
				externalOrderId: GIVEN,
			},
		],
		['Package > Get', { resource: 'package', operation: 'get', packageId: GIVEN }],
		[
			'Package > Get Shipping Document',
			{ resource: 'package', operation: 'getShippingDocument', packageId: GIVEN },
		],
		[
			'Package > Arrange Shipping',
			{ resource: 'package', operation: 'arrangeShipping', orderId: GIVEN },
		],
		[
			'Package > Arrange Shipping, the service',
			{
				resource: 'package',
				operation: 'arrangeShipping',
				orderId: '5',
				options: { shippingServiceId: GIVEN },
			},
		],
		[
			'Product > Get Many',
			{ resource: 'product', operation: 'getAll', filters: { sellerSkus: GIVEN } },
		],
		[
			'Shipping Provider > Get Many',
			{
				resource: 'shippingProvider',
				operation: 'getAll',
				providersOf: 'deliveryOption',
				deliveryOptionId: GIVEN,
			},
		],
		['the shop', { resource: 'warehouse', operation: 'getAll', shop: { ...shop, value: GIVEN } }],
	])('is an error of its item (%s), and TikTok Shop is not called', async (_, parameters) => {
		for (const value of [LONG, '5.765E+17', '1,5.765E+17', [LONG]]) {
			const { error } = await run(parameters, [{ value }]);
			expect(error?.message).toMatch(/too long to be exact|last digits are lost/);
			expect(error?.description).toContain('Give it as text');
			expect(error?.context?.itemIndex).toBe(0);
		}
		expect(sandbox.log.count('tiktok')).toBe(0);
	});

	it.each<[string, object]>([
		['Order > Get', { operation: 'get', orderIds: GIVEN }],
		['Order > Get Many, order IDs', { operation: 'getAll', filters: { orderIds: GIVEN } }],
		['Order > Get Many, warehouses', { operation: 'getAll', filters: { warehouseIds: GIVEN } }],
		['Order > Get, the shop', { operation: 'get', orderIds: '5', shop: { ...shop, value: GIVEN } }],
	])('is an exception of its item (%s), and TikTok Shop is not called', async (_, parameters) => {
		const items = [LONG, '5.765E+17', '1,5.765E+17', [LONG]].map((value) => ({ value }));
		const { outputs, error } = await run({ resource: 'order', ...parameters }, items);
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]).toHaveLength(4);
		for (const [index, { value, exception }] of outputs[1].entries()) {
			expect(value).toEqual(items[index].value);
			expect(exception).toMatchObject({
				code: 'NUMBER_NOT_EXACT',
				message: expect.stringMatching(/too long to be exact|last digits are lost/),
				hint: expect.stringContaining('Give it as text'),
			});
		}
		expect(sandbox.log.count('tiktok')).toBe(0);
	});
});
