import { LingxingOmsTrigger } from '../../../nodes/LingxingOms/LingxingOmsTrigger.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { PolledTrigger } from '../../support/engine/polledTrigger';
import { omsCredentials } from '../../support/engine/oms';
import { acceptOutbound } from '../../support/items/acceptedOutbound';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const DAY_MS = 86_400_000;
const PAGE = '/v1/outboundOrder/pageList';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty' });
});

afterEach(async () => {
	await sandbox.close();
});

const trigger = (
	parameters: object = {},
	options: ConstructorParameters<typeof PolledTrigger>[2] = {},
) =>
	new PolledTrigger(new LingxingOmsTrigger(), parameters as never, {
		credentials: omsCredentials(sandbox),
		...options,
	});

const outbound = (serial: number, ageDays = 0) => {
	const order = acceptOutbound(sandbox, serial);
	order.createdAt -= ageDays * DAY_MS;
	return order;
};

const shipped = (serial: number, ageDays = 0) => {
	const order = outbound(serial, ageDays);
	sandbox.oms.ship(order);
	return order;
};

const numbers = (items: object[] | null) =>
	(items ?? []).map((item) => (item as { outboundOrderNo: string }).outboundOrderNo);
const outage = (times = 100) =>
	sandbox.faults.add({ service: 'oms', path: /./, kind: '503', times });

describe('an outbound order that shipped', () => {
	it('is emitted with tracking number, carrier and parcels, the others are not', async () => {
		outbound(1);
		const order = shipped(2);
		sandbox.oms.cancel(outbound(3));
		expect(await trigger().poll()).toEqual([
			expect.objectContaining({
				outboundOrderNo: order.outboundOrderNo,
				orderId: order.thirdOrderNo,
				storeCode: 'USLC000001',
				state: 'shipped',
				carrier: 'USPS',
				trackingNumber: order.trackNo,
				parcels: [
					{ trackingNumber: order.trackNo, lines: [{ systemSku: 'SYS-PLATE', quantity: 2 }] },
				],
				lines: [{ systemSku: 'SYS-PLATE', quantity: 2, shippedQuantity: 2 }],
			}),
		]);
	});

	it('is emitted again at every poll while recent when so chosen', async () => {
		const order = shipped(1);
		const polled = trigger({ emit: 'repeat' });
		for (let times = 0; times < 3; times++) {
			expect(numbers(await polled.poll())).toEqual([order.outboundOrderNo]);
		}
	});

	it("that the OMS shows no more has its turn and stands in nobody's way", async () => {
		const [gone, there] = [shipped(1), shipped(2)].map(({ outboundOrderNo }) => outboundOrderNo);
		const polled = trigger({ emit: 'repeat' });
		await polled.poll();
		// A new process remembers no details.
		polled.restart();
		sandbox.oms.outbound.delete(gone);
		expect(numbers(await polled.poll())).toEqual([there]);
		const { seen } = polled.staticData.outboundOrders as { seen: Record<string, number[]> };
		expect(seen[gone][3]).toBe(seen[there][3]);
		expect(seen[gone][3]).toBeGreaterThan(0);
	});

	it('is emitted once when so chosen, over restarts too', async () => {
		const [first, second] = [shipped(1), outbound(2)];
		const polled = trigger({ emit: 'once' });
		expect(numbers(await polled.poll())).toEqual([first.outboundOrderNo]);
		expect(await polled.poll()).toBeNull();
		polled.restart();
		expect(await polled.poll()).toBeNull();
		sandbox.oms.ship(second);
		expect(numbers(await polled.poll())).toEqual([second.outboundOrderNo]);
	});

	it('comes raw when not simplified', async () => {
		shipped(1);
		const items = await trigger({ simplify: false }).poll();
		expect(items?.[0]).toMatchObject({ status: 3, statusName: '已出库' });
	});

	it('weeks after its creation is found within the look back', async () => {
		const old = shipped(1, 45);
		shipped(2, 70);
		expect(numbers(await trigger({ lookBackDays: 60 }).poll())).toEqual([old.outboundOrderNo]);
	});

	it('is found among hundreds, read by pages, details 50 at a time', async () => {
		for (let serial = 1; serial <= 220; serial++) shipped(serial);
		expect(await trigger().poll()).toHaveLength(220);
		expect(sandbox.log.count('oms', PAGE)).toBe(3);
		expect(sandbox.log.count('oms', '/v1/outboundOrder/detail')).toBe(5);
	});

	it('is null when there is none', async () => {
		outbound(1);
		expect(await trigger().poll()).toBeNull();
	});
});

describe('a change of status', () => {
	it('is emitted once each; orders found at the start are only noted', async () => {
		const order = outbound(1);
		const polled = trigger({ event: 'statusChanged' });
		expect(await polled.poll()).toBeNull();
		order.status = 2;
		expect(await polled.poll()).toEqual([expect.objectContaining({ state: 'processing' })]);
		sandbox.oms.ship(order);
		expect(await polled.poll()).toEqual([expect.objectContaining({ state: 'shipped' })]);
		expect(await polled.poll()).toBeNull();
	});
});

describe('later polls', () => {
	it('read one day and what is still open, not the whole look back', async () => {
		for (let serial = 1; serial <= 120; serial++) shipped(serial, 10);
		const polled = trigger({ emit: 'once' });
		await polled.poll();
		sandbox.log.clear();
		const late = shipped(200);
		expect(numbers(await polled.poll())).toEqual([late.outboundOrderNo]);
		expect(sandbox.log.count('oms', PAGE)).toBe(1);
		expect(sandbox.log.calls('oms', '/v1/outboundOrder/detail')[0].body).toEqual({
			outboundOrderNoList: [late.outboundOrderNo],
		});
	});

	it('do not read weeks again for one order without stock', async () => {
		for (let serial = 1; serial <= 320; serial++) shipped(serial, 9);
		const slow = outbound(400, 12);
		const polled = trigger({ emit: 'once' });
		await polled.poll();
		sandbox.log.clear();
		expect(await polled.poll()).toBeNull();
		expect(sandbox.log.count('oms')).toBe(2);
		sandbox.oms.ship(slow);
		expect(numbers(await polled.poll())).toEqual([slow.outboundOrderNo]);
	});

	it('find an old order that ships at last', async () => {
		const slow = outbound(1, 12);
		const polled = trigger({ emit: 'once' });
		expect(await polled.poll()).toBeNull();
		sandbox.oms.ship(slow);
		expect(numbers(await polled.poll())).toEqual([slow.outboundOrderNo]);
	});
});

describe('an outage', () => {
	it.each(['init', 'leadershipChange', 'activate'] as const)(
		'at the first poll (%s) leaves the trigger alive, and the next poll emits',
		async (activation) => {
			const order = shipped(1);
			outage();
			const polled = trigger({}, { activation });
			expect(await polled.poll()).toBeNull();
			sandbox.faults.clear();
			expect(numbers(await polled.poll())).toEqual([order.outboundOrderNo]);
		},
		15_000,
	);

	it('later is thrown, leaves the state as it was, and nothing is missed', async () => {
		const polled = trigger({ emit: 'once' });
		await polled.poll();
		const order = shipped(1);
		const before = JSON.stringify(polled.staticData);
		const lift = sandbox.answers.give({ service: 'oms', path: 'detail', status: 503, body: '' });
		await expect(polled.poll()).rejects.toThrow('The OMS is not available right now');
		expect(JSON.stringify(polled.staticData)).toBe(before);
		lift();
		expect(numbers(await polled.poll())).toEqual([order.outboundOrderNo]);
	}, 15_000);

	it('in the middle of many pages costs nothing that was read; the next poll goes on there', async () => {
		const days = 13;
		for (let serial = 1; serial <= 1_300; serial++) shipped(serial, days - serial / 100);
		const polled = trigger({ emit: 'once' });
		sandbox.faults.add({ service: 'oms', path: 'pageList', kind: '503', after: 10, times: 5 });
		const first = numbers(await polled.poll());
		expect(first.length).toBeGreaterThan(400);
		expect(first.length).toBeLessThan(1_300);
		sandbox.log.clear();
		const second = numbers(await polled.poll());
		expect(new Set([...first, ...second]).size).toBe(1_300);
		expect(first.length + second.length).toBe(1_300);
		expect(sandbox.log.count('oms', PAGE)).toBeLessThan(10);
	}, 30_000);

	it('among the details leaves the rest to the next poll', async () => {
		for (let serial = 1; serial <= 220; serial++) shipped(serial);
		const polled = trigger({ emit: 'once' });
		let details = 0;
		const lift = sandbox.answers.give({
			service: 'oms',
			path: 'detail',
			when: () => (details += 1) > 2,
			status: 503,
			body: '',
		});
		expect(await polled.poll()).toHaveLength(100);
		lift();
		expect(await polled.poll()).toHaveLength(120);
		expect(await polled.poll()).toBeNull();
	}, 15_000);

	it('is no excuse for wrong keys: publishing shows them, a restart does not stop the trigger', async () => {
		const credentials = omsCredentials(sandbox, { appSecret: 'wrong' });
		await expect(trigger({}, { credentials }).poll()).rejects.toThrow('refused the signature');
		const polled = trigger({}, { credentials, activation: 'init' });
		expect(await polled.poll()).toBeNull();
		await expect(polled.poll()).rejects.toThrow('refused the signature');
	});
});

describe('the state', () => {
	it.each([
		['of a later version', { outboundOrders: { version: 2, anything: true } }],
		['with dates in 2999', { outboundOrders: { version: 1, from: 32_472_144_000, seen: {} } }],
		['of somebody else', { cursor: 'abc' }],
	])('%s is left aside', async (_, stored) => {
		const order = shipped(1);
		const polled = trigger({ emit: 'once' });
		polled.staticData = stored as never;
		expect(numbers(await polled.poll())).toEqual([order.outboundOrderNo]);
		expect(await polled.poll()).toBeNull();
	});

	it('of another credential is left aside', async () => {
		const order = shipped(1);
		const polled = trigger({ emit: 'once' });
		await polled.poll();
		const kept = polled.staticData.outboundOrders as { scope: string };
		kept.scope = 'another credential|shipped';
		expect(numbers(await polled.poll())).toEqual([order.outboundOrderNo]);
	});

	it('holds no secret and stays small', async () => {
		for (let serial = 1; serial <= 100; serial++) shipped(serial);
		const polled = trigger();
		await polled.poll();
		const text = JSON.stringify(polled.staticData);
		expect(text).not.toContain(sandbox.credentials.oms.appSecret);
		expect(text.length).toBeLessThan(6_000);
	});
});

describe('by hand', () => {
	it('shows what has shipped and remembers nothing', async () => {
		const order = shipped(1);
		const polled = trigger({ emit: 'once' }, { mode: 'manual', activation: 'manual' });
		for (let times = 0; times < 2; times++) {
			expect(numbers(await polled.poll())).toEqual([order.outboundOrderNo]);
		}
		expect(polled.staticData).toEqual({});
	});

	it('says so when nothing has shipped', async () => {
		outbound(1);
		const polled = trigger({}, { mode: 'manual', activation: 'manual' });
		await expect(polled.poll()).rejects.toThrow(
			'No outbound order has shipped among those created in the last 14 days',
		);
	});
});

it('two polls at the same time do not do the work twice', async () => {
	shipped(1);
	const polled = trigger();
	const results = await Promise.all([polled.poll(), polled.poll()]);
	expect(results.filter((items) => items !== null)).toHaveLength(1);
});
