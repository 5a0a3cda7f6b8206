import type { IDataObject } from 'n8n-workflow';

import { LingxingOmsTrigger } from '../../../nodes/LingxingOms/LingxingOmsTrigger.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { PolledTrigger, type PollOptions } from '../../support/engine/polledTrigger';
import { omsCredentials } from '../../support/engine/oms';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty' });
});

afterEach(async () => {
	await sandbox.close();
});

const trigger = (options: PollOptions = {}, parameters: object = {}) =>
	new PolledTrigger(new LingxingOmsTrigger(), parameters as never, {
		credentials: omsCredentials(sandbox),
		...options,
	});

const outbound = (serial: number, platformOrderNo = '') =>
	sandbox.oms.accept({
		thirdOrderNo: `57646000000000${String(serial).padStart(4, '0')}`,
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

const shipped = (serial: number, platformOrderNo = '') => {
	const order = outbound(serial, platformOrderNo);
	sandbox.oms.ship(order);
	return order.outboundOrderNo;
};

/** Outbound order numbers of each execution since the last call. */
const executions = (polled: PolledTrigger): string[][] =>
	polled.executions
		.splice(0)
		.map(([orders]) => orders.map(({ outboundOrderNo }) => String(outboundOrderNo)));

describe('a shipped outbound order', () => {
	it('is handed over once when its execution ends with success', async () => {
		const number = shipped(1);
		const polled = trigger();
		for (let poll = 0; poll < 5; poll++) await polled.poll();
		expect(executions(polled)).toEqual([[number]]);
	});

	it('comes again at every poll until an execution with it succeeds', async () => {
		const number = shipped(1);
		let works = false;
		const polled = trigger({
			execute: async () => await Promise.resolve(works ? 'success' : 'error'),
		});
		for (let poll = 0; poll < 3; poll++) {
			await polled.poll();
			expect(executions(polled)).toEqual([[number]]);
		}
		works = true;
		await polled.poll();
		await polled.poll();
		expect(executions(polled)).toEqual([[number]]);
	});

	it('comes again after n8n was killed while its execution ran', async () => {
		const number = shipped(1);
		let saved = '{}';
		const killed = trigger({
			execute: async () => {
				saved = killed.saved;
				return await Promise.resolve('error');
			},
		});
		await killed.poll();
		const restarted = trigger({ activation: 'init' });
		restarted.staticData = JSON.parse(saved) as IDataObject;
		await restarted.poll();
		expect(executions(restarted)).toEqual([[number]]);
	});

	it('that makes its execution fail stops no other', async () => {
		const all = Array.from({ length: 40 }, (_, index) => shipped(index + 1));
		const done = new Set<string>();
		const polled = trigger({
			execute: async ([orders]) => {
				const numbers = orders.map(({ outboundOrderNo }) => String(outboundOrderNo));
				if (numbers.includes(all[17])) return await Promise.resolve('error');
				for (const number of numbers) done.add(number);
				return await Promise.resolve('success');
			},
		});
		await polled.poll();
		expect(done.size).toBe(39);
		executions(polled);
		await polled.poll();
		expect(executions(polled)).toEqual([[all[17]]]);
	});

	it('goes in one execution with the other outbound orders of its order', async () => {
		const numbers = [shipped(1, '576460000000000001'), shipped(2, '576460000000000001')];
		const other = shipped(3, '576460000000000002');
		const polled = trigger();
		await polled.poll();
		expect(executions(polled).map((each) => each.sort())).toEqual([[...numbers, other].sort()]);
	});

	it('is found by an idle poll no more: that starts no execution', async () => {
		const order = outbound(1);
		const polled = trigger();
		await polled.poll();
		expect(executions(polled)).toEqual([]);
		sandbox.oms.ship(order);
		await polled.poll();
		await polled.poll();
		expect(executions(polled)).toEqual([[order.outboundOrderNo]]);
	});
});

describe('a change of status', () => {
	it('comes again until an execution with it succeeds, and then once', async () => {
		const order = outbound(1);
		let works = true;
		const polled = trigger(
			{ execute: async () => await Promise.resolve(works ? 'success' : 'error') },
			{ event: 'statusChanged' },
		);
		await polled.poll();
		works = false;
		sandbox.oms.ship(order);
		await polled.poll();
		works = true;
		for (let poll = 0; poll < 3; poll++) await polled.poll();
		expect(executions(polled)).toEqual([[order.outboundOrderNo], [order.outboundOrderNo]]);
	});
});
