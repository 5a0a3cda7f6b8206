import { orderException, type OrderException } from '../shared/exceptions';
import type { OutboundLine } from '../shared/orderItem';
import type { OutboundParcel } from '../shared/outboundOrder';
import { divide, without } from './division';
import { liveLines, shownNumber, type ShopOrder } from './orderLines';
import { groupLines, type LineGroup, type Units } from './recipes';
import { cleanTrackingNumber, sameTrackingNumber } from './trackingNumber';

/** What the warehouse says about the shipment of an order. */
export interface Packing {
	/** The main tracking number. */
	trackingNumber: string;
	/** One per parcel of the outbound order (OMS contract §1.6, `expressList`). */
	parcels?: readonly OutboundParcel[];
	/** What SKU Mapping made of the order; tells what one unit of a platform SKU is packed as. */
	outboundLines?: readonly OutboundLine[];
	/** Line items in the parcel, where the user says so. */
	lineItemIds?: readonly string[];
}

/** A parcel as TikTok Shop takes it. */
export interface WantedParcel {
	trackingNumber: string;
	/** Absent = everything of the order that waits. */
	lineItemIds?: readonly string[];
}

/**
 * The parcels of an order with the line items in each: the SKU mapping turned round.
 *
 * One tracking number is the whole order, whatever the OMS says is in it. With several, each line item goes to exactly one
 * parcel, and every parcel must hold what the OMS says, to the unit; where that does not add up the order is refused with the
 * numbers. Line items that TikTok Shop shows with the number of a parcel stay in it, so that a second run finds the same.
 */
export function parcelsOf(
	order: ShopOrder,
	{ trackingNumber, parcels = [], outboundLines, lineItemIds }: Packing,
): { parcels: WantedParcel[] } | { exception: OrderException } {
	const packed = byNumber(parcels);
	if (lineItemIds || packed.size <= 1) {
		const [only] = packed.keys();
		const number = lineItemIds ? trackingNumber : trackingNumber || (only ?? '');
		return { parcels: [{ trackingNumber: number, ...(lineItemIds ? { lineItemIds } : {}) }] };
	}
	const shown = shownIn(order, packed);
	if (shown) return { parcels: shown };
	const numbers = [...packed.keys()];
	const unnumbered = parcels.filter((parcel) => cleanTrackingNumber(parcel.trackingNumber) === '');
	if (unnumbered.length > 0) {
		const message = `Order ${order.id} left in ${parcels.length} parcels, and ${unnumbered.length} of them has no tracking number yet. Nothing was sent.`;
		return { exception: orderException('TRACKING_NUMBER_MISSING', message, { numbers }) };
	}
	const unknown = numbers.filter((number) => packed.get(number)?.size === 0);
	if (unknown.length > 0) {
		return refused(order, `the OMS does not say what is in parcel ${unknown.join(', ')}`, packed);
	}
	return assigned(order, packed, outboundLines);
}

/** What TikTok Shop shows already; undefined while a line has none of these numbers. */
function shownIn(order: ShopOrder, packed: ReadonlyMap<string, Units>): WantedParcel[] | undefined {
	const lines = liveLines(order);
	const parcels = [...packed.keys()].map((trackingNumber) => ({
		trackingNumber,
		lineItemIds: lines
			.filter((line) => sameTrackingNumber(shownNumber(line, order), trackingNumber))
			.map(({ id }) => id),
	}));
	const found = parcels.reduce((sum, { lineItemIds }) => sum + lineItemIds.length, 0);
	if (lines.length === 0 || found < lines.length) return undefined;
	return parcels.filter(({ lineItemIds }) => lineItemIds.length > 0);
}

function assigned(
	order: ShopOrder,
	packed: ReadonlyMap<string, Units>,
	outboundLines: readonly OutboundLine[] | undefined,
): { parcels: WantedParcel[] } | { exception: OrderException } {
	const total = sumOf([...packed.values()]);
	const groups = groupLines(liveLines(order), outboundLines, total);
	if (!groups) {
		return refused(
			order,
			'nothing says for sure which system SKUs its line items are packed as',
			packed,
		);
	}
	const needed = needOf(groups);
	const wrong = [...new Set([...needed.keys(), ...total.keys()])].filter(
		(sku) => (needed.get(sku) ?? 0) !== (total.get(sku) ?? 0),
	);
	if (wrong.length > 0) {
		const numbers = wrong.map(
			(sku) => `${sku}: ${needed.get(sku) ?? 0} ordered, ${total.get(sku) ?? 0} packed`,
		);
		return refused(order, numbers.join('; '), packed, needed);
	}
	const lines = divided(order, groups, packed);
	if (!lines) {
		const why =
			'the units add up, but one unit lies in several parcels, and TikTok Shop takes one tracking number for it';
		return refused(order, why, packed, needed);
	}
	return {
		parcels: [...lines]
			.filter(([, ids]) => ids.length > 0)
			.map(([trackingNumber, lineItemIds]) => ({ trackingNumber, lineItemIds })),
	};
}

/** Line items of each parcel; first those TikTok Shop shows in it already. */
function divided(
	order: ShopOrder,
	groups: readonly LineGroup[],
	packed: ReadonlyMap<string, Units>,
): Map<string, string[]> | undefined {
	const numbers = [...packed.keys()];
	const shown = new Map(liveLines(order).map((line) => [line.id, shownNumber(line, order)]));
	const isIn = (id: string, number: string) => sameTrackingNumber(shown.get(id) ?? '', number);
	const free = groups.map(({ lineItemIds }) =>
		lineItemIds.filter((id) => !numbers.some((number) => isIn(id, number))),
	);
	const rest = numbers.map((number) =>
		groups.reduce<Units>(
			(units, { lineItemIds, recipe }) => {
				return without(units, recipe, lineItemIds.filter((id) => isIn(id, number)).length);
			},
			packed.get(number) ?? new Map(),
		),
	);
	const units = groups.map(({ recipe }, index) => ({ recipe, units: free[index].length }));
	const counts = divide(units, rest);
	if (!counts) return undefined;
	return new Map(
		numbers.map((number, parcel) => {
			const there = groups.flatMap(({ lineItemIds }) =>
				lineItemIds.filter((id) => isIn(id, number)),
			);
			const added = free.flatMap((ids, group) => ids.splice(0, counts[parcel][group]));
			return [number, [...there, ...added]];
		}),
	);
}

/** Units in the parcels of each tracking number, in order of appearance; parcels without a number are left out. */
function byNumber(parcels: readonly OutboundParcel[]): Map<string, Units> {
	const packed = new Map<string, Map<string, number>>();
	for (const { trackingNumber, lines } of parcels) {
		const clean = cleanTrackingNumber(trackingNumber);
		if (clean === '') continue;
		const key = [...packed.keys()].find((number) => sameTrackingNumber(number, clean)) ?? clean;
		const units = packed.get(key) ?? new Map<string, number>();
		for (const { systemSku, quantity } of lines ?? []) {
			units.set(systemSku, (units.get(systemSku) ?? 0) + quantity);
		}
		packed.set(key, units);
	}
	return packed;
}

function sumOf(all: readonly Units[]): Units {
	const sum = new Map<string, number>();
	for (const [sku, quantity] of all.flatMap((units) => [...units])) {
		sum.set(sku, (sum.get(sku) ?? 0) + quantity);
	}
	return sum;
}

function needOf(groups: readonly LineGroup[]): Units {
	return sumOf(
		groups.map(({ recipe, lineItemIds }) => {
			return new Map([...recipe].map(([sku, factor]) => [sku, factor * lineItemIds.length]));
		}),
	);
}

function refused(
	order: ShopOrder,
	why: string,
	packed: ReadonlyMap<string, Units>,
	needed?: Units,
): { exception: OrderException } {
	const parcels = [...packed].map(([trackingNumber, units]) => {
		return { trackingNumber, units: Object.fromEntries(units) };
	});
	return {
		exception: orderException(
			'PARCELS_DO_NOT_ADD_UP',
			`The ${packed.size} parcels of order ${order.id} do not add up: ${why}. Nothing was sent.`,
			{ parcels, ...(needed ? { needed: Object.fromEntries(needed) } : {}) },
		),
	};
}
