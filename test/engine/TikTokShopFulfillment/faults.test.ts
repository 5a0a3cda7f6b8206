import { addMarket } from '../../sandbox/demo/markets';
import { item, Fixture, uspsNumber } from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const WRITES = /\/(orders\/\d+\/packages|packages\/\d+\/ship)$/;
const ORDERS = 25;

/** The sandbox counts what TikTok Shop accepted; the output of the node alone proves nothing. */
describe.each([1, 7, 42])('writes that are lost on the way, seed %s', (seed) => {
	it('timeout after accept on every fifth write: each order ends with exactly one accepted write', async () => {
		const fixture = await Fixture.open();
		const { sandbox } = fixture;
		const { provider } = addMarket(sandbox.tiktok, 'VN');
		sandbox.faults.seed(seed);
		const fault = { service: 'tiktok', path: WRITES, delayMs: 20 } as const;
		sandbox.faults.add({ ...fault, kind: 'timeoutAfterAccept', probability: 0.2 });
		sandbox.faults.add({ ...fault, kind: 'timeout', probability: 0.05 });
		sandbox.faults.add({ ...fault, kind: '503', probability: 0.05 });
		const shops = Array.from({ length: ORDERS }, (_, index) => (index % 2 ? 'VN01' : 'US01'));
		const orders = shops.map((shop) => fixture.order({ shop }));
		const items = orders.map((order) =>
			item(order, { trackingNumber: uspsNumber(), carrier: order.shop.region }),
		);
		const pairs = { US: 'USPS', VN: provider.name };
		const { outputs, error } = await fixture.run(items, {}, pairs);
		expect(error).toBeUndefined();
		expect(outputs.map((output) => output.length)).toEqual([ORDERS, 0]);
		expect(sandbox.faults.struck.timeoutAfterAccept).toBeGreaterThan(0);
		for (const [index, order] of orders.entries()) {
			expect(fixture.writesOf(order)).toMatchObject([
				{ trackingNumber: items[index].trackingNumber },
			]);
		}
		await fixture.close();
	});
});
