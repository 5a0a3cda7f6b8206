import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { movedClock } from '../../support/engine/movedClock';
import type { PolledTrigger, PollOptions } from '../../support/engine/polledTrigger';
import { addPending, idsOf, startEmptySandbox, triggerOn } from './pendingOrders';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const HOUR_MS = 60 * 60 * 1_000;
const SEARCH = '/order/202309/orders/search';
const DETAIL = '/order/202507/orders';

let sandbox: Sandbox;
const clock = movedClock();

beforeEach(async () => {
	sandbox = await startEmptySandbox();
});

afterEach(async () => {
	await sandbox.close();
});

const trigger = (options: PollOptions = {}, parameters: object = {}) =>
	triggerOn(sandbox, { shops: [sandbox.tiktok.shop('US01').id], ...parameters }, options);

const order = (more: object = {}) => addPending(sandbox, more);

const now = () => Math.floor(Date.now() / 1_000) - 2;

/** IDs of each execution since the last call. */
const executions = (polled: PolledTrigger): string[][] =>
	polled.executions.splice(0).map(([orders]) => idsOf(orders));

/** The time of a poll, some minutes, is over at once. */
const pollsEndSoon = () => {
	const real = AbortSignal.timeout.bind(AbortSignal);
	return jest
		.spyOn(AbortSignal, 'timeout')
		.mockImplementation((ms) => real(ms > 21_000 && ms < 300_000 ? 500 : ms));
};

const never = async (): Promise<'success'> => await new Promise(() => undefined);

describe('an order whose execution', () => {
	it('ended with success is not handed over again while nothing changes', async () => {
		order();
		const polled = trigger();
		for (let poll = 0; poll < 4; poll++) await polled.poll();
		expect(executions(polled)).toHaveLength(1);
	});

	it.each([
		['failed', async () => await Promise.resolve('error' as const)],
		['was stopped', async () => await Promise.resolve('canceled' as const)],
		['crashed', async () => await Promise.resolve('crashed' as const)],
		['could not be started', async () => await Promise.reject(new Error('no queue'))],
	])('%s comes again at every poll, until one succeeds', async (_, execute) => {
		const { id } = order();
		let works = false;
		const polled = trigger({
			execute: async () => (works ? await Promise.resolve('success') : await execute()),
		});
		for (let poll = 0; poll < 3; poll++) {
			await polled.poll();
			expect(executions(polled)).toEqual([[id]]);
		}
		works = true;
		await polled.poll();
		expect(executions(polled)).toEqual([[id]]);
		await polled.poll();
		expect(executions(polled)).toEqual([]);
	});

	it('never answers comes again at the next poll, which waits no longer than its own time', async () => {
		const { id } = order();
		const polled = trigger({ execute: never });
		pollsEndSoon();
		await polled.poll();
		expect(executions(polled)).toEqual([[id]]);
		await polled.poll();
		expect(executions(polled)).toEqual([[id]]);
	});

	it('ended with success after its poll is not handed over again', async () => {
		const { id } = order();
		let end: (status: 'success') => void = () => undefined;
		const polled = trigger({
			execute: async () => await new Promise<'success'>((resolve) => (end = resolve)),
		});
		const timeout = pollsEndSoon();
		await polled.poll();
		expect(executions(polled)).toEqual([[id]]);
		timeout.mockRestore();
		end('success');
		await polled.poll();
		await polled.poll();
		expect(executions(polled)).toEqual([]);
	});

	it('ran while n8n was killed comes again after the restart', async () => {
		const { id } = order();
		const timeout = pollsEndSoon();
		const killed = trigger({ execute: never });
		await killed.poll();
		timeout.mockRestore();
		expect(killed.executions).toHaveLength(1);
		const restarted = trigger({ activation: 'init', durable: true });
		restarted.staticData = JSON.parse(killed.saved) as IDataObject;
		await restarted.poll();
		expect(executions(restarted)).toEqual([[id]]);
	});
});

describe('an order that was handed over', () => {
	it('comes again when it has changed', async () => {
		const each = order();
		const polled = trigger();
		await polled.poll();
		each.address = { ...each.address, name: 'Robin Miller' };
		each.updateTime = now() - 3;
		await polled.poll();
		expect(executions(polled)).toEqual([[each.id], [each.id]]);
	});

	it('and stays pending comes again after twelve hours, three times in a day', async () => {
		const { id } = order();
		const polled = trigger();
		for (let poll = 0; poll < 100; poll++) {
			await polled.poll();
			clock.ahead += HOUR_MS / 4;
		}
		expect(executions(polled)).toEqual([[id], [id], [id]]);
	}, 60_000);

	it('and has left does not come again, though its execution failed', async () => {
		const each = order();
		const polled = trigger({ execute: async () => await Promise.resolve('error') });
		await polled.poll();
		each.status = 'IN_TRANSIT';
		executions(polled);
		await polled.poll();
		await polled.poll();
		expect(executions(polled)).toEqual([]);
	});
});

describe('an idle poll', () => {
	it.each([20, 730])(
		'starts no execution and makes at most two calls, with %d orders pending',
		async (pending) => {
			for (let n = 0; n < pending; n++) order({ ageSeconds: 7_200 + 20 * n });
			const polled = trigger();
			for (let poll = 0; poll < 4; poll++) await polled.poll();
			executions(polled);
			for (let poll = 0; poll < 12; poll++) {
				clock.ahead += HOUR_MS / 4;
				sandbox.log.clear();
				await polled.poll();
				const calls = [SEARCH, DETAIL].map((path) => sandbox.log.count('tiktok', path));
				expect(calls[0] + calls[1]).toBeLessThanOrEqual(2);
			}
			expect(executions(polled)).toEqual([]);
		},
		120_000,
	);
});

describe('news', () => {
	it('comes at the next poll, however many orders are pending', async () => {
		for (let n = 0; n < 450; n++) order({ ageSeconds: 9_000 + 20 * n });
		const polled = trigger();
		await polled.poll();
		await polled.poll();
		executions(polled);
		clock.ahead += 2 * HOUR_MS;
		const fresh = order({ ageSeconds: 4_000 });
		fresh.updateTime = now() - 30;
		await polled.poll();
		expect(executions(polled)[0]).toContain(fresh.id);
	}, 60_000);

	it('is handed over by deadline, the earliest first', async () => {
		// The search lists by update time; the deadline goes by the time of payment.
		const late = order({ ageSeconds: 9_000 });
		const early = order({ ageSeconds: 40_000 });
		early.updateTime = now() - 7_200;
		const polled = trigger();
		await polled.poll();
		expect(polled.executions[0][0].map(({ orderId }) => orderId)).toEqual([early.id, late.id]);
	});

	it('does not wait for a first pull that takes several polls', async () => {
		for (let n = 0; n < 250; n++) order({ ageSeconds: 9_000 + 20 * n });
		const polled = trigger({}, { options: { maxOrders: 100 } });
		await polled.poll();
		executions(polled);
		clock.ahead += HOUR_MS / 4;
		const fresh = order({ ageSeconds: 4_000 });
		fresh.updateTime = now() - 30;
		await polled.poll();
		const [first] = executions(polled);
		expect(first).toContain(fresh.id);
		const all = new Set(first);
		for (let poll = 0; poll < 4; poll++) {
			clock.ahead += 60_000;
			await polled.poll();
			for (const each of executions(polled).flat()) all.add(each);
		}
		expect(all.size).toBeGreaterThanOrEqual(151);
	}, 60_000);
});

describe('the first pull of a shop', () => {
	it('takes one poll and three calls for each hundred orders', async () => {
		for (let n = 0; n < 1_000; n++) order({ ageSeconds: 7_200 + n });
		const polled = trigger();
		await polled.poll();
		expect(executions(polled).map(({ length }) => length)).toEqual([500, 500]);
		const calls = [SEARCH, DETAIL].map((path) => sandbox.log.count('tiktok', path));
		expect(calls[0] + calls[1]).toBeLessThanOrEqual(31);
	}, 60_000);
});

describe('a report about a shop', () => {
	it('comes again until an execution with it has succeeded', async () => {
		let status: 'error' | 'success' = 'error';
		const polled = trigger(
			{ execute: async () => await Promise.resolve(status) },
			{
				shops: [sandbox.tiktok.shop('US01').id, '7490000000000009999'],
				authentication: 'redirectedUrl',
			},
		);
		polled.restart('init');
		const reports = async (): Promise<number> => {
			await polled.poll();
			return polled.executions.splice(0).flatMap(([, exceptions]) => exceptions).length;
		};
		expect(await reports()).toBeGreaterThan(0);
		expect(await reports()).toBeGreaterThan(0);
		status = 'success';
		expect(await reports()).toBeGreaterThan(0);
		expect(await reports()).toBe(0);
	});
});
