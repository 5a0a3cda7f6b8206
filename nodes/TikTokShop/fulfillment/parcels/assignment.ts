import { allocate, without } from './allocation';
import type { AllocatableUnit } from './allocatableUnits';
import { countOf, holds, sumOf, type Units } from './composition';
import { isSameTrackingNumber } from '../../orders/trackingNumber';

/** A parcel and the system units in it. */
export interface ParcelContents {
	trackingNumber: string;
	units: Units;
}

/** A part of an order, and the parcel it goes with. */
export interface ParcelAssignment {
	part: AllocatableUnit;
	trackingNumber: string;
	/** Numbers of further parcels with units of it, which TikTok Shop takes no number for. */
	others: string[];
}

/**
 * Which part of an order lies in which parcel. What TikTok Shop shows with the number of a parcel stays in it, so that a second
 * run finds the same; what is in no parcel is left out.
 *
 * Every parcel has to hold exactly its parts or, where there is only one, at least all of them. Where the units add up but not
 * parcel by parcel, some part lies in several of them: it takes the number of the parcel with most of its units, of equal ones
 * the first.
 *
 * @param parts     that may be in the parcels; a cancelled one need not be
 * @param allLeft   the warehouse says that everything it was told to ship has left
 * @returns         undefined where the units do not add up
 */
export function assign(
	parts: readonly AllocatableUnit[],
	boxes: readonly ParcelContents[],
	allLeft: boolean,
): ParcelAssignment[] | undefined {
	const known = parts.filter(({ components }) => components.size > 0);
	const isThere = (part: AllocatableUnit) => boxes.some((box) => isIn(part, box));
	const there = known.filter(isThere);
	const free = known.filter((part) => !isThere(part));
	const isComplete = known.length === parts.length;
	return (
		exactly(there, free, boxes, isComplete) ?? split(there, free, boxes, { isComplete, allLeft })
	);
}

function isIn({ shown }: AllocatableUnit, { trackingNumber }: ParcelContents): boolean {
	return isSameTrackingNumber(shown, trackingNumber);
}

function needOf(parts: readonly AllocatableUnit[]): Map<string, number> {
	return sumOf(parts.map(({ components }) => components));
}

function exactly(
	there: readonly AllocatableUnit[],
	free: readonly AllocatableUnit[],
	boxes: readonly ParcelContents[],
	isComplete: boolean,
): ParcelAssignment[] | undefined {
	const inBox = boxes.map((box) => there.filter((part) => isIn(part, box)));
	const rests = boxes.map(({ units }, index) => without(units, needOf(inBox[index]), 1));
	if (rests.some((rest) => [...rest.values()].some((quantity) => quantity < 0))) return undefined;
	const [rest] = rests;
	const chosen =
		boxes.length === 1 && isComplete && free.length > 0 && holds(rest, needOf(free))
			? [[...free]]
			: chooseFor(free, rests);
	if (!chosen) return undefined;
	return boxes.flatMap(({ trackingNumber }, index) =>
		[...inBox[index], ...chosen[index]].map((part) => ({ part, trackingNumber, others: [] })),
	);
}

/** Parts for each of the parcels; parts with the same components are alike to the warehouse. */
function chooseFor(
	free: readonly AllocatableUnit[],
	rests: readonly Units[],
): AllocatableUnit[][] | undefined {
	const alike = new Map<string, AllocatableUnit[]>();
	for (const part of free) {
		const key = JSON.stringify([...part.components].sort());
		alike.set(key, [...(alike.get(key) ?? []), part]);
	}
	const groups = [...alike.values()];
	const counts = allocate(
		groups.map((group) => ({ components: group[0].components, units: group.length })),
		rests,
	);
	if (!counts) return undefined;
	const left = groups.map((group) => [...group]);
	return counts.map((row) => {
		const chosen = row.flatMap((count, group) => left[group].splice(0, count));
		return free.filter((part) => chosen.includes(part));
	});
}

function split(
	there: readonly AllocatableUnit[],
	free: readonly AllocatableUnit[],
	boxes: readonly ParcelContents[],
	{ isComplete, allLeft }: { isComplete: boolean; allLeft: boolean },
): ParcelAssignment[] | undefined {
	const rest = without(sumOf(boxes.map(({ units }) => units)), needOf(there), 1);
	const chosen = chooseFor(free, [rest])?.[0];
	const isAll = isComplete && free.every((part) => part.cancelled || chosen?.includes(part));
	// With a part of the order short of units, a split set and an unshipped unit look the same.
	if (!chosen || !(isAll || allLeft)) return undefined;
	const contents = boxes.map(({ units }) => units);
	const indexOfParcel = (part: AllocatableUnit) => boxes.findIndex((box) => isIn(part, box));
	const assigned = new Map<AllocatableUnit, ParcelAssignment>();
	const take = (part: AllocatableUnit, first?: number) => {
		const taken = takeOut(contents, part.components, first);
		const [main, ...others] = taken.map((index) => boxes[index].trackingNumber);
		assigned.set(part, { part, trackingNumber: main, others });
	};
	const largestFirst = [...chosen].sort((a, b) => countOf(b.components) - countOf(a.components));
	for (const part of there) take(part, indexOfParcel(part));
	for (const part of largestFirst) {
		const whole = contents.findIndex((units) => holds(units, part.components));
		if (whole >= 0) take(part, whole);
	}
	for (const part of largestFirst) if (!assigned.has(part)) take(part);
	return [...there, ...chosen].flatMap((part) => assigned.get(part) ?? []);
}

/**
 * Takes a part's units out of the parcels: from the one with most of them, then from the next.
 *
 * @param contents  of the parcels; what is taken is missing in them afterwards
 * @param first     the parcel to begin with, whatever it holds
 * @returns         positions of the parcels, the first one is the main one
 */
function takeOut(contents: Units[], components: Units, first?: number): number[] {
	const taken: number[] = [];
	let need: Units = components;
	while (countOf(need) > 0) {
		const common = contents.map((units) => commonOf(units, need));
		const most = Math.max(...common.map(countOf));
		const index =
			first !== undefined && taken.length === 0
				? first
				: common.findIndex((units) => countOf(units) === most);
		if (most === 0 && taken.length > 0) break;
		contents[index] = without(contents[index], common[index], 1);
		need = without(need, common[index], 1);
		taken.push(index);
	}
	return taken;
}

function commonOf(units: Units, others: Units): Units {
	return new Map([...others].map(([sku, need]) => [sku, Math.min(need, units.get(sku) ?? 0)]));
}
