import type { OrderShop } from '../shared/orderItem';
import { ALL_STORES, type MappedSku, type MappingRow } from './rows';
import type { UnusableRow, UnusableRows } from './unusableRows';
import { withoutCaseAndBlanks } from './words';

/** What one unit of a platform SKU becomes: so many units of this system SKU (B57). */
export interface MappingTarget {
	systemSku: string;
	/** Conversion factor, whole number ≥ 1. */
	quantity: number;
}

/** What the mapping says of a platform SKU: its rows, or rows that are about it and cannot be used. */
export type Rows = { targets: readonly MappingTarget[] } | { unusable: readonly UnusableRow[] };

/** The mapping, indexed once: looking up a SKU costs the same for twenty rows and for twenty thousand. */
export class MappingIndex {
	private readonly stores = new Map<string, Map<string, MappingTarget[]>>();
	private similar?: Map<string, MappedSku[]>;

	/** @param unusable  rows that cannot be used; what they name has no rows here */
	constructor(
		rows: Iterable<MappingRow>,
		private readonly unusable?: UnusableRows,
	) {
		for (const { storeCode, platformSku, systemSku, quantity } of rows) {
			const skus = getOrAdd(this.stores, storeCode, () => new Map<string, MappingTarget[]>());
			getOrAdd(skus, platformSku, (): MappingTarget[] => []).push({ systemSku, quantity });
		}
	}

	/**
	 * Rows of a platform SKU for a shop: the shop's own rows, by shop code or else shop ID; only where it has none, the
	 * rows of all stores (B58, B59). Rows that cannot be used count as rows: others never take their place.
	 *
	 * @param platformSku  exactly as TikTok Shop gives it (B65)
	 */
	find({ code, id }: Pick<OrderShop, 'code' | 'id'>, platformSku: string): Rows | undefined {
		const refused = this.unusable?.mayName(platformSku) ? this.unusable : undefined;
		for (const storeCode of [code, id, ALL_STORES]) {
			if (!storeCode) continue;
			const unusable = refused?.at(storeCode, platformSku);
			if (unusable && unusable.length > 0) return { unusable };
			const targets = this.stores.get(storeCode)?.get(platformSku);
			if (targets) return { targets };
		}
		return undefined;
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
