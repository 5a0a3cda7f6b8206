import {
	codesOf,
	CANCEL,
	CREATE,
	idsOf,
	LIST,
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

describe('an order that others have brought to the OMS under its platform order number', () => {
	const elsewhere = (more: object = {}) =>
		fixture.accept({ thirdOrderNo: 'ERP-20261126-1', platformOrderNo: orderId(1), ...more });

	it('with the same lines is there: nothing is created', async () => {
		const { outboundOrderNo } = elsewhere();
		const { outputs } = await fixture.create(orders(3));
		expect(outputs[0]).toMatchObject([
			{
				outboundOrderCreated: false,
				foundBy: 'platformOrderNo',
				outboundOrder: { outboundOrderNo },
			},
			{ outboundOrderCreated: true },
			{ outboundOrderCreated: true },
		]);
		expect(live()).toHaveLength(3);
	});

	it.each([0, 1, 2, 3])('whatever its status: %i', async (status) => {
		elsewhere({ status });
		const { outputs } = await fixture.create(orders(1));
		expect(outputs[0]).toMatchObject([{ foundBy: 'platformOrderNo' }]);
	});

	it.each([5, 6, 7])('also one that the warehouse does not go on with: %i', async (status) => {
		elsewhere({ status });
		const { outputs } = await fixture.create(orders(1));
		expect(codesOf(outputs[1])).toEqual(['WAREHOUSE_EXCEPTION']);
		expect(live()).toHaveLength(1);
	});

	it.each([[8], ['3'], [null], ['x'], [{}]])(
		'also a status that is not in the contract: %j',
		async (shownStatus) => {
			elsewhere({ shownStatus });
			const { outputs } = await fixture.create(orders(1));
			expect(outputs[0]).toMatchObject([{ foundBy: 'platformOrderNo' }]);
			expect(live()).toHaveLength(1);
		},
	);

	it.each<[string, object[]]>([
		['another quantity', [{ sku: 'SYS-MUG-BLU', quantity: 1 }]],
		['another SKU', [{ sku: 'SYS-PLATE', quantity: 2 }]],
		[
			'a line more',
			[
				{ sku: 'SYS-MUG-BLU', quantity: 2 },
				{ sku: 'SYS-PLATE', quantity: 1 },
			],
		],
		['no lines', []],
	])('with other lines is an exception that names both: %s', async (_, lines) => {
		const { outboundOrderNo } = elsewhere({ lines });
		const { outputs } = await fixture.create(orders(2));
		expect(outputs[1]).toMatchObject([
			{
				orderId: orderId(1),
				exception: {
					code: 'ALREADY_IN_THE_OMS',
					message: expect.stringMatching(`${outboundOrderNo}.*ERP-20261126-1.*SYS-MUG-BLU × 2`),
				},
			},
		]);
		expect(idsOf(outputs[0])).toEqual([orderId(2)]);
		expect(live()).toHaveLength(2);
	});

	it('under its reference number and with other lines is one as well', async () => {
		const lines = [{ sku: 'SYS-PLATE', quantity: 1 }];
		fixture.accept({ thirdOrderNo: 'HAND-1', referOrderNo: orderId(1), lines });
		const { outputs } = await fixture.create(orders(1));
		expect(codesOf(outputs[1])).toEqual(['ALREADY_IN_THE_OMS']);
	});

	it('in two lines of one SKU has the same lines', async () => {
		elsewhere({
			lines: [
				{ sku: 'SYS-MUG-BLU', quantity: 1 },
				{ sku: 'SYS-MUG-BLU', quantity: 1 },
			],
		});
		const { outputs } = await fixture.create(orders(1));
		expect(outputs[0]).toMatchObject([{ foundBy: 'platformOrderNo' }]);
	});

	it('and cancelled there does not count', async () => {
		elsewhere({ status: 4 });
		const { outputs } = await fixture.create(orders(1));
		expect(outputs[0]).toMatchObject([{ outboundOrderCreated: true }]);
	});

	it('under the other of our numbers is there, although the choice was changed', async () => {
		await fixture.create(orders(2));
		const { outputs } = await fixture.create(orders(2), { thirdOrderNo: 'idempotencyKey' });
		expect(outputs[0].map(({ foundBy }) => foundBy)).toEqual([
			'platformOrderNo',
			'platformOrderNo',
		]);
		expect(live()).toHaveLength(2);
	});

	it('between two runs is found by the second, and by another execution at the same time', async () => {
		await fixture.create([orders(2)[1]]);
		elsewhere();
		const runs = await Promise.all([fixture.create(orders(1)), fixture.create(orders(1))]);
		for (const { outputs } of runs)
			expect(outputs[0]).toMatchObject([{ foundBy: 'platformOrderNo' }]);
		expect(live()).toHaveLength(2);
	});

	it('is not looked for where the option is off', async () => {
		elsewhere();
		const { outputs } = await fixture.create(orders(1), { options: { lookElsewhere: false } });
		expect(outputs[0]).toMatchObject([{ outboundOrderCreated: true }]);
		expect(count(LIST)).toBe(0);
	});

	it.each<[string, (answer: { data: { records: Array<Record<string, unknown>> } }) => void]>([
		['a null row', ({ data }) => void data.records.unshift(null as never)],
		[
			'a number instead of text',
			({ data }) => data.records.forEach((row) => (row.platformOrderNo = 7)),
		],
		[
			'a platform order number that is an object',
			({ data }) => data.records.forEach((row) => (row.platformOrderNo = {})),
		],
		['a wrong total', ({ data }) => void Object.assign(data, { total: 'many' })],
		[
			'no creation times',
			({ data }) => data.records.forEach((row) => (row.orderCreateTime = null)),
		],
	])('in a list that is damaged: %s', async (name, change) => {
		for (let serial = 10; serial < 130; serial++) {
			fixture.accept({ thirdOrderNo: `X${serial}`, platformOrderNo: `MARKET-${serial}` });
		}
		if (name !== 'a number instead of text') elsewhere();
		fixture.sandbox.answers.change({ service: 'oms', path: LIST, change: change as never });
		const { outputs, error } = await fixture.create(orders(2));
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(2);
		expect(live().filter(({ platformOrderNo }) => platformOrderNo === orderId(1))).toHaveLength(1);
	});

	it('whose row was damaged on its way is seen by reading the list once more', async () => {
		elsewhere();
		let answers = 0;
		fixture.sandbox.answers.change({
			service: 'oms',
			path: LIST,
			change: ({ data }: { data: { records: unknown[] } }) => {
				answers += 1;
				if (answers === 1) data.records = data.records.map(() => null);
			},
		});
		const { outputs } = await fixture.create(orders(1));
		expect(outputs[0]).toMatchObject([{ foundBy: 'platformOrderNo' }]);
	});

	it.each<[string, number, unknown]>([
		['HTTP 500', 500, { code: 500, msg: 'x' }],
		['no list', 200, { code: 200, msg: '', data: { records: null, total: 0 } }],
		['nothing', 200, { code: 200, msg: '', data: null }],
	])(
		'where the list cannot be read nothing is created, what is there goes on: %s',
		async (_, status, body) => {
			await fixture.create(orders(1));
			const lift = fixture.sandbox.answers.give({
				service: 'oms',
				path: LIST,
				status,
				body: body as object,
			});
			const { outputs, error } = await fixture.create(orders(3));
			expect(error).toBeUndefined();
			expect(idsOf(outputs[0])).toEqual([orderId(1)]);
			expect(codesOf(outputs[1])).toEqual(['OMS_UNAVAILABLE', 'OMS_UNAVAILABLE']);
			lift();
			expect((await fixture.create(orders(3))).outputs[0]).toHaveLength(3);
		},
		30_000,
	);
});

describe('what it costs to look for orders made elsewhere', () => {
	it('the list is read once per process, then only what is new; 1,000 foreign orders do not matter', async () => {
		const day = 86_400_000;
		for (let serial = 0; serial < 1_000; serial++) {
			const foreign = fixture.accept({
				thirdOrderNo: `F${serial}`,
				platformOrderNo: `MARKET-${serial}`,
				lines: [],
			});
			foreign.createdAt -= 2 * day + serial * 1_000;
		}
		fixture.sandbox.oms.setStock('USLAX1', 'SYS-MUG-BLU', 5_000);
		const placed = { createdAt: new Date(Date.now() - 4 * day).toISOString() };
		const { outputs } = await fixture.create(orders(500, placed));
		expect(outputs[0]).toHaveLength(500);
		const first = count(LIST);
		expect(first).toBeLessThanOrEqual(20 + 5 * 6);
		for (let run = 1; run <= 3; run++) {
			fixture.sandbox.log.clear();
			await fixture.create(orders(500 + run, placed));
			// The last half hour: what was just created.
			expect(count(LIST)).toBeLessThanOrEqual(7);
		}
		fixture.sandbox.log.clear();
		await fixture.create(orders(500, placed));
		expect([count(LIST), count(CREATE)]).toEqual([0, 0]);
	}, 30_000);

	it('a busy hour costs the last minutes only, and an order that shows up late is found all the same', async () => {
		const minute = 60_000;
		const placed = { createdAt: new Date(Date.now() - 86_400_000).toISOString() };
		for (let serial = 0; serial < 900; serial++) {
			const busy = fixture.accept({ thirdOrderNo: `F${serial}`, platformOrderNo: `M-${serial}` });
			busy.createdAt -= 5 * minute + serial * 1_000;
		}
		fixture.accept({ thirdOrderNo: 'F', platformOrderNo: 'M' });
		await fixture.create(orders(1, placed));
		// It was created twenty minutes ago, and the list shows it only now.
		const late = fixture.accept({ thirdOrderNo: 'ERP-LATE', platformOrderNo: orderId(3) });
		late.createdAt -= 20 * minute;
		fixture.sandbox.log.clear();
		await fixture.create([orders(2, placed)[1]]);
		expect(count(LIST)).toBeLessThanOrEqual(1);
		const now = Date.now();
		jest.spyOn(Date, 'now').mockImplementation(() => now + 11 * minute);
		const { outputs, error } = await fixture.create([orders(3, placed)[2]]);
		jest.restoreAllMocks();
		expect(error).toBeUndefined();
		expect(outputs[1]).toEqual([]);
		expect(outputs[0]).toMatchObject([{ foundBy: 'platformOrderNo' }]);
	}, 30_000);

	it('a rush costs the last seconds only, and an order that shows up late is found a quarter of a minute later', async () => {
		const second = 1_000;
		const placed = { createdAt: new Date(Date.now() - 86_400_000).toISOString() };
		for (let serial = 0; serial < 900; serial++) {
			const busy = fixture.accept({ thirdOrderNo: `F${serial}`, platformOrderNo: `M-${serial}` });
			busy.createdAt -= 30 * second + serial * 100;
		}
		fixture.accept({ thirdOrderNo: 'F', platformOrderNo: 'M' });
		await fixture.create(orders(1, placed));
		// It was created two minutes ago, and the list shows it only now.
		const late = fixture.accept({ thirdOrderNo: 'ERP-LATE', platformOrderNo: orderId(3) });
		late.createdAt -= 120 * second;
		fixture.sandbox.log.clear();
		await fixture.create([orders(2, placed)[1]]);
		expect(count(LIST)).toBeLessThanOrEqual(1);
		const now = Date.now();
		jest.spyOn(Date, 'now').mockImplementation(() => now + 16 * second);
		const { outputs } = await fixture.create([orders(3, placed)[2]]);
		jest.restoreAllMocks();
		expect(outputs[0]).toMatchObject([{ foundBy: 'platformOrderNo' }]);
	}, 30_000);

	it('orders that are older than what was read cost the older part only', async () => {
		const at = (days: number) => ({
			createdAt: new Date(Date.now() - days * 86_400_000).toISOString(),
		});
		await fixture.create(orders(1, at(1)));
		const old = fixture.accept({ thirdOrderNo: 'ERP-OLD', platformOrderNo: orderId(2) });
		old.createdAt -= 9 * 86_400_000;
		fixture.sandbox.log.clear();
		const { outputs } = await fixture.create([orders(2, at(10))[1]]);
		expect(outputs[0]).toMatchObject([{ foundBy: 'platformOrderNo' }]);
		expect(count(LIST)).toBe(2);
	});
});

describe('Preview', () => {
	it('creates nothing and says for each order what would happen', async () => {
		fixture.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: orderId(2) });
		const items = [...orders(2), { ...orders(3)[2], outboundLines: [] }];
		const { outputs } = await fixture.create(items, { options: { preview: true } });
		expect(outputs[0]).toMatchObject([
			{
				orderId: orderId(1),
				preview: {
					result: 'wouldCreate',
					row: {
						whCode: 'USLAX1',
						thirdOrderNo: orderId(1),
						productList: [{ sku: 'SYS-MUG-BLU', quantity: 2 }],
					},
				},
			},
			{
				orderId: orderId(2),
				preview: {
					result: 'exists',
					foundBy: 'platformOrderNo',
					outboundOrder: { thirdOrderNo: 'ERP-1' },
				},
			},
		]);
		for (const item of outputs[0]) expect(item).not.toHaveProperty('outboundOrder');
		expect(outputs[1]).toMatchObject([
			{ preview: { result: 'waits' }, exception: { code: 'OUTBOUND_LINES_MISSING' } },
		]);
		expect([count(CREATE), count(CANCEL)]).toEqual([0, 0]);
	});
});
