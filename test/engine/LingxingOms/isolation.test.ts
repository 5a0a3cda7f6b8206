import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { LingxingOmsTrigger } from '../../../nodes/LingxingOms/LingxingOmsTrigger.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { OutboundOrder } from '../../sandbox/oms/types';
import { runNode } from '../../support/engine/engine';
import { PolledTrigger } from '../../support/engine/polledTrigger';
import { omsCredentials } from '../../support/engine/oms';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const LIST = '/v1/outboundOrder/pageList';
const DETAIL = '/v1/outboundOrder/detail';
const DAY_MS = 86_400_000;
const QUARTER_OF_AN_HOUR_MS = 900_000;

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() });
});

afterEach(async () => {
	jest.useRealTimers();
	await sandbox.close();
});

const REAL = [
	'nextTick',
	'setImmediate',
	'setTimeout',
	'setInterval',
	'clearTimeout',
	'clearInterval',
	'queueMicrotask',
	'performance',
] as const;

type Row = Record<string, unknown>;

const outbound = (serial: number, given: Record<string, string> = { storeName: 'USLC000001' }) =>
	sandbox.oms.accept({
		thirdOrderNo: `57646000000000${String(serial).padStart(4, '0')}`,
		platformOrderNo: '',
		referOrderNo: '',
		whCode: 'USLAX1',
		logisticsChannel: 'USPS-GA',
		status: 0,
		given,
		lines: [{ sku: 'SYS-PLATE', quantity: 2 }],
		carrier: '',
		trackNo: '',
	});

const shipped = (serial: number, given?: Record<string, string>): OutboundOrder => {
	const order = outbound(serial, given);
	sandbox.oms.ship(order);
	return order;
};

const numbers = (items: IDataObject[] = []) =>
	items.map(({ outboundOrderNo }) => String(outboundOrderNo));

const trigger = (parameters: object = {}) =>
	new PolledTrigger(new LingxingOmsTrigger(), { emit: 'once', ...parameters } as never, {
		credentials: omsCredentials(sandbox),
	});

/** Both ways in: [outbound orders, exceptions]. */
const WAYS: Record<string, (scope?: Row) => Promise<IDataObject[][]>> = {
	trigger: async (scope) => (await trigger(scope).pollOutputs()) ?? [[], []],
	'Get Many': async (filters = {}) => {
		const parameters = {
			resource: 'outboundOrder',
			operation: 'getAll',
			returnAll: true,
			filters: { status: [3], ...filters },
		};
		const { outputs, error } = await runNode(new LingxingOms(), parameters as never, [{}], {
			credentials: omsCredentials(sandbox),
		});
		expect(error).toBeUndefined();
		return outputs;
	},
};

const problemsOf = (items: IDataObject[] = []) =>
	items.map(({ exception }) => (exception as IDataObject).code);

/** Changes one row of the list, or of the answers with details. */
const damage = (path: string, number: string, change: (row: Row) => unknown) =>
	sandbox.answers.change({
		service: 'oms',
		path,
		change: (answer: { data: Row[] | { records: Row[] } }) => {
			const rows = Array.isArray(answer.data) ? answer.data : answer.data.records;
			const at = rows.findIndex(({ outboundOrderNo }) => outboundOrderNo === number);
			if (at >= 0) rows[at] = change(rows[at]) as Row;
			return answer;
		},
	});

/** Refuses every call for details that holds the number. */
const refuse = (number: string, status: number, body: object | string) =>
	sandbox.answers.give({
		service: 'oms',
		path: DETAIL,
		when: (call) => call.body.includes(number),
		status,
		body,
	});

const anything = fc.oneof(
	fc.constantFrom(null, undefined, 0, -1, '', 'x', true, [], {}, [null], { a: null }, 1e300),
	fc.jsonValue() as fc.Arbitrary<unknown>,
);
const field = fc.constantFrom(
	'outboundOrderNo',
	'status',
	'orderCreateTime',
	'outboundTime',
	'thirdOrderNo',
	'platformOrderNo',
	'logisticsTrackNo',
	'logisticsTrackNos',
	'logisticsCarrier',
	'expressList',
	'productList',
	'storeName',
	'salesPlatform',
	'whCode',
);
const damages = fc.oneof(
	anything.map((value) => ({ name: `the row is ${JSON.stringify(value)}`, change: () => value })),
	fc.tuple(field, anything).map(([key, value]) => ({
		name: `${key} is ${JSON.stringify(value)}`,
		change: (row: Row) => ({ ...row, [key]: value }),
	})),
);

describe.each(Object.entries(WAYS))('%s', (_, read) => {
	it.each([
		['the list', LIST],
		['the details', DETAIL],
	])(
		'a row of %s that is damaged, at any place, holds up no other',
		async (__, path) => {
			await fc.assert(
				fc.asyncProperty(damages, fc.nat({ max: 6 }), async ({ change }, place) => {
					sandbox.oms.outbound.clear();
					const orders = Array.from({ length: 7 }, (___, index) => shipped(index + 1));
					const bad = orders[place].outboundOrderNo;
					const good = numbers(orders as never).filter((number) => number !== bad);
					const lift = damage(path, bad, change);
					const [items, exceptions] = await read();
					lift();
					expect(numbers(items)).toEqual(expect.arrayContaining(good));
					expect(items.length + exceptions.length).toBeLessThanOrEqual(7);
				}),
				{ numRuns: 40 },
			);
		},
		120_000,
	);

	it.each([
		[400, { code: 100008, msg: '参数错误', data: null }],
		[200, { code: 999, msg: '系统异常', data: null }],
		[500, 'Internal Server Error'],
		[413, 'Request Entity Too Large'],
		[200, { code: 200, msg: 'ok', data: {} }],
	])(
		'an order for which the OMS answers HTTP %i stands alone as an exception; the others go on',
		async (status, body) => {
			const orders = Array.from({ length: 120 }, (__, index) => shipped(index + 1));
			const bad = orders[67];
			refuse(bad.outboundOrderNo, status, body);
			const [items, exceptions] = await read();
			expect(items).toHaveLength(119);
			expect(numbers(exceptions)).toEqual([bad.outboundOrderNo]);
			expect(problemsOf(exceptions)).toEqual(['ORDER_UNREADABLE']);
			expect((exceptions[0].exception as IDataObject).message).toContain(bad.outboundOrderNo);
		},
		60_000,
	);

	it('orders of other sellers and platforms are passed by, at no cost', async () => {
		for (let serial = 1; serial <= 500; serial++) {
			shipped(serial, { storeName: 'OTHER', salesPlatform: 'TikTok' });
			shipped(serial + 500, { storeName: 'USLC000001', salesPlatform: 'SHEIN' });
		}
		const own = [
			shipped(2_001, { storeName: 'USLC000001', salesPlatform: 'TikTok' }),
			shipped(2_002, { storeName: 'USLC000002', salesPlatform: 'TIKTOK SHOP' }),
			shipped(2_003, { storeName: 'USLC000002', salesPlatform: '9' }),
			shipped(2_004, { storeName: 'USLC000002', salesPlatform: '' }),
		];
		sandbox.log.clear();
		const [items, exceptions] = await read({
			storeCodes: 'USLC000001, USLC000002',
			salesPlatform: 'TikTok',
		});
		expect(numbers(items).sort()).toEqual(numbers(own as never).sort());
		expect(exceptions).toEqual([]);
		expect(sandbox.log.count('oms')).toBeLessThanOrEqual(20);
	}, 60_000);

	it('where the list does not name store and platform, the details decide', async () => {
		const [own] = [shipped(1), shipped(2, { storeName: 'OTHER' })];
		sandbox.answers.change({
			service: 'oms',
			path: LIST,
			change: (answer: { data: { records: Row[] } }) => {
				for (const row of answer.data.records) delete row.storeName;
				return answer;
			},
		});
		const [items] = await read({ storeCodes: 'USLC000001' });
		expect(numbers(items)).toEqual([own.outboundOrderNo]);
		expect(items[0]).toMatchObject({ storeCode: 'USLC000001', salesPlatform: '' });
	});
});

describe('a change of the API', () => {
	it.each([null, {}, [], 'x', { records: {} }, { records: null, total: 0 }])(
		'of the list (%j) is a fault, not "nothing there"',
		async (data) => {
			shipped(1);
			const polled = trigger();
			await polled.poll();
			const before = JSON.stringify(polled.staticData);
			sandbox.answers.give({ service: 'oms', path: LIST, status: 200, body: { code: 200, data } });
			await expect(polled.poll()).rejects.toThrow('in another form than its API describes');
			expect(JSON.stringify(polled.staticData)).toBe(before);
		},
	);

	it('of all details is a fault too', async () => {
		for (let serial = 1; serial <= 5; serial++) shipped(serial);
		const body = { code: 200, data: { rows: [] } };
		sandbox.answers.give({ service: 'oms', path: DETAIL, status: 200, body });
		await expect(trigger().poll()).rejects.toThrow('in another form than its API describes');
	});
});

describe('an outbound order that cannot be read', () => {
	it('is said once, and emitted once it can be read', async () => {
		// Repeats wait for a quarter of the age, however long a poll takes here.
		jest.useFakeTimers({ doNotFake: [...REAL] });
		const [bad, good] = [shipped(1), shipped(2)];
		const lift = refuse(bad.outboundOrderNo, 400, { code: 999, msg: 'x' });
		const polled = trigger({ emit: 'repeat' });
		const later = (): void => void jest.setSystemTime(Date.now() + QUARTER_OF_AN_HOUR_MS);
		const first = await polled.pollOutputs();
		later();
		const second = await polled.pollOutputs();
		later();
		lift();
		const third = await polled.pollOutputs();
		expect(first?.map(numbers)).toEqual([[good.outboundOrderNo], [bad.outboundOrderNo]]);
		expect(second?.map(numbers)).toEqual([[good.outboundOrderNo], []]);
		expect(third?.map((items) => numbers(items).sort())).toEqual([
			numbers([bad, good] as never).sort(),
			[],
		]);
	});

	it('among those that are followed for weeks holds up neither them nor the news', async () => {
		const open = [1, 2, 3].map((serial) => outbound(serial));
		for (const order of open) order.createdAt -= 12 * DAY_MS;
		const polled = trigger();
		await polled.poll();
		for (const order of open) refuse(order.outboundOrderNo, 500, 'fault');
		const news = shipped(9);
		expect(numbers((await polled.poll()) ?? [])).toEqual([news.outboundOrderNo]);
		sandbox.answers.clear();
		for (const order of open) sandbox.oms.ship(order);
		expect(numbers((await polled.poll()) ?? []).sort()).toEqual(numbers(open as never).sort());
	}, 60_000);
});

it.each([13, 15, 29, 31, 60])(
	'an outbound order that ships %i days after it was made is emitted',
	async (days) => {
		// Only the time of day is the test's; the sandbox goes by it too.
		jest.useFakeTimers({ doNotFake: [...REAL] });
		const start = Date.now();
		const order = outbound(1);
		order.status = 2;
		const polled = trigger({ emit: 'repeat' });
		await polled.poll();
		for (let day = 1; day <= days; day++) {
			jest.setSystemTime(start + day * DAY_MS);
			await polled.poll();
		}
		sandbox.oms.ship(order);
		jest.setSystemTime(start + days * DAY_MS + 900_000);
		expect(numbers((await polled.poll()) ?? [])).toEqual([order.outboundOrderNo]);
		expect(JSON.stringify(polled.staticData).length).toBeLessThan(1_000);
	},
	60_000,
);
