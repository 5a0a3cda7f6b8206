import fc from 'fast-check';

import { LATE_CALL_MS } from '../../../nodes/LingxingOms/outbound/create/unansweredOrders';
import type { FaultKind } from '../../sandbox';
import { movedClock } from '../../support/engine/movedClock';
import {
	CREATE,
	DETAIL,
	idsOf,
	LIST,
	orderId,
	orders,
	startFixture,
	type Fixture,
} from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const clock = movedClock();

/** Each run of a property has an OMS of its own. */
async function withFixture<T>(work: (fixture: Fixture) => Promise<T>): Promise<T> {
	const fixture = await startFixture();
	try {
		return await work(fixture);
	} finally {
		await fixture.sandbox.close();
	}
}

const GOOD = 5;
const BAD = orderId(99);
const goodOnes = orders(GOOD);
const goodIds = goodOnes.map((order) => order.orderId);
const badOrder = { ...orders(1)[0], orderId: BAD, idempotencyKey: `1:${BAD}` };
const place = fc.nat({ max: GOOD });
const withBad = (bad: unknown, at: number) =>
	[...goodOnes.slice(0, at), bad, ...goodOnes.slice(at)] as object[];
const anything = fc.oneof(
	fc.jsonValue(),
	fc.constantFrom(null, '', 0, -1, 1.5, true, [], {}, '2', 1e300, '\ud800', '\u202e', [null]),
);

/** Each good order was created once, and nothing was created that is not an order of the input. */
const countsOf = (fixture: Fixture) =>
	goodIds.map((id) => fixture.all().filter(({ platformOrderNo }) => platformOrderNo === id).length);
const once = goodIds.map(() => 1);

describe('N good orders and one bad one, at any place: N are created, each once', () => {
	const fields = Object.keys({ ...badOrder, json: '' });
	const inner: Array<[string, string]> = [
		...Object.keys(badOrder.recipient).map((name): [string, string] => ['recipient', name]),
		...Object.keys(badOrder.shop).map((name): [string, string] => ['shop', name]),
	];
	const damaged = fc.oneof(
		fc.tuple(fc.constantFrom(...fields), anything).map(([name, value]) => ({
			...badOrder,
			[name]: value,
		})),
		fc.tuple(fc.constantFrom(...inner), anything).map(([[group, name], value]) => ({
			...badOrder,
			[group]: { ...badOrder[group as 'recipient'], [name]: value },
		})),
		fc.tuple(fc.constantFrom('systemSku', 'quantity', 'from'), anything).map(([name, value]) => ({
			...badOrder,
			outboundLines: [{ systemSku: 'SYS-MUG-BLU', quantity: 2, from: [], [name]: value }],
		})),
		fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }),
	);

	it('any field of the item is any JSON value: the item leaves by one of the outputs', async () => {
		await fc.assert(
			fc.asyncProperty(damaged, place, async (bad, at) => {
				await withFixture(async (fixture) => {
					const { outputs, error } = await fixture.create(withBad(bad, at));
					expect(error).toBeUndefined();
					expect(outputs[0].length + outputs[1].length).toBe(GOOD + 1);
					expect(countsOf(fixture)).toEqual(once);
					for (const { lines } of fixture.all()) {
						for (const { quantity } of lines) expect(Number.isSafeInteger(quantity)).toBe(true);
					}
					for (const { exception } of outputs[1]) {
						const { message } = exception as { message: string };
						expect(message).not.toMatch(
							/Cannot read|is not a function|undefined|\[object Object\]/,
						);
					}
				});
			}),
			{ numRuns: 60 },
		);
	}, 120_000);

	it('the OMS refuses the call with the bad one by any status and code', async () => {
		const status = fc.constantFrom(200, 400, 402, 403, 404, 405, 409, 413, 415, 422, 451);
		const code = fc.oneof(
			fc.integer({ min: 1, max: 99_999 }).filter((value) => ![200, 11_006, 11_008].includes(value)),
			fc.constantFrom('100008', '100009', '100012', 'ERR', '10002'),
		);
		await fc.assert(
			fc.asyncProperty(status, code, place, async (given, value, at) => {
				await withFixture(async (fixture) => {
					fixture.sandbox.answers.give({
						service: 'oms',
						path: CREATE,
						when: ({ body }) => body.includes(BAD),
						status: given,
						body: { code: value, msg: 'x' },
					});
					const { outputs, error } = await fixture.create(withBad(badOrder, at));
					expect(error).toBeUndefined();
					expect(idsOf(outputs[0])).toEqual(goodIds);
					expect(idsOf(outputs[1])).toEqual([BAD]);
					expect(countsOf(fixture)).toEqual(once);
				});
			}),
			{ numRuns: 40 },
		);
	}, 120_000);

	it('one row of the answers is damaged in one place: nothing is doubled, the good ones are there by the next run', async () => {
		const names = [
			'thirdOrderNo',
			'outboundOrderNo',
			'orderNo',
			'success',
			'status',
			'productList',
		];
		const spot = fc.record({
			path: fc.constantFrom(CREATE, DETAIL),
			name: fc.constantFrom(...names, 'row'),
			value: anything,
		});
		await fc.assert(
			fc.asyncProperty(
				spot,
				place,
				fc.boolean(),
				fc.boolean(),
				async (damage, at, isThere, lookElsewhere) => {
					const { path, name, value } = damage;
					// Without the list the look-up alone has to see it.
					const options = { options: { lookElsewhere } };
					await withFixture(async (fixture) => {
						if (isThere) fixture.accept({ thirdOrderNo: BAD, platformOrderNo: BAD });
						const undo = fixture.sandbox.answers.change({
							service: 'oms',
							path,
							change: ({ data }: { data: Array<Record<string, unknown>> }) => {
								if (!Array.isArray(data)) return;
								const row = data.findIndex(({ thirdOrderNo }) => thirdOrderNo === BAD);
								if (row < 0) return;
								if (name === 'row') data[row] = value as never;
								else data[row][name] = value;
							},
						});
						const { error } = await fixture.create(withBad(badOrder, at), options);
						expect(error).toBeUndefined();
						expect(countsOf(fixture)).toEqual(once);
						undo();
						const again = await fixture.create(withBad(badOrder, at), options);
						expect(idsOf(again.outputs[0]).sort()).toEqual([...goodIds, BAD].sort());
						expect(fixture.all()).toHaveLength(GOOD + 1);
					});
				},
			),
			{ numRuns: 80 },
		);
	}, 240_000);
});

describe('answers are lost, repeated and late, at every call', () => {
	it('nothing is doubled, and a run without faults finds or creates everything', async () => {
		const kinds: FaultKind[] = [
			'reset',
			'resetAfterAccept',
			'500',
			'503',
			'429',
			'okWithErrorBody',
		];
		const fault = fc.record({
			path: fc.constantFrom(CREATE, DETAIL, LIST),
			kind: fc.constantFrom(...kinds),
			after: fc.nat({ max: 3 }),
			times: fc.integer({ min: 1, max: 3 }),
		});
		const faultList = fc.array(fault, { minLength: 1, maxLength: 4 });
		await fc.assert(
			fc.asyncProperty(faultList, fc.boolean(), async (faults, isLater) => {
				await withFixture(async (fixture) => {
					for (const each of faults) fixture.sandbox.faults.add({ service: 'oms', ...each });
					await fixture.create(goodOnes);
					// Before that, what may still arrive is not sent again.
					if (isLater) clock.ahead += LATE_CALL_MS;
					await fixture.create(goodOnes);
					fixture.sandbox.faults.clear();
					clock.ahead += LATE_CALL_MS;
					const { outputs } = await fixture.create(goodOnes);
					expect(idsOf(outputs[0])).toEqual(goodIds);
					expect(countsOf(fixture)).toEqual(once);
				});
			}),
			{ numRuns: 30 },
		);
	}, 240_000);
});
