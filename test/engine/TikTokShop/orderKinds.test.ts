import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type OrderSeed, type Sandbox } from '../../sandbox';
import { runNode } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ now: () => Date.now() - 2_000 });
});
afterEach(async () => await sandbox.close());

/** Orders as Order > Get gives them. */
async function read(seeds: Array<Partial<OrderSeed>>): Promise<IDataObject[]> {
	const orders = seeds.map((seed) =>
		sandbox.tiktok.addOrder({ shop: 'US01', lines: [{ sellerSku: 'MUG-BLUE-350' }], ...seed }),
	);
	const { outputs, error } = await runNode(
		new TikTokShop(),
		{
			resource: 'order',
			operation: 'get',
			shop: { __rl: true, mode: 'id', value: 'USLC000001' },
			orderIds: orders.map(({ id }) => id).join(','),
		},
		[{}],
		{ credentials: tiktokCredentials(sandbox) },
	);
	expect(error).toBeUndefined();
	return outputs[0];
}

const gift = [{ sellerSku: 'MUG-BLUE-350' }, { sellerSku: 'MUG-BLUE-350', isGift: true }];

it('the order item says of what kinds it is, and what buyer and seller have written', async () => {
	const bundle = sandbox.tiktok.products
		.filter(({ shopId }) => shopId === sandbox.tiktok.shop('US01').id)
		.flatMap(({ skus }) => skus)
		.find((sku) => sku.bundle.length > 0);
	const items = await read([
		{},
		{ isSample: true },
		{ lines: gift },
		{ kind: { isReplacement: true } },
		{ kind: { isExchange: true } },
		{ kind: { orderType: 'PRE_ORDER' } },
		{ kind: { isCod: true, deliveryType: 'COLLECTION_POINT' } },
		{ lines: [{ sellerSku: bundle?.sellerSku ?? '' }] },
		{ buyerMessage: 'Ring twice', sellerNote: 'VIP' },
	]);
	expect(items.map(({ kinds }) => kinds)).toEqual([
		undefined,
		['sample'],
		['gift'],
		['replacement'],
		['exchange'],
		['preOrder'],
		['cod', 'collectionPoint'],
		['combinedListing'],
		undefined,
	]);
	expect(items[0]).not.toHaveProperty('buyerMessage');
	expect(items[0]).not.toHaveProperty('sellerNote');
	expect(items[8]).toMatchObject({ buyerMessage: 'Ring twice', sellerNote: 'VIP' });
});

it('a sample is held, a pre-order goes by another channel, and a normal order as ever', async () => {
	const items = await read([{ isSample: true }, { kind: { orderType: 'PRE_ORDER' } }, {}]);
	const rules = [
		{ priority: 1, order_kind: 'sample', hold: 'The boss decides on samples.' },
		{ priority: 2, order_kind: 'pre-order', warehouse: 'USLAX1', logistics_channel: 'UPS-GR' },
		{ priority: 3, warehouse: 'USLAX1', logistics_channel: 'USPS-GA' },
	];
	const { outputs } = await runNode(
		new LingxingOms(),
		{ resource: 'warehouse', operation: 'chooseByRules', rulesFrom: 'rulesInput' },
		items,
		{ second: rules },
	);
	expect(outputs[0]).toMatchObject([
		{ orderId: items[1].orderId, logisticsChannel: 'UPS-GR' },
		{ orderId: items[2].orderId, logisticsChannel: 'USPS-GA' },
	]);
	expect(outputs[2]).toMatchObject([
		{ orderId: items[0].orderId, exception: { code: 'WAREHOUSE_HOLD' } },
	]);
});
