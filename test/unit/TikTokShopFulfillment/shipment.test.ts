import type { ApiOrder } from '../../../nodes/TikTokShop/orders/apiOrder';
import { decideShipment, otherCall } from '../../../nodes/TikTokShop/fulfillment/decide/shipment';
import {
	cleanTrackingNumber,
	isSameTrackingNumber,
} from '../../../nodes/TikTokShop/orders/trackingNumber';

const NUMBER = '9400111899223344556677';
const WANTED = { trackingNumber: NUMBER, providerId: '7117858858072016686' };

type Line = NonNullable<ApiOrder['line_items']>[number];

const waiting = (id: string, more: Partial<Line> = {}): Line => ({
	id,
	display_status: 'AWAITING_SHIPMENT',
	...more,
});

const shipped = (id: string, number = 'OTHER', more: Partial<Line> = {}): Line => ({
	id,
	display_status: 'AWAITING_COLLECTION',
	tracking_number: number,
	...more,
});

function order(more: Partial<ApiOrder> = {}): ApiOrder {
	return {
		id: '576',
		status: 'AWAITING_SHIPMENT',
		fulfillment_type: 'FULFILLMENT_BY_SELLER',
		shipping_type: 'SELLER',
		is_buyer_request_cancel: false,
		tracking_number: '',
		line_items: [waiting('1'), waiting('2')],
		packages: [],
		...more,
	};
}

/** An order as markets show it where packages exist from payment on (TikTok Shop API §7). */
const packed = (more: Partial<ApiOrder> = {}) =>
	order({
		line_items: [waiting('1', { package_id: 'P1' }), waiting('2', { package_id: 'P1' })],
		packages: [{ id: 'P1' }],
		...more,
	});

const codeOf = (...args: Parameters<typeof decideShipment>) => {
	const decision = decideShipment(...args);
	return decision.kind === 'exception' ? decision.exception.code : decision.kind;
};

describe('which call sends the tracking number back (TikTok Shop API §4.5)', () => {
	it.each(['US', 'GB', 'ES', 'IE', 'IT', 'DE', 'FR', 'JP', 'us'])(
		'%s, shipped by SELLER: markPackageAsShipped, no package needed',
		(region) => {
			expect(decideShipment(order(), region, WANTED)).toEqual({
				kind: 'call',
				call: { kind: 'markPackageAsShipped', orderId: '576' },
			});
		},
	);

	it.each(['ID', 'TH', 'SG', 'MY', 'VN', 'PH', 'BR', 'MX', ''])(
		'%s, shipped by SELLER: shipPackage',
		(region) => {
			expect(decideShipment(packed(), region, WANTED)).toEqual({
				kind: 'call',
				call: { kind: 'shipPackage', packageIds: ['P1'] },
			});
		},
	);

	it.each([
		['TIKTOK', 'FULFILLMENT_BY_SELLER'],
		['TIKTOK_DIGITAL', 'FULFILLMENT_BY_SELLER'],
		['SELLER', 'FULFILLMENT_BY_TIKTOK'],
		['TIKTOK', 'FULFILLMENT_BY_TIKTOK'],
		['SELLER', 'FULFILLMENT_BY_DILAYANI_TOKOPEDIA'],
	])('shipped by %s, %s: nothing to send', (shipping_type, fulfillment_type) => {
		for (const region of ['US', 'VN']) {
			expect(codeOf(order({ shipping_type, fulfillment_type }), region, WANTED)).toBe(
				'NOT_SELLER_SHIPPED',
			);
		}
	});

	it('wrong call for the market (21008106): the other call', () => {
		expect(otherCall({ kind: 'markPackageAsShipped', orderId: '576' }, packed(), WANTED)).toEqual({
			kind: 'call',
			call: { kind: 'shipPackage', packageIds: ['P1'] },
		});
		expect(otherCall({ kind: 'shipPackage', packageIds: ['P1'] }, packed(), WANTED)).toEqual({
			kind: 'call',
			call: { kind: 'markPackageAsShipped', orderId: '576' },
		});
	});

	it('the other call needs a package: without one the order waits', () => {
		const decision = otherCall({ kind: 'markPackageAsShipped', orderId: '576' }, order(), WANTED);
		expect(decision).toMatchObject({ kind: 'exception', exception: { code: 'ORDER_ON_HOLD' } });
	});
});

describe('whether an order may be shipped (TikTok Shop API §4.4)', () => {
	it.each([
		['UNPAID', 'ORDER_ON_HOLD'],
		['ON_HOLD', 'ORDER_ON_HOLD'],
		['AWAITING_SHIPMENT', 'call'],
		['PARTIALLY_SHIPPING', 'call'],
		['AWAITING_COLLECTION', 'TRACKING_CONFLICT'],
		['IN_TRANSIT', 'TRACKING_CONFLICT'],
		['DELIVERED', 'TRACKING_CONFLICT'],
		['COMPLETED', 'TRACKING_CONFLICT'],
		['CANCELLED', 'ORDER_CANCELLED'],
		['SOMETHING_NEW', 'FULFILLMENT_REFUSED'],
	])('%s: %s', (status, outcome) => {
		const line_items = [{ id: '1' }];
		expect(codeOf(order({ status, line_items }), 'US', WANTED)).toBe(outcome);
	});

	it.each([['UNPAID'], ['ON_HOLD']])('%s is retried by itself', (status) => {
		expect(decideShipment(order({ status, line_items: [] }), 'US', WANTED)).toMatchObject({
			exception: { retrySafe: true, details: { status } },
		});
	});

	it('a buyer who asks to cancel stops it, unless the user allows it', () => {
		const asked = order({ is_buyer_request_cancel: true });
		expect(codeOf(asked, 'US', WANTED)).toBe('CANCEL_REQUESTED');
		expect(codeOf(asked, 'US', WANTED, { allowCancelRequested: true })).toBe('call');
	});

	it('a cancelled order is never shipped, allowed cancel requests or not', () => {
		const cancelled = order({ status: 'CANCELLED', is_buyer_request_cancel: true });
		expect(codeOf(cancelled, 'US', WANTED, { allowCancelRequested: true })).toBe('ORDER_CANCELLED');
	});

	it('an order whose lines are all cancelled is cancelled', () => {
		const line_items = [waiting('1', { display_status: 'CANCELLED' })];
		expect(codeOf(order({ line_items }), 'US', WANTED)).toBe('ORDER_CANCELLED');
	});

	it.each(['', '  '])('tracking number %j: nothing is sent yet', (trackingNumber) => {
		expect(codeOf(order(), 'US', { ...WANTED, trackingNumber })).toBe('TRACKING_NUMBER_MISSING');
	});

	it('fields TikTok Shop does not give are no reason to refuse', () => {
		expect(codeOf({ id: '576', status: 'AWAITING_SHIPMENT' }, 'US', WANTED)).toBe('call');
	});

	it('an order without a package waits where the package is what is shipped', () => {
		expect(codeOf(order(), 'VN', WANTED)).toBe('ORDER_ON_HOLD');
	});

	it('an order none of whose lines is ready waits', () => {
		const line_items = [waiting('1', { display_status: 'UNPAID' })];
		expect(codeOf(order({ line_items }), 'US', WANTED)).toBe('ORDER_ON_HOLD');
	});
});

describe('what TikTok Shop knows already', () => {
	it.each([
		['on the order', order({ status: 'AWAITING_COLLECTION', tracking_number: NUMBER })],
		['in transit', order({ status: 'IN_TRANSIT', tracking_number: NUMBER })],
		['on its lines', order({ status: 'DELIVERED', line_items: [shipped('1', NUMBER)] })],
		[
			'in other case and with blanks',
			order({ status: 'COMPLETED', tracking_number: '9400 1118 9922 3344 5566 77' }),
		],
		['before the status has moved (TikTok Shop API §4.6)', order({ tracking_number: NUMBER })],
		[
			'although the buyer asks to cancel',
			order({ tracking_number: NUMBER, is_buyer_request_cancel: true }),
		],
		[
			'on one parcel of several that have all gone',
			order({ status: 'IN_TRANSIT', line_items: [shipped('1', NUMBER), shipped('2')] }),
		],
	])('the same number %s: done, nothing is sent', (_, known) => {
		for (const region of ['US', 'VN']) {
			expect(decideShipment(known, region, WANTED).kind).toBe('done');
		}
	});

	it('another number: a conflict that shows both', () => {
		const known = order({
			status: 'IN_TRANSIT',
			tracking_number: '1Z999',
			line_items: [shipped('1', '1Z999')],
		});
		expect(decideShipment(known, 'US', WANTED)).toMatchObject({
			kind: 'exception',
			exception: {
				code: 'TRACKING_CONFLICT',
				message: `TikTok Shop has order 576 as shipped with 1Z999; the warehouse gives ${NUMBER}. Nothing was sent.`,
				retrySafe: false,
				details: { shownNumbers: ['1Z999'], wantedNumber: NUMBER },
			},
		});
	});

	it('shipped without a number to be seen: a conflict as well, never sent over it', () => {
		expect(codeOf(order({ status: 'IN_TRANSIT' }), 'US', WANTED)).toBe('TRACKING_CONFLICT');
	});

	it.each([
		['1z 999 aa', '1Z999AA', true],
		['1Z-999', '1Z999', false],
		['01', '1', false],
	])('%s and %s are the same number: %s', (one, other, same) => {
		expect(isSameTrackingNumber(one, other)).toBe(same);
	});

	it('the number is sent without blanks (21004012)', () => {
		expect(cleanTrackingNumber(' 1Z 999\tAA ')).toBe('1Z999AA');
	});
});

describe('orders in several parcels', () => {
	const half = order({
		status: 'PARTIALLY_SHIPPING',
		line_items: [
			shipped('1', 'OTHER', { package_id: 'P1' }),
			waiting('2', { package_id: 'P2' }),
			waiting('3', { package_id: 'P2' }),
		],
		packages: [{ id: 'P1' }, { id: 'P2' }],
	});

	it('partly shipped: the waiting lines are named (21011048)', () => {
		expect(decideShipment(half, 'US', WANTED)).toEqual({
			kind: 'call',
			call: { kind: 'markPackageAsShipped', orderId: '576', lineItemIds: ['2', '3'] },
		});
	});

	it('partly shipped: only packages that wait are shipped', () => {
		expect(decideShipment(half, 'VN', WANTED)).toEqual({
			kind: 'call',
			call: { kind: 'shipPackage', packageIds: ['P2'] },
		});
	});

	it('several packages that wait are all shipped', () => {
		const split = packed({
			line_items: [waiting('1', { package_id: 'P1' }), waiting('2', { package_id: 'P2' })],
			packages: [{ id: 'P1' }, { id: 'P2' }],
		});
		expect(decideShipment(split, 'VN', WANTED)).toMatchObject({
			call: { packageIds: ['P1', 'P2'] },
		});
		expect(decideShipment(split, 'US', WANTED)).toMatchObject({
			call: { lineItemIds: ['1', '2'] },
		});
	});

	it('after a run that shipped one package of two, the other one is still shipped', () => {
		const broken = { ...half, line_items: half.line_items?.map((line) => ({ ...line })) };
		if (broken.line_items) broken.line_items[0].tracking_number = NUMBER;
		expect(decideShipment(broken, 'VN', WANTED)).toMatchObject({ call: { packageIds: ['P2'] } });
		expect(decideShipment(broken, 'US', WANTED)).toMatchObject({
			call: { lineItemIds: ['2', '3'] },
		});
	});

	it('packages whose lines TikTok Shop does not tell are taken from the order', () => {
		const known = order({ packages: [{ id: 'P1' }, { id: 'P2' }] });
		expect(decideShipment(known, 'VN', WANTED)).toMatchObject({
			call: { packageIds: ['P1', 'P2'] },
		});
	});

	it('a cancelled line is left out', () => {
		const known = order({
			line_items: [waiting('1'), waiting('2', { display_status: 'CANCELLED' })],
		});
		expect(decideShipment(known, 'US', WANTED)).toMatchObject({ call: { lineItemIds: ['1'] } });
	});

	it('a parcel with named lines: only these are sent', () => {
		expect(decideShipment(order(), 'US', { ...WANTED, lineItemIds: ['2'] })).toMatchObject({
			call: { lineItemIds: ['2'] },
		});
	});

	it.each([
		['all of them with this number', [shipped('1', NUMBER), waiting('2')], ['1'], 'done'],
		[
			'one of them with another number',
			[shipped('1'), waiting('2')],
			['1', '2'],
			'TRACKING_CONFLICT',
		],
		['lines of the order that another parcel has', [shipped('1'), waiting('2')], ['2'], 'call'],
		[
			'one of them with this number, the rest waits',
			[shipped('1', NUMBER), waiting('2')],
			['1', '2'],
			'call',
		],
	] as const)('a parcel with named lines, shipped: %s: %s', (_, lines, lineItemIds, outcome) => {
		const known = order({ status: 'PARTIALLY_SHIPPING', line_items: [...lines] });
		expect(codeOf(known, 'US', { ...WANTED, lineItemIds })).toBe(outcome);
	});

	it('a named line that is not in the order is refused by name', () => {
		expect(decideShipment(order(), 'US', { ...WANTED, lineItemIds: ['1', '9'] })).toMatchObject({
			exception: {
				code: 'FULFILLMENT_REFUSED',
				message: 'Order 576 has no line item 9. Nothing was sent.',
			},
		});
	});

	it('a package is not shipped for a parcel that holds only part of it', () => {
		expect(decideShipment(packed(), 'VN', { ...WANTED, lineItemIds: ['1'] })).toMatchObject({
			exception: {
				code: 'FULFILLMENT_REFUSED',
				message: expect.stringContaining('also holds line items 2'),
			},
		});
	});
});
