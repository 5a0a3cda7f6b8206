import type { MappingTarget } from './mappingIndex';

/**
 * Platform units that the stock of the OMS allows: the mapping read backwards (B57, B58).
 *
 * One system SKU: floor(stock ÷ factor). A combo: the minimum over its system SKUs. A system SKU without stock entry, or
 * with less than one unit, allows none. Each platform SKU is answered for itself: two that share a system SKU share its
 * stock, which the caller has to divide.
 *
 * @param targets  rows of one platform SKU; factor whole number ≥ 1
 * @param stockOf  units of a system SKU that may be sold; undefined = none known
 * @returns        whole number ≥ 0; 0 without rows
 */
export function availablePlatformQuantity(
	targets: readonly MappingTarget[],
	stockOf: (systemSku: string) => number | undefined,
): number {
	const factors = new Map<string, number>();
	for (const { systemSku, quantity } of targets) {
		factors.set(systemSku, (factors.get(systemSku) ?? 0) + quantity);
	}
	if (factors.size === 0) return 0;
	const allowed = [...factors].map(([systemSku, factor]) => {
		const stock = stockOf(systemSku) ?? 0;
		return stock > 0 ? Math.floor(stock / factor) : 0;
	});
	return Math.min(...allowed);
}
