import { setTimeout as sleep } from 'node:timers/promises';

import type { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import {
	CANCEL,
	codesOf,
	CREATE,
	DETAIL,
	idsOf,
	orderId,
	orders,
	startFixture,
	type Fixture,
} from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

let fixture: Fixture;

beforeEach(async () => {
	fixture = await startFixture();
});

afterEach(async () => {
	await fixture.sandbox.close();
});

const live = () => fixture.all().filter(({ status }) => status !== 4);
const count = (path: string) => fixture.sandbox.log.count('oms', path);

/** The node as another process has it: it shares nothing with this one. */
function nodeOfAnotherProcess(): LingxingOms {
	let node: LingxingOms | undefined;
	jest.isolateModules(() => {
		const module = jest.requireActual<typeof import('../../../nodes/LingxingOms/LingxingOms.node')>(
			'../../../nodes/LingxingOms/LingxingOms.node',
		);
		node = new module.LingxingOms();
	});
	return node as LingxingOms;
}

describe('several live outbound orders of one order that this run has not created', () => {
	it.each<[string, () => void]>([
		[
			'split by hand under its reference number',
			() => {
				fixture.accept({ thirdOrderNo: 'HAND-1', referOrderNo: orderId(1) });
				fixture.accept({ thirdOrderNo: 'HAND-2', referOrderNo: orderId(1) });
			},
		],
		[
			'the same, after the first one was cancelled',
			() => {
				fixture.accept({ thirdOrderNo: orderId(1), status: 4 });
				fixture.accept({ thirdOrderNo: 'HAND-1', referOrderNo: orderId(1) });
				fixture.accept({ thirdOrderNo: 'HAND-2', referOrderNo: orderId(1) });
			},
		],
		[
			'under its own number',
			() => {
				fixture.accept({ thirdOrderNo: orderId(1), status: 0 });
				fixture.accept({ thirdOrderNo: orderId(1), status: 5 });
			},
		],
		[
			'under its platform order number',
			() => {
				fixture.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: orderId(1) });
				fixture.accept({ thirdOrderNo: 'ERP-2', platformOrderNo: orderId(1) });
			},
		],
		[
			'of which one has shipped',
			() => {
				fixture.accept({ thirdOrderNo: orderId(1), status: 3 });
				fixture.accept({ thirdOrderNo: orderId(1), status: 2 });
			},
		],
	])(
		'leave as an exception with their numbers, nothing is created or cancelled: %s',
		async (_, prepare) => {
			prepare();
			const numbers = live().map(({ outboundOrderNo }) => outboundOrderNo);
			const { outputs } = await fixture.create(orders(2));
			expect(idsOf(outputs[0])).toEqual([orderId(2)]);
			expect(outputs[1]).toMatchObject([
				{ exception: { code: 'SEVERAL_OUTBOUND_ORDERS', details: { outboundOrderNos: numbers } } },
			]);
			expect([count(CANCEL), fixture.cancelled()]).toEqual([0, []]);
			expect(live()).toHaveLength(3);
		},
	);

	it('that have all shipped are past helping: the order is there', async () => {
		fixture.accept({ thirdOrderNo: orderId(1), status: 3 });
		fixture.accept({ thirdOrderNo: orderId(1), status: 3 });
		const { outputs } = await fixture.create(orders(1));
		expect(outputs[0]).toMatchObject([{ outboundOrderCreated: false }]);
	});
});

describe('orders that the OMS has taken in, although the code of its answer says no success', () => {
	it.each([
		['a code that nobody knows', 12345],
		['a text', '5.76E+17'],
		['a list', [7]],
		['true', true],
	])(
		'are looked up and not sent again, in smaller parts or at the next run: %s',
		async (_, code) => {
			const lift = fixture.sandbox.answers.change({
				service: 'oms',
				path: CREATE,
				change: (answer: { code: unknown }) => void (answer.code = code),
			});
			const { outputs } = await fixture.create(orders(5));
			expect(idsOf(outputs[0])).toEqual(idsOf(orders(5) as never));
			expect(live()).toHaveLength(5);
			lift();
			await fixture.create(orders(5));
			expect([count(CREATE), live().length]).toEqual([1, 5]);
		},
	);
});

describe('two creators of the same order at the same moment', () => {
	it('in two processes end with one live outbound order: the loser takes back its own', async () => {
		const other = nodeOfAnotherProcess();
		const accept = fixture.sandbox.oms.accept.bind(fixture.sandbox.oms);
		// The other process creates while the call of this one is being carried out.
		let creators = 0;
		fixture.sandbox.oms.accept = (order) => {
			creators += 1;
			return accept(order);
		};
		const release = holdFirstLookUps(2);
		const ticks = setInterval(() => fixture.sandbox.tick(), 200);
		const one = fixture.create(orders(1));
		const together = fixture.createWith(other, orders(1));
		const [first, second] = await Promise.all([one, together]);
		// Nobody waits for the warehouse to agree to a cancellation.
		while (fixture.all().some(({ cancel }) => cancel?.state === 'pending')) await sleep(50);
		clearInterval(ticks);
		release();
		expect(creators).toBe(2);
		expect(live()).toHaveLength(1);
		const [item] = [first, second].map(({ outputs }) => outputs[0][0]);
		expect(item.outboundOrder).toMatchObject({ outboundOrderNo: live()[0].outboundOrderNo });
		const created = [first, second].map(({ outputs }) => outputs[0][0].outboundOrderCreated);
		expect(created.sort()).toEqual([false, true]);
	}, 30_000);

	/** Another process, which never comes back, has created the order while the call of this one was carried out. */
	const withTwin = async () => {
		const accept = fixture.sandbox.oms.accept.bind(fixture.sandbox.oms);
		fixture.sandbox.oms.accept = (order) => {
			fixture.sandbox.oms.accept = accept;
			const own = accept(order);
			accept(order);
			return own;
		};
		return await fixture.create(orders(1));
	};

	it('where the other one does not take back its own, people are told and nothing is cancelled', async () => {
		const { outputs } = await withTwin();
		expect(codesOf(outputs[1])).toEqual(['SEVERAL_OUTBOUND_ORDERS']);
		expect(fixture.cancelled()).toEqual([]);
		const again = await fixture.create(orders(1));
		expect(codesOf(again.outputs[1])).toEqual(['SEVERAL_OUTBOUND_ORDERS']);
		expect(fixture.cancelled()).toEqual([]);
	});

	it('after a lost answer nobody can know which one is ours: people are told and nothing is cancelled', async () => {
		fixture.sandbox.faults.add({ service: 'oms', path: CREATE, kind: 'resetAfterAccept' });
		const { outputs } = await withTwin();
		expect(codesOf(outputs[1])).toEqual(['SEVERAL_OUTBOUND_ORDERS']);
		expect(fixture.cancelled()).toEqual([]);
	});

	it('one that is being cancelled counts no more', async () => {
		await fixture.create(orders(1));
		const [own] = fixture.all();
		const twin = fixture.accept({ thirdOrderNo: orderId(1) });
		twin.cancel = { askedAt: twin.createdAt, state: 'pending' };
		const { outputs } = await fixture.create(orders(1));
		expect(outputs[0][0].outboundOrder).toMatchObject({ outboundOrderNo: own.outboundOrderNo });
	});

	/** Nobody sees the order before all have looked. */
	function holdFirstLookUps(processes: number): () => void {
		const waiting = processes * 2;
		let seen = 0;
		return fixture.sandbox.answers.change({
			service: 'oms',
			path: DETAIL,
			change: (answer: { data: unknown[] }) => {
				seen += 1;
				if (seen <= waiting) answer.data = [];
			},
		});
	}
});
