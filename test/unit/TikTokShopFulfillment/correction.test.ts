import { decideCorrection } from '../../../nodes/TikTokShop/fulfillment/decide/correction';
import { orderOf, shipped, waiting } from './order';

const HOUR = 3_600;
const SHIPPED_AT = 1_764_000_000;
const WANTED = { trackingNumber: 'NEW-1', providerId: '711' };

const sent = (more = {}) =>
	orderOf([shipped('1', 'MUG', 'OLD-1', { package_id: 'P1', rts_time: SHIPPED_AT })], {
		status: 'AWAITING_COLLECTION',
		packages: [{ id: 'P1' }],
		rts_time: SHIPPED_AT,
		...more,
	});

const split = orderOf(
	[
		shipped('1', 'MUG', 'OLD-1', { package_id: 'P1', rts_time: SHIPPED_AT }),
		shipped('2', 'MUG', 'OLD-2', { package_id: 'P2', rts_time: SHIPPED_AT }),
	],
	{ status: 'AWAITING_COLLECTION', packages: [{ id: 'P1' }, { id: 'P2' }] },
);

const decide = (order = sent(), wanted: object = {}, region = 'US', hoursLater = 1) =>
	decideCorrection(order, region, { ...WANTED, ...wanted }, SHIPPED_AT + hoursLater * HOUR);

const codeOf = (...args: Parameters<typeof decide>) => {
	const decision = decide(...args);
	return decision.kind === 'exception' ? decision.exception.code : decision.kind;
};

describe('correcting a tracking number (TikTok Shop API §4.6)', () => {
	it('an order in one package: Update Shipping Info', () => {
		expect(decide()).toEqual({
			kind: 'call',
			call: { kind: 'updateShippingInfo', orderId: '576' },
		});
	});

	it('a split order: Update Package Shipping Info of the package with these line items', () => {
		expect(decide(split, { lineItemIds: ['2'] })).toEqual({
			kind: 'call',
			call: { kind: 'updatePackageShippingInfo', packageId: 'P2' },
		});
	});

	it('a partly shipped order: the package that was shipped', () => {
		const lines = [
			shipped('1', 'MUG', 'OLD-1', { package_id: 'P1' }),
			waiting('2', 'MUG', { package_id: 'P2' }),
		];
		const order = orderOf(lines, { status: 'PARTIALLY_SHIPPING' });
		expect(decide(order)).toMatchObject({ call: { packageId: 'P1' } });
	});

	it('a split order where nothing says which package is meant is refused with both numbers', () => {
		expect(decide(split)).toMatchObject({
			exception: {
				code: 'PARCELS_DO_NOT_ADD_UP',
				message:
					'Order 576 is split into packages P1 (OLD-1), P2 (OLD-2), and nothing says which of them has the wrong number. Nothing was sent.',
			},
		});
		expect(codeOf(split, { lineItemIds: ['1', '2'] })).toBe('PARCELS_DO_NOT_ADD_UP');
	});

	it.each([
		['the same number, provider unknown', { trackingNumber: 'old-1' }, 'done'],
		['the same number and provider', { trackingNumber: 'OLD-1', providerId: '' }, 'done'],
		['another number', {}, 'call'],
	])('%s: %s', (_, wanted, outcome) => expect(codeOf(sent(), wanted)).toBe(outcome));

	it('the same number with another provider is corrected', () => {
		const order = sent({ shipping_provider_id: '999' });
		expect(codeOf(order, { trackingNumber: 'OLD-1' })).toBe('call');
		expect(codeOf(order, { trackingNumber: 'OLD-1', providerId: '999' })).toBe('done');
		expect(codeOf(order, { trackingNumber: 'OLD-1', providerId: '' })).toBe('done');
	});

	it.each([
		['US', 72, 'call'],
		['US', 72.01, 'CORRECTION_CLOSED'],
		['gb', 73, 'CORRECTION_CLOSED'],
		['VN', 73, 'CORRECTION_CLOSED'],
		['DE', 500, 'call'],
		['JP', 500, 'call'],
		['BR', 500, 'call'],
	])('%s, %s hours after shipping: %s', (region, hours, outcome) => {
		expect(codeOf(sent(), {}, region, hours)).toBe(outcome);
	});

	it('a window that is over is told with its end and both numbers', () => {
		expect(decide(sent(), {}, 'US', 100)).toMatchObject({
			exception: {
				message:
					'Order 576 was shipped at 2025-11-24T16:00:00.000Z; its tracking number could be corrected until 2025-11-27T16:00:00.000Z. TikTok Shop shows OLD-1, the warehouse gives NEW-1. Nothing was sent.',
				details: { shownNumbers: ['OLD-1'], wantedNumber: 'NEW-1' },
				retrySafe: false,
			},
		});
	});

	it.each([
		['AWAITING_SHIPMENT', 'NOT_SHIPPED_YET'],
		['ON_HOLD', 'NOT_SHIPPED_YET'],
		['UNPAID', 'NOT_SHIPPED_YET'],
		['IN_TRANSIT', 'call'],
		['DELIVERED', 'CORRECTION_CLOSED'],
		['COMPLETED', 'CORRECTION_CLOSED'],
		['CANCELLED', 'ORDER_CANCELLED'],
	])('an order that is %s: %s', (status, outcome) => {
		const order = orderOf([{ id: '1', tracking_number: status === 'IN_TRANSIT' ? 'X' : '' }], {
			status,
		});
		expect(codeOf(order)).toBe(outcome);
	});

	it('an order TikTok Shop ships itself has nothing to correct', () => {
		expect(codeOf(sent({ shipping_type: 'TIKTOK' }))).toBe('NOT_SELLER_SHIPPED');
	});
});
