import type { IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { runNode } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { DETAIL, LIST, orderId, startFixture, type Fixture } from './fixture';

let fixture: Fixture;

beforeEach(async () => {
	fixture = await startFixture();
});

afterEach(async () => {
	await fixture.sandbox.close();
});

const getMany = async (filters: IDataObject, parameters: IDataObject = {}) =>
	await runNode(
		new LingxingOms(),
		{
			resource: 'outboundOrder',
			operation: 'getAll',
			returnAll: true,
			...parameters,
			filters,
		} as never,
		[{}],
		{ credentials: omsCredentials(fixture.sandbox) },
	);

const callsOf = (path: string) =>
	fixture.sandbox.log.entries.filter((call) => call.path === path).length;

describe('outbound orders by their third order numbers', () => {
	it('are found in one call for fifty, with details, however old they are; unknown numbers are left out', async () => {
		const made = [1, 2, 3].map((serial) => fixture.accept({ thirdOrderNo: orderId(serial) }));
		const wanted = [...made.slice(0, 2).map(({ thirdOrderNo }) => thirdOrderNo), orderId(9)];
		const { outputs, error } = await getMany({ thirdOrderNos: wanted.join(', ') });
		expect(error).toBeUndefined();
		expect(outputs[0].map(({ thirdOrderNo }) => thirdOrderNo)).toEqual(wanted.slice(0, 2));
		expect(outputs[0][0].lines).toHaveLength(made[0].lines.length);
		expect(outputs[1]).toEqual([]);
		expect(callsOf(LIST)).toBe(0);
		// One by third order number; the unknown one is looked for among the reference numbers as well.
		expect(callsOf(DETAIL)).toBe(2);
	});

	it('of an order whose first one was cancelled: the later one', async () => {
		fixture.accept({ thirdOrderNo: orderId(1), status: 4 });
		const second = fixture.accept({ thirdOrderNo: `${orderId(1)}-2` });
		const { outputs } = await getMany({ thirdOrderNos: orderId(1) });
		expect(outputs[0]).toMatchObject([{ outboundOrderNo: second.outboundOrderNo }]);
	});

	it('of one state only, up to a limit', async () => {
		for (const serial of [1, 2, 3]) fixture.accept({ thirdOrderNo: orderId(serial) });
		const thirdOrderNos = [1, 2, 3].map(orderId).join(',');
		const none = await getMany({ thirdOrderNos, status: [4] });
		expect(none.outputs[0]).toEqual([]);
		const two = await getMany({ thirdOrderNos }, { returnAll: false, limit: 2 });
		expect(two.outputs[0]).toHaveLength(2);
	});

	it('that the OMS refuses to show are exceptions, and the others are there', async () => {
		for (const serial of [1, 2]) fixture.accept({ thirdOrderNo: orderId(serial) });
		fixture.sandbox.answers.give({
			service: 'oms',
			path: DETAIL,
			when: (call) => call.body.includes(orderId(2)),
			status: 200,
			body: { code: 10001, message: 'faulty', data: null },
		});
		const { outputs } = await getMany({ thirdOrderNos: [1, 2].map(orderId).join(',') });
		expect(outputs[0].map(({ thirdOrderNo }) => thirdOrderNo)).toEqual([orderId(1)]);
		expect(outputs[1]).toMatchObject([
			{ thirdOrderNo: orderId(2), exception: { code: 'ORDER_UNREADABLE' } },
		]);
	});

	it('is refused where the numbers have lost their last digits', async () => {
		const { error } = await getMany({ thirdOrderNos: '5.76E+17' });
		expect(error?.message).toContain('Third Order Number');
	});
});
