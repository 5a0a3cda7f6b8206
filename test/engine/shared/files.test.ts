import type { IBinaryKeyData, IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { SkuMapping } from '../../../nodes/SkuMapping/SkuMapping.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { TikTokShopFulfillment } from '../../../nodes/TikTokShop/TikTokShopFulfillment.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { mappedOrder } from '../../support/items/omsOrder';
import { order as orderToMap } from '../../support/items/mappingOrder';
import { runNode, type RunOptions } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { tiktokCredentials } from '../../support/engine/tiktok';

const FILE: IBinaryKeyData = {
	invoice: { data: 'aW52b2ljZQ==', mimeType: 'application/pdf', fileName: 'invoice.pdf' },
};

const byId = (value: string, mode = 'id') => ({ __rl: true, mode, value });

let sandbox: Sandbox;
let orderId: string;
let shop: object;

beforeAll(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	const lines = [{ sellerSku: 'MUG-BLUE-350' }];
	orderId = sandbox.tiktok.addOrder({ shop: 'US01', lines, ageSeconds: 7_200 }).id;
	shop = byId(sandbox.tiktok.shop('US01').id);
});

afterAll(async () => await sandbox.close());

interface Case {
	node: INodeType;
	parameters: object;
	/** One item that works, and one that does not. */
	items: object[];
	isOms?: boolean;
}

const NO_ORDER = '576599999999999999';
const PAIRING = '[{ "carrier": "USPS", "shipping_provider_name": "USPS" }]';
const shipments = () => [
	{ orderId, carrier: 'USPS', trackingNumber: '9400000000000000000017' },
	{ orderId: NO_ORDER, carrier: 'USPS', trackingNumber: '9400000000000000000024' },
];
const fulfillment = (operation: string): Case => ({
	node: new TikTokShopFulfillment(),
	parameters: { operation, pairingSource: 'json', pairingJson: PAIRING },
	items: shipments(),
});
const ofOrder = (operation: string, more: object = {}): Case => ({
	node: new TikTokShop(),
	parameters: { resource: 'order', operation, shop, ...more },
	items: [{ orderId }, { orderId: NO_ORDER }],
});
const outbound = (operation: string, more: object, items: object[]): Case => ({
	node: new LingxingOms(),
	parameters: { resource: 'outboundOrder', operation, ...more },
	items,
	isOms: true,
});

const CASES: Record<string, () => Case> = {
	'SKU Mapping > Map Orders': () => ({
		node: new SkuMapping(),
		parameters: {
			mappingSource: 'json',
			mappingJson: '[{ "platform_sku": "MUG-BLUE-350", "system_sku": "A", "quantity": 1 }]',
		},
		items: [
			orderToMap([{ platformSku: 'MUG-BLUE-350', quantity: 1 }] as never),
			orderToMap([{ platformSku: 'TEA', quantity: 1 }] as never),
		],
	}),
	'TikTok Shop > Order > Get': () => ofOrder('get', { orderIds: '={{ $json.orderId }}' }),
	'TikTok Shop > Order > Check Eligibility': () => ofOrder('checkEligibility'),
	'TikTok Shop > Order > Add External Reference': () =>
		ofOrder('addExternalReference', { externalOrderId: 'OB-1' }),
	'TikTok Shop > Package > Arrange Shipping': () => ({
		...ofOrder('arrangeShipping', { resource: 'package' }),
	}),
	'TikTok Shop > Cancellation > Approve': () => ofOrder('approve', { resource: 'cancellation' }),
	'TikTok Shop Fulfillment > Check': () => fulfillment('check'),
	'TikTok Shop Fulfillment > Update Fulfillment': () => fulfillment('update'),
	'TikTok Shop Fulfillment > Correct Tracking': () => fulfillment('correct'),
	'Lingxing OMS > Create': () =>
		outbound(
			'create',
			{ warehouse: byId('USLAX1', 'code'), logisticsChannel: byId('USPS-GA', 'code') },
			[mappedOrder({ orderId: '576460000000000001' }), { orderId: '576460000000000002' }],
		),
	'Lingxing OMS > Get': () =>
		outbound('get', { number: '={{ $json.orderId }}' }, [
			{ orderId: '576460000000000001' },
			{ orderId: 'none' },
		]),
	'Lingxing OMS > Cancel': () =>
		outbound('cancel', { outboundOrderNo: '={{ $json.number }}', options: { waitSeconds: 0 } }, [
			{ number: [...sandbox.oms.outbound.values()][0]?.outboundOrderNo ?? '1' },
			{ number: '' },
		]),
};

async function run({ node, parameters, items, isOms }: Case, options: RunOptions) {
	const credentials = isOms ? omsCredentials(sandbox) : tiktokCredentials(sandbox);
	return await runNode(node, parameters as never, items as unknown as IDataObject[], {
		credentials,
		binary: items.map(() => FILE),
		...options,
	});
}

describe.each(Object.keys(CASES))('%s', (name) => {
	it.each([undefined, 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'every item keeps its file and its pair, On Error = %s',
		async (onError) => {
			const { items: outputs, error } = await run(CASES[name](), { onError });
			const all: INodeExecutionData[] = outputs.flat();
			if (error) {
				expect(error.context?.itemIndex).toBeDefined();
				return;
			}
			expect(all.length).toBeGreaterThanOrEqual(2);
			for (const item of all) {
				expect(item.binary).toMatchObject(FILE);
				expect(item.pairedItem).toMatchObject({ item: expect.any(Number) });
			}
		},
	);
});
