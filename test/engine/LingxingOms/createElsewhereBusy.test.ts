import { CREATE, orderId, orders, startFixture, type Fixture } from './fixture';

let fixture: Fixture;

beforeEach(async () => {
	fixture = await startFixture();
});

afterEach(async () => {
	await fixture.sandbox.close();
});

const HOUR = 3_600_000;

describe('in an account in which others have made thousands of outbound orders today', () => {
	it.each([1_500, 2_500, 3_500])(
		'an order that others bring after the first run is found by the second: %i',
		async (count) => {
			const now = Date.now();
			for (let each = 0; each < count; each++) {
				const made = fixture.accept({ thirdOrderNo: `F-${each}`, platformOrderNo: `A-${each}` });
				made.createdAt = now - Math.floor((20 * HOUR * (count - each)) / count);
			}
			const [first, second] = orders(2, { createdAt: new Date(now - HOUR).toISOString() });
			await fixture.create([first]);
			fixture.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: orderId(2) });
			fixture.sandbox.log.clear();
			const { outputs } = await fixture.create([second]);
			expect(outputs[0]).toMatchObject([{ foundBy: 'platformOrderNo' }]);
			expect(fixture.sandbox.log.count('oms', CREATE)).toBe(0);
		},
	);
});
