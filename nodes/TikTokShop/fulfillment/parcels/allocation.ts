import type { SkuGroup, Units } from './composition';

/** Steps after which the search gives up; real orders need some dozens. */
const MOST_STEPS = 50_000;
/** Depth of the search; no order has so many lines times parcels. */
const MOST_CELLS = 2_000;

/**
 * Allocates units of several SKUs to parcels, so that every parcel holds exactly what the warehouse says.
 *
 * count[parcel][group] with Σ_group count × components = parcel for each system SKU, and Σ_parcel count ≤ units of the group: what is
 * in no parcel has not left. Of several allocations, always the one that fills earlier parcels with larger sets.
 *
 * @param groups   units to allocate, and the components of one unit
 * @param parcels  system units of each parcel
 * @returns        undefined if no allocation fits
 */
export function allocate(
	groups: ReadonlyArray<Pick<SkuGroup, 'components'> & { units: number }>,
	parcels: readonly Units[],
): number[][] | undefined {
	if (groups.length * parcels.length > MOST_CELLS) return undefined;
	const size = (components: Units) => [...components.values()].reduce((sum, each) => sum + each, 0);
	const largestFirst = groups
		.map((_, index) => index)
		.sort((a, b) => size(groups[b].components) - size(groups[a].components));
	const left = groups.map(({ units }) => units);
	const counts = parcels.map(() => groups.map(() => 0));
	let steps = 0;

	const fill = (parcel: number, position: number, rest: Map<string, number>): boolean => {
		if (++steps > MOST_STEPS) return false;
		if (position === largestFirst.length) {
			if ([...rest.values()].some((quantity) => quantity !== 0)) return false;
			return parcel + 1 === parcels.length || fill(parcel + 1, 0, new Map(parcels[parcel + 1]));
		}
		const group = largestFirst[position];
		const { components } = groups[group];
		for (let count = most(components, rest, left[group]); count >= 0; count--) {
			counts[parcel][group] = count;
			left[group] -= count;
			if (fill(parcel, position + 1, without(rest, components, count))) return true;
			left[group] += count;
		}
		counts[parcel][group] = 0;
		return false;
	};
	return fill(0, 0, new Map(parcels[0])) ? counts : undefined;
}

function most(components: Units, rest: Units, units: number): number {
	return [...components].reduce(
		(least, [sku, factor]) =>
			Math.max(0, Math.min(least, Math.floor((rest.get(sku) ?? 0) / factor))),
		units,
	);
}

/** Units that remain when `count` units with these components are taken out; below 0 where there were not enough. */
export function without(rest: Units, components: Units, count: number): Map<string, number> {
	const remaining = new Map(rest);
	for (const [sku, factor] of components) {
		remaining.set(sku, (remaining.get(sku) ?? 0) - factor * count);
	}
	return remaining;
}
