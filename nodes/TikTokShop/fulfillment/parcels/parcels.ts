import { orderException } from '../../../shared/exceptions';
import {
	assigned,
	holdsNothingThatWaits,
	nothingThatWaits,
	severalParcels,
} from './assignByContents';
import type { ApiOrder } from '../../orders/apiOrder';
import { linesOf } from '../../orders/orderLines';
import { isCancelled } from '../../orders/orderStatus';
import {
	hasAllLeft,
	orderedUnits,
	parcelsByNumber,
	unnumbered,
	type OutboundShipment,
	type Parcel,
} from './outboundShipment';
import { cancelledParts, partsOf, type AllocatableUnit } from './allocatableUnits';
import { countOf, groupBySku, holds, sumOf, type Units } from './composition';
import { idsOf, isIn, type Parcels, type ParcelContext } from './parcelContext';

export type { OutboundShipment as Packing } from './outboundShipment';
export type { Parcels, WantedParcel } from './parcelContext';

export interface ParcelOptions {
	/** The market ships packages (TikTok Shop API §4.5): one number for each of them. */
	byPackage?: boolean;
	/** Other outbound orders of the same order that are known. */
	others?: readonly OutboundShipment[];
}

/**
 * The parcels of an outbound order with the line items in each: the inverse of the SKU mapping.
 *
 * Only what has left is in a parcel, and what TikTok Shop has as shipped with another number belongs to another outbound order.
 * Each parcel has to hold what the OMS says, to the unit; a line item or package that lies in several takes the main number,
 * with a warning. A parcel of cancelled units takes nothing along. Without knowing what the line items are packed as, one number is for everything that waits, unless the
 * warehouse says that something has not left, has too few units for that, or ships the order in several outbound orders. What
 * does not add up is refused with the numbers.
 */
export function parcelsOf(
	order: ApiOrder,
	packing: OutboundShipment,
	{ byPackage = false, others = [] }: ParcelOptions = {},
): Parcels {
	const { trackingNumber, lineItemIds } = packing;
	if (lineItemIds) return { parcels: [{ trackingNumber, lineItemIds }] };
	const own = parcelsByNumber(packing);
	if (own.length === 0) return { parcels: [{ trackingNumber }] };
	const ordered = sumOf([packing, ...others].map(orderedUnits));
	const known = [packing, ...others].flatMap(({ outboundLines = [] }) => outboundLines);
	const groups = groupBySku(linesOf(order), known, ordered, (line) => isCancelled(line, order));
	const parts = partsOf(order, groups, byPackage);
	const cancelled = cancelledParts(order, groups);
	const situation = { order, packing, own, parts, cancelled, others };
	return (
		shownIn(situation) ??
		missingNumber(situation) ??
		assignedOrAsCreated(situation) ??
		nothingThatWaits(situation) ??
		withoutKnowing(situation) ??
		asCreated(situation) ??
		refused(situation)
	);
}

/** What TikTok Shop shows already; undefined while a part has none of these numbers. */
function shownIn({ own, parts }: ParcelContext): Parcels | undefined {
	if (parts.length === 0 || !parts.every((part) => isIn(part, own))) return undefined;
	if (own.length === 1) return { parcels: [{ trackingNumber: own[0].trackingNumber }] };
	return shownParcels(own, parts);
}

function shownParcels(own: readonly Parcel[], parts: readonly AllocatableUnit[]): Parcels {
	const parcels = own.map((parcel) => ({
		trackingNumber: parcel.trackingNumber,
		lineItemIds: idsOf(parts.filter((part) => isIn(part, [parcel]))),
	}));
	return { parcels: parcels.filter(({ lineItemIds }) => lineItemIds.length > 0) };
}

function missingNumber(situation: ParcelContext): Parcels | undefined {
	const { order, packing, own } = situation;
	const missing = unnumbered(packing, (units) => holdsNothingThatWaits(units, situation));
	if (missing === 0) return undefined;
	const numbers = own.map(({ trackingNumber }) => trackingNumber);
	const message = `Order ${order.id} left in ${packing.parcels?.length} parcels, and ${missing} of them has no tracking number yet. Nothing was sent.`;
	const hint =
		'The order is sent as soon as each parcel has its number. Where all of them travel under one number, enter it for each of them in the OMS.';
	return { exception: orderException('TRACKING_NUMBER_MISSING', message, { numbers }, hint) };
}

/** Nothing tells which line items are in the parcels: one number may be for all of them. */
function withoutKnowing(situation: ParcelContext): Parcels | undefined {
	const { packing, own, parts, others } = situation;
	const [{ trackingNumber, units }] = own;
	const there = parts.filter((part) => isIn(part, own));
	const waiting = parts.filter((part) => !part.shipped && !isIn(part, own));
	if (waiting.length === 0) return gone(situation, there);
	if (own.length > 1) return undefined;
	const open = [...there, ...waiting];
	const unknown = open.filter(({ components }) => components.size === 0);
	const needed = sumOf(open.map(({ components }) => components));
	const rest = units && countOf(units) - countOf(needed);
	const isEnough = !units || (holds(units, needed) && (rest ?? 0) >= idsOf(unknown).length);
	const mayBeAll = !units || unknown.length > 0;
	if (mayBeAll && isEnough && others.length === 0 && hasAllLeft(packing) !== false) {
		return { parcels: [{ trackingNumber }] };
	}
	return there.length > 0 ? shownParcels(own, there) : undefined;
}

function assignedOrAsCreated(situation: ParcelContext): Parcels | undefined {
	const found = assigned(situation);
	if (!found || !('parcels' in found)) return found;
	const isTaken = ({ shipped, lineItemIds }: AllocatableUnit): boolean =>
		shipped ||
		found.parcels.some((parcel) => {
			return lineItemIds.every((id) => parcel.lineItemIds?.includes(id) ?? true);
		});
	return situation.parts.every(isTaken) ? found : (asCreated(situation) ?? found);
}

/** The mapping may have been edited since the outbound order was made for the whole order. */
function asCreated({ packing, own, others }: ParcelContext): Parcels | undefined {
	const isWhole = packing.isOwn === true && own.length === 1 && others.length === 0;
	if (!isWhole || hasAllLeft(packing) !== true) return undefined;
	const [{ trackingNumber }] = own;
	const warning =
		'The outbound order holds other units than the SKU mapping asks for now. Its number went for the whole order, for which it was made.';
	return { parcels: [{ trackingNumber, warning }] };
}

/** Everything has left: with this number, as a part of what went with another one, or with another one. */
function gone({ own, parts }: ParcelContext, there: readonly AllocatableUnit[]): Parcels {
	const [{ trackingNumber, units }] = own;
	if (there.length > 0) return shownParcels(own, there);
	const larger = parts.find(({ components }) => {
		return units && holds(components, units) && countOf(components) > countOf(units);
	});
	if (!larger) return { parcels: [{ trackingNumber }] };
	const warning = severalParcels({
		part: larger,
		trackingNumber: larger.shown,
		others: [trackingNumber],
	});
	return { parcels: [{ trackingNumber, lineItemIds: [], warning }] };
}

function refused({ order, packing, own, parts, others }: ParcelContext): Parcels {
	const packed = sumOf(own.flatMap(({ units }) => units ?? []));
	const open = parts.filter((part) => !part.shipped || isIn(part, own));
	const isKnown = open.every(({ components }) => components.size > 0);
	const needed = sumOf(open.map(({ components }) => components));
	const which = own.length > 1 ? `The ${own.length} parcels` : 'The parcel';
	const verb = own.length > 1 ? 'do' : 'does';
	const details = {
		parcels: own.map(({ trackingNumber, units }) => {
			return { trackingNumber, units: Object.fromEntries(units ?? []) };
		}),
		...(isKnown ? { needed: Object.fromEntries(needed) } : {}),
	};
	const why = doNotAddUpReason(own, isKnown, differences(needed, packed), others.length + 1);
	return {
		exception: orderException(
			'PARCELS_DO_NOT_ADD_UP',
			`${which} of order ${order.id} ${verb} not add up: ${why}. Nothing was sent.`,
			details,
			hintFor(isKnown, packing, parts),
		),
	};
}

function doNotAddUpReason(
	own: readonly Parcel[],
	isKnown: boolean,
	wrong: string,
	outboundOrders: number,
): string {
	const empty = own.filter(({ units }) => !units).map(({ trackingNumber }) => trackingNumber);
	if (empty.length > 0) return `the OMS does not say what is in parcel ${empty.join(', ')}`;
	if (!isKnown) {
		const several =
			outboundOrders > 1 ? `the OMS has ${outboundOrders} outbound orders of it, and ` : '';
		return `${several}nothing says for sure which system SKUs its line items are packed as`;
	}
	return wrong || 'the units add up, but not with the line items of one outbound order';
}

function differences(needed: Units, packed: Units): string {
	return [...new Set([...needed.keys(), ...packed.keys()])]
		.map((sku) => [sku, needed.get(sku) ?? 0, packed.get(sku) ?? 0] as const)
		.filter(([, ordered, inParcels]) => ordered !== inParcels)
		.map(([sku, ordered, inParcels]) => `${sku}: ${ordered} ordered, ${inParcels} packed`)
		.join('; ');
}

function hintFor(
	isKnown: boolean,
	{ outboundLines }: OutboundShipment,
	parts: readonly AllocatableUnit[],
) {
	if (!isKnown && !outboundLines?.length) {
		return 'Give the item the outboundLines of its order, as SKU Mapping makes them; the ship-back template does so in "What Is in the Parcels". The order is tried again at the next run.';
	}
	if (isKnown && parts.some(({ name }) => name.startsWith('package'))) {
		return 'TikTok Shop ships a package as a whole in this market. The order goes on by itself when everything in its package has left; to send a part now, split the order on TikTok Shop.';
	}
	return undefined;
}
