import fc from 'fast-check';

import {
	isFinal,
	parcelLines,
	stateOf,
	statusOf,
	toOutboundOrder,
} from '../../../nodes/LingxingOms/outbound/outboundOrder';
import { equalParts, slices } from '../../../nodes/LingxingOms/outbound/createdIn';
import { toWarehouse } from '../../../nodes/LingxingOms/warehouses/warehouse';

const DETAIL = {
	outboundOrderNo: '1187000000000065537',
	thirdOrderNo: '7490000000000000001:576460000000000001',
	platformOrderNo: '',
	status: 3,
	exceptionDesc: '',
	whCode: 'USLAX1',
	storeName: 'USLC000001',
	logisticsChannel: 'USPS-GA',
	logisticsCarrier: 'USPS',
	logisticsTrackNo: '9400111899200000223001',
	logisticsTrackNos: ['9400111899200000223001', '9400111899200000223002'],
	orderCreateTime: '2026-11-24 18:00:00',
	outboundTime: '2026-11-25 04:30:15',
	expressList: [
		{ trackNo: '9400111899200000223001', pkgSkuNumInfo: 'SYS-MUG-BLU*2,SYS-PLATE*1' },
		{ trackNo: '9400111899200000223002', pkgSkuNumInfo: 'SYS-PLATE*1' },
	],
	productList: [
		{ sku: 'SYS-MUG-BLU', quantity: 2, realQuantity: 2 },
		{ sku: 'SYS-PLATE', quantity: '2', realQuantity: '2' },
	],
};

describe('an outbound order', () => {
	it.each([0.5, 5.765e17])(
		'whose platform order number is %d is of the order in its own number',
		(platformOrderNo) => {
			const { orderId } = toOutboundOrder({ ...DETAIL, platformOrderNo }, '+08:00');
			expect(orderId).toBe('576460000000000001');
		},
	);

	it('of the OMS becomes the item that TikTok Shop Fulfillment reads', () => {
		expect(toOutboundOrder(DETAIL, '+08:00')).toEqual({
			outboundOrderNo: '1187000000000065537',
			orderId: '576460000000000001',
			thirdOrderNo: '7490000000000000001:576460000000000001',
			platformOrderNo: '',
			storeCode: 'USLC000001',
			salesPlatform: '',
			status: 3,
			state: 'shipped',
			exceptionReason: '',
			warehouseCode: 'USLAX1',
			logisticsChannel: 'USPS-GA',
			carrier: 'USPS',
			trackingNumber: '9400111899200000223001',
			parcels: [
				{
					trackingNumber: '9400111899200000223001',
					lines: [
						{ systemSku: 'SYS-MUG-BLU', quantity: 2 },
						{ systemSku: 'SYS-PLATE', quantity: 1 },
					],
				},
				{
					trackingNumber: '9400111899200000223002',
					lines: [{ systemSku: 'SYS-PLATE', quantity: 1 }],
				},
			],
			lines: [
				{ systemSku: 'SYS-MUG-BLU', quantity: 2, shippedQuantity: 2 },
				{ systemSku: 'SYS-PLATE', quantity: 2, shippedQuantity: 2 },
			],
			createdAt: '2026-11-24T10:00:00.000Z',
			shippedAt: '2026-11-24T20:30:15.000Z',
		});
	});

	it.each([
		['576460000000000001', 'anything', '576460000000000001'],
		['', '576460000000000001', '576460000000000001'],
		['', 'TT-576460000000000001-2', '576460000000000001'],
		['', 'PO-2026-17', ''],
	])(
		'platform number "%s", own number "%s": order %s',
		(platformOrderNo, thirdOrderNo, orderId) => {
			expect(toOutboundOrder({ platformOrderNo, thirdOrderNo }, '+08:00').orderId).toBe(orderId);
		},
	);

	it('without parcels has one for each tracking number it shows', () => {
		const { parcels } = toOutboundOrder({ ...DETAIL, expressList: [] }, '+08:00');
		expect(parcels.map(({ trackingNumber }) => trackingNumber)).toEqual(DETAIL.logisticsTrackNos);
	});

	it('of which nothing is known is no reason to stop', () => {
		expect(toOutboundOrder({ expressList: null, productList: 'x' }, '+08:00')).toMatchObject({
			status: -1,
			state: 'unknown',
			carrier: '',
			trackingNumber: '',
			parcels: [],
			lines: [],
		});
	});
});

describe('the status', () => {
	it.each([
		[0, 'created', false],
		[1, 'label_ready', false],
		[2, 'processing', false],
		[3, 'shipped', true],
		[4, 'cancelled', true],
		[5, 'exception', false],
		[6, 'intercepting', false],
		[7, 'label_exception', false],
		[99, 'unknown', false],
	])('%s means %s, final is %s (OMS API §1.6)', (status, state, final) => {
		expect([stateOf(status), isFinal(status)]).toEqual([state, final]);
		expect(statusOf({ status: String(status) })).toBe(status);
	});
});

describe('what a parcel holds', () => {
	it.each([
		['A*1', [['A', 1]]],
		[
			'A*1,B*20',
			[
				['A', 1],
				['B', 20],
			],
		],
		[
			'A-5*3 , B C*2',
			[
				['A-5', 3],
				['B C', 2],
			],
		],
		[
			'A*B*2,C*1',
			[
				['A*B', 2],
				['C', 1],
			],
		],
		[
			'A,B*2;C*1',
			[
				['A,B', 2],
				['C', 1],
			],
		],
		['', []],
		['A', []],
	])('%s', (text, expected) => {
		const lines = expected.map(([systemSku, quantity]) => ({ systemSku, quantity }));
		expect(parcelLines(text)).toEqual(lines);
	});
});

describe('a window of creation times', () => {
	const DAY = 86_400_000;

	it('is read in parts of at most 30 days, newest first, without a gap of part of a second', () => {
		const parts = slices({ from: 0, to: 75 * DAY });
		expect(parts).toHaveLength(3);
		expect(parts[0].to).toBe(75 * DAY);
		expect(parts[2].from).toBe(0);
		for (const { from, to } of parts) expect(to - from).toBeLessThanOrEqual(30 * DAY);
		expect(parts.map(({ from }) => from).slice(0, 2)).toEqual([parts[1].to, parts[2].to]);
	});

	it('is cut into equal parts, oldest first, whose ends meet in a whole second', () => {
		const parts = equalParts({ from: 1_000, to: 10_500 }, 3);
		expect(parts).toEqual([
			{ from: 1_000, to: 5_000 },
			{ from: 5_000, to: 9_000 },
			{ from: 9_000, to: 10_500 },
		]);
	});

	it('that is short stays whole', () => {
		expect(slices({ from: 5, to: 10 })).toEqual([{ from: 5, to: 10 }]);
	});
});

it('a warehouse shows its channels under the names the OMS may use', () => {
	const row = {
		whCode: 'USLAX1',
		whNameCn: '洛杉矶一号仓',
		countryCode: 'US',
		channelDatas: [
			{ channelCode: 'USPS-GA', channelName: 'Ground', carrierName: 'USPS' },
			{ code: 'YW', name: 'Yanwen', carrier: 'YANWEN' },
			{ channelName: 'without code' },
		],
	};
	expect(toWarehouse(row)).toEqual({
		code: 'USLAX1',
		name: '洛杉矶一号仓',
		countryCode: 'US',
		channels: [
			{ code: 'USPS-GA', name: 'Ground', carrier: 'USPS' },
			{ code: 'YW', name: 'Yanwen', carrier: 'YANWEN' },
		],
	});
	expect(toWarehouse({ whCode: 'X' }).channels).toEqual([]);
});

describe('lines of a parcel', () => {
	const sku = fc.stringMatching(/^[A-Z*,;=_-]{1,12}$/).filter((text) => !/\*\s*$/.test(text));
	const line = fc.record({ systemSku: sku, quantity: fc.integer({ min: 0, max: 999 }) });

	it('come back as they were written, also where a SKU holds stars and commas', () => {
		fc.assert(
			fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
				const text = lines.map(({ systemSku, quantity }) => `${systemSku}*${quantity}`).join(',');
				expect(parcelLines(text)).toEqual(lines);
			}),
		);
	});

	it('a quantity without a SKU in front is the beginning of the next SKU', () => {
		expect(parcelLines('*5,A*2')).toEqual([{ systemSku: '*5,A', quantity: 2 }]);
	});
});
