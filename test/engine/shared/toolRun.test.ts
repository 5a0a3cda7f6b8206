import type { IDataObject, INodeType } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { SkuMapping } from '../../../nodes/SkuMapping/SkuMapping.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { TikTokShopFulfillment } from '../../../nodes/TikTokShop/TikTokShopFulfillment.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { requestCancel } from '../../sandbox/tiktok/orderChanges';
import { mappedOrder } from '../../support/items/omsOrder';
import { order as orderToMap } from '../../support/items/mappingOrder';
import { runNode } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { tiktokCredentials } from '../../support/engine/tiktok';

const byId = (value: string, mode = 'id') => ({ __rl: true, mode, value });

let sandbox: Sandbox;
let orderId: string;
let shop: object;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	const lines = [{ sellerSku: 'MUG-BLUE-350' }];
	orderId = sandbox.tiktok.addOrder({ shop: 'US01', lines, ageSeconds: 7_200 }).id;
	shop = byId(sandbox.tiktok.shop('US01').id);
});

afterEach(async () => await sandbox.close());

async function run(node: INodeType, parameters: object, item: object, asTool = true) {
	const isOms = node instanceof LingxingOms;
	const credentials = isOms ? omsCredentials(sandbox) : tiktokCredentials(sandbox);
	return await runNode(node, parameters as never, [item as IDataObject], { credentials, asTool });
}

/** Paths of the calls that write; tokens are asked for by reading. */
const WRITES =
	/\/(packages|external_orders|ship|create|cancel|approve|reject)(\/|$|\?)|shipping_info/;
const writes = () =>
	[...sandbox.log.calls('tiktok'), ...sandbox.log.calls('oms')].filter(
		({ method, path }) => method !== 'GET' && WRITES.test(path),
	);

/** The buyer asks to cancel the order. */
const asked = () => {
	requestCancel(sandbox.tiktok, orderId);
	return orderId;
};

const UPDATE = {
	pairingSource: 'json',
	pairingJson: '[{ "carrier": "USPS", "shipping_provider_name": "USPS" }]',
};
const shipment = () => ({ orderId, carrier: 'USPS', trackingNumber: '9400000000000000000017' });
const CREATE = {
	resource: 'outboundOrder',
	operation: 'create',
	warehouse: byId('USLAX1', 'code'),
	logisticsChannel: byId('USPS-GA', 'code'),
};

describe('an agent that nobody has allowed to write', () => {
	it.each<[string, () => [INodeType, object, object], object]>([
		[
			'Update Fulfillment',
			() => [new TikTokShopFulfillment(), UPDATE, shipment()],
			{ fulfillment: { sent: false, preview: true } },
		],
		[
			'Create',
			() => [new LingxingOms(), CREATE, mappedOrder({ orderId: '576460000000000001' })],
			{ preview: { result: 'wouldCreate' } },
		],
		[
			'Cancel',
			() => [
				new LingxingOms(),
				{ resource: 'outboundOrder', operation: 'cancel', outboundOrderNo: '118' },
				{},
			],
			{ wouldDo: 'Cancel outbound order 118.' },
		],
		[
			'Add External Reference',
			() => [
				new TikTokShop(),
				{ resource: 'order', operation: 'addExternalReference', shop, externalOrderId: 'OB-1' },
				{ orderId },
			],
			{ wouldDo: expect.stringContaining('OB-1') },
		],
		[
			'Arrange Shipping',
			() => [
				new TikTokShop(),
				{ resource: 'package', operation: 'arrangeShipping', shop },
				{ orderId },
			],
			{ wouldDo: expect.stringContaining('Let TikTok Shop ship order') },
		],
		[
			'Approve',
			() => [
				new TikTokShop(),
				{ resource: 'cancellation', operation: 'approve', shop },
				{ orderId: asked() },
			],
			{ wouldDo: expect.stringContaining("Approve the buyer's request to cancel of order") },
		],
		[
			'Reject',
			() => [
				new TikTokShop(),
				{ resource: 'cancellation', operation: 'reject', shop, rejectReason: 'any' },
				{ orderId: asked() },
			],
			{ wouldDo: expect.stringContaining('Reject') },
		],
	])('%s: is told what would be done, and nothing is written', async (_, given, answer) => {
		const { outputs, error } = await run(...given());
		expect(error).toBeUndefined();
		expect(outputs[0]).toMatchObject([
			{ ...answer, notWritten: expect.stringContaining('Allow an AI Agent to Write') },
		]);
		expect(writes()).toEqual([]);
	});
});

it('an agent that is allowed to write writes', async () => {
	const allowed = { ...UPDATE, allowAgentToWrite: true };
	const { outputs } = await run(new TikTokShopFulfillment(), allowed, shipment());
	expect(outputs[0]).toMatchObject([{ fulfillment: { sent: true } }]);
	expect(outputs[0][0]).not.toHaveProperty('notWritten');
});

it('an agent cannot allow itself to write by an expression', async () => {
	const allowed = { ...UPDATE, allowAgentToWrite: '={{ true }}' };
	const { outputs } = await run(new TikTokShopFulfillment(), allowed, shipment());
	expect(outputs[0]).toMatchObject([{ fulfillment: { sent: false } }]);
});

it('a node that is no tool writes as before', async () => {
	const { outputs } = await run(new TikTokShopFulfillment(), UPDATE, shipment(), false);
	expect(outputs[0]).toMatchObject([{ fulfillment: { sent: true } }]);
});

describe('what is refused reaches the agent by the first output', () => {
	it.each<[string, () => [INodeType, object, object], string]>([
		[
			'an order that TikTok Shop does not have',
			() => [new TikTokShopFulfillment(), UPDATE, { ...shipment(), orderId: '576599999999999999' }],
			'ORDER_NOT_FOUND',
		],
		[
			'an SKU without mapping',
			() => [
				new SkuMapping(),
				{
					mappingSource: 'json',
					mappingJson: '[{"platform_sku":"A","system_sku":"B","quantity":1}]',
				},
				orderToMap([{ platformSku: 'TEA', quantity: 1 }] as never),
			],
			'SKU_NOT_MAPPED',
		],
		[
			'an order that is cancelled',
			() => [new LingxingOms(), CREATE, mappedOrder({ status: 'CANCELLED' } as never)],
			'ORDER_CANCELLED',
		],
	])('%s', async (_, given, code) => {
		const { outputs } = await run(...given());
		expect(outputs[0]).toMatchObject([{ exception: { code } }]);
		expect(outputs.slice(1).flat()).toEqual([]);
	});
});

it('every operation that writes has the switch', () => {
	const reads =
		/^(get|getAll|getExternalReferences|getShippingDocument|check|checkDeadlines|checkEligibility|checkPairing|checkRequest|checkRules|chooseByRules|compare|compareWithDesk|decide|listForDesk|listUnpaired|makeDigest|makeReport|makeRows|open|readAgain|sayOutcome|sayPaired|summarize)$/;
	for (const node of [new TikTokShop(), new LingxingOms(), new TikTokShopFulfillment()]) {
		const { properties } = node.description;
		const named = (name: string) => properties.filter((property) => property.name === name);
		const written = named('operation')
			.flatMap(({ options = [] }) => options as Array<{ value: string }>)
			.map(({ value }) => value)
			.filter((value) => !reads.test(value));
		const shown = named('allowAgentToWrite').flatMap(
			({ displayOptions }) => displayOptions?.show?.operation as string[],
		);
		expect(shown.sort()).toEqual(written.sort());
	}
});
