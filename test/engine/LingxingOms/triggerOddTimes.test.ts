import { LingxingOmsTrigger } from '../../../nodes/LingxingOms/LingxingOmsTrigger.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { PolledTrigger } from '../../support/engine/polledTrigger';
import { omsCredentials } from '../../support/engine/oms';

const DAY_MS = 86_400_000;

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() });
	sandbox.oms.accept({
		thirdOrderNo: '576460000000000001',
		platformOrderNo: '',
		referOrderNo: '',
		whCode: 'USLAX1',
		logisticsChannel: 'USPS-GA',
		status: 2,
		given: {},
		lines: [{ sku: 'SYS-PLATE', quantity: 2 }],
		carrier: '',
		trackNo: '',
	});
});

afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const trigger = (parameters: object) =>
	new PolledTrigger(new LingxingOmsTrigger(), parameters as never, {
		credentials: omsCredentials(sandbox),
	});

/** The OMS names another time of creation in lists and details. */
const created = (orderCreateTime: unknown) => {
	interface Row {
		orderCreateTime: unknown;
	}
	sandbox.answers.change({
		service: 'oms',
		path: 'outboundOrder/',
		change: ({ data }: { data: Row[] | { records?: Row[] } }) => {
			const rows = Array.isArray(data) ? data : (data.records ?? []);
			for (const row of rows) row.orderCreateTime = orderCreateTime;
		},
	});
};

const ship = () => sandbox.oms.outbound.forEach((order) => sandbox.oms.ship(order));

const TIMES = [
	'2099-01-01 00:00:00',
	'1970-01-01 00:00:00',
	'2020-02-02 02:02:02',
	'2026/11/27',
	'',
	null,
	5,
];

describe('an outbound order whose time of creation is nonsense', () => {
	it.each(TIMES.flatMap((time) => ['shipped', 'statusChanged'].map((event) => [time, event])))(
		'is emitted once for one event: %j, %s',
		async (time, event) => {
			created(time);
			const polled = trigger({ event, emit: 'once' });
			expect(await polled.poll()).toBeNull();
			ship();
			expect(await polled.poll()).toHaveLength(1);
			expect(await polled.poll()).toBeNull();
			expect(await polled.poll()).toBeNull();
		},
	);

	it.each(TIMES)('is followed until it ships: %j', async (time) => {
		created(time);
		const polled = trigger({ event: 'shipped', emit: 'once' });
		const { now } = Date;
		let days = 0;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + days * DAY_MS);
		for (; days < 35; days += 5) expect(await polled.poll()).toBeNull();
		ship();
		expect(await polled.poll()).toHaveLength(1);
		expect(await polled.poll()).toBeNull();
	});
});
