import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { TikTokShopFulfillment } from '../../../nodes/TikTokShop/TikTokShopFulfillment.node';
import { mappedOrder } from '../../support/items/omsOrder';
import { item, Fixture } from '../TikTokShopFulfillment/fixture';
import { startBridge } from '../../support/engine/bridge';
import { startNode, type RunningNode, type RunOptions } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { connectedCredentials, tiktokCredentials } from '../../support/engine/tiktok';

const CREATE = '/v1/outboundOrder/create';

let fixture: Fixture;
let bridge: Awaited<ReturnType<typeof startBridge>>;

beforeEach(async () => {
	fixture = await Fixture.open();
	bridge = await startBridge(fixture.sandbox.tiktokUrl);
});

afterEach(async () => {
	await bridge.close();
	await fixture.close();
});

const wait = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean): Promise<void> {
	for (let looks = 0; looks < 1_000 && !holds(); looks++) await wait(10);
	expect(holds()).toBe(true);
}

const stores = {
	tikTokShopApi: async (pace: object) => tiktokCredentials(fixture.sandbox, {}, pace as never),
	tikTokShopOAuth2Api: async (pace: object) =>
		await connectedCredentials(fixture.sandbox, bridge.url, {}, pace as never),
};

async function sending(
	kind: keyof typeof stores,
	parcels: number,
	options: RunOptions = {},
): Promise<RunningNode> {
	const items = Array.from({ length: parcels }, () => item(fixture.order()));
	const parameters = {
		authentication: kind === 'tikTokShopApi' ? 'redirectedUrl' : 'oAuth2',
		pairingSource: 'json',
		pairingJson: '[{"carrier":"USPS","shipping_provider_name":"USPS"}]',
	};
	const credentials = await stores[kind]({ writesPerSecond: 10 });
	return startNode(new TikTokShopFulfillment(), parameters, items, { credentials, ...options });
}

/** What was done when the run was stopped, and what after it. */
async function stopped(run: RunningNode, done: () => number, settledMs = 600) {
	const before = done();
	const rest = run.finished;
	run.stop();
	const { status, error, outputs } = await rest;
	const atTheEnd = done();
	await wait(settledMs);
	return { status, error, outputs, more: done() - before, afterTheEnd: done() - atTheEnd };
}

describe('an execution that is stopped in the middle', () => {
	it.each(['tikTokShopApi', 'tikTokShopOAuth2Api'] as const)(
		'(%s) ends as canceled, and no more tracking numbers are sent',
		async (kind) => {
			const writes = fixture.sandbox.tiktok.trackingWrites;
			const run = await sending(kind, 40);
			await until(() => writes.length >= 5);
			const end = await stopped(run, () => writes.length);
			expect(end.more).toBeLessThanOrEqual(1);
			expect(end.afterTheEnd).toBe(0);
			expect(end.status).toBe('canceled');
			expect(end.error?.message).toContain('canceled');
		},
		30_000,
	);

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'does not go on where On Error is %s',
		async (onError) => {
			const writes = fixture.sandbox.tiktok.trackingWrites;
			const run = await sending('tikTokShopApi', 40, { onError });
			await until(() => writes.length >= 5);
			const end = await stopped(run, () => writes.length);
			expect(end.more).toBeLessThanOrEqual(1);
			expect(end.afterTheEnd).toBe(0);
			expect(end.status).toBe('canceled');
		},
		30_000,
	);

	it('leaves a call that is on its way, and nothing is held up behind it', async () => {
		fixture.sandbox.faults.add({ service: 'tiktok', path: '/packages', kind: 'timeout' });
		const first = await sending('tikTokShopApi', 1);
		await until(() => fixture.sandbox.faults.struck.timeout === 1);
		const end = await stopped(first, () => fixture.sandbox.tiktok.trackingWrites.length);
		expect([end.status, end.more]).toEqual(['canceled', 0]);
		const { outputs } = await (await sending('tikTokShopApi', 1)).finished;
		expect(outputs[0]).toHaveLength(1);
	}, 20_000);

	it('ends while it waits for the next attempt of a call', async () => {
		fixture.sandbox.faults.add({ service: 'tiktok', path: '/orders', kind: '503', times: 100 });
		const run = await sending('tikTokShopApi', 1);
		await until(() => (fixture.sandbox.faults.struck['503'] ?? 0) >= 1);
		// Longer than the wait before the second attempt.
		const end = await stopped(run, () => fixture.sandbox.faults.struck['503'] ?? 0, 1_500);
		expect([end.status, end.afterTheEnd]).toEqual(['canceled', 0]);
	}, 20_000);

	it('creates no further outbound orders', async () => {
		const { sandbox } = fixture;
		sandbox.faults.add({ service: 'oms', path: CREATE, kind: 'slow', delayMs: 200, times: 9 });
		const items = Array.from({ length: 350 }, (_, index) =>
			mappedOrder({ orderId: `57646000000000${String(index + 1).padStart(4, '0')}` }),
		);
		const code = (value: string) => ({ __rl: true, mode: 'code', value });
		const run = startNode(
			new LingxingOms(),
			{
				resource: 'outboundOrder',
				operation: 'create',
				warehouse: code('USLAX1'),
				logisticsChannel: code('USPS-GA'),
			},
			items as unknown as IDataObject[],
			{ credentials: omsCredentials(sandbox), onError: 'continueRegularOutput' },
		);
		await until(() => sandbox.oms.outbound.size >= 100);
		const end = await stopped(run, () => sandbox.oms.outbound.size);
		expect([end.status, end.more]).toEqual(['canceled', 0]);
	}, 20_000);

	it('asks for no more, item by item', async () => {
		const { sandbox } = fixture;
		const order = fixture.order();
		const items = Array.from({ length: 40 }, () => ({ id: order.id }));
		const run = startNode(
			new TikTokShop(),
			{
				authentication: 'redirectedUrl',
				resource: 'order',
				operation: 'get',
				shop: { __rl: true, mode: 'id', value: order.shop.id },
				orderIds: '={{ $json.id }}',
			},
			items,
			{
				credentials: tiktokCredentials(sandbox, {}, { readsPerSecond: 10 }),
				onError: 'continueRegularOutput',
			},
		);
		const asked = () => sandbox.log.count('tiktok');
		await until(() => asked() >= 6);
		const end = await stopped(run, asked);
		expect(end.more).toBeLessThanOrEqual(1);
		expect(end.status).toBe('canceled');
	}, 20_000);
});
