import { DetailCache } from '../../../nodes/LingxingOms/trigger/detailCache';
import type { ObservedOrder } from '../../../nodes/LingxingOms/trigger/state';

const HOUR = 3_600_000;
const row = {
	outboundOrderNo: '1',
	status: 3,
	outboundTime: '2026-01-05 10:00:00',
	logisticsTrackNo: 'A',
	logisticsCarrier: 'USPS',
};
const sight: Pick<ObservedOrder, 'record'> = { record: row };
const detail = (...numbers: Array<string | null>) => ({
	...row,
	expressList: numbers.map((trackNo) => ({ trackNo, pkgSkuNumInfo: 'MUG*1' })),
});

function kept(record: object, afterMs: number): unknown {
	const cache = new DetailCache();
	cache.keep(record as never, 0);
	return cache.get('1', sight as ObservedOrder, afterMs);
}

describe('the detail of a shipped outbound order', () => {
	it('is not read again while its page shows the same', () => {
		expect(kept(detail('A', 'B'), HOUR)).toEqual(detail('A', 'B'));
	});

	it.each([[['A', '']], [['A', null]], [['', 'B']]])(
		'is read again while a parcel has no number: %j',
		(numbers) => {
			expect(kept(detail(...numbers), HOUR)).toBeUndefined();
		},
	);

	it('is read again while it has no number at all', () => {
		expect(kept({ ...row, logisticsTrackNo: '', expressList: [] }, HOUR)).toBeUndefined();
	});

	it('is read again some hours later, as its page does not show further parcels', () => {
		expect(kept(detail('A'), 7 * HOUR)).toBeUndefined();
	});
});
