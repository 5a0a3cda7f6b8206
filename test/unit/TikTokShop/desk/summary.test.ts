import { deskSummary, waitingRows } from '../../../../nodes/TikTokShop/desk/deskSummary';
import { row } from './rows';

describe('the daily summary', () => {
	const rows = [
		row('57', { opened: '1', message: 'M.', hint: 'H.' }),
		row('58', { opened: '2' }),
		row('shop:7', { opened: '3' }),
		row('shipment:OBS1', { opened: '4' }),
		row('59', { status: 'closed', closed_how: 'by hand' }),
	];

	it('counts orders, tracking numbers, cancellations and shops apart', () => {
		const { subject, count } = deskSummary(rows);
		const said = '2 TikTok Shop orders wait, 1 tracking number waits, 1 shop is not read';
		expect([subject, count]).toEqual([said, 4]);
		expect(deskSummary([{}])).toEqual({
			count: 0,
			subject: 'No TikTok Shop order waits',
			text: '',
		});
		expect(deskSummary([row('cancellation:57')]).subject).toBe(
			'No TikTok Shop order waits, 1 cancellation has not reached the warehouse',
		);
	});

	it('tells of each its reason first, in the text and in the columns', () => {
		expect(deskSummary(rows).text.split('\n\n')[0]).toBe(
			'SKU_NOT_MAPPED: M.\n57 (US1), since 1\nH.',
		);
		const waiting = waitingRows(rows);
		expect(waiting.map(({ order_id }) => order_id)).toEqual([
			'57',
			'58',
			'shop:7',
			'shipment:OBS1',
		]);
		expect(Object.keys(waiting[0]).slice(0, 4)).toEqual(['code', 'order_id', 'message', 'hint']);
	});
});
