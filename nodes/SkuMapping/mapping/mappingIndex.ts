import { getOrAdd } from '../../shared/getOrAdd';
import { skeleton } from '../../shared/table/doubtful';
import { findForStore, type StoreOf } from '../../shared/table/stores';
import { mappingKey, type MappedSku, type MappingRow } from './mappingRows';
import type { UnusableRow, UnusableRows } from './unusableRows';

/** Units of one system SKU that are shipped for one unit of a platform SKU (B57). */
export interface MappingTarget {
	systemSku: string;
	/** Conversion factor, whole number ≥ 1. */
	quantity: number;
}

/** A mapped SKU that looks like another one. */
export interface LookAlike extends MappedSku {
	/** Number of its first row, where known. Rows are counted as the user counts them. */
	row?: number;
}

/** Rows of a platform SKU: what they ship, or why they cannot be used. */
export type Rows = { targets: readonly MappingTarget[] } | { unusable: readonly UnusableRow[] };

/** Index of a mapping: finding a SKU takes the same time with twenty rows and with twenty thousand. */
export class MappingIndex {
	private readonly stores = new Map<string, Map<string, MappingTarget[]>>();
	private readonly numbers = new Map<string, number>();
	private similar?: Map<string, LookAlike[]>;

	/** @param unusable  rows that cannot be used; the SKUs that they name have no other rows */
	constructor(
		rows: Iterable<MappingRow | { number: number; row: MappingRow }>,
		private readonly unusable?: UnusableRows,
	) {
		for (const each of rows) {
			const { storeCode, platformSku, systemSku, quantity } = 'row' in each ? each.row : each;
			if ('row' in each) this.note(each.number, each.row);
			const skus = getOrAdd(this.stores, storeCode, () => new Map<string, MappingTarget[]>());
			getOrAdd(skus, platformSku, (): MappingTarget[] => []).push({ systemSku, quantity });
		}
	}

	/**
	 * Rows of a platform SKU for a shop: the shop's own rows, and only where it has none, the rows of all stores (B58, B59).
	 * An unusable row counts as a row: others never take its place.
	 *
	 * @param platformSku  exactly as TikTok Shop gives it (B65)
	 */
	find(shop: StoreOf, platformSku: string): Rows | undefined {
		const refused = this.unusable?.mayConcern(platformSku) ? this.unusable : undefined;
		return findForStore<Rows>(shop, (storeCode) => {
			const unusable = refused?.rowsFor(storeCode, platformSku);
			if (unusable && unusable.length > 0) return { unusable };
			const targets = this.stores.get(storeCode)?.get(platformSku);
			return targets && { targets };
		});
	}

	/** Mapped SKUs that differ from this one only by case, blanks, store or characters that look alike. For hints only. */
	lookAlikes(platformSku: string): readonly LookAlike[] {
		this.similar ??= this.indexLookAlikes();
		return this.similar.get(skeleton(platformSku)) ?? [];
	}

	private note(number: number, row: MappingRow): void {
		const key = mappingKey(row);
		if (!this.numbers.has(key)) this.numbers.set(key, number);
	}

	private indexLookAlikes(): Map<string, LookAlike[]> {
		const similar = new Map<string, LookAlike[]>();
		for (const [storeCode, skus] of this.stores) {
			for (const platformSku of skus.keys()) {
				const key = skeleton(platformSku);
				const row = this.numbers.get(mappingKey({ storeCode, platformSku }));
				const mapped = { storeCode, platformSku, ...(row === undefined ? {} : { row }) };
				getOrAdd(similar, key, (): LookAlike[] => []).push(mapped);
			}
		}
		return similar;
	}
}
