import { CREATE, orderId, orders, startScene, type Scene } from './scene';

let scene: Scene;

beforeEach(async () => {
	scene = await startScene();
});

afterEach(async () => {
	await scene.sandbox.close();
});

const HOUR = 3_600_000;

describe('in an account in which others have made thousands of outbound orders today', () => {
	it.each([1_500, 2_500, 3_500])(
		'an order that others bring after the first run is found by the second: %i',
		async (count) => {
			const now = Date.now();
			for (let each = 0; each < count; each++) {
				const made = scene.accept({ thirdOrderNo: `F-${each}`, platformOrderNo: `A-${each}` });
				made.createdAt = now - Math.floor((20 * HOUR * (count - each)) / count);
			}
			const [first, second] = orders(2, { createdAt: new Date(now - HOUR).toISOString() });
			await scene.create([first]);
			scene.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: orderId(2) });
			scene.sandbox.log.clear();
			const { outputs } = await scene.create([second]);
			expect(outputs[0]).toMatchObject([{ foundBy: 'platformOrderNo' }]);
			expect(scene.sandbox.log.count('oms', CREATE)).toBe(0);
		},
	);
});
