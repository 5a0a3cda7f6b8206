import { resolveDuplicates } from '../../../nodes/LingxingOms/outbound/duplicates';

const record = (outboundOrderNo: string, status: number, orderCreateTime: string) => ({
	outboundOrderNo,
	status,
	orderCreateTime,
});
const NINE = '2026-01-05 09:00:00';
const TEN = '2026-01-05 10:00:00';

describe('several outbound orders of one own number', () => {
	it.each([
		['the oldest stays', [record('2', 0, TEN), record('1', 2, NINE)], '1', ['2']],
		['of one second, the lower number', [record('10', 0, NINE), record('9', 0, NINE)], '9', ['10']],
		['one that has shipped stays', [record('1', 0, NINE), record('2', 3, TEN)], '2', ['1']],
		[
			'two that have shipped cannot be taken back',
			[record('1', 3, NINE), record('2', 3, TEN)],
			'1',
			[],
		],
		['a cancelled one is no duplicate', [record('1', 4, NINE), record('2', 0, TEN)], '2', []],
		[
			'all cancelled: the first one stands for them',
			[record('1', 4, NINE), record('2', 4, TEN)],
			'1',
			[],
		],
	])('%s', (_, records, kept, surplus) => {
		const forwards = resolveDuplicates(records);
		expect(forwards.kept.outboundOrderNo).toBe(kept);
		expect(forwards.surplus.map(({ outboundOrderNo }) => outboundOrderNo)).toEqual(surplus);
	});

	it('every creator decides the same, in whatever order it reads them', () => {
		const records = [record('3', 0, TEN), record('1', 2, NINE), record('2', 1, NINE)];
		expect(resolveDuplicates([...records].reverse())).toEqual(resolveDuplicates(records));
	});
});
