import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';

const DETAIL = '/order/202507/orders';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});

afterEach(async () => {
	await sandbox.close();
});

const order = (more: object = {}) =>
	sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		ageSeconds: 7_200,
		...more,
	});

async function getMany(ids: string[]): Promise<Array<Record<string, unknown>>> {
	const { outputs, error } = await runNode(
		new TikTokShop(),
		{
			resource: 'order',
			operation: 'getAll',
			shop: { __rl: true, mode: 'id', value: sandbox.tiktok.shop('US01').id },
			returnAll: true,
			filters: { orderIds: ids.join(','), status: '', shippingType: '' },
		},
		[{}],
		{ credentials: tiktokCredentials(sandbox) },
	);
	if (error) throw error;
	return outputs.flat();
}

describe('Get Many by order IDs', () => {
	it('leaves out orders of another seller, also where TikTok Shop refuses the whole call for one of them', async () => {
		const own = Array.from({ length: 7 }, () => order());
		const foreign = order({ shop: 'GB01' });
		sandbox.tiktok.refusesForeignOrders = true;
		const found = await getMany([...own.slice(0, 3), foreign, ...own.slice(3)].map(({ id }) => id));
		expect(found.map(({ orderId }) => orderId)).toEqual(own.map(({ id }) => id));
	});

	it.each([
		['bare 404', 404, 'not found'],
		['400', 400, { code: 36009004, message: 'invalid parameter' }],
		['unknown code', 200, { code: 99_999_999, message: 'unheard of' }],
	])('gives the others when TikTok Shop refuses one order with %s', async (_, status, body) => {
		const orders = Array.from({ length: 6 }, () => order());
		const { id } = orders[2];
		sandbox.answers.give({
			service: 'tiktok',
			path: DETAIL,
			when: ({ query }) => (query.ids ?? '').includes(id),
			status,
			body,
		});
		const found = await getMany(orders.map((each) => each.id));
		const good = found.filter(({ exception }) => !exception);
		expect(good.map(({ orderId }) => orderId).sort()).toEqual(
			orders
				.map((each) => each.id)
				.filter((each) => each !== id)
				.sort(),
		);
		expect(found.filter(({ exception }) => exception)).toMatchObject([
			{ orderId: id, exception: { code: 'ORDER_UNREADABLE' } },
		]);
	});
});
