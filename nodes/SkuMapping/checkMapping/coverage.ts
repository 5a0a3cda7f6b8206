import type { OrderItem } from '../../shared/orderItem';
import { isBlankItem } from '../../shared/table/cells';
import type { Fallbacks } from '../mapping/fallbacks';
import { requestedSkus } from '../mapOrders/mapOrder';
import type { MappingIndex } from '../mapping/mappingIndex';
import { orderItemFault } from '../mapOrders/orderItemCheck';
import type { SkuProblem } from '../mapping/rowProblems';
import { count } from '../../shared/text';

/** Share of the sold SKUs and units that is mapped, in % with one decimal, rounded down; null where nothing was sold. */
export interface Coverage {
	orders: number;
	skusSold: number;
	skusCovered: number;
	skuCoverage: number | null;
	unitsSold: number;
	unitsCovered: number;
	unitCoverage: number | null;
}

/**
 * Share of the given orders that a mapping covers. Each order counts once, and each SKU as Map Orders would map it: virtual
 * bundles by their components unless they are mapped themselves.
 *
 * @returns the figures, the sold SKUs whose orders would wait (most units first), and the number of items that are no orders
 */
export function coverageOf(
	orders: readonly unknown[],
	index: MappingIndex,
	fallbacks: Fallbacks,
): { coverage: Coverage; problems: SkuProblem[]; unusable: number } {
	const known = new Set<string>();
	const sold = new Map<string, SoldSku>();
	let unusable = 0;
	for (const item of orders) {
		if (orderItemFault(item) !== undefined) {
			if (!isBlankItem(item)) unusable++;
			continue;
		}
		const order = item as OrderItem;
		const { shop, lines, orderId } = order;
		const storeCode = shop.code || shop.id;
		const orderKey = `${storeCode} ${orderId}`;
		if (known.has(orderKey)) continue;
		known.add(orderKey);
		for (const line of lines) {
			for (const demand of requestedSkus(line, shop, index, fallbacks)) {
				const { platformSku, skuId, quantity, found } = demand;
				const key = JSON.stringify([storeCode, platformSku, platformSku === '' ? skuId : '']);
				const entry: SoldSku = sold.get(key) ?? {
					storeCode,
					platformSku,
					skuId,
					units: 0,
					covered: true,
				};
				entry.units += quantity;
				entry.covered &&= found !== undefined && 'targets' in found;
				if (found && 'unusable' in found) entry.waitsFor ??= found.unusable[0].row;
				sold.set(key, entry);
			}
		}
	}
	const skus = [...sold.values()];
	return {
		coverage: figures(known.size, skus),
		problems: skus
			.filter(({ covered }) => !covered)
			.sort((a, b) => b.units - a.units)
			.map(soldProblem),
		unusable,
	};
}

interface SoldSku {
	storeCode: string;
	platformSku: string;
	skuId: string;
	units: number;
	covered: boolean;
	/** Number of an unusable row that names it. */
	waitsFor?: number;
}

function figures(orders: number, skus: readonly SoldSku[]): Coverage {
	const covered = skus.filter((sku) => sku.covered);
	const unitsSold = sum(skus);
	const unitsCovered = sum(covered);
	return {
		orders,
		skusSold: skus.length,
		skusCovered: covered.length,
		skuCoverage: percent(covered.length, skus.length),
		unitsSold,
		unitsCovered,
		unitCoverage: percent(unitsCovered, unitsSold),
	};
}

function sum(skus: readonly SoldSku[]): number {
	return skus.reduce((units, sku) => units + sku.units, 0);
}

/** Rounded down, so that 100 means all of them. */
function percent(part: number, whole: number): number | null {
	return whole === 0 ? null : Math.floor((part / whole) * 1_000) / 10;
}

function soldProblem({ storeCode, platformSku, skuId, units, waitsFor }: SoldSku): SkuProblem {
	const sold = `${count(units)} ${units === 1 ? 'unit' : 'units'} sold`;
	const reason =
		waitsFor !== undefined
			? `Platform SKU "${platformSku}" of store ${storeCode} (${sold}) needs row ${waitsFor}, which is refused`
			: platformSku.trim() === ''
				? `A product of store ${storeCode} (SKU ID ${skuId ?? 'unknown'}, ${sold}) has no seller SKU. Fill it in on TikTok Shop`
				: `Platform SKU "${platformSku}" of store ${storeCode} (${sold}) has no mapping row`;
	return { row: null, code: 'SOLD_SKU_NOT_MAPPED', reason, storeCode, platformSku };
}
