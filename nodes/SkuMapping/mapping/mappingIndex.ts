import { getOrAdd } from '../../shared/getOrAdd';
import { skeleton } from '../../shared/table/doubtful';
import { findForStore, isForStore, type StoreOf } from '../../shared/table/stores';
import type { MappedSku, MappingRow } from './mappingRows';
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

/** A row, with its number where that is known. */
type IndexedRow = MappingRow | { number: number; row: MappingRow };

/** Rows of a platform SKU. Most SKUs have rows of one store only; those of further stores are in `others`. */
interface SkuRows {
	storeCode: string;
	targets: MappingTarget[];
	others?: Map<string, { targets: MappingTarget[] }>;
}

/** Index of a mapping: finding a SKU takes the same time with twenty rows and with twenty thousand. */
export class MappingIndex {
	private readonly skus = new Map<string, SkuRows>();
	private readonly unusable?: UnusableRows;
	private similar?: Map<string, LookAlike[]>;

	/** @param unusable  rows that cannot be used; the SKUs that they name have no other rows */
	constructor(
		private readonly rows: readonly IndexedRow[],
		unusable?: UnusableRows,
	) {
		if (unusable && unusable.rows.length > 0) this.unusable = unusable;
		for (const each of rows) this.add('row' in each ? each.row : each);
	}

	/**
	 * Rows of a platform SKU for a shop: the shop's own rows, and only where it has none, the rows of all stores (B58, B59).
	 * An unusable row counts as a row: others never take its place.
	 *
	 * @param platformSku  exactly as TikTok Shop gives it (B65)
	 */
	find(shop: StoreOf, platformSku: string): Rows | undefined {
		const known = this.skus.get(platformSku);
		const refused = this.unusable?.mayConcern(platformSku) ? this.unusable : undefined;
		if (!refused) {
			if (!known) return undefined;
			if (!known.others) return isForStore(shop, known.storeCode) ? known : undefined;
		}
		return findForStore<Rows>(shop, (storeCode) => {
			const unusable = refused?.rowsFor(storeCode, platformSku);
			if (unusable && unusable.length > 0) return { unusable };
			return known?.storeCode === storeCode ? known : known?.others?.get(storeCode);
		});
	}

	/** Mapped SKUs that differ from this one only by case, blanks, store or characters that look alike. For hints only. */
	lookAlikes(platformSku: string): readonly LookAlike[] {
		this.similar ??= this.indexLookAlikes();
		return this.similar.get(skeleton(platformSku)) ?? [];
	}

	private add(row: MappingRow): void {
		const { storeCode, platformSku } = row;
		const known = this.skus.get(platformSku);
		if (!known) this.skus.set(platformSku, { storeCode, targets: [row] });
		else if (known.storeCode === storeCode) known.targets.push(row);
		else {
			known.others ??= new Map();
			getOrAdd(known.others, storeCode, (): { targets: MappingTarget[] } => ({
				targets: [],
			})).targets.push(row);
		}
	}

	/** Store by store, in the order of the rows. */
	private indexLookAlikes(): Map<string, LookAlike[]> {
		const similar = new Map<string, LookAlike[]>();
		for (const [storeCode, firstRows] of this.firstRows()) {
			for (const [platformSku, row] of firstRows) {
				const mapped = { storeCode, platformSku, ...(row === undefined ? {} : { row }) };
				getOrAdd(similar, skeleton(platformSku), (): LookAlike[] => []).push(mapped);
			}
		}
		return similar;
	}

	/** Number of the first numbered row by store and platform SKU. */
	private firstRows(): Map<string, Map<string, number | undefined>> {
		const stores = new Map<string, Map<string, number | undefined>>();
		for (const each of this.rows) {
			const { number, row } = 'row' in each ? each : { number: undefined, row: each };
			const skus = getOrAdd(stores, row.storeCode, () => new Map<string, number | undefined>());
			skus.set(row.platformSku, skus.get(row.platformSku) ?? number);
		}
		return stores;
	}
}
