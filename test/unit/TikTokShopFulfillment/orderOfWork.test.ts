import { byDeadline, deadlineOf } from '../../../nodes/TikTokShop/fulfillment/run/shopQueue';
import { explainCall } from '../../../nodes/TikTokShop/fulfillment/decide/explain';
import { afterShipping } from '../../../nodes/TikTokShop/orders/orderLines';
import type { FulfillmentCall } from '../../../nodes/TikTokShop/fulfillment/decide/shipment';
import { combinedPackageException } from '../../../nodes/TikTokShop/fulfillment/decide/combinedPackages';
import { orderOf, waiting } from './order';

describe('order of work', () => {
	it('the earliest deadline first, unknown ones last, equal ones as they came', () => {
		const due = (rts_sla_time?: number, shipping_due_time?: number) =>
			orderOf([], { rts_sla_time, shipping_due_time });
		expect(byDeadline([due(30), undefined, due(10), due(undefined, 20), due(10), due()])).toEqual([
			2, 4, 3, 0, 1, 5,
		]);
		expect(deadlineOf(due(5, 1))).toBe(5);
	});
});

describe('the reason for a call', () => {
	it.each<[FulfillmentCall, string, string]>([
		[
			{ kind: 'markPackageAsShipped', orderId: '5' },
			'GB',
			'Mark Package As Shipped for the whole order, because the seller ships and the shop is in GB, where orders are marked as shipped.',
		],
		[
			{ kind: 'markPackageAsShipped', orderId: '5', lineItemIds: ['1', '2'] },
			'US',
			'Mark Package As Shipped for line items 1, 2, because the seller ships and the shop is in US, where orders are marked as shipped.',
		],
		[
			{ kind: 'shipPackage', packageIds: ['P1'] },
			'VN',
			'Ship Package for package P1, because the seller ships and the shop is in VN, where packages are shipped.',
		],
		[
			{ kind: 'updateShippingInfo', orderId: '5' },
			'US',
			'Update Shipping Info for order 5, because the order was shipped in one package with another number or provider.',
		],
		[
			{ kind: 'updatePackageShippingInfo', packageId: 'P1' },
			'US',
			'Update Package Shipping Info for package P1, because the order is split and this package was shipped with another number or provider.',
		],
	])('%j in %s', (call, region, text) => expect(explainCall(call, region)).toBe(text));
});

describe('a package that holds several orders', () => {
	const order = orderOf([waiting('1')], { split_or_combine_tag: 'COMBINED' });
	const numbers = new Map([
		['6', 'T1'],
		['7', 'T2'],
	]);
	const reason = (others: string[]) =>
		combinedPackageException(order, 'P1', 'T1', others, (id) => numbers.get(id));

	it('goes when all of its orders left with the same number', () => {
		expect(reason([])).toBeUndefined();
		expect(reason(['6'])).toBeUndefined();
	});

	it.each([
		[['7'], 'order 7 (T2)'],
		[['8'], 'order 8 (not shipped by the warehouse yet)'],
		[['6', '7', '8'], 'order 7 (T2), 8 (not shipped by the warehouse yet)'],
	])('with %j it waits and names them', (others, text) => {
		expect(reason(others)).toMatchObject({
			code: 'PACKAGE_SHARED',
			retrySafe: true,
			message: `Package P1 of order 576 (T1) also holds ${text}; shipping it would mark that as well. Nothing was sent.`,
		});
	});
});

describe('an order after one of its parcels was sent', () => {
	it('shows the number on its lines and waits for the rest', () => {
		const order = orderOf([waiting('1'), waiting('2')]);
		const once = afterShipping(order, ['1'], 'A');
		expect(once.status).toBe('PARTIALLY_SHIPPING');
		expect(once.line_items?.map(({ tracking_number: number }) => number)).toEqual(['A', undefined]);
		expect(afterShipping(once, ['2'], 'B').status).toBe('AWAITING_COLLECTION');
		expect(order.status).toBe('AWAITING_SHIPMENT');
	});
});
