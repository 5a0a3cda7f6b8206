import type { IDataObject } from 'n8n-workflow';

import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode, type RunOptions } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const ADD = '/order/202406/orders/external_orders';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});
afterEach(async () => await sandbox.close());

const order = (shop = 'US01') =>
	sandbox.tiktok.addOrder({
		shop,
		lines: [{ sellerSku: shop === 'GB01' ? 'TOWEL-M' : 'MUG-BLUE-350' }],
	});

const created = ({ id }: { id: string }, outboundOrderNo = `OB${id.slice(-4)}`) => ({
	orderId: id,
	outboundOrder: { outboundOrderNo },
});

const run = async (
	operation: string,
	items: object[],
	more: object = {},
	options: RunOptions = {},
) =>
	await runNode(
		new TikTokShop(),
		{
			resource: 'order',
			operation,
			shop: { __rl: true, mode: 'id', value: 'USLC000001' },
			...more,
		} as never,
		items as IDataObject[],
		{ credentials: tiktokCredentials(sandbox), ...options },
	);

describe('external references: the OMS number stands on the TikTok Shop order', () => {
	it('of what Lingxing OMS > Create gives, and is found again', async () => {
		const placed = order();
		const { outputs, items, error } = await run('addExternalReference', [created(placed, 'OB1')]);
		expect(error).toBeUndefined();
		const reference = {
			orderId: placed.id,
			externalOrderId: 'OB1',
			platform: 'ORDER_MANAGEMENT_SYSTEM',
		};
		expect(outputs[0]).toEqual([{ ...created(placed, 'OB1'), externalReference: reference }]);
		expect(items[0][0].pairedItem).toEqual({ item: 0 });
		const found = await run('getExternalReferences', [{ orderId: placed.id }]);
		expect(found.outputs[0]).toMatchObject([{ ...reference, shopCode: 'USLC000001' }]);
	});

	it('a hundred a call', async () => {
		const orders = Array.from({ length: 101 }, () => order());
		const { outputs } = await run(
			'addExternalReference',
			orders.map((each) => created(each)),
		);
		expect(outputs[0]).toHaveLength(101);
		const sizes = sandbox.log
			.calls('tiktok', ADD)
			.map(({ body }) => (body as { orders: object[] }).orders.length);
		expect(sizes).toEqual([100, 1]);
		expect(orders.every(({ externalOrders }) => externalOrders.length === 1)).toBe(true);
	});

	it.each(['resetAfterAccept', 'reset', '503'] as const)(
		'a call that ends in %s is read back, and only what is missing is sent again',
		async (kind) => {
			const orders = [order(), order()];
			sandbox.faults.add({ service: 'tiktok', path: ADD, kind });
			const { outputs, error } = await run(
				'addExternalReference',
				orders.map((each) => created(each)),
			);
			expect(error).toBeUndefined();
			expect(outputs[0]).toHaveLength(2);
			const calls = sandbox.log.calls('tiktok', ADD);
			expect(calls).toHaveLength(kind === 'resetAfterAccept' ? 1 : 2);
			expect(orders.map(({ externalOrders }) => externalOrders.length)).toEqual([1, 1]);
		},
	);

	it('an order TikTok Shop refuses is told by itself, the others go on', async () => {
		const [us, gb] = [order(), order('GB01')];
		const items = [created(us), created(gb), { orderId: us.id }];
		const { outputs } = await run(
			'addExternalReference',
			items,
			{},
			{ onError: 'continueRegularOutput' },
		);
		expect(outputs[0]).toMatchObject([
			{ externalReference: { orderId: us.id } },
			{ orderId: gb.id, error: expect.stringContaining('21011028') },
			{ error: expect.stringContaining('External Order ID is empty') },
		]);
		const apart = await run('addExternalReference', items);
		expect(apart.error).toBeUndefined();
		expect(apart.outputs[0]).toMatchObject([{ orderId: us.id }]);
		expect(apart.outputs[1]).toMatchObject([
			{ orderId: gb.id, exception: { message: expect.stringContaining('21011028') } },
			{ exception: { message: expect.stringContaining('External Order ID is empty') } },
		]);
		expect((await run('addExternalReference', [created(gb)])).error?.message).toBeDefined();
	});

	it.each<[string, number, object | string]>([
		['400', 400, { code: 36009004, message: 'invalid order' }],
		['404, no envelope', 404, ''],
		['413', 413, 'too large'],
		['500 for good', 500, { code: 36009003, message: 'Internal error' }],
		['200, unknown code', 200, { code: 98_765_432, message: 'unheard of' }],
		['an error that names no order', 200, ''],
	])(
		'a call that is refused for one order (%s) is halved until it stands alone',
		async (_, status, body) => {
			const orders = Array.from({ length: 5 }, () => order());
			const { id } = orders[3];
			const isAboutIt = (call: { body: string }) => call.body.includes(id);
			const errors = [{ code: 21_001_001, message: 'no such order', detail: null }];
			if (status === 200 && body === '') {
				orders[3].externalOrders = [];
				sandbox.answers.change({
					service: 'tiktok',
					path: ADD,
					when: isAboutIt,
					change: (answer: { data: { errors: object[] } }) => {
						orders[3].externalOrders = [];
						answer.data = { errors };
					},
				});
			} else sandbox.answers.give({ service: 'tiktok', path: ADD, when: isAboutIt, status, body });
			const { outputs, error } = await run(
				'addExternalReference',
				orders.map((each) => created(each)),
			);
			expect(error).toBeUndefined();
			expect(outputs[0]).toHaveLength(4);
			expect(outputs[1]).toMatchObject([
				{ orderId: id, exception: { retrySafe: expect.any(Boolean) } },
			]);
			expect(orders.map(({ externalOrders }) => externalOrders.length)).toEqual([1, 1, 1, 0, 1]);
		},
		60_000,
	);

	it('calls that all fail for the token fail the run', async () => {
		sandbox.answers.give({
			service: 'tiktok',
			path: ADD,
			status: 401,
			body: { code: 105001, message: 'access token is invalid' },
		});
		const items = [created(order()), created(order())];
		expect((await run('addExternalReference', items)).error?.message).toContain('105001');
	});

	it('an order without references gives no item', async () => {
		const { outputs, error } = await run('getExternalReferences', [{ orderId: order().id }]);
		expect(error).toBeUndefined();
		expect(outputs[0] ?? []).toEqual([]);
	});
});
