import { LATE_CALL_MS } from '../../../nodes/LingxingOms/outbound/create/unansweredOrders';
import type { FaultKind, Sandbox } from '../../sandbox';
import { movedClock } from '../../support/engine/movedClock';
import {
	codesOf as codes,
	CREATE,
	DETAIL,
	orderId,
	orders,
	startFixture,
	type Fixture,
} from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const clock = movedClock();
let sandbox: Sandbox;
let create: Fixture['create'];
let existing: Fixture['all'];

beforeEach(async () => {
	({ sandbox, create, all: existing } = await startFixture());
});

afterEach(async () => {
	await sandbox.close();
});

const arm = (kind: FaultKind, more: object = {}) =>
	sandbox.faults.add({ service: 'oms', path: CREATE, kind, ...more });

describe('a call whose outcome is open', () => {
	it.each<[FaultKind, object]>([
		['timeoutAfterAccept', { delayMs: 200 }],
		['resetAfterAccept', {}],
		['500', {}],
		['503', {}],
		['429', {}],
		['429-retry-after', { delayMs: 1_000 }],
		['okWithErrorBody', {}],
	])('%s: each order is created once', async (kind, more) => {
		arm(kind, more);
		const { outputs, error } = await create(orders(3));
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ outboundOrderCreated }) => outboundOrderCreated)).toEqual([
			true,
			true,
			true,
		]);
		expect(existing()).toHaveLength(3);
		expect(sandbox.books().duplicates).toBe(0);
	});

	it('that was accepted is not sent again', async () => {
		arm('resetAfterAccept');
		await create(orders(3));
		expect(sandbox.log.count('oms', CREATE)).toBe(1);
	});

	it.each<[FaultKind, object]>([
		['reset', {}],
		['timeout', { delayMs: 200 }],
	])(
		'%s, and not found: it waits, is not sent again in this run, and is created by a later one',
		async (kind, more) => {
			arm(kind, more);
			const first = await create(orders(3));
			expect(first.error).toBeUndefined();
			expect(codes(first.outputs[1])).toEqual(Array(3).fill('OMS_UNAVAILABLE'));
			expect(sandbox.log.count('oms', CREATE)).toBe(1);
			clock.ahead += LATE_CALL_MS;
			const second = await create(orders(3));
			expect(second.outputs[0]).toHaveLength(3);
			expect(existing()).toHaveLength(3);
		},
	);

	it('an order that makes calls end without an answer stands alone after a few runs', async () => {
		const bad = orderId(7);
		sandbox.answers.give({
			service: 'oms',
			path: CREATE,
			when: ({ body }) => body.includes(bad),
			status: 504,
			body: 'Gateway Timeout',
		});
		const items = orders(40);
		for (let run = 0; run < 7; run++) {
			await create(items);
			// Nothing is sent in between.
			await create(items);
			clock.ahead += LATE_CALL_MS;
		}
		expect(existing()).toHaveLength(39);
		const { outputs } = await create(items);
		expect(codes(outputs[1])).toEqual(['OMS_UNAVAILABLE']);
		expect(sandbox.books().duplicates).toBe(0);
	}, 60_000);

	it('a call that arrives after it was given up doubles nothing', async () => {
		const late: Array<() => void> = [];
		const accept = sandbox.oms.accept.bind(sandbox.oms);
		sandbox.oms.accept = (order) => {
			late.push(() => accept(order));
			return { ...accept({ ...order, thirdOrderNo: 'unseen', platformOrderNo: '' }), ...order };
		};
		arm('resetAfterAccept');
		const first = await create(orders(2));
		expect(codes(first.outputs[1])).toEqual(['OMS_UNAVAILABLE', 'OMS_UNAVAILABLE']);
		sandbox.oms.accept = accept;
		late.forEach((arrive) => arrive());
		const second = await create(orders(2));
		expect(second.outputs[0].map(({ outboundOrderCreated }) => outboundOrderCreated)).toEqual([
			false,
			false,
		]);
		expect(existing().filter(({ thirdOrderNo }) => thirdOrderNo !== 'unseen')).toHaveLength(2);
	});

	it('is tried a bounded number of times, then the order waits', async () => {
		arm('503', { times: 50 });
		const { error, outputs } = await create(orders(1));
		expect(error).toBeUndefined();
		expect(codes(outputs[1])).toEqual(['OMS_UNAVAILABLE']);
		expect(sandbox.log.count('oms', CREATE)).toBe(3);
	}, 15_000);

	it('by which the look-up goes unanswered creates nothing', async () => {
		sandbox.faults.add({ service: 'oms', path: DETAIL, kind: '503', times: 50 });
		const { outputs } = await create(orders(1));
		expect(codes(outputs[1])).toEqual(['OMS_UNAVAILABLE']);
		expect(sandbox.log.count('oms', CREATE)).toBe(0);
	}, 15_000);

	it('with an outage of the OMS fails the run; with Continue On Fail each item says why', async () => {
		sandbox.goAway();
		const failed = await create(orders(2));
		expect(failed.error?.message).toMatch(/could not be reached|connection ended/);
		const { outputs } = await create(orders(2), {}, { onError: 'continueRegularOutput' });
		expect(outputs[1]).toMatchObject([
			{ error: expect.any(String) },
			{ error: expect.any(String) },
		]);
	}, 60_000);
});
