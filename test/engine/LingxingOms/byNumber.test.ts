import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { runNode, type RunOptions } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { CANCEL, codesOf, DETAIL, orderId, startFixture, type Fixture } from './fixture';

let fixture: Fixture;

beforeEach(async () => {
	fixture = await startFixture();
});

afterEach(async () => {
	await fixture.sandbox.close();
});

const run = async (
	{ sandbox }: Fixture,
	operation: string,
	items: object[],
	options: RunOptions = {},
) =>
	await runNode(
		new LingxingOms(),
		{
			resource: 'outboundOrder',
			operation,
			number: '={{ $json.number }}',
			numberType: 'thirdOrderNo',
			outboundOrderNo: '={{ $json.number }}',
			options: { waitSeconds: 0 },
		},
		items as IDataObject[],
		{ credentials: omsCredentials(sandbox), ...options },
	);

/** Outbound orders of the serials 1 to `count`, as items for the two operations. */
const made = (here: Fixture, count: number) =>
	Array.from({ length: count }, (_, index) => here.accept({ thirdOrderNo: orderId(index + 1) }));
const thirds = (here: Fixture, count: number) =>
	made(here, count).map(({ thirdOrderNo }) => ({ number: thirdOrderNo }));
const numbers = (here: Fixture, count: number) =>
	made(here, count).map(({ outboundOrderNo }) => ({ number: outboundOrderNo }));

const refuse = (
	{ sandbox }: Fixture,
	path: string,
	number: string,
	status: number,
	body: object | string,
) =>
	sandbox.answers.give({
		service: 'oms',
		path,
		when: (call) => call.body.includes(number),
		status,
		body,
	});

const REFUSALS: Array<[string, number, object | string]> = [
	['HTTP 400', 400, 'Bad Request'],
	['HTTP 500', 500, { code: 500, msg: 'NullPointerException' }],
	['an unknown code', 200, { code: 100009, msg: '不合法' }],
	['HTTP 413', 413, {}],
];

describe('Cancel', () => {
	it.each(REFUSALS)(
		'one number for which the OMS refuses the call does not hold up the others: %s',
		async (_, status, body) => {
			const items = numbers(fixture, 60);
			const bad = items[6].number;
			refuse(fixture, CANCEL, bad, status, body);
			const { outputs, error } = await run(fixture, 'cancel', items);
			expect(error).toBeUndefined();
			expect(outputs[0]).toHaveLength(60);
			expect(fixture.cancelled()).toEqual(
				items.map(({ number }) => number).filter((each) => each !== bad),
			);
			expect(outputs[0][6]).toMatchObject({
				outboundOrderNo: bad,
				result: status >= 500 ? 'pending' : 'refused',
				reason: expect.stringContaining('The'),
			});
		},
		30_000,
	);

	it('an item without a usable number leaves with its exception, the others go on', async () => {
		const items = [
			{},
			...numbers(fixture, 2),
			{ number: Number('1187000000000065537') },
			{ number: {} },
		];
		const { outputs, error } = await run(fixture, 'cancel', items);
		expect(error).toBeUndefined();
		expect(codesOf(outputs[0])).toEqual([
			'ORDER_UNREADABLE',
			undefined,
			undefined,
			'NUMBER_NOT_EXACT',
			'ORDER_UNREADABLE',
		]);
		expect(fixture.cancelled()).toHaveLength(2);
	});

	it('the same answer for every number fails the run', async () => {
		refuse(fixture, CANCEL, '1187', 200, { code: 777, msg: 'account suspended' });
		const { error } = await run(fixture, 'cancel', numbers(fixture, 20));
		expect(error?.message).toContain('account suspended');
	});

	it('a number and one bad item at any place: every good one is asked to be cancelled, once', async () => {
		const value = fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom(null, true, 1e21, '1e30'));
		await fc.assert(
			fc.asyncProperty(value, fc.nat({ max: 3 }), async (number, at) => {
				const here = await startFixture();
				try {
					const good = numbers(here, 3);
					const items = [...good.slice(0, at), { number }, ...good.slice(at)];
					const { outputs, error } = await run(here, 'cancel', items);
					expect(error).toBeUndefined();
					expect(outputs[0]).toHaveLength(4);
					expect(here.cancelled()).toEqual(good.map((each) => each.number));
				} finally {
					await here.sandbox.close();
				}
			}),
			{ numRuns: 30 },
		);
	}, 60_000);
});

describe('Get', () => {
	it.each(REFUSALS)(
		'one number for which the OMS refuses the call does not hold up the others: %s',
		async (_, status, body) => {
			const items = thirds(fixture, 60);
			refuse(fixture, DETAIL, items[6].number, status, body);
			const { outputs, error } = await run(fixture, 'get', items);
			expect(error).toBeUndefined();
			expect(outputs[0].filter(({ outboundOrderNo }) => outboundOrderNo)).toHaveLength(59);
			expect(outputs[0][6]).toMatchObject({
				number: items[6].number,
				exception: { code: 'OMS_UNAVAILABLE' },
			});
		},
		30_000,
	);

	it('a number that the OMS does not know, or that is none, leaves with its exception, the others go on', async () => {
		const [one, two] = thirds(fixture, 2);
		const items = [one, { number: 'T9' }, {}, { number: 1e20 }, two];
		const { outputs, error, items: full } = await run(fixture, 'get', items);
		expect(error).toBeUndefined();
		expect(codesOf(outputs[0])).toEqual([
			undefined,
			'ORDER_NOT_FOUND',
			'ORDER_UNREADABLE',
			'NUMBER_NOT_EXACT',
			undefined,
		]);
		expect(full[0].map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4].map((item) => ({ item })),
		);
	});

	it('with On Error = Continue each item that failed has its error', async () => {
		const [one] = thirds(fixture, 1);
		const options = { onError: 'continueRegularOutput' as const };
		const { outputs } = await run(fixture, 'get', [{ number: 'T9' }, one], options);
		expect(outputs[0]).toEqual([
			{
				number: 'T9',
				error: 'The OMS has no outbound order T9',
				errorHint: expect.stringMatching(/\S/) as string,
			},
			expect.objectContaining({ thirdOrderNo: one.number }),
		]);
	});

	it('many numbers are looked up 50 a call', async () => {
		await run(fixture, 'get', thirds(fixture, 120));
		expect(fixture.sandbox.log.count('oms', DETAIL)).toBe(3);
	});

	it('one row that is damaged, at any place: every other outbound order is found', async () => {
		const value = fc.oneof(fc.jsonValue(), fc.constantFrom(null, true, '', {}, [], 7));
		const name = fc.constantFrom(
			'row',
			'thirdOrderNo',
			'outboundOrderNo',
			'status',
			'productList',
			'expressList',
			'orderCreateTime',
		);
		await fc.assert(
			fc.asyncProperty(name, value, fc.nat({ max: 3 }), async (field, damaged, at) => {
				const here = await startFixture();
				try {
					const items = thirds(here, 4);
					here.sandbox.answers.change({
						service: 'oms',
						path: DETAIL,
						change: ({ data }: { data: Array<Record<string, unknown>> }) => {
							const row = data.findIndex(({ thirdOrderNo }) => thirdOrderNo === items[at].number);
							if (row < 0) return;
							if (field === 'row') data[row] = damaged as never;
							else data[row][field] = damaged;
						},
					});
					const { outputs, error } = await run(here, 'get', items);
					expect(error).toBeUndefined();
					const found = outputs[0].map(({ thirdOrderNo }) => thirdOrderNo);
					items.forEach(({ number }, index) => {
						if (index !== at) expect(found[index]).toBe(number);
					});
				} finally {
					await here.sandbox.close();
				}
			}),
			{ numRuns: 30 },
		);
	}, 60_000);
});
