import { winnerOf } from '../../../nodes/LingxingOms/outbound/duplicates';

const record = (outboundOrderNo: string, status: number, orderCreateTime: string) => ({
	outboundOrderNo,
	status,
	orderCreateTime,
});
const NINE = '2026-01-05 09:00:00';
const TEN = '2026-01-05 10:00:00';

describe('of several live outbound orders of one own number', () => {
	it.each([
		['the oldest stays', [record('2', 0, TEN), record('1', 2, NINE)], '1'],
		['of one second, the lower number', [record('10', 0, NINE), record('9', 0, NINE)], '9'],
		['one that has shipped stays', [record('1', 0, NINE), record('2', 3, TEN)], '2'],
		['of two that have shipped, the older', [record('1', 3, NINE), record('2', 3, TEN)], '1'],
		['a cancelled one does not count', [record('1', 4, NINE), record('2', 0, TEN)], '2'],
		['none where all are cancelled', [record('1', 4, NINE), record('2', 4, TEN)], undefined],
	])('%s', (_, records, winner) => {
		expect(winnerOf(records)?.outboundOrderNo).toBe(winner);
		expect(winnerOf([...records].reverse())?.outboundOrderNo).toBe(winner);
	});
});
