import { assign, type ParcelAssignment, type ParcelContents } from './assignment';
import { hasAllLeft, parcelsByNumber, type Parcel } from './outboundShipment';
import type { AllocatableUnit } from './allocatableUnits';
import { sumOf, type Units } from './composition';
import { idsOf, isIn, type Parcels, type ParcelContext, type WantedParcel } from './parcelContext';

/**
 * By what the parcels hold: first together with the other outbound orders, as a part of the order may lie in parcels of several,
 * then alone; the same with cancelled line items, which may have left as well; then with what has gone before.
 */
export function assigned(situation: ParcelContext): Parcels | undefined {
	const { packing, own, parts, cancelled, others } = situation;
	const together = others.length > 0 ? [[...own, ...others.flatMap(parcelsByNumber)]] : [];
	const withCancelled = cancelled.length > 0 ? [[...parts, ...cancelled]] : [];
	const attempts = [parts, ...withCancelled].flatMap((all) =>
		[...together, own].map((parcels) => ({ all, parcels, withShipped: false })),
	);
	for (const { all, parcels, withShipped } of [
		...attempts,
		{ all: parts, parcels: own, withShipped: true },
	]) {
		const boxes = boxesOf(parcels, all);
		if (!boxes) continue;
		const inQuestion = all.filter((part) => withShipped || !part.shipped || isPacked(part, boxes));
		const found = assign(inQuestion, boxes, hasAllLeft(packing) === true && all === parts);
		if (found && found.length > 0 && fillsAll(found, boxes, parts)) {
			return asParcels(withoutGone(found, boxes), own, parts);
		}
	}
	return undefined;
}

/** What has gone with another number is not shipped again. While nothing else waits, the other number is for people. */
function withoutGone(
	found: readonly ParcelAssignment[],
	boxes: readonly ParcelContents[],
): readonly ParcelAssignment[] {
	const isGone = ({ part }: ParcelAssignment): boolean => part.shipped && !isIn(part, boxes);
	const waits = found.some(({ part }) => !part.shipped && !part.cancelled);
	return waits ? found.filter((each) => !isGone(each)) : found;
}

/** Undefined where the content of one is not known. Where all parts are known, what is in none of them is left out. */
function boxesOf(
	parcels: readonly Parcel[],
	parts: readonly AllocatableUnit[],
): ParcelContents[] | undefined {
	const needed = neededFor(parts);
	const isComplete = isKnown(parts);
	const boxes = parcels.flatMap(({ trackingNumber, units }) => {
		if (!units) return [];
		const ordered = [...units].filter(([sku]) => !isComplete || needed.has(sku));
		return [{ trackingNumber, units: new Map(ordered) }];
	});
	return boxes.length === parcels.length ? boxes : undefined;
}

/** What TikTok Shop shows with a number may have gone with another outbound order of the same number: nothing of it is in here. */
function isPacked(part: AllocatableUnit, boxes: readonly ParcelContents[]): boolean {
	const itsOwn = boxes.filter((box) => isIn(part, [box]));
	return itsOwn.some(
		({ units }) => part.components.size === 0 || sharesUnits(units, part.components),
	);
}

function sharesUnits(units: Units, others: Units): boolean {
	return [...others.keys()].some((sku) => units.has(sku));
}

/** Whether something was found for each parcel. One with nothing of the order may stand beside others that hold all of it. */
function fillsAll(
	found: readonly ParcelAssignment[],
	boxes: readonly ParcelContents[],
	parts: readonly AllocatableUnit[],
): boolean {
	const isWhole = parts.every((part) => part.shipped || found.some((each) => each.part === part));
	return boxes.every(
		({ trackingNumber, units }) => (isWhole && units.size === 0) || isFilled(trackingNumber, found),
	);
}

function isFilled(number: string, found: readonly ParcelAssignment[]): boolean {
	return found.some((each) => [each.trackingNumber, ...each.others].includes(number));
}

function asParcels(
	found: readonly ParcelAssignment[],
	own: readonly Parcel[],
	parts: readonly AllocatableUnit[],
): Parcels {
	const live = found.filter(({ part }) => !part.cancelled);
	const parcels = own.map(({ trackingNumber }): WantedParcel => {
		const inside = live.filter((each) => each.trackingNumber === trackingNumber);
		const warnings = live
			.filter(({ others, trackingNumber: main }) => {
				return others.length > 0 && [main, ...others].includes(trackingNumber);
			})
			.map(severalParcels);
		if (!isFilled(trackingNumber, live)) return nothingIn(trackingNumber);
		return {
			trackingNumber,
			lineItemIds: idsOf(inside.map(({ part }) => part)),
			...(warnings.length > 0 ? { warning: warnings.join(' ') } : {}),
		};
	});
	const taking = parcels.filter(({ lineItemIds = [] }) => lineItemIds.length > 0);
	const idle = parcels.filter(({ trackingNumber }) => !isFilled(trackingNumber, live));
	const [only] = taking;
	const isAll = own.length === 1 && only?.lineItemIds?.length === idsOf(parts).length;
	if (isAll && !only.warning) return { parcels: [{ trackingNumber: only.trackingNumber }] };
	const told = [...taking, ...idle];
	return { parcels: told.length > 0 ? told : parcels.slice(0, 1) };
}

function nothingIn(trackingNumber: string): WantedParcel {
	const warning = `Parcel ${trackingNumber} holds nothing that TikTok Shop waits for, such as units of cancelled line items. Its number was not sent.`;
	return { trackingNumber, lineItemIds: [], warning };
}

/** The warning about a part whose units are in several parcels. */
export function severalParcels({ part, trackingNumber, others }: ParcelAssignment): string {
	return `Units of ${part.name} are in parcels ${[trackingNumber, ...others].join(', ')}. TikTok Shop takes one tracking number for it: ${trackingNumber}.`;
}

/** Parcels of cancelled line items of which nothing tells what they are packed as. */
export function nothingThatWaits(situation: ParcelContext): Parcels | undefined {
	const { own } = situation;
	const isNothing = own.every(({ units }) => holdsNothingThatWaits(units, situation));
	return isNothing
		? { parcels: own.map(({ trackingNumber }) => nothingIn(trackingNumber)) }
		: undefined;
}

/** Whether units can only be those of cancelled line items. */
export function holdsNothingThatWaits(
	units: Units | undefined,
	{ parts, cancelled }: ParcelContext,
): boolean {
	if (!units || cancelled.length === 0 || !isKnown(parts)) return false;
	return !sharesUnits(units, neededFor(parts));
}

function neededFor(parts: readonly AllocatableUnit[]): Units {
	return sumOf(parts.map(({ components }) => components));
}

function isKnown(parts: readonly AllocatableUnit[]): boolean {
	return parts.every(({ components }) => components.size > 0);
}
