import { LATE_CALL_MS } from '../../../nodes/LingxingOms/outbound/create/unansweredOrders';
import { movedClock } from '../../support/engine/movedClock';
import {
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

const clock = movedClock();
let fixture: Fixture;
/** Third order numbers of the call that was given up and is still on its way. */
let onTheWay: string[] = [];

beforeEach(async () => {
	fixture = await startFixture();
	onTheWay = [];
});

afterEach(async () => {
	await fixture.sandbox.close();
});

const existing = () => fixture.all().map(({ thirdOrderNo }) => thirdOrderNo);
/** Create calls that the OMS has received. */
const received = () => fixture.sandbox.log.count('oms', CREATE);
const arrive = () => onTheWay.forEach((thirdOrderNo) => fixture.accept({ thirdOrderNo }));

/** A run whose create call gets no answer and is on its way until it is told to arrive. */
async function giveUp(items: object[], parameters = {}) {
	const lift = fixture.sandbox.answers.give({
		service: 'oms',
		path: CREATE,
		when: ({ body }) => {
			const { data } = JSON.parse(body) as { data: Array<{ thirdOrderNo: string }> };
			onTheWay.push(...data.map(({ thirdOrderNo }) => thirdOrderNo));
			return true;
		},
		status: 504,
		body: 'Gateway Timeout',
	});
	const run = await fixture.create(items, parameters);
	lift();
	return run;
}

describe('a create call that arrives after it was given up', () => {
	it('does not double the order, although an execution has it again before that', async () => {
		await giveUp(orders(2));
		clock.ahead += 31_000;
		const { outputs } = await fixture.create(orders(2));
		arrive();
		expect(existing()).toEqual([orderId(1), orderId(2)]);
		expect(codesOf(outputs[1])).toEqual(['OMS_UNAVAILABLE', 'OMS_UNAVAILABLE']);
		const next = await fixture.create(orders(2));
		expect(next.outputs[0]).toMatchObject(Array(2).fill({ outboundOrderCreated: false }));
		expect(received()).toBe(0);
	});

	it('does not double the order where the look-up after it failed, and with it the run', async () => {
		const lift = fixture.sandbox.answers.give({
			service: 'oms',
			path: DETAIL,
			when: () => onTheWay.length > 0,
			status: 401,
			body: 'Unauthorized',
		});
		const { error } = await giveUp(orders(2));
		expect(error).toBeDefined();
		lift();
		await fixture.create(orders(2));
		arrive();
		expect(existing()).toEqual([orderId(1), orderId(2)]);
	});

	it('does not double an outbound order in the place of another one', async () => {
		fixture.accept({ thirdOrderNo: orderId(1), status: 4 });
		const options = { options: { createAgain: true } };
		await giveUp(orders(1), options);
		const { outputs } = await fixture.create(orders(1), options);
		expect(codesOf(outputs[1])).toEqual(['OMS_UNAVAILABLE']);
		arrive();
		expect(existing()).toEqual([orderId(1), `${orderId(1)}-2`]);
	});
});

describe('an order whose create call was given up', () => {
	const END = new Date(Math.ceil((Date.now() + LATE_CALL_MS) / 60_000) * 60_000);

	it('says until when it waits, in each run the same, and in a preview too', async () => {
		const first = await giveUp(orders(1));
		const second = await fixture.create(orders(1));
		const preview = await fixture.create(orders(1), { options: { preview: true } });
		expect(preview.outputs[1]).toMatchObject([{ preview: { result: 'waits' } }]);
		const [one, two, three] = [first, second, preview].map(
			({ outputs }) => outputs[1][0].exception as { hint: string; details: { notBefore: string } },
		);
		const { notBefore } = one.details;
		expect(Math.abs(Date.parse(notBefore) - END.getTime())).toBeLessThanOrEqual(60_000);
		expect(one.hint).toContain(`not sent again before ${notBefore.slice(11, 16)} UTC`);
		expect([two.hint, three.hint]).toEqual([one.hint, one.hint]);
	});

	it('is sent once when the wait is over', async () => {
		await giveUp(orders(2));
		clock.ahead += LATE_CALL_MS;
		const { outputs } = await fixture.create(orders(2));
		expect(outputs[0]).toMatchObject(Array(2).fill({ outboundOrderCreated: true }));
		expect(existing()).toEqual([orderId(1), orderId(2)]);
	});

	it('holds up no other order', async () => {
		await giveUp(orders(2));
		const { outputs } = await fixture.create(orders(5));
		expect(idsOf(outputs[0])).toEqual([3, 4, 5].map(orderId));
		expect(idsOf(outputs[1])).toEqual([1, 2].map(orderId));
	});

	it('is sent at once where the clock was set back by a day', async () => {
		await giveUp(orders(1));
		clock.ahead -= 86_400_000;
		const { outputs } = await fixture.create(orders(1));
		expect(outputs[0]).toHaveLength(1);
	});
});

describe('an order whose create call was surely not accepted', () => {
	it.each<[string, number, object | string]>([
		['too many calls', 429, { code: 429, msg: 'too many' }],
		['a wrong signature', 200, { code: '100007', msg: '签名错误' }],
		['a wrong parameter', 200, { code: '100008', msg: '参数错误' }],
		[
			'a refused row',
			200,
			{ code: 200, data: [{ thirdOrderNo: orderId(1), success: false, msg: '库存不足' }] },
		],
	])('is sent by the next run: %s', async (_, status, body) => {
		const lift = fixture.sandbox.answers.give({
			service: 'oms',
			path: CREATE,
			when: () => true,
			status,
			body,
		});
		await fixture.create(orders(1));
		lift();
		const { outputs } = await fixture.create(orders(1));
		expect(outputs[0]).toMatchObject([{ outboundOrderCreated: true }]);
	});
});
