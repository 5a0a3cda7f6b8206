import { orderId, orders, startFixture, type Fixture } from './fixture';

let fixture: Fixture;

beforeEach(async () => {
	fixture = await startFixture();
	const { oms } = fixture.sandbox;
	for (const { whCode, sku } of oms.stock) oms.setStock(whCode, sku, 10_000);
	jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'setTimeout'] });
});

afterEach(async () => {
	jest.useRealTimers();
	await fixture.sandbox.close();
});

const LIST = '/v1/outboundOrder/pageList';
const SECOND = 1_000;

/** Outbound orders of a rush: many in each of the last minutes. */
function rush(count: number): void {
	for (let each = 0; each < count; each++) {
		const made = fixture.accept({ thirdOrderNo: `F-${each}`, platformOrderNo: `A-${each}` });
		made.createdAt = Date.now() - (count - each) * 100;
	}
}

/** Calls of the list that creating one more order costs after 16 seconds. */
async function callsOfNext(number: number): Promise<number> {
	jest.setSystemTime(Date.now() + 16 * SECOND);
	fixture.sandbox.log.clear();
	await fixture.create([orders(number)[number - 1]]);
	return fixture.sandbox.log.count('oms', LIST);
}

describe('in a rush', () => {
	it('the last minutes are counted, not read again, while the OMS shows nothing else there', async () => {
		rush(1_500);
		await fixture.create(orders(1));
		const calls = await callsOfNext(2);
		expect(calls).toBeLessThanOrEqual(5);
	});

	it('what was created here is counted, not read from the list again', async () => {
		await fixture.create(orders(1_000));
		// 28 where each of the ten creations reads the last seconds.
		expect(fixture.sandbox.log.count('oms', LIST)).toBeLessThanOrEqual(15);
		expect(fixture.all().length).toBe(1_000);
	});

	it('the last half hour, which is read again every ten minutes, is counted while it is very long', async () => {
		rush(3_000);
		await fixture.create(orders(1));
		jest.setSystemTime(Date.now() + 11 * 60 * SECOND);
		fixture.sandbox.log.clear();
		await fixture.create([orders(2)[1]]);
		expect(fixture.sandbox.log.count('oms', LIST)).toBeLessThanOrEqual(4);
		// It is read where the OMS has another number of them.
		fixture.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: orderId(3) }).createdAt =
			Date.now() - 15 * 60 * SECOND;
		jest.setSystemTime(Date.now() + 11 * 60 * SECOND);
		const { outputs } = await fixture.create([orders(3)[2]]);
		expect(outputs[0]).toMatchObject([{ foundBy: 'platformOrderNo' }]);
	});

	it('an order that others bring between two creations is found, also while most are ours', async () => {
		await fixture.create(orders(400));
		fixture.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: orderId(450) });
		const { outputs } = await fixture.create(orders(500).slice(400));
		const found = outputs[0].filter(({ foundBy }) => foundBy === 'platformOrderNo');
		expect(found.map((item) => item.orderId)).toEqual([orderId(450)]);
		expect(fixture.all().length).toBe(500);
	});

	it('an order of others that appears a minute after its creation is found', async () => {
		rush(1_500);
		await fixture.create(orders(1));
		const late = fixture.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: orderId(3) });
		late.createdAt = Date.now() - 60 * SECOND;
		await callsOfNext(2);
		const { outputs } = await fixture.create([orders(3)[2]]);
		expect(outputs[0]).toMatchObject([{ foundBy: 'platformOrderNo' }]);
	});
});

it('an order of others that appears late is found although another outbound order has been deleted meanwhile', async () => {
	rush(60);
	await fixture.create(orders(1));
	const [deleted] = fixture.all();
	fixture.sandbox.oms.outbound.delete(deleted.outboundOrderNo);
	const late = fixture.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: orderId(3) });
	late.createdAt = Date.now() - 30 * SECOND;
	jest.setSystemTime(Date.now() + 16 * SECOND);
	const { outputs } = await fixture.create([orders(3)[2]]);
	expect(outputs[0]).toMatchObject([{ foundBy: 'platformOrderNo' }]);
});
