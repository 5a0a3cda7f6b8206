import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { LingxingOmsTrigger } from '../../../nodes/LingxingOms/LingxingOmsTrigger.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { omsCredentials } from '../../support/engine/oms';
import { PolledTrigger } from '../../support/engine/polledTrigger';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LIST = '/v1/outboundOrder/pageList';
const DETAIL = '/v1/outboundOrder/detail';

let sandbox: Sandbox;
let ahead = 0;
let serial = 0;
const realNow = Date.now.bind(Date);

beforeEach(async () => {
	ahead = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() });
});

afterEach(async () => {
	await sandbox.close();
	jest.restoreAllMocks();
});

const trigger = (event = 'shipped') =>
	new PolledTrigger(new LingxingOmsTrigger(), { event } as never, {
		credentials: omsCredentials(sandbox),
	});

/** An outbound order that was created some hours ago. */
const outbound = (hoursAgo: number, platformOrderNo = '') => {
	const order = sandbox.oms.accept({
		thirdOrderNo: `57646000000000${String(serial++).padStart(4, '0')}`,
		platformOrderNo,
		referOrderNo: '',
		whCode: 'USLAX1',
		logisticsChannel: 'USPS-GA',
		status: 0,
		given: { storeName: 'USLC000001' },
		lines: [{ sku: 'SYS-PLATE', quantity: 2 }],
		carrier: '',
		trackNo: '',
	});
	order.createdAt = Date.now() - hoursAgo * HOUR_MS;
	return order;
};

const shipped = (hoursAgo: number, platformOrderNo = '') => {
	const order = outbound(hoursAgo, platformOrderNo);
	sandbox.oms.ship(order);
	return order;
};

const numbersIn = (executions: readonly IDataObject[][][]): string[] =>
	executions.flatMap(([orders]) => orders.map(({ outboundOrderNo }) => String(outboundOrderNo)));

const handedOver = (polled: PolledTrigger): string[] => numbersIn(polled.executions.splice(0));

/** A warehouse with a busy day behind it: a poll has handed over what has shipped. */
const busyDay = async (polled: PolledTrigger): Promise<void> => {
	for (let count = 0; count < 450; count++) shipped(20 - count / 25);
	await polled.poll();
	polled.executions.length = 0;
};

const calls = (): number => sandbox.log.count('oms', LIST) + sandbox.log.count('oms', DETAIL);

describe('polls between two scans of the whole list', () => {
	it('cost what is open, not what was created within a day', async () => {
		const polled = trigger();
		const open = Array.from({ length: 3 }, () => outbound(10));
		await busyDay(polled);
		for (let poll = 0; poll < 3; poll++) {
			ahead += 15 * MINUTE_MS;
			sandbox.log.clear();
			await polled.poll();
			expect(calls()).toBeLessThanOrEqual(2);
			expect(handedOver(polled)).toEqual([]);
		}
		sandbox.oms.ship(open[1]);
		await polled.poll();
		expect(handedOver(polled)).toEqual([open[1].outboundOrderNo]);
	});

	it('find what is created and shipped meanwhile', async () => {
		const polled = trigger();
		await busyDay(polled);
		ahead += 15 * MINUTE_MS;
		const { outboundOrderNo } = shipped(0.1);
		await polled.poll();
		expect(handedOver(polled)).toEqual([outboundOrderNo]);
	});

	it('find it also where another outbound order names a time of creation that is still to come', async () => {
		const polled = trigger();
		outbound(-20);
		await busyDay(polled);
		ahead += 15 * MINUTE_MS;
		const { outboundOrderNo } = shipped(0.1);
		await polled.poll();
		expect(handedOver(polled)).toEqual([outboundOrderNo]);
	});

	it('hand over both outbound orders of an order together, also where one of them has shipped before', async () => {
		const polled = trigger();
		const [first, second] = [shipped(12, '576460000001'), outbound(11, '576460000001')];
		await busyDay(polled);
		ahead += 15 * MINUTE_MS;
		sandbox.oms.ship(second);
		await polled.poll();
		expect(handedOver(polled).sort()).toEqual(
			[first.outboundOrderNo, second.outboundOrderNo].sort(),
		);
	});

	it('are never more than an hour apart from a scan of all, which finds what the list has shown late', async () => {
		const polled = trigger();
		await busyDay(polled);
		ahead += 15 * MINUTE_MS;
		const { outboundOrderNo } = shipped(5);
		const found: string[] = [];
		for (let poll = 0; poll < 4; poll++) {
			await polled.poll();
			found.push(...handedOver(polled));
			ahead += 15 * MINUTE_MS;
		}
		expect(found).toEqual([outboundOrderNo]);
	});

	it.each([10, 23.9])(
		'lose nothing of %s hours ago that could not be read by its number',
		async (hours) => {
			const polled = trigger();
			const open = outbound(hours);
			await busyDay(polled);
			sandbox.oms.ship(open);
			sandbox.faults.add({ service: 'oms', path: DETAIL, kind: '503', times: 100 });
			ahead += 15 * MINUTE_MS;
			await polled.poll().catch(() => undefined);
			sandbox.faults.clear();
			polled.executions.length = 0;
			ahead += 15 * MINUTE_MS;
			await polled.poll();
			expect(handedOver(polled)).toEqual([open.outboundOrderNo]);
		},
	);

	it('do the same for each change of status', async () => {
		const polled = trigger('statusChanged');
		const open = outbound(10);
		await busyDay(polled);
		ahead += 15 * MINUTE_MS;
		sandbox.oms.ship(open);
		await polled.poll();
		expect(handedOver(polled)).toEqual([open.outboundOrderNo]);
		await polled.poll();
		expect(handedOver(polled)).toEqual([]);
	});
});

it('whatever is created, ships, fails or starts again, each outbound order that has shipped is handed over once', async () => {
	const step = fc.record({
		creates: fc.integer({ min: 0, max: 3 }),
		hoursAgo: fc.constantFrom(0, 0.2, 1),
		ships: fc.array(fc.nat(1_000), { maxLength: 4 }),
		fails: fc.constantFrom('', '', '', LIST, DETAIL),
		restarts: fc.constantFrom(false, false, false, true),
	});
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
			sandbox.oms.outbound.clear();
			const polled = trigger();
			for (let count = 0; count < 210; count++) shipped(20 - count / 12);
			const open: Array<ReturnType<typeof outbound>> = [];
			for (const { creates, hoursAgo, ships, fails, restarts } of steps) {
				for (let count = 0; count < creates; count++) open.push(outbound(hoursAgo));
				for (const at of ships) {
					const [order] = open.splice(at % Math.max(1, open.length), 1);
					if (order) sandbox.oms.ship(order);
				}
				if (fails) sandbox.faults.add({ service: 'oms', path: fails, kind: '503', times: 100 });
				if (restarts) polled.restart();
				await polled.poll().catch(() => undefined);
				sandbox.faults.clear();
				ahead += 15 * MINUTE_MS;
			}
			ahead += HOUR_MS;
			await polled.poll();
			const all = numbersIn(polled.executions);
			const wanted = [...sandbox.oms.outbound.values()]
				.filter(({ trackNo }) => trackNo !== '')
				.map(({ outboundOrderNo }) => outboundOrderNo);
			expect([...all].sort()).toEqual(wanted.sort());
		}),
		{ numRuns: 12 },
	);
}, 120_000);
