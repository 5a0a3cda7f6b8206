import { PageRows } from '../../../../nodes/TikTokShop/ordersPage/pageRow';
import { trackingLink } from '../../../../nodes/TikTokShop/ordersPage/trackingLink';
import { deskRow, order, ORDER, outbound, SHOP } from './facts';

const NOTHING = { outbound: [], unknownInOms: new Set<string>(), desk: [] };

describe('a row of the orders page', () => {
	it('shows shop, SKUs and units, both states, warehouse, carrier, number and deadline', () => {
		const rows = new PageRows({ ...NOTHING, outbound: [outbound('processing')] });
		expect(rows.rowOf(order())).toEqual({
			key: ORDER,
			orderId: ORDER,
			shopId: SHOP.id,
			shopCode: SHOP.code,
			shopName: SHOP.name,
			tab: 'processing',
			lines: [{ sku: 'MUG', name: 'Mug', units: 2 }],
			shopStatus: 'AWAITING_SHIPMENT',
			omsState: 'processing',
			outboundOrderNo: 'OBS1',
			warehouse: 'USLAX1',
			carrier: 'USPS',
			channel: 'USPS-GA',
			tracking: [
				{ number: '9400111', link: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=9400111' },
			],
			shipBy: '2026-11-22T08:00:00.000Z',
			createdAt: '2026-11-20T08:00:00.000Z',
			updatedAt: '2026-11-20T09:00:00.000Z',
			code: '',
			reason: '',
			hint: '',
			since: '',
			deskKey: ORDER,
		});
	});

	it('tells reason, what to do and since when, as the desk has noted them', () => {
		const rows = new PageRows({ ...NOTHING, desk: [deskRow()] });
		expect(rows.rowOf(order())).toMatchObject({
			code: 'SKU_NOT_MAPPED',
			reason: 'Order 576460000000000001: no mapping row for "MUG".',
			hint: 'Add a mapping row.',
			since: '2026-11-20T10:00:00.000Z',
		});
	});

	it('is decided on by the row of its shipment, where that one waits', () => {
		const desk = [deskRow({ order_id: 'shipment:OBS1' })];
		const rows = new PageRows({ ...NOTHING, outbound: [outbound('shipped')], desk });
		expect(rows.rowOf(order()).deskKey).toBe('shipment:OBS1');
		expect(rows.deskOnly()).toEqual([]);
	});

	it('has no deadline once the parcel has left, or the order is cancelled', () => {
		const rows = new PageRows(NOTHING);
		for (const status of ['IN_TRANSIT', 'CANCELLED']) {
			expect(rows.rowOf(order({ status })).shipBy).toBe('');
		}
	});

	it('takes the live one of several outbound orders, in whatever order they come', () => {
		const both = [
			outbound('cancelled', { outboundOrderNo: 'OBS-OLD' }),
			outbound('processing', { outboundOrderNo: 'OBS-NEW' }),
		];
		for (const list of [both, [...both].reverse()]) {
			const rows = new PageRows({ ...NOTHING, outbound: list });
			expect(rows.rowOf(order()).outboundOrderNo).toBe('OBS-NEW');
		}
	});

	it('is cancelled where all its units are, and shipped where all have left, whatever its status says', () => {
		const rows = new PageRows(NOTHING);
		expect(rows.rowOf(order({ lines: [] })).tab).toBe('cancelled');
		expect(rows.rowOf(order({ lines: [], trackingNumbers: ['1Z'] })).tab).toBe('shipped');
	});

	it('finds a later outbound order of the same order, also by its number alone', () => {
		const later = outbound('processing', { orderId: '', thirdOrderNo: `${ORDER}-2` });
		const rows = new PageRows({ ...NOTHING, outbound: [outbound('cancelled'), later] });
		expect(rows.rowOf(order()).tab).toBe('processing');
	});

	it('says that the state in the OMS is not known, where the OMS did not answer', () => {
		for (const unknownInOms of ['all', new Set([ORDER])] as const) {
			const rows = new PageRows({ ...NOTHING, unknownInOms });
			expect(rows.rowOf(order())).toMatchObject({ omsState: 'unknown', tab: 'pending' });
		}
	});

	it("shows the lines of a cancelled order, and TikTok Shop's numbers where the OMS has none", () => {
		const line_items = ['1', '2', '3'].map((id) => ({
			id,
			seller_sku: id === '3' ? '' : 'MUG',
			product_name: 'Mug',
		}));
		const raw = { id: ORDER, status: 'CANCELLED', line_items };
		const { lines, tracking } = new PageRows(NOTHING).rowOf(
			order({ status: 'CANCELLED', lines: [], raw, trackingNumbers: ['1Z999'] }),
		);
		expect(lines).toEqual([
			{ sku: 'MUG', name: 'Mug', units: 2 },
			{ sku: '', name: 'Mug', units: 1 },
		]);
		expect(tracking).toEqual([{ number: '1Z999', link: 'https://t.17track.net/en#nums=1Z999' }]);
	});

	it('is there for everything that waits, also where no order was read for it', () => {
		const desk = [
			deskRow({ order_id: '576460000000000009' }),
			deskRow({ order_id: 'shipment:OBS7', code: 'CARRIER_NOT_PAIRED' }),
			deskRow({ order_id: `shop:${SHOP.id}`, code: 'SHOP_REFUSED', message: 'refused' }),
			deskRow({ order_id: '576460000000000008', status: 'closed' }),
			deskRow({ order_id: 'cancellation:576460000000000007', code: 'CANCEL_IN_THE_OMS' }),
		];
		const rows = new PageRows({ ...NOTHING, desk });
		rows.rowOf(order());
		expect(rows.deskOnly()).toMatchObject([
			{ key: '576460000000000009', orderId: '576460000000000009', isDeskOnly: true },
			{ key: 'shipment:OBS7', orderId: '', outboundOrderNo: 'OBS7', tab: 'exception' },
			{ key: '576460000000000007', deskKey: 'cancellation:576460000000000007' },
		]);
		expect(rows.shopProblems()).toEqual([
			{ shopId: SHOP.id, shopCode: SHOP.code, reason: 'refused', hint: 'Add a mapping row.' },
		]);
	});
});

describe('the link of a tracking number', () => {
	it.each([
		['USPS-GA', '94 00', 'https://tools.usps.com/go/TrackConfirmAction?tLabels=94%2000'],
		['UPS Ground', '1Z', 'https://www.ups.com/track?tracknum=1Z'],
		['FEDEX_HOME', '77', 'https://www.fedex.com/fedextrack/?trknbr=77'],
		['Royal Mail 48', 'QQ', 'https://www.royalmail.com/track-your-item#/tracking-results/QQ'],
		['DHL', '1', 'https://www.dhl.com/en/express/tracking.html?AWB=1'],
		['GROUPS', '1', 'https://t.17track.net/en#nums=1'],
		['', '"><script>', 'https://t.17track.net/en#nums=%22%3E%3Cscript%3E'],
		['USPS', ' ', ''],
	])('of %s, %s', (carrier, number, link) => {
		expect(trackingLink(carrier, number)).toBe(link);
	});

	it('is made of any text, also of half a character', () => {
		expect(trackingLink('UPS', '1Z\ud800')).toBe('https://www.ups.com/track?tracknum=1Z%EF%BF%BD');
	});
});
