import type { OutboundLine } from '../../../nodes/shared/orderItem';
import type { OutboundParcel } from '../../../nodes/shared/outboundOrderItem';
import { parcelsOf } from '../../../nodes/TikTokShop/fulfillment/parcels/parcels';
import { orderOf, shipped, waiting } from './order';

const parcel = (trackingNumber: string, units: Record<string, number> = {}): OutboundParcel => ({
	trackingNumber,
	lines: Object.entries(units).map(([systemSku, quantity]) => ({ systemSku, quantity })),
});

/** What SKU Mapping says one unit of each platform SKU is packed as. */
function mapped(recipes: Record<string, Record<string, number>>): OutboundLine[] {
	return Object.entries(recipes).flatMap(([platformSku, units]) =>
		Object.entries(units).map(([systemSku, factor]) => ({
			systemSku,
			quantity: factor,
			from: [{ platformSku, quantity: 1, factor }],
		})),
	);
}

const SET = orderOf([waiting('1', 'SET'), waiting('2', 'MUG'), waiting('3', 'MUG')]);
const SET_MAPPING = mapped({ SET: { 'SYS-MUG': 2, 'SYS-TEA': 1 }, MUG: { 'SYS-MUG': 1 } });

describe('a line item in several parcels takes the main number, with a warning', () => {
	it.each([
		['most of its units', { 'SYS-MUG': 4 }, { 'SYS-TEA': 1 }, 'A'],
		['the same share: the first', { 'SYS-MUG': 1 }, { 'SYS-TEA': 1, 'SYS-MUG': 3 }, 'B'],
	])('of the parcel with %s', (_, a, b, main) => {
		const parcels = [parcel('A', a), parcel('B', b)];
		const result = parcelsOf(SET, { trackingNumber: 'A', parcels, outboundLines: SET_MAPPING });
		const found = 'parcels' in result ? result.parcels : [];
		expect(found.find(({ lineItemIds }) => lineItemIds?.includes('1'))?.trackingNumber).toBe(main);
		expect(found.flatMap(({ lineItemIds }) => lineItemIds).sort()).toEqual(['1', '2', '3']);
	});

	it('a set of twelve as six and six: the first', () => {
		const parcels = [parcel('A', { T: 6 }), parcel('B', { T: 6 })];
		const outboundLines = mapped({ CASE: { T: 12 } });
		const order = orderOf([waiting('1', 'CASE')]);
		expect(parcelsOf(order, { trackingNumber: 'A', parcels, outboundLines })).toEqual({
			parcels: [
				{
					trackingNumber: 'A',
					lineItemIds: ['1'],
					warning:
						'Units of line item 1 are in parcels A, B. TikTok Shop takes one tracking number for it: A.',
				},
			],
		});
		const sent = orderOf([shipped('1', 'CASE', 'A')], { status: 'AWAITING_COLLECTION' });
		expect(parcelsOf(sent, { trackingNumber: 'A', parcels, outboundLines })).toMatchObject({
			parcels: [{ trackingNumber: 'A', lineItemIds: ['1'] }],
		});
	});

	it('where packages are shipped, a package does', () => {
		const lines = ['1', '2', '3'].map((id) => waiting(id, 'MUG', { package_id: 'P' }));
		const order = orderOf(lines, { packages: [{ id: 'P' }] });
		const parcels = [parcel('A', { M: 1 }), parcel('B', { M: 2 })];
		expect(parcelsOf(order, { trackingNumber: 'A', parcels }, { byPackage: true })).toMatchObject({
			parcels: [
				{
					trackingNumber: 'B',
					lineItemIds: ['1', '2', '3'],
					warning: expect.stringContaining('package P'),
				},
			],
		});
	});

	it('a package of which a part has not left waits, with a hint that fits the market', () => {
		const lines = ['1', '2', '3'].map((id) => waiting(id, 'MUG', { package_id: 'P' }));
		const order = orderOf(lines, { packages: [{ id: 'P' }] });
		const packing = {
			trackingNumber: 'A',
			parcels: [parcel('A', { M: 1 })],
			lines: [{ systemSku: 'M', quantity: 3, shippedQuantity: 1 }],
		};
		expect(parcelsOf(order, packing, { byPackage: true })).toMatchObject({
			exception: {
				code: 'PARCELS_DO_NOT_ADD_UP',
				hint: expect.stringContaining('everything in its package has left'),
			},
		});
	});
});

describe('what has not left is not shipped', () => {
	const THREE = orderOf([waiting('1'), waiting('2'), waiting('3')]);
	const one = { systemSku: 'M', quantity: 3, shippedQuantity: 1 };

	it.each([
		['by its parcel and the units ordered', { parcels: [parcel('A', { M: 1 })], lines: [one] }],
		['by the units that left', { lines: [one] }],
		[
			'by a parcel that holds less than left',
			{ parcels: [parcel('A', { M: 1 })], lines: [{ ...one, shippedQuantity: 3 }] },
		],
		['by less that left than the parcel holds', { parcels: [parcel('A', { M: 3 })], lines: [one] }],
		[
			'by its parcel and the mapping',
			{ parcels: [parcel('A', { M: 1 })], outboundLines: mapped({ MUG: { M: 1 } }) },
		],
	])('one unit of three: %s', (_, packing) => {
		expect(parcelsOf(THREE, { trackingNumber: 'A', ...packing })).toEqual({
			parcels: [{ trackingNumber: 'A', lineItemIds: ['1'] }],
		});
	});

	it('the OMS gives no shipped units at all: what it was made for counts as shipped', () => {
		const lines = [{ systemSku: 'M', quantity: 3, shippedQuantity: 0 }];
		expect(parcelsOf(THREE, { trackingNumber: 'A', lines })).toEqual({
			parcels: [{ trackingNumber: 'A' }],
		});
	});

	it('short of units, and nothing says what the line items are packed as: it waits', () => {
		const order = orderOf([waiting('1', 'CASE'), waiting('2', 'MUG')]);
		const lines = [
			{ systemSku: 'T', quantity: 12, shippedQuantity: 12 },
			{ systemSku: 'M', quantity: 1, shippedQuantity: 0 },
		];
		expect(parcelsOf(order, { trackingNumber: 'A', lines })).toMatchObject({
			exception: { code: 'PARCELS_DO_NOT_ADD_UP' },
		});
	});
});

describe('a line item that has gone with another number', () => {
	const outboundLines = mapped({ MUG: { M: 1 }, TEA: { T: 1 } });
	const packing = {
		trackingNumber: 'A',
		parcels: [parcel('A', { M: 1 }), parcel('B', { M: 1, T: 1 })],
		outboundLines,
	};
	const order = orderOf([shipped('1', 'MUG', 'X'), waiting('2', 'MUG'), waiting('3', 'TEA')], {
		status: 'PARTIALLY_SHIPPING',
	});

	it('does not keep those that wait, although the parcels hold its units too', () => {
		const result = parcelsOf(order, packing);
		const found = 'parcels' in result ? result.parcels : [];
		expect(found.flatMap(({ lineItemIds }) => lineItemIds).sort()).toEqual(['2', '3']);
		expect(found.find(({ lineItemIds }) => lineItemIds?.includes('3'))?.trackingNumber).toBe('B');
	});

	it('is for people once nothing waits', () => {
		const all = orderOf(
			[shipped('1', 'MUG', 'X'), shipped('2', 'MUG', 'B'), shipped('3', 'TEA', 'B')],
			{ status: 'AWAITING_COLLECTION' },
		);
		expect(parcelsOf(all, packing)).toMatchObject({
			parcels: [{ trackingNumber: 'A', lineItemIds: ['1'] }, { trackingNumber: 'B' }],
		});
	});
});

describe('two outbound orders of one order', () => {
	const order = orderOf([waiting('1', 'SET'), waiting('2', 'MUG')]);
	const outboundLines = mapped({ SET: { S: 2 }, MUG: { M: 1 } });
	const set = { trackingNumber: 'A', parcels: [parcel('A', { S: 2 })] };
	const mug = { trackingNumber: 'B', parcels: [parcel('B', { M: 1 })] };

	it('each takes its own line items, known to each other or not', () => {
		for (const others of [[], [mug]]) {
			expect(parcelsOf(order, { ...set, outboundLines }, { others })).toEqual({
				parcels: [{ trackingNumber: 'A', lineItemIds: ['1'] }],
			});
		}
	});

	it('a repeat of the one that was sent does not take the line items of the other', () => {
		const partly = orderOf([shipped('1', 'SET', 'A'), waiting('2', 'MUG')], {
			status: 'PARTIALLY_SHIPPING',
			tracking_number: 'A',
		});
		expect(parcelsOf(partly, { ...set, outboundLines })).toEqual({
			parcels: [{ trackingNumber: 'A', lineItemIds: ['1'] }],
		});
		expect(parcelsOf(partly, { ...mug, outboundLines })).toMatchObject({
			parcels: [{ trackingNumber: 'B', lineItemIds: ['2'] }],
		});
	});

	it('of one SKU without a mapping: together they say what one unit is', () => {
		const three = orderOf([waiting('1'), waiting('2'), waiting('3')]);
		const two = { trackingNumber: 'A', parcels: [parcel('A', { M: 2 })] };
		const others = [{ trackingNumber: 'B', parcels: [parcel('B', { M: 1 })] }];
		expect(parcelsOf(three, two, { others })).toEqual({
			parcels: [{ trackingNumber: 'A', lineItemIds: ['1', '2'] }],
		});
		expect(parcelsOf(three, two)).toMatchObject({ exception: { code: 'PARCELS_DO_NOT_ADD_UP' } });
	});

	it('without a mapping they wait, and the message says why', () => {
		expect(parcelsOf(order, set, { others: [mug] })).toMatchObject({
			exception: { message: expect.stringContaining('the OMS has 2 outbound orders of it') },
		});
	});

	it('a set that both have packed a part of takes the number of the larger part', () => {
		const bundle = orderOf([waiting('1', 'BOX')]);
		const components = mapped({ BOX: { M: 1, T: 3 } });
		const tea = {
			trackingNumber: 'T',
			parcels: [parcel('T', { T: 3 })],
			outboundLines: components,
		};
		const cup = {
			trackingNumber: 'M',
			parcels: [parcel('M', { M: 1 })],
			outboundLines: components,
		};
		expect(parcelsOf(bundle, tea, { others: [cup] })).toMatchObject({
			parcels: [{ trackingNumber: 'T', lineItemIds: ['1'] }],
		});
		expect(parcelsOf(bundle, cup, { others: [tea] })).toMatchObject({
			parcels: [{ trackingNumber: 'M', lineItemIds: [], warning: expect.stringContaining(': T.') }],
		});
		const sent = orderOf([shipped('1', 'BOX', 'T')], { status: 'AWAITING_COLLECTION' });
		for (const others of [[], [tea]]) {
			expect(parcelsOf(sent, cup, { others })).toMatchObject({
				parcels: [{ trackingNumber: 'M', lineItemIds: [] }],
			});
		}
	});
});
