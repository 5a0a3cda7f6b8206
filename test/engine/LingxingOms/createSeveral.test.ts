import { codesOf, idsOf, orderId, orders, startFixture, type Fixture } from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const RESULT = '/v1/outboundOrder/selectBizStatus';
const WAITING = 40;

let fixture: Fixture;

beforeEach(async () => {
	fixture = await startFixture();
	for (let serial = 1; serial <= WAITING; serial++) {
		fixture.accept({ thirdOrderNo: orderId(serial) });
		fixture.accept({ thirdOrderNo: orderId(serial) });
	}
});

afterEach(async () => {
	await fixture.sandbox.close();
});

describe('orders of which each has several outbound orders', () => {
	it('cost one question for each fifty of them, not one for each order', async () => {
		const { outputs } = await fixture.create(orders(WAITING + 1));
		expect(codesOf(outputs[1])).toEqual(Array(WAITING).fill('SEVERAL_OUTBOUND_ORDERS'));
		expect(idsOf(outputs[0])).toEqual([orderId(WAITING + 1)]);
		expect(fixture.sandbox.log.count('oms', RESULT)).toBe(Math.ceil((2 * WAITING) / 50));
	});

	it('are told apart: one whose other is being cancelled is there, the others wait', async () => {
		const twin = fixture.all()[1];
		twin.cancel = { askedAt: twin.createdAt, state: 'pending' };
		const { outputs } = await fixture.create(orders(3));
		expect(idsOf(outputs[0])).toEqual([orderId(1)]);
		expect(idsOf(outputs[1])).toEqual([orderId(2), orderId(3)]);
	});

	it('stop no other order where the OMS answers nothing about cancellations', async () => {
		const body = { code: 500, msg: '系统异常' };
		fixture.sandbox.answers.give({ service: 'oms', path: RESULT, status: 200, body });
		const { outputs } = await fixture.create(orders(WAITING + 1));
		expect(idsOf(outputs[0])).toEqual([orderId(WAITING + 1)]);
		expect(codesOf(outputs[1])).toEqual(Array(WAITING).fill('SEVERAL_OUTBOUND_ORDERS'));
	});
});
