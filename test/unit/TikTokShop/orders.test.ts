import type { ApiOrder } from '../../../nodes/TikTokShop/orders/apiOrder';
import { eligibility, type Eligibility } from '../../../nodes/TikTokShop/orders/eligibility';
import { toOrderItem } from '../../../nodes/TikTokShop/orders/orderItem';
import { revisionOf } from '../../../nodes/TikTokShop/orders/revision';
import { LOST_STATE, nextWindow, type ReadState } from '../../../nodes/TikTokShop/trigger/window';

const DAY = 86_400;
const NOW = 1_795_000_000;
const SHOP = { id: '1', code: 'US01', name: 'My Shop', region: 'US', sellerType: 'LOCAL' };

const RULES: Eligibility = {
	shippingType: 'SELLER',
	warehouseIds: [],
	includeCancelRequested: false,
	minimumAge: 0,
};

const order = (changed: Partial<ApiOrder> = {}): ApiOrder => ({
	id: '576500000000000001',
	status: 'AWAITING_SHIPMENT',
	fulfillment_type: 'FULFILLMENT_BY_SELLER',
	shipping_type: 'SELLER',
	is_on_hold_order: true,
	create_time: NOW - 7_200,
	update_time: NOW - 7_200,
	paid_time: NOW - 7_200,
	line_items: [{ id: '1', sku_id: '10', seller_sku: 'A' }],
	...changed,
});

describe('the window of a poll', () => {
	const rules = { firstPull: 5 * DAY, window: 2 * DAY, auditEvery: 3_600 };
	const state = (changed: Partial<ReadState> = {}): ReadState => ({
		readUpTo: NOW - 900,
		auditedAt: NOW - 900,
		round: 0,
		emitted: {},
		...changed,
	});

	it.each([
		['the first poll looks back five days (B20)', undefined, { from: NOW - 5 * DAY, audit: true }],
		[
			'an idle poll reads what changed since the last one, with an overlap',
			state(),
			{ from: NOW - 900 - 600, audit: false },
		],
		[
			'a re-read covers two days (B21)',
			state({ auditedAt: NOW - 3_600 }),
			{ from: NOW - 2 * DAY, audit: true },
		],
		[
			'a re-read reaches back to the oldest pending order',
			state({ auditedAt: NOW - 3_600, oldestPending: NOW - 9 * DAY }),
			{ from: NOW - 9 * DAY, audit: true },
		],
		[
			'after an outage longer than the window nothing is left out',
			state({ auditedAt: NOW - 4 * DAY, readUpTo: NOW - 4 * DAY }),
			{ from: NOW - 4 * DAY - 600, audit: true },
		],
		[
			'nothing older than 30 days is read',
			state({ auditedAt: 0, readUpTo: 0 }),
			{ from: NOW - 30 * DAY, audit: true },
		],
		[
			'a re-read that ran out of time goes on where it stopped',
			state({ resume: { from: NOW - 3 * DAY, startedAt: NOW - 900 } }),
			{ from: NOW - 3 * DAY, audit: true },
		],
		[
			'a read of what is new that ran out of time goes on where it stopped, and is no re-read',
			state({ auditedAt: 0, resume: { from: NOW - 700, startedAt: NOW - 900, audit: false } }),
			{ from: NOW - 700, audit: false },
		],
		[
			'a re-read reaches back to the start of the first read',
			state({ auditedAt: NOW - 3_600, since: NOW - 12 * DAY }),
			{ from: NOW - 12 * DAY, audit: true },
		],
		['a lost state reaches 30 days back', LOST_STATE, { from: NOW - 30 * DAY, audit: true }],
	])('%s', (_, before, expected) => {
		expect(nextWindow(before, rules, NOW)).toEqual({ to: NOW, ...expected });
	});
});

describe('an order goes to the warehouse', () => {
	it.each([
		['as it is', {}, {}, 'yes'],
		['fulfilled by TikTok', { fulfillment_type: 'FULFILLMENT_BY_TIKTOK' }, {}, 'no'],
		['shipped by TikTok', { shipping_type: 'TIKTOK' }, {}, 'no'],
		['shipped by TikTok, wanted', { shipping_type: 'TIKTOK' }, { shippingType: 'TIKTOK' }, 'yes'],
		['of another store warehouse', { warehouse_id: '8' }, { warehouseIds: ['9'] }, 'no'],
		['of the store warehouse', { warehouse_id: '9' }, { warehouseIds: ['9'] }, 'yes'],
		['asked to be cancelled', { is_buyer_request_cancel: true }, {}, 'no'],
		[
			'asked to be cancelled, wanted',
			{ is_buyer_request_cancel: true },
			{ includeCancelRequested: true },
			'yes',
		],
		['never on hold, paid now', { is_on_hold_order: false, paid_time: NOW - 10 }, {}, 'wait'],
		[
			'never on hold, paid an hour ago',
			{ is_on_hold_order: false, paid_time: NOW - 3_600 },
			{},
			'yes',
		],
		['younger than wanted', {}, { minimumAge: 3 * 3_600 }, 'wait'],
		[
			'not known to have been on hold, paid now',
			{ is_on_hold_order: undefined, paid_time: NOW },
			{},
			'wait',
		],
		[
			'never on hold, created long ago, paid at an unknown moment before the last change',
			{ is_on_hold_order: false, paid_time: undefined, create_time: NOW - DAY, update_time: NOW },
			{},
			'wait',
		],
		['created before the moment it is taken over', {}, { notBefore: NOW - 7_000 }, 'no'],
		['created at the moment it is taken over', {}, { notBefore: NOW - 7_200 }, 'yes'],
		[
			'with all lines gone or cancelled',
			{
				status: 'PARTIALLY_SHIPPING',
				line_items: [
					{ id: '1', display_status: 'IN_TRANSIT' },
					{ id: '2', display_status: 'CANCELLED' },
				],
			},
			{},
			'no',
		],
	] as const)('%s: %s', (_, changed, rules, verdict) => {
		expect(
			eligibility(order(changed as Partial<ApiOrder>), { ...RULES, ...rules } as Eligibility, NOW),
		).toBe(verdict);
	});
});

describe('the order item', () => {
	it('groups units by SKU and gift flag and keeps every line item ID', () => {
		const { lines } = toOrderItem(
			order({
				line_items: [
					{ id: '1', sku_id: '10', seller_sku: 'A' },
					{ id: '2', sku_id: '10', seller_sku: 'A', is_gift: true },
					{ id: '3', sku_id: '11', seller_sku: '' },
					{ id: '4', sku_id: '10', seller_sku: 'A' },
					{ id: '5', sku_id: '10', seller_sku: 'A', display_status: 'CANCELLED' },
				],
			}),
			SHOP,
		);
		expect(lines).toMatchObject([
			{ platformSku: 'A', quantity: 2, lineItemIds: ['1', '4'], isGift: false },
			{ platformSku: 'A', quantity: 1, lineItemIds: ['2'], isGift: true },
			{ platformSku: '', quantity: 1, lineItemIds: ['3'] },
		]);
	});

	it.each([
		['PARTIALLY_SHIPPING', ['2', '3', '6']],
		['AWAITING_SHIPMENT', ['2', '3', '5', '6']],
		['IN_TRANSIT', ['1', '2', '3', '5', '6']],
	])('%s: has only the lines that still have to leave (TikTok Shop API §4.4)', (status, ids) => {
		const line = (id: string, display_status?: string, more: object = {}) => {
			return { id, sku_id: id, seller_sku: id, display_status, ...more };
		};
		const line_items = [
			line('1', 'DELIVERED'),
			line('2', 'AWAITING_SHIPMENT'),
			line('3', 'ON_HOLD'),
			line('4', 'CANCELLED'),
			line('5', '', { tracking_number: 'T' }),
			line('6'),
		];
		const { lines } = toOrderItem(order({ status, line_items }), SHOP);
		expect(lines.flatMap(({ lineItemIds }) => lineItemIds)).toEqual(ids);
	});

	it.each([
		['asterisks in the street', { name: 'A B', address_line1: 'S*****' }, true],
		['asterisks in the phone number only', { name: 'A B', phone_number: '(+1)***-***-23' }, false],
		['a clear address', { name: 'A B', address_line1: '1 Main St' }, false],
	])('%s: masked is %s', (_, address, masked) => {
		expect(toOrderItem(order({ recipient_address: address }), SHOP).recipient.masked).toBe(masked);
	});

	it("holds TikTok Shop's own order only when asked for, and never changes it", () => {
		const raw = Object.freeze(order());
		expect(toOrderItem(raw, SHOP)).not.toHaveProperty('raw');
		expect(toOrderItem(raw, SHOP, true).raw).toBe(raw);
	});
});

describe('the tracking numbers of the order item', () => {
	const numbersOf = (changed: Partial<ApiOrder>) =>
		toOrderItem(order({ status: 'IN_TRANSIT', ...changed }), SHOP).trackingNumbers;
	const line = (id: string, more: object = {}) => ({ id, sku_id: '10', seller_sku: 'A', ...more });

	it.each<[what: string, changed: Partial<ApiOrder>, numbers: string[] | undefined]>([
		['none while TikTok Shop shows none', {}, undefined],
		[
			'each once',
			{ line_items: [line('1', { tracking_number: 'T' }), line('2', { tracking_number: 'T' })] },
			['T'],
		],
		[
			'of all parcels',
			{ line_items: [line('1', { tracking_number: 'T' }), line('2', { tracking_number: 'U' })] },
			['T', 'U'],
		],
		['the one of the order', { tracking_number: 'T' }, ['T']],
		[
			'of a line that was canceled after it had left',
			{
				status: 'CANCELLED',
				line_items: [line('1', { display_status: 'CANCELLED', tracking_number: 'T' })],
			},
			['T'],
		],
	])('%s', (_, changed, numbers) => {
		expect(numbersOf(changed)).toEqual(numbers);
	});
});

describe('the revision', () => {
	it('stays when only update_time moves', () => {
		expect(revisionOf(order({ update_time: NOW }))).toBe(revisionOf(order()));
	});

	it.each([
		['a seller SKU is filled in', { line_items: [{ id: '1', sku_id: '10', seller_sku: 'B' }] }],
		['the address changes', { recipient_address: { name: 'New' } }],
		['the buyer asks to cancel', { is_buyer_request_cancel: true }],
		[
			'a line is cancelled',
			{ line_items: [{ id: '1', sku_id: '10', seller_sku: 'A', display_status: 'CANCELLED' }] },
		],
	])('changes when %s', (_, changed) => {
		expect(revisionOf(order(changed))).not.toBe(revisionOf(order()));
	});
});
