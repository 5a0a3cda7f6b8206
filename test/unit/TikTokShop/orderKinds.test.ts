import type { ApiOrder } from '../../../nodes/TikTokShop/orders/apiOrder';
import { kindsAndNotes } from '../../../nodes/TikTokShop/orders/kinds';
import { readOrder } from '../../../nodes/TikTokShop/orders/readOrder';
import { revisionOf } from '../../../nodes/TikTokShop/orders/revision';

const LINE = { id: '1', sku_id: '10', seller_sku: 'A' };
const ORDER: ApiOrder = {
	id: '576500000000000001',
	status: 'AWAITING_SHIPMENT',
	line_items: [LINE],
};
const PARTS = [{ sku_id: '11', seller_sku: 'B', sku_count: 2 }];

describe('the kinds of an order', () => {
	it.each<[Partial<ApiOrder>, string[] | undefined]>([
		[{}, undefined],
		[
			{
				is_sample_order: false,
				is_replacement_order: false,
				is_exchange_order: false,
				is_cod: false,
				order_type: 'NORMAL',
				delivery_type: 'HOME_DELIVERY',
				buyer_message: '',
				seller_note: ' ',
			},
			undefined,
		],
		[{ is_sample_order: true }, ['sample']],
		[{ line_items: [LINE, { ...LINE, id: '2', is_gift: true }] }, ['gift']],
		[{ is_replacement_order: true }, ['replacement']],
		[{ is_exchange_order: true }, ['exchange']],
		[{ order_type: 'PRE_ORDER' }, ['preOrder']],
		[{ order_type: 'MADE_TO_ORDER' }, undefined],
		[{ order_type: 'SOMETHING_NEW' }, undefined],
		[{ is_cod: true }, ['cod']],
		[{ delivery_type: 'COLLECTION_POINT' }, ['collectionPoint']],
		[{ line_items: [{ ...LINE, combined_listing_skus: PARTS }] }, ['combinedListing']],
		[{ line_items: [{ ...LINE, combined_listing_skus: [] }] }, undefined],
		[
			{ line_items: [LINE, { ...LINE, id: '2', is_gift: true, display_status: 'CANCELLED' }] },
			undefined,
		],
		[
			{ is_cod: true, is_sample_order: true, order_type: 'PRE_ORDER' },
			['sample', 'preOrder', 'cod'],
		],
	])('%j: %j', (given, kinds) => {
		const told = kindsAndNotes({ ...ORDER, ...given });
		expect(told).toEqual(kinds ? { kinds } : {});
	});

	it('the words of buyer and seller are there where they have written some', () => {
		const notes = { buyer_message: ' Ring twice. ', seller_note: 'VIP' };
		expect(kindsAndNotes({ ...ORDER, ...notes })).toEqual({
			buyerMessage: 'Ring twice.',
			sellerNote: 'VIP',
		});
	});

	it('change no revision: an order that was handed over before does not come again', () => {
		const special = {
			is_sample_order: true,
			is_replacement_order: true,
			is_exchange_order: true,
			is_cod: true,
			order_type: 'PRE_ORDER',
			delivery_type: 'COLLECTION_POINT',
			buyer_message: 'Ring twice.',
			seller_note: 'VIP',
		};
		const revisions = [{}, special].map((more) => {
			const { order } = readOrder({ ...ORDER, ...more });
			return order && revisionOf(order);
		});
		expect(revisions).toEqual(['b8783f936b809cd0', 'b8783f936b809cd0']);
	});

	it.each([
		['is_sample_order', 'yes', 'is_sample_order is text instead of true or false'],
		['is_cod', 1, 'is_cod is a number instead of true or false'],
		['order_type', 5, 'order_type is a number instead of text'],
		['delivery_type', {}, 'delivery_type is an object instead of text'],
	])(
		'an order whose %s is %j cannot be read: nobody knows what to do with it',
		(name, value, problem) => {
			expect(readOrder({ ...ORDER, [name]: value }).fault?.problem).toBe(problem);
		},
	);

	it.each(['buyer_message', 'seller_note'])('an unreadable %s is left out', (name) => {
		const { order } = readOrder({ ...ORDER, [name]: 5 });
		expect(order && kindsAndNotes(order)).toEqual({});
	});
});
