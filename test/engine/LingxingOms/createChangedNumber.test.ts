import { codesOf, CREATE, LIST, orderId, orders, startFixture, type Fixture } from './fixture';

let fixture: Fixture;

beforeEach(async () => {
	fixture = await startFixture();
});

afterEach(async () => {
	await fixture.sandbox.close();
});

const count = (path: string) => fixture.sandbox.log.count('oms', path);
const ID = orderId(1);

describe('an order that others have brought to the OMS under a number with its order ID inside', () => {
	const FORMS = [`${ID}-2`, `TT-${ID}`, `#${ID}`, `\u200b${ID}`, ` ${ID} `, `${orderId(9)},${ID}`];

	it.each(
		FORMS.flatMap((number) =>
			['platformOrderNo', 'referOrderNo', 'thirdOrderNo'].map((field) => [number, field]),
		),
	)('is not created a second time: "%s" as %s', async (number, field) => {
		const { outboundOrderNo } = fixture.accept({ thirdOrderNo: 'ERP-1', [field]: number });
		const { outputs } = await fixture.create(orders(1));
		expect(outputs[0]).toMatchObject([
			{ outboundOrderCreated: false, outboundOrder: { outboundOrderNo } },
		]);
		expect(fixture.all()).toHaveLength(1);
	});

	it('with the lines of another order as well is an exception', async () => {
		fixture.accept({
			thirdOrderNo: 'ERP-1',
			platformOrderNo: `${ID}/${orderId(9)}`,
			lines: [{ sku: 'SYS-MUG-BLU', quantity: 4 }],
		});
		const { outputs } = await fixture.create(orders(1));
		expect(codesOf(outputs[1])).toEqual(['ALREADY_IN_THE_OMS']);
		expect(count(CREATE)).toBe(0);
	});

	it('does not hold up an order whose ID is only a part of a longer number', async () => {
		fixture.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: `${ID}00` });
		const { outputs } = await fixture.create(orders(1));
		expect(outputs[0]).toMatchObject([{ outboundOrderCreated: true }]);
	});
});

describe('an outbound order that somebody has deleted in the OMS after it was seen', () => {
	it('holds up its order for one run only', async () => {
		const { outboundOrderNo } = fixture.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: ID });
		await fixture.create(orders(1));
		fixture.sandbox.oms.outbound.delete(outboundOrderNo);
		expect(codesOf((await fixture.create(orders(1))).outputs[1])).toEqual(['OMS_UNAVAILABLE']);
		const { outputs } = await fixture.create(orders(1));
		expect(outputs[0]).toMatchObject([{ outboundOrderCreated: true }]);
	});

	it('holds it up as long as the list shows it', async () => {
		const elsewhere = fixture.accept({ thirdOrderNo: 'ERP-1', platformOrderNo: ID });
		fixture.sandbox.answers.change({
			service: 'oms',
			path: 'outboundOrder/detail',
			change: (answer: { data: unknown[] }) => void (answer.data = []),
		});
		for (let run = 1; run <= 3; run++) {
			const { outputs } = await fixture.create(orders(1));
			expect(codesOf(outputs[1])).toEqual(['OMS_UNAVAILABLE']);
		}
		expect(fixture.all()).toEqual([elsewhere]);
		expect(count(LIST)).toBeLessThanOrEqual(3);
	});
});
