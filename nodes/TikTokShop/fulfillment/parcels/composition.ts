import type { OutboundLine } from '../../../shared/orderItem';
import type { ApiLineItem } from '../../orders/apiOrder';

/** Units of each system SKU. */
export type Units = ReadonlyMap<string, number>;

/** Line items of one platform SKU, and the components of one unit. */
export interface SkuGroup {
	platformSku: string;
	lineItemIds: string[];
	/** How many of them are not cancelled. */
	live: number;
	/** System units in one platform unit; empty if unknown. */
	components: Units;
}

/**
 * Groups line items by platform SKU, with the system units of one unit: the inverse of the SKU mapping (B57, B58).
 *
 * With the order's outbound lines, as SKU Mapping made them, the factors are known; a virtual bundle without rows of its own is
 * the sum of its parts (TikTok Shop API §4.3). Without them only what is certain is taken: all units of the order are one SKU, so each
 * holds an equal part; or platform SKUs and system SKUs have the same names and the same numbers of units.
 *
 * It is unknown whether a line item was cancelled before or after the outbound order was created. So without outbound lines all units
 * may be those of all line items, or of those that are not cancelled.
 *
 * @param lines        of the order; one line item is one unit
 * @param ordered      all units that the outbound orders of this order were created for
 * @param isCancelled  whether TikTok Shop has a line item as cancelled
 */
export function groupBySku(
	lines: readonly ApiLineItem[],
	outboundLines: readonly OutboundLine[] | undefined,
	ordered: Units,
	isCancelled: (line: ApiLineItem) => boolean = () => false,
): SkuGroup[] {
	const groups = new Map<string, SkuGroup & { line: ApiLineItem }>();
	for (const line of lines) {
		const key = JSON.stringify([line.sku_id, line.seller_sku]);
		const live = isCancelled(line) ? 0 : 1;
		const known = groups.get(key);
		if (known) {
			known.lineItemIds.push(line.id);
			known.live += live;
		} else {
			const platformSku = line.seller_sku ?? '';
			groups.set(key, { platformSku, lineItemIds: [line.id], live, components: new Map(), line });
		}
	}
	const all = [...groups.values()];
	const mapped = outboundLines && outboundLines.length > 0;
	const components = mapped
		? mappedComponents(all, outboundLines)
		: certainComponents(all, ordered);
	return all.map(({ platformSku, lineItemIds, live }, index) => {
		return { platformSku, lineItemIds, live, components: components[index] ?? new Map() };
	});
}

type ComponentsOfGroups = Array<Units | undefined>;

function mappedComponents(
	groups: ReadonlyArray<{ line: ApiLineItem }>,
	outboundLines: readonly OutboundLine[],
): ComponentsOfGroups {
	const factors = new Map<string, Map<string, number>>();
	for (const { systemSku, from } of outboundLines) {
		for (const { platformSku, factor, skuId } of from ?? []) {
			const key = skuId ? `id ${skuId}` : `sku ${platformSku}`;
			const ofSku = factors.get(key) ?? new Map<string, number>();
			factors.set(key, ofSku.set(systemSku, factor));
		}
	}
	const unitsOf = (skuId = '', sellerSku = ''): Units | undefined =>
		usable(factors.get(`id ${skuId}`) ?? factors.get(`sku ${sellerSku}`));
	return groups.map(({ line }) => {
		const own = unitsOf(line.sku_id, line.seller_sku);
		const parts = line.combined_listing_skus ?? [];
		if (own || parts.length === 0) return own;
		const sum = new Map<string, number>();
		for (const { sku_id: skuId, seller_sku: sellerSku, sku_count: count = 1 } of parts) {
			const units = unitsOf(skuId, sellerSku);
			if (!units) return undefined;
			for (const [sku, factor] of units) sum.set(sku, (sum.get(sku) ?? 0) + factor * count);
		}
		return usable(sum);
	});
}

/** A factor is a whole number from 1 on (B57). */
function usable(components: Units | undefined): Units | undefined {
	if (!components || components.size === 0) return undefined;
	const isUsable = (factor: number) => Number.isInteger(factor) && factor >= 1;
	return [...components.values()].every(isUsable) ? components : undefined;
}

function certainComponents(groups: readonly SkuGroup[], ordered: Units): ComponentsOfGroups {
	const all = groups.map(({ lineItemIds }) => lineItemIds.length);
	const live = groups.map((group) => group.live);
	const left = groups.filter((group) => group.live > 0);
	if (groups.length === 1) return [equalParts(ordered, all[0]) ?? equalParts(ordered, live[0])];
	if (left.length === 1 && ordered.size === 1) {
		return groups.map((group) => (group.live > 0 ? equalParts(ordered, group.live) : undefined));
	}
	return namesAlike(groups, ordered, all) ?? namesAlike(groups, ordered, live) ?? [];
}

function equalParts(ordered: Units, units: number): Units | undefined {
	return usable(new Map([...ordered].map(([sku, quantity]) => [sku, quantity / units])));
}

/** @param counts  units of each of the groups */
function namesAlike(
	groups: readonly SkuGroup[],
	ordered: Units,
	counts: readonly number[],
): ComponentsOfGroups | undefined {
	const byName = new Map(groups.map(({ platformSku }, index) => [platformSku, counts[index]]));
	const same =
		byName.size === groups.length &&
		[...ordered].every(([sku, quantity]) => byName.get(sku) === quantity);
	return same
		? groups.map(({ platformSku }) => {
				return ordered.has(platformSku) ? new Map([[platformSku, 1]]) : undefined;
			})
		: undefined;
}

/** The units of all of them, added by SKU. */
export function sumOf(all: readonly Units[]): Map<string, number> {
	const sum = new Map<string, number>();
	for (const [sku, quantity] of all.flatMap((units) => [...units])) {
		sum.set(sku, (sum.get(sku) ?? 0) + quantity);
	}
	return sum;
}

/** Number of units of all SKUs. */
export function countOf(units: Units): number {
	return [...units.values()].reduce((sum, each) => sum + each, 0);
}

/** Whether `units` holds at least `others`. */
export function holds(units: Units, others: Units): boolean {
	return [...others].every(([sku, quantity]) => (units.get(sku) ?? 0) >= quantity);
}
