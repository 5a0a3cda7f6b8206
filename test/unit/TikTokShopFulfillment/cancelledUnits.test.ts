import type { OutboundLine } from '../../../nodes/shared/orderItem';
import type { OutboundParcel } from '../../../nodes/shared/outboundOrderItem';
import { parcelsOf } from '../../../nodes/TikTokShop/fulfillment/parcels/parcels';
import { orderOf, shipped, waiting } from './order';

const parcel = (trackingNumber: string, units: Record<string, number> = {}): OutboundParcel => ({
	trackingNumber,
	lines: Object.entries(units).map(([systemSku, quantity]) => ({ systemSku, quantity })),
});

const mapped = (recipes: Record<string, Record<string, number>>): OutboundLine[] =>
	Object.entries(recipes).flatMap(([platformSku, units]) =>
		Object.entries(units).map(([systemSku, factor]) => ({
			systemSku,
			quantity: factor,
			from: [{ platformSku, quantity: 1, factor }],
		})),
	);

const cancelled = (id: string, sku: string, more = {}) =>
	waiting(id, sku, { display_status: 'CANCELLED', ...more });

const BOTH = mapped({ A: { SA: 1 }, B: { SB: 1 } });
const ONLY_A = mapped({ A: { SA: 1 } });
const ORDER = orderOf([waiting('1', 'A'), cancelled('2', 'B')]);
const TWO = [parcel('T1', { SA: 1 }), parcel('T2', { SB: 1 })];
const ONE_SENT = [{ trackingNumber: 'T1', lineItemIds: ['1'] }];
const nothingIn = (trackingNumber: string) => ({
	trackingNumber,
	lineItemIds: [],
	warning: expect.stringContaining(trackingNumber),
});

describe('a parcel that holds only cancelled units keeps no other number from TikTok Shop', () => {
	it.each([
		['with the mapping of what was cancelled', BOTH],
		['without it', ONLY_A],
	])('%s, and it is told', (_, outboundLines) => {
		for (const parcels of [TWO, [...TWO].reverse()]) {
			expect(parcelsOf(ORDER, { trackingNumber: 'T1', parcels, outboundLines })).toEqual({
				parcels: [...ONE_SENT, nothingIn('T2')],
			});
		}
	});

	it('where packages are shipped', () => {
		const order = orderOf(
			[waiting('1', 'A', { package_id: 'P' }), cancelled('2', 'B', { package_id: 'P' })],
			{ packages: [{ id: 'P' }] },
		);
		const packing = { trackingNumber: 'T1', parcels: TWO, outboundLines: BOTH };
		expect(parcelsOf(order, packing, { byPackage: true })).toEqual({
			parcels: [...ONE_SENT, nothingIn('T2')],
		});
	});

	it('without a number of its own', () => {
		const parcels = [parcel('T1', { SA: 1 }), parcel('', { SB: 1 })];
		expect(parcelsOf(ORDER, { trackingNumber: 'T1', parcels, outboundLines: ONLY_A })).toEqual({
			parcels: [{ trackingNumber: 'T1' }],
		});
	});

	it('in an outbound order of its own: nothing is sent for it, before and after the others', () => {
		const parcels = [parcel('T2', { SB: 1 })];
		const sent = orderOf([shipped('1', 'A', 'T1'), cancelled('2', 'B')], {
			status: 'AWAITING_COLLECTION',
		});
		for (const order of [ORDER, sent]) {
			for (const outboundLines of [BOTH, ONLY_A]) {
				expect(parcelsOf(order, { trackingNumber: 'T2', parcels, outboundLines })).toEqual({
					parcels: [nothingIn('T2')],
				});
			}
		}
	});

	it.each<[string, string, Record<string, number>, Record<string, number>, string]>([
		['one of two units of a SKU', 'A', { SA: 1 }, { SA: 1 }, 'T1'],
		['a set in two parcels', 'SET', { SA: 1, SS: 6 }, { SS: 6 }, 'T1'],
		['a set that shares a system SKU', 'KIT', { SA: 2, SB: 1 }, { SA: 1 }, 'T2'],
	])('%s', (_, sku, first, second, taking) => {
		const order = orderOf([waiting('1', 'A'), cancelled('2', sku)]);
		const outboundLines = mapped({ A: { SA: 1 }, SET: { SS: 12 }, KIT: { SA: 2, SB: 1 } });
		const parcels = [parcel('T1', first), parcel('T2', second)];
		const result = parcelsOf(order, { trackingNumber: 'T1', parcels, outboundLines });
		const found = 'parcels' in result ? result.parcels : [];
		expect(found.filter(({ lineItemIds }) => lineItemIds?.length)).toMatchObject([
			{ trackingNumber: taking, lineItemIds: ['1'] },
		]);
	});
});

it('a parcel with the cancelled unit of a SKU is no conflict once the other unit has gone', () => {
	const order = orderOf([shipped('1', 'A', 'T1'), cancelled('2', 'A')], {
		status: 'AWAITING_COLLECTION',
	});
	const parcels = [parcel('T2', { SA: 1 })];
	expect(parcelsOf(order, { trackingNumber: 'T2', parcels, outboundLines: BOTH })).toEqual({
		parcels: [nothingIn('T2')],
	});
});

it('what a cancelled line item is packed as is not taken for a part of another one', () => {
	const parcels = [parcel('T1', { A1: 1 }), parcel('T2', { B1: 5 })];
	const lines = [
		{ systemSku: 'A1', quantity: 1, shippedQuantity: 1 },
		{ systemSku: 'B1', quantity: 5, shippedQuantity: 5 },
	];
	const result = parcelsOf(ORDER, { trackingNumber: 'T1', parcels, lines });
	expect(result).toMatchObject({ exception: { code: 'PARCELS_DO_NOT_ADD_UP' } });
});

it('a parcel with nothing but a leaflet is told and holds up nothing', () => {
	const order = orderOf([waiting('1', 'A')]);
	const parcels = [parcel('T1', { SA: 1 }), parcel('T2', { LEAFLET: 1 })];
	expect(parcelsOf(order, { trackingNumber: 'T1', parcels, outboundLines: ONLY_A })).toEqual({
		parcels: [...ONE_SENT, nothingIn('T2')],
	});
});

it('while something of the order has not left, a parcel of something else is no parcel of nothing', () => {
	const order = orderOf([waiting('1', 'A'), waiting('2', 'B')]);
	const parcels = [parcel('T1', { SA: 1 }), parcel('T2', { OLD: 1 })];
	expect(parcelsOf(order, { trackingNumber: 'T1', parcels, outboundLines: BOTH })).toMatchObject({
		exception: { code: 'PARCELS_DO_NOT_ADD_UP' },
	});
});

it('two outbound orders under one number: the second takes its own line items, whenever it comes', () => {
	const order = orderOf([shipped('1', 'A', 'T1'), waiting('2', 'B')], {
		status: 'PARTIALLY_SHIPPING',
	});
	const of = (sku: string) => ({
		trackingNumber: 'T1',
		parcels: [parcel('T1', { [sku]: 1 })],
		outboundLines: BOTH,
	});
	expect(parcelsOf(order, of('SB'))).toEqual({
		parcels: [{ trackingNumber: 'T1', lineItemIds: ['2'] }],
	});
	expect(parcelsOf(order, of('SA'))).toEqual({ parcels: ONE_SENT });
});
