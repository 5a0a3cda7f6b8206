import type { OrderShop } from '../shared/orderItem';
import { ALL_STORES, type MappedSku, type MappingRow } from './rows';
import { withoutCaseAndBlanks } from './words';

/** What one unit of a platform SKU becomes: so many units of this system SKU (B57). */
export interface MappingTarget {
	systemSku: string;
	/** Conversion factor, whole number ≥ 1. */
	quantity: number;
}

/** The mapping, indexed once: looking up a SKU costs the same for twenty rows and for twenty thousand. */
export class MappingIndex {
	private readonly stores = new Map<string, Map<string, MappingTarget[]>>();
	private similar?: Map<string, MappedSku[]>;

	constructor(rows: Iterable<MappingRow>) {
		for (const { storeCode, platformSku, systemSku, quantity } of rows) {
			const skus = getOrAdd(this.stores, storeCode, () => new Map<string, MappingTarget[]>());
			getOrAdd(skus, platformSku, (): MappingTarget[] => []).push({ systemSku, quantity });
		}
	}

	/**
	 * Rows of a platform SKU for a shop: the shop's own rows, by shop code or else shop ID; only where it has none, the
	 * rows of all stores (B58, B59).
	 *
	 * @param platformSku  exactly as TikTok Shop gives it (B65)
	 */
	targets(
		{ code, id }: Pick<OrderShop, 'code' | 'id'>,
		platformSku: string,
	): readonly MappingTarget[] | undefined {
		return (
			this.stores.get(code)?.get(platformSku) ??
			this.stores.get(id)?.get(platformSku) ??
			this.stores.get(ALL_STORES)?.get(platformSku)
		);
	}

	/** Mapped SKUs that differ from this one by case, by blanks or by store only. For hints: they are never used. */
	lookAlikes(platformSku: string): readonly MappedSku[] {
		this.similar ??= this.indexLookAlikes();
		return this.similar.get(withoutCaseAndBlanks(platformSku)) ?? [];
	}

	private indexLookAlikes(): Map<string, MappedSku[]> {
		const similar = new Map<string, MappedSku[]>();
		for (const [storeCode, skus] of this.stores) {
			for (const platformSku of skus.keys()) {
				const key = withoutCaseAndBlanks(platformSku);
				getOrAdd(similar, key, (): MappedSku[] => []).push({ storeCode, platformSku });
			}
		}
		return similar;
	}
}

/** The value of a key, made when it is missing. */
export function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
	const known = map.get(key);
	if (known !== undefined) return known;
	const made = make();
	map.set(key, made);
	return made;
}
