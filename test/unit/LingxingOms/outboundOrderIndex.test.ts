import { OutboundOrderIndex } from '../../../nodes/LingxingOms/outbound/create/outboundOrderIndex';
import type { OmsConnection } from '../../../nodes/LingxingOms/transport/connection';
import { fromOmsTime, toOmsTime } from '../../../nodes/LingxingOms/transport/time';

const DAY = 86_400_000;
const ZONE = '+08:00';

interface Row {
	createdAt: number;
	record: Record<string, string>;
}

const row = (serial: number, platformOrderNo: string, createdAt: number): Row => ({
	createdAt,
	record: {
		outboundOrderNo: `OB${serial}`,
		thirdOrderNo: `T-${serial}`,
		platformOrderNo,
		referOrderNo: '',
		orderCreateTime: toOmsTime(createdAt, ZONE),
	},
});

/** The list of an account, with as many reads as are asked for. */
const connectionTo = (account: string, rows: readonly Row[]): OmsConnection => {
	const read = async (_: string, data: Record<string, unknown>): Promise<unknown> => {
		const [from, to] = [data.startTime, data.endTime].map((time) => fromOmsTime(time, ZONE) ?? 0);
		const found = rows.filter(({ createdAt }) => createdAt >= from && createdAt < to + 1_000);
		const first = (Number(data.page) - 1) * 100;
		const records = found.slice(first, first + 100).map(({ record }) => record);
		return await Promise.resolve({ records, total: found.length });
	};
	return { account, zone: ZONE, read } as unknown as OmsConnection;
};

describe('in an account with more outbound orders than memory keeps', () => {
	const now = Date.now();
	const count = 3_000;
	const old = row(0, '576460000000000001', now - 20 * DAY);
	const rows = Array.from({ length: count }, (_, at) =>
		row(at + 1, '', now - 19 * DAY + Math.floor((at * 19 * DAY) / count)),
	);

	it('an order of weeks ago is found, however often newer ones are asked for in between', async () => {
		const connection = connectionTo('busy', [old, ...rows]);
		const index = OutboundOrderIndex.of('busy', 2_000);
		for (const days of [21, 1, 21, 21]) {
			await index.readSince(connection, now - days * DAY);
		}
		expect(index.outboundOrderNosOf('576460000000000001')).toEqual(['OB0']);
	});

	it('one of weeks ago is kept no longer than it is asked for', async () => {
		const connection = connectionTo('bounded', [old, ...rows]);
		const index = OutboundOrderIndex.of('bounded', 2_000);
		for (const days of [21, 1]) await index.readSince(connection, now - days * DAY);
		expect(index.outboundOrderNosOf('576460000000000001')).toEqual([]);
	});
});
