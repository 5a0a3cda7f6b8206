import type { OrderShop } from '../../shared/orderItem';
import type { MappingIndex, MappingTarget } from './mappingIndex';
import type { UnusableRow } from './unusableRows';

/**
 * What may be tried for a platform SKU without rows: `skuId` = rows whose platform SKU is the SKU ID of TikTok Shop;
 * `sameSku` = the platform SKU itself, where the OMS has exactly that system SKU, approved (B60, B63).
 */
export type FallbackKind = 'skuId' | 'sameSku';

export interface Fallbacks {
	/** In the order in which they are tried; empty = only rows of the platform SKU count. */
	steps: readonly FallbackKind[];
	/** System SKUs of the OMS that can ship; only `sameSku` looks at them. */
	approvedSkus: ReadonlySet<string>;
}

export const NO_FALLBACKS: Fallbacks = { steps: [], approvedSkus: new Set() };

/** What a platform SKU becomes, and by which fallback where it has no rows itself. */
export interface Found {
	targets: readonly MappingTarget[];
	by?: FallbackKind;
}

/** Rows that say what a platform SKU becomes, and cannot be used. */
export interface NotUsable {
	unusable: readonly UnusableRow[];
}

/**
 * What one unit of a platform SKU becomes: its own rows, else the first fallback that knows it. Nothing is guessed: upper
 * and lower case and blanks count everywhere (B65), and no fallback takes the place of a row that cannot be used.
 *
 * @param platformSku  as TikTok Shop gives it; may be empty, then only `skuId` can find it
 */
export function findTargets(
	index: MappingIndex,
	{ steps, approvedSkus }: Fallbacks,
	shop: Pick<OrderShop, 'code' | 'id'>,
	platformSku: string,
	skuId: string | undefined,
): Found | NotUsable | undefined {
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
