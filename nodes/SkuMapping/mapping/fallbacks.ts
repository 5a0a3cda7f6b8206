import type { OrderShop } from '../../shared/orderItem';
import type { MappingIndex, MappingTarget } from './mappingIndex';
import type { UnusableRow } from './unusableRows';

/**
 * Fallback for a platform SKU without rows. `skuId`: rows whose platform SKU is the SKU ID of TikTok Shop. `sameSku`: the
 * platform SKU itself, where the OMS has an approved system SKU of exactly this name (B60, B63).
 */
export type FallbackKind = 'skuId' | 'sameSku';

export interface Fallbacks {
	/** Tried in this order. Empty: only rows of the platform SKU count. */
	steps: readonly FallbackKind[];
	/** System SKUs of the OMS that can ship; used by `sameSku` only. */
	approvedSkus: ReadonlySet<string>;
}

export const NO_FALLBACKS: Fallbacks = { steps: [], approvedSkus: new Set() };

/** Targets of a platform SKU. `by` is the fallback that found them. */
export interface FoundTargets {
	targets: readonly MappingTarget[];
	by?: FallbackKind;
}

/** The platform SKU has rows, but they cannot be used. */
export interface UnusableTargets {
	unusable: readonly UnusableRow[];
}

/**
 * Finds the targets of a platform SKU: by its own rows, else by the first fallback that knows it. Nothing is guessed: case
 * and blanks count everywhere (B65), and no fallback replaces an unusable row.
 *
 * @param platformSku  as TikTok Shop has it; where it is empty, only `skuId` can find it
 */
export function findTargets(
	index: MappingIndex,
	{ steps, approvedSkus }: Fallbacks,
	shop: Pick<OrderShop, 'code' | 'id'>,
	platformSku: string,
	skuId: string | undefined,
): FoundTargets | UnusableTargets | undefined {
	const own = index.find(shop, platformSku);
	if (own) return own;
	for (const by of steps) {
		if (by === 'sameSku') {
			if (approvedSkus.has(platformSku)) {
				return { targets: [{ systemSku: platformSku, quantity: 1 }], by };
			}
		} else {
			const found = skuId ? index.find(shop, skuId) : undefined;
			if (found) return 'targets' in found ? { ...found, by } : found;
		}
	}
	return undefined;
}
