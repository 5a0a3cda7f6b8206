import type { OutboundLine } from '../shared/orderItem';
import type { ShopOrderLine } from './orderLines';

/** Units of each system SKU. */
export type Units = ReadonlyMap<string, number>;

/** Line items that are the same to the warehouse: one platform SKU, and what one unit of it is made of. */
export interface LineGroup {
	platformSku: string;
	lineItemIds: string[];
	/** System units in one platform unit; empty where nothing tells. */
	recipe: Units;
}

/**
 * Line items by what the warehouse packs for one unit of them: the mapping read backwards (B57, B58).
 *
 * With the order's outbound lines, as SKU Mapping made them, the factors are known; a virtual bundle without rows of its own is
 * the sum of its parts (contract §4.3). Without them only what is certain is taken: all units of the order are one SKU, so each
 * holds an equal part of what was packed; or platform SKUs and system SKUs have the same names and the same numbers of units.
 *
 * @param lines   of the order that are not cancelled; one line item is one unit
 * @param packed  all units in all parcels
 * @returns       undefined where the factors are not known for sure
 */
export function groupLines(
	lines: readonly ShopOrderLine[],
	outboundLines: readonly OutboundLine[] | undefined,
	packed: Units,
): LineGroup[] | undefined {
	const groups = new Map<string, LineGroup & { line: ShopOrderLine }>();
	for (const line of lines) {
		const key = JSON.stringify([line.sku_id, line.seller_sku]);
		const known = groups.get(key);
		if (known) known.lineItemIds.push(line.id);
		else {
			const platformSku = line.seller_sku ?? '';
			groups.set(key, { platformSku, lineItemIds: [line.id], recipe: new Map(), line });
		}
	}
	const all = [...groups.values()];
	const mapped = outboundLines && outboundLines.length > 0;
	const recipes = mapped ? mappedRecipes(all, outboundLines) : certainRecipes(all, packed);
	return recipes && all.map((group, index) => ({ ...group, recipe: recipes[index] }));
}

function mappedRecipes(
	groups: ReadonlyArray<{ line: ShopOrderLine }>,
	outboundLines: readonly OutboundLine[],
): Units[] | undefined {
	const factors = new Map<string, Map<string, number>>();
	for (const { systemSku, from } of outboundLines) {
		for (const { platformSku, factor, skuId } of from ?? []) {
			const key = skuId ? `id ${skuId}` : `sku ${platformSku}`;
			const ofSku = factors.get(key) ?? new Map<string, number>();
			factors.set(key, ofSku.set(systemSku, factor));
		}
	}
	const unitsOf = (skuId = '', sellerSku = ''): Units | undefined =>
		factors.get(`id ${skuId}`) ?? factors.get(`sku ${sellerSku}`);
	const recipes = groups.map(({ line }) => {
		const own = unitsOf(line.sku_id, line.seller_sku);
		const parts = line.combined_listing_skus ?? [];
		if (own || parts.length === 0) return own;
		const sum = new Map<string, number>();
		for (const { sku_id: skuId, seller_sku: sellerSku, sku_count: count = 1 } of parts) {
			const units = unitsOf(skuId, sellerSku);
			if (!units) return undefined;
			for (const [sku, factor] of units) sum.set(sku, (sum.get(sku) ?? 0) + factor * count);
		}
		return sum;
	});
	return recipes.every((recipe) => recipe !== undefined) ? recipes : undefined;
}

function certainRecipes(groups: readonly LineGroup[], packed: Units): Units[] | undefined {
	if (groups.length === 1) {
		const units = groups[0].lineItemIds.length;
		const parts = [...packed].map(([sku, quantity]) => [sku, quantity / units] as const);
		return parts.every(([, quantity]) => Number.isInteger(quantity)) ? [new Map(parts)] : undefined;
	}
	const same =
		new Set(groups.map(({ platformSku }) => platformSku)).size === groups.length &&
		packed.size === groups.length &&
		groups.every(({ platformSku, lineItemIds }) => packed.get(platformSku) === lineItemIds.length);
	return same ? groups.map(({ platformSku }) => new Map([[platformSku, 1]])) : undefined;
}
