import type { IDataObject } from 'n8n-workflow';

import { LingxingOmsTrigger } from '../../../nodes/LingxingOms/LingxingOmsTrigger.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { mappedOrder } from '../../support/items/omsOrder';
import { PolledTrigger } from '../../support/engine/polledTrigger';
import { omsCredentials } from '../../support/engine/oms';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty' });
});

afterEach(async () => {
	await sandbox.close();
});

const shipped = (serial: number): string => {
	const { orderId } = mappedOrder({ orderId: `57646000000000000${serial}` });
	const order = sandbox.oms.accept({
		thirdOrderNo: orderId,
		platformOrderNo: orderId,
		referOrderNo: '',
		whCode: 'USLAX1',
		logisticsChannel: 'USPS-GA',
		status: 2,
		given: {},
		lines: [{ sku: 'SYS-PLATE', quantity: 1 }],
		carrier: '',
		trackNo: '',
	});
	sandbox.oms.ship(order);
	return order.outboundOrderNo;
};

const numbers = (items: IDataObject[] = []) => items.map((item) => item.outboundOrderNo);

describe('a shipped outbound order whose status cannot be read', () => {
	it.each([[null], ['x'], [[3]], [{}], [true], ['']])(
		'%j: it is told with its number, once, the others go on, and it follows once it can be read',
		async (status) => {
			const [bad, ...good] = [shipped(1), shipped(2), shipped(3)];
			const lift = sandbox.answers.change({
				service: 'oms',
				path: '/v1/outboundOrder/pageList',
				change: (answer: { data: { records: IDataObject[] } }) => {
					for (const row of answer.data.records) {
						if (row.outboundOrderNo === bad) row.status = status as never;
					}
				},
			});
			const polled = new PolledTrigger(new LingxingOmsTrigger(), { emit: 'once' } as never, {
				credentials: omsCredentials(sandbox),
			});
			const [orders, exceptions] = (await polled.pollOutputs()) ?? [];
			expect(numbers(orders).sort()).toEqual(good.sort());
			expect(exceptions).toMatchObject([
				{ exception: { code: 'ORDER_UNREADABLE', message: expect.stringContaining(bad) } },
			]);
			expect(await polled.pollOutputs()).toBeNull();
			lift();
			const [after] = (await polled.pollOutputs()) ?? [];
			expect(numbers(after)).toEqual([bad]);
		},
	);
});
