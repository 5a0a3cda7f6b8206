import fc from 'fast-check';

import type { OutboundLine } from '../../../nodes/shared/orderItem';
import type { OutboundParcel } from '../../../nodes/shared/outboundOrderItem';
import { allocate } from '../../../nodes/TikTokShop/fulfillment/parcels/allocation';
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

describe('parcels of an order', () => {
	it.each([
		['no parcel is told', []],
		['one parcel with units for all', [parcel('A', { X: 3 })]],
		['one parcel the OMS says nothing of', [parcel('A')]],
		['several boxes with one number', [parcel('A', { X: 1 }), parcel(' a ', { X: 2 })]],
	])('%s: the one number is for the whole order', (_, parcels) => {
		expect(parcelsOf(SET, { trackingNumber: 'A', parcels })).toEqual({
			parcels: [{ trackingNumber: 'A' }],
		});
	});

	it('line items the user names are one parcel, whatever the OMS says', () => {
		const packing = {
			trackingNumber: 'A',
			parcels: [parcel('A'), parcel('B')],
			lineItemIds: ['2'],
		};
		expect(parcelsOf(SET, packing)).toEqual({
			parcels: [{ trackingNumber: 'A', lineItemIds: ['2'] }],
		});
	});

	it('each line item goes to the parcel its units are in, by SKU and factor (B57, B58)', () => {
		const parcels = [parcel('A', { 'SYS-MUG': 3, 'SYS-TEA': 1 }), parcel('B', { 'SYS-MUG': 1 })];
		expect(parcelsOf(SET, { trackingNumber: 'A', parcels, outboundLines: SET_MAPPING })).toEqual({
			parcels: [
				{ trackingNumber: 'A', lineItemIds: ['1', '2'] },
				{ trackingNumber: 'B', lineItemIds: ['3'] },
			],
		});
	});

	it('a division is found where the first guess does not work out', () => {
		// Twelve single packs in one parcel and the case of twelve in the other.
		const singles = Array.from({ length: 12 }, (_, index) => waiting(`s${index}`, 'TEA'));
		const order = orderOf([waiting('case', 'CASE'), waiting('case2', 'CASE'), ...singles]);
		const outboundLines = mapped({ CASE: { T: 12, BOX: 1 }, TEA: { T: 1 } });
		const parcels = [parcel('A', { T: 12 }), parcel('B', { T: 24, BOX: 2 })];
		const result = parcelsOf(order, { trackingNumber: 'A', parcels, outboundLines });
		expect(result).toMatchObject({
			parcels: [{ lineItemIds: singles.map(({ id }) => id) }, { lineItemIds: ['case', 'case2'] }],
		});
	});

	it('a virtual bundle without rows of its own is the sum of its parts', () => {
		const box = waiting('1', 'BOX', {
			combined_listing_skus: [
				{ sku_id: '17MUG', seller_sku: 'MUG', sku_count: 1 },
				{ sku_id: '17TEA', seller_sku: 'TEA', sku_count: 2 },
			],
		});
		const outboundLines = mapped({ MUG: { M: 1 }, TEA: { T: 3 } });
		const parcels = [parcel('A', { M: 1, T: 6 }), parcel('B', { M: 1 })];
		const order = orderOf([box, waiting('2', 'MUG')]);
		expect(parcelsOf(order, { trackingNumber: 'A', parcels, outboundLines })).toMatchObject({
			parcels: [{ lineItemIds: ['1'] }, { lineItemIds: ['2'] }],
		});
	});

	it('rows found by the SKU ID count for lines with that SKU ID', () => {
		const outboundLines = [
			{
				systemSku: 'M',
				quantity: 2,
				from: [{ platformSku: '', quantity: 1, factor: 2, skuId: '17' }],
			},
			{ systemSku: 'T', quantity: 1, from: [{ platformSku: 'TEA', quantity: 1, factor: 1 }] },
		];
		const order = orderOf([waiting('1', ''), waiting('2', 'TEA')]);
		const parcels = [parcel('A', { M: 2 }), parcel('B', { T: 1 })];
		expect(parcelsOf(order, { trackingNumber: 'A', parcels, outboundLines })).toMatchObject({
			parcels: [{ lineItemIds: ['1'] }, { lineItemIds: ['2'] }],
		});
	});

	it('without a mapping: units of one SKU hold equal parts of what was packed', () => {
		const order = orderOf([waiting('1'), waiting('2'), waiting('3')]);
		const parcels = [parcel('A', { M: 4, P: 2 }), parcel('B', { M: 2, P: 1 })];
		expect(parcelsOf(order, { trackingNumber: 'A', parcels })).toMatchObject({
			parcels: [{ lineItemIds: ['1', '2'] }, { lineItemIds: ['3'] }],
		});
	});

	it('without a mapping: SKUs of the same names and numbers', () => {
		const order = orderOf([waiting('1', 'A1'), waiting('2', 'B1')]);
		const parcels = [parcel('X', { B1: 1 }), parcel('Y', { A1: 1 })];
		expect(parcelsOf(order, { trackingNumber: 'X', parcels })).toMatchObject({
			parcels: [{ lineItemIds: ['2'] }, { lineItemIds: ['1'] }],
		});
	});

	it('a cancelled line item is in no parcel', () => {
		const order = orderOf([
			waiting('1', 'A1', { display_status: 'CANCELLED' }),
			waiting('2'),
			waiting('3'),
		]);
		const parcels = [parcel('X', { M: 1 }), parcel('Y', { M: 1 })];
		expect(parcelsOf(order, { trackingNumber: 'X', parcels })).toMatchObject({
			parcels: [{ lineItemIds: ['2'] }, { lineItemIds: ['3'] }],
		});
	});

	it('line items TikTok Shop shows in a parcel stay there: a second run finds the same', () => {
		const order = orderOf([waiting('1'), shipped('2', 'MUG', 'A'), waiting('3')], {
			status: 'PARTIALLY_SHIPPING',
			tracking_number: 'A',
		});
		const parcels = [parcel('A', { M: 1 }), parcel('B', { M: 2 })];
		expect(parcelsOf(order, { trackingNumber: 'A', parcels })).toMatchObject({
			parcels: [{ lineItemIds: ['2'] }, { lineItemIds: ['1', '3'] }],
		});
	});

	it('what TikTok Shop shows in full needs no mapping', () => {
		const order = orderOf([shipped('1', 'SET', 'A'), shipped('2', 'MUG', 'B')], {
			status: 'AWAITING_COLLECTION',
		});
		const parcels = [parcel('A', { X: 9 }), parcel('B')];
		expect(parcelsOf(order, { trackingNumber: 'A', parcels })).toMatchObject({
			parcels: [{ lineItemIds: ['1'] }, { lineItemIds: ['2'] }],
		});
	});
});

describe('parcels that do not add up are refused with the numbers', () => {
	const refusalOf = (parcels: OutboundParcel[], outboundLines?: OutboundLine[]) => {
		const result = parcelsOf(SET, { trackingNumber: 'A', parcels, outboundLines });
		return 'exception' in result ? result.exception : undefined;
	};

	it('units missing or too many', () => {
		const parcels = [parcel('A', { 'SYS-MUG': 3 }), parcel('B', { 'SYS-TEA': 2 })];
		expect(refusalOf(parcels, SET_MAPPING)).toMatchObject({
			code: 'PARCELS_DO_NOT_ADD_UP',
			message:
				'The 2 parcels of order 576 do not add up: SYS-MUG: 4 ordered, 3 packed; SYS-TEA: 1 ordered, 2 packed. Nothing was sent.',
			retrySafe: true,
			details: {
				parcels: [
					{ trackingNumber: 'A', units: { 'SYS-MUG': 3 } },
					{ trackingNumber: 'B', units: { 'SYS-TEA': 2 } },
				],
				needed: { 'SYS-MUG': 4, 'SYS-TEA': 1 },
			},
		});
	});

	it('factors that nobody knows', () => {
		const parcels = [parcel('A', { 'SYS-MUG': 4 }), parcel('B', { 'SYS-TEA': 1 })];
		expect(refusalOf(parcels)?.message).toContain('nothing says for sure');
		expect(refusalOf(parcels, mapped({ MUG: { 'SYS-MUG': 1 } }))?.message).toContain('for sure');
	});

	it('a parcel the OMS says nothing of', () => {
		const parcels = [parcel('A', { 'SYS-MUG': 4 }), parcel('B')];
		expect(refusalOf(parcels, SET_MAPPING)?.message).toContain(
			'the OMS does not say what is in parcel B',
		);
	});

	it.each([
		['of three', [parcel('A', { X: 1 }), parcel('B', { X: 1 }), parcel('', { X: 1 })]],
		['of two', [parcel('A', { 'SYS-MUG': 3, 'SYS-TEA': 1 }), parcel('', { 'SYS-MUG': 1 })]],
		['of two the OMS says nothing of', [parcel('A'), parcel('')]],
	])('a parcel %s without a number yet waits', (_, parcels) => {
		expect(refusalOf(parcels, SET_MAPPING)?.code).toBe('TRACKING_NUMBER_MISSING');
	});

	it('one parcel with fewer units than the order has line items', () => {
		expect(refusalOf([parcel('A', { X: 2 })])).toMatchObject({
			code: 'PARCELS_DO_NOT_ADD_UP',
			message: expect.stringContaining('The parcel of order 576 does not add up: nothing says'),
			hint: expect.stringContaining('What Is in the Parcels'),
		});
		expect(refusalOf([parcel('A', { 'SYS-TEA': 1 })], SET_MAPPING)?.message).toContain(
			'SYS-MUG: 4 ordered, 0 packed',
		);
	});
});

describe('dividing units among parcels', () => {
	it('whatever was packed is divided again so that every parcel holds exactly its units', () => {
		const components = fc.dictionary(
			fc.constantFrom('A', 'B', 'C'),
			fc.integer({ min: 1, max: 4 }),
			{
				minKeys: 1,
			},
		);
		const packing = fc.record({
			recipes: fc.array(components, { minLength: 1, maxLength: 3 }),
			counts: fc.array(fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }), {
				minLength: 2,
				maxLength: 3,
			}),
		});
		fc.assert(
			fc.property(packing, ({ recipes, counts }) => {
				const unitsIn = (row: readonly number[]) => {
					const units = new Map<string, number>();
					recipes.forEach((each, group) => {
						for (const [sku, factor] of Object.entries(each)) {
							units.set(sku, (units.get(sku) ?? 0) + factor * row[group]);
						}
					});
					return units;
				};
				const plainly = (units: Map<string, number>) =>
					Object.fromEntries([...units].filter(([, quantity]) => quantity > 0).sort());
				const parcels = counts.map(unitsIn);
				const groups = recipes.map((each, group) => ({
					components: new Map(Object.entries(each)),
					units: counts.reduce((sum, row) => sum + row[group], 0),
				}));
				const found = allocate(groups, parcels);
				expect(found).toBeDefined();
				expect(found?.map(unitsIn).map(plainly)).toEqual(parcels.map(plainly));
				groups.forEach(({ units }, group) =>
					expect(found?.reduce((sum, row) => sum + row[group], 0)).toBe(units),
				);
			}),
			{ numRuns: 300 },
		);
	});

	it('a search without end is given up', () => {
		const groups = Array.from({ length: 14 }, (_, index) => ({
			components: new Map([['A', index + 2]]),
			units: 9,
		}));
		expect(allocate(groups, [new Map([['A', 555]]), new Map([['A', 1]])])).toBeUndefined();
	});
});
