import { item, Scene } from './scene';

const MARK = /\/orders\/\d+\/packages$/;

let scene: Scene;
beforeEach(async () => {
	scene = await Scene.open();
});
afterEach(async () => {
	await scene.close();
});

describe('executions that send the same shipments at the same time', () => {
	it('spend one write on each order, and all of them find it done', async () => {
		const orders = Array.from({ length: 4 }, () => scene.order());
		const items = orders.map((order) => item(order));
		const runs = await Promise.all([scene.run(items), scene.run(items), scene.run(items)]);
		for (const { outputs, error } of runs) {
			expect(error).toBeUndefined();
			expect(outputs.map((list) => list.length)).toEqual([4, 0]);
		}
		for (const order of orders) expect(scene.writesOf(order)).toHaveLength(1);
		expect(scene.sandbox.log.count('tiktok', MARK)).toBe(4);
	});

	it('do not take it for done when the first one of them could not send it', async () => {
		const order = scene.order();
		const shipment = item(order);
		scene.sandbox.faults.add({ service: 'tiktok', path: MARK, kind: '503', times: 5 });
		const runs = await Promise.all([scene.run([shipment]), scene.run([shipment])]);
		expect(runs.filter(({ error }) => error)).toHaveLength(1);
		expect(runs.filter(({ outputs }) => outputs[0]?.length === 1)).toHaveLength(1);
		expect(scene.writesOf(order)).toHaveLength(1);
	});

	it('do not mistake another number for the one that was sent', async () => {
		const order = scene.order();
		const runs = await Promise.all([scene.run([item(order)]), scene.run([item(order)])]);
		const ends = runs.map(({ outputs }) => outputs.map((list) => list.length).join());
		expect(ends.sort()).toEqual(['0,1', '1,0']);
		expect(scene.writesOf(order)).toHaveLength(1);
		expect(scene.sandbox.log.count('tiktok', MARK)).toBe(1);
	});
});

describe('shipments of several shops', () => {
	it('are sent side by side, each shop at its own pace', async () => {
		const early = ['US01', 'US01', 'US01'].map((shop) => scene.order({ shop, ageSeconds: 90_000 }));
		const late = scene.order({ shop: 'GB01' });
		const items = [...early, late].map((order, index) =>
			item(order, { carrier: index === 3 ? 'ROYALMAIL' : 'USPS' }),
		);
		const { outputs, error } = await scene.run(items);
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ orderId }) => orderId)).toEqual(items.map(({ orderId }) => orderId));
		const written = scene.sandbox.tiktok.trackingWrites.map(({ orderId }) => orderId);
		expect(written).toHaveLength(4);
		expect(written.indexOf(late.id)).toBeLessThan(2);
	});

	it('fail the run when TikTok Shop answers for none of the shops', async () => {
		const orders = ['US01', 'GB01'].map((shop) => scene.order({ shop }));
		const path = /\/(packages|ship)$/;
		scene.sandbox.faults.add({ service: 'tiktok', path, kind: '503', times: 100 });
		const { error } = await scene.run([item(orders[0]), item(orders[1], { carrier: 'ROYALMAIL' })]);
		expect(error?.message).toContain('not available');
	}, 60_000);
});
