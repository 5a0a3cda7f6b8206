import type { Order } from '../../sandbox/tiktok/types';
import { checkShipment, packageFor, ship } from '../../sandbox/tiktok/shipping';
import { item, Fixture } from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const MARK = /\/orders\/\d+\/packages$/;

let fixture: Fixture;
beforeEach(async () => {
	fixture = await Fixture.open();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await fixture.close();
});

describe('executions that send the same shipments at the same time', () => {
	it('spend one write on each order, and all of them find it done', async () => {
		const orders = Array.from({ length: 4 }, () => fixture.order());
		const items = orders.map((order) => item(order));
		const runs = await Promise.all([fixture.run(items), fixture.run(items), fixture.run(items)]);
		for (const { outputs, error } of runs) {
			expect(error).toBeUndefined();
			expect(outputs.map((list) => list.length)).toEqual([4, 0]);
		}
		for (const order of orders) expect(fixture.writesOf(order)).toHaveLength(1);
		expect(fixture.sandbox.log.count('tiktok', MARK)).toBe(4);
	});

	it('do not take it for done when the first one of them could not send it', async () => {
		const order = fixture.order();
		const shipment = item(order);
		fixture.sandbox.faults.add({ service: 'tiktok', path: MARK, kind: '503', times: 5 });
		const runs = await Promise.all([fixture.run([shipment]), fixture.run([shipment])]);
		expect(runs.filter(({ error }) => error)).toHaveLength(1);
		expect(runs.filter(({ outputs }) => outputs[0]?.length === 1)).toHaveLength(1);
		expect(fixture.writesOf(order)).toHaveLength(1);
	});

	it('do not mistake another number for the one that was sent', async () => {
		const order = fixture.order();
		const runs = await Promise.all([fixture.run([item(order)]), fixture.run([item(order)])]);
		const ends = runs.map(({ outputs }) => outputs.map((list) => list.length).join());
		expect(ends.sort()).toEqual(['0,1', '1,0']);
		expect(fixture.writesOf(order)).toHaveLength(1);
		expect(fixture.sandbox.log.count('tiktok', MARK)).toBe(1);
	});
});

describe('shipments that another process sends too', () => {
	const USPS = '7117858858072016686';

	/** Ten orders in hand; all are shipped from elsewhere in the moment in which the first one is. */
	const tenShippedElsewhere = (alsoThen = () => {}) => {
		const orders = Array.from({ length: 10 }, () => fixture.order());
		const items = orders.map((order) => item(order));
		const { tiktok } = fixture.sandbox;
		const shipElsewhere = (order: Order, index: number) => {
			const shipment = checkShipment(tiktok, order, String(items[index].trackingNumber), USPS);
			ship(tiktok, packageFor(tiktok, order, order.lines), shipment, 'markPackageAsShipped');
		};
		const add = tiktok.eventLog.add.bind(tiktok.eventLog);
		const spy = jest.spyOn(tiktok.eventLog, 'add').mockImplementation((...event) => {
			add(...event);
			if (event[0] !== 'trackingOnTikTok') return;
			spy.mockRestore();
			alsoThen();
			for (const [index, order] of orders.entries()) {
				if (order.status === 'AWAITING_SHIPMENT') shipElsewhere(order, index);
			}
		});
		return { orders, items };
	};

	const allDone = async ({ orders, items }: ReturnType<typeof tenShippedElsewhere>) => {
		const { outputs, error } = await fixture.run(items);
		expect(error).toBeUndefined();
		expect(outputs.map((list) => list.length)).toEqual([10, 0]);
		for (const order of orders) expect(fixture.writesOf(order)).toHaveLength(1);
		return fixture.sandbox.log.count('tiktok', MARK);
	};

	it('cost one refused write, not one each', async () => {
		expect(await allDone(tenShippedElsewhere())).toBe(2);
	});

	it('cost none once the orders have been read again, after half a minute', async () => {
		// Each sandbox numbers its orders alike, and this process remembers the shipped orders of earlier ones.
		for (let spare = 0; spare < 10; spare++) fixture.order();
		const now = Date.now.bind(Date);
		const before = jest.spyOn(Date, 'now').mockImplementation(() => now() - 31_000);
		expect(await allDone(tenShippedElsewhere(() => before.mockRestore()))).toBe(1);
	});

	it('cost at most one refused write more when they could not be read again', async () => {
		const path = /^\/order\/202507\/orders$/;
		const outage = () =>
			fixture.sandbox.faults.add({ service: 'tiktok', path, kind: '503', after: 1, times: 17 });
		expect(await allDone(tenShippedElsewhere(outage))).toBeLessThanOrEqual(3);
	}, 60_000);
});

describe('shipments of several shops', () => {
	it('are sent side by side, each shop at its own pace', async () => {
		const early = ['US01', 'US01', 'US01'].map((shop) =>
			fixture.order({ shop, ageSeconds: 90_000 }),
		);
		const late = fixture.order({ shop: 'GB01' });
		const items = [...early, late].map((order, index) =>
			item(order, { carrier: index === 3 ? 'ROYALMAIL' : 'USPS' }),
		);
		const { outputs, error } = await fixture.run(items);
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ orderId }) => orderId)).toEqual(items.map(({ orderId }) => orderId));
		const written = fixture.sandbox.tiktok.trackingWrites.map(({ orderId }) => orderId);
		expect(written).toHaveLength(4);
		expect(written.indexOf(late.id)).toBeLessThan(2);
	});

	it('fail the run when TikTok Shop answers for none of the shops', async () => {
		const orders = ['US01', 'GB01'].map((shop) => fixture.order({ shop }));
		const path = /\/(packages|ship)$/;
		fixture.sandbox.faults.add({ service: 'tiktok', path, kind: '503', times: 100 });
		const { error } = await fixture.run([
			item(orders[0]),
			item(orders[1], { carrier: 'ROYALMAIL' }),
		]);
		expect(error?.message).toContain('not available');
	}, 60_000);
});
