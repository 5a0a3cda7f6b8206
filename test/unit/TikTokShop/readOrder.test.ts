import fc from 'fast-check';

import { eligibility } from '../../../nodes/TikTokShop/orders/eligibility';
import { toOrderItem } from '../../../nodes/TikTokShop/orders/orderItem';
import { readOrder } from '../../../nodes/TikTokShop/orders/readOrder';
import { revisionOf } from '../../../nodes/TikTokShop/orders/revision';
import { damagedAt, damagedOrder, GOOD_ORDER } from '../../support/items/damage';

const SHOP = { id: '1', code: 'US01', name: 'My Shop', region: 'US', sellerType: 'LOCAL' };
const RULES = { shippingType: '', warehouseIds: [], includeCancelRequested: false, minimumAge: 0 };

const damaged = (path: string, by: unknown) =>
	readOrder(
		damagedAt(
			GOOD_ORDER,
			path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
			by,
		),
	);

describe('an order of TikTok Shop', () => {
	it('that is as the API describes is read as it is', () => {
		expect(readOrder(GOOD_ORDER).order).toBe(GOOD_ORDER);
	});

	it.each([
		['packages.1', null, 'packages[1] is null'],
		['packages.0.id', 'x', 'packages[0].id is text instead of an ID of digits'],
		['packages', {}, 'packages is an object instead of a list'],
		['delivery_option_id', '..', 'delivery_option_id is text instead of an ID'],
		['status', null, 'status is null'],
		['status', 7, 'status is a number instead of text'],
		['recipient_address', 'text', 'recipient_address is text instead of an object'],
		['recipient_address.name', 5, 'recipient_address.name is a number instead of text'],
		['recipient_address.postal_code', 90001, 'recipient_address.postal_code is a number'],
		['recipient_address.district_info.1', null, 'recipient_address.district_info[1] is null'],
		['line_items', undefined, 'line_items is missing'],
		['line_items', [], 'line_items is empty'],
		['line_items.0', null, 'line_items[0] is null'],
		['line_items.0.id', undefined, 'line_items[0].id is missing'],
		['line_items.0.sku_id', 1.8e19, 'line_items[0].sku_id came as a number and has lost digits'],
		['line_items.0.seller_sku', 7, 'line_items[0].seller_sku is a number instead of text'],
		['line_items.0.is_gift', 'perhaps', 'line_items[0].is_gift is text instead of true or false'],
		['line_items.0.display_status', [], 'line_items[0].display_status is a list'],
		['line_items.1.combined_listing_skus.0.sku_count', undefined, 'sku_count is missing instead'],
		['line_items.1.combined_listing_skus.0.sku_count', 0, 'sku_count is 0 instead'],
		['line_items.1.combined_listing_skus.1.sku_count', 2.5, 'sku_count is 2.5 instead'],
		['line_items.1.combined_listing_skus.1.sku_count', 1e9, 'sku_count is 1000000000 instead'],
		['line_items.1.combined_listing_skus.1', 'TEA', 'combined_listing_skus[1] is text'],
		[
			'line_items.1.id',
			'577000000000000001',
			'line_items has two line items with the ID 577000000000000001 that differ',
		],
		['is_on_hold_order', 'x', 'is_on_hold_order is text'],
		['is_buyer_request_cancel', {}, 'is_buyer_request_cancel is an object'],
		['warehouse_id', ['1'], 'warehouse_id is a list'],
	])('with %s = %j is a fault that names the place', (path, by, problem) => {
		const { fault } = damaged(path, by);
		expect(fault?.orderId).toBe(GOOD_ORDER.id);
		expect(fault?.problem).toContain(problem);
	});

	it.each([[undefined], [null], [5.5], [1.8e19], [''], ['abc'], [{}]])(
		'with the ID %j is a fault without an ID',
		(id) => {
			expect(damaged('id', id).fault).toMatchObject({ orderId: '', problem: /^id / });
		},
	);

	it.each([['text'], [null], [7], [[]]])('that is %j is a fault', (raw) => {
		expect(readOrder(raw).fault?.problem).toMatch(/^the order is /);
	});

	it.each(['recipient_address', 'packages', 'warehouse_id', 'line_items.0.seller_sku'])(
		'without %s, or with null there, just does not have it',
		(path) => {
			expect(damaged(path, null).order).toEqual(damaged(path, undefined).order);
		},
	);

	it.each([
		['an ID that came as an exact number', 'warehouse_id', 7300, '7300'],
		['a time as text', 'paid_time', '1794990060', 1_794_990_060],
		['a time in milliseconds', 'paid_time', 1_794_990_060_123, 1_794_990_060],
		['a time that is no moment', 'paid_time', -5, undefined],
		['a flag as text', 'is_on_hold_order', 'false', false],
	])('%s is read', (_, path, given, read) => {
		expect(damaged(path, given).order).toMatchObject({ [path]: read });
	});

	it.each([
		['delivery_option_id', ' \t ', undefined],
		['delivery_option_id', ' 7091 ', '7091'],
		['warehouse_id', '  ', undefined],
	])('with the ID %s of blanks or between blanks, %j, is read', (name, by, expected) => {
		expect(damaged(name, by).order).toMatchObject({ id: GOOD_ORDER.id });
		expect(damaged(name, by).order?.[name as 'warehouse_id']).toBe(expected);
	});

	it('that lists a line item twice has it once', () => {
		const [mug, box] = GOOD_ORDER.line_items;
		const { order } = damaged('line_items', [mug, box, mug]);
		expect(order?.line_items?.map(({ id }) => id)).toEqual([mug.id, box.id]);
	});

	it('with anything at any place is either an order that every step can work with, or a named fault', () => {
		fc.assert(
			fc.property(damagedOrder, (raw) => {
				const { order, fault } = readOrder(raw);
				if (!order) {
					expect(fault.problem).toMatch(/^\S.* (is|has|came) /);
					return;
				}
				const item = toOrderItem(order, SHOP);
				expect(JSON.stringify(item)).not.toMatch(/\[object|undefined|NaN/);
				expect(item.lines.flatMap(({ lineItemIds }) => lineItemIds).length).toBeGreaterThan(0);
				expect(revisionOf(order)).toMatch(/^[0-9a-f]{16}$/);
				expect(eligibility(order, RULES, 1_795_000_000)).toMatch(/yes|no|wait/);
			}),
			{ numRuns: 2_000 },
		);
	});
});
