import { ALL_STORES, storeText } from '../../shared/table/stores';
import { mappingKey, type MappedSku, type MappingRow } from '../mapping/mappingRows';

/** A mapping (store and platform SKU) that differs between two versions. */
export interface Difference extends MappedSku {
	change: 'added' | 'removed' | 'changed';
	/** "SYS-A × 2 + SYS-B × 1"; empty where the mapping did not exist. */
	before: string;
	after: string;
	/** What changes for a platform SKU that is mapped already, in whole sentences; otherwise empty. */
	effect: string;
	/** What the effect is about. `system_sku` includes a changed quantity. */
	about?: 'quantity' | 'system_sku';
}

/**
 * Compares two versions of a mapping; the order of rows does not count (B61, B62).
 *
 * Rows of one store count before those of all stores. Adding or removing rows of a store therefore changes what is shipped
 * where all stores have rows for the SKU; `effect` says so.
 *
 * @param unknown  keys of mappings whose new version cannot be read in full; they are not compared
 * @returns        in the order of the new rows, then removed mappings in the order of the old rows
 */
export function differencesOf(
	before: readonly MappingRow[],
	after: readonly MappingRow[],
	unknown: ReadonlySet<string> = new Set(),
): Difference[] {
	const [old, now] = [mappingsOf(before), mappingsOf(after)];
	const differences: Difference[] = [];
	for (const [key, { sku, units }] of now) {
		if (unknown.has(key)) continue;
		const earlier = old.get(key)?.units ?? new Map<string, number>();
		const [was, is] = [unitsText(earlier), unitsText(units)];
		if (was === is) continue;
		const change = earlier.size === 0 ? 'added' : 'changed';
		const shipped = unitsFor(old, sku);
		differences.push({ ...sku, change, before: was, after: is, ...effectOf(sku, shipped, units) });
	}
	for (const [key, { sku, units }] of old) {
		if (unknown.has(key) || now.has(key)) continue;
		const shipped = unitsFor(now, sku);
		// Without rows of all stores the orders wait, as for any removed mapping.
		const effect = shipped ? effectOf(sku, units, shipped) : { effect: '' };
		differences.push({ ...sku, change: 'removed', before: unitsText(units), after: '', ...effect });
	}
	return differences;
}

/** Units of each system SKU; a combo has several. */
type Units = ReadonlyMap<string, number>;

type Mappings = ReadonlyMap<string, { sku: MappedSku; units: Units }>;

function mappingsOf(rows: readonly MappingRow[]): Mappings {
	const byKey = new Map<string, { sku: MappedSku; units: Map<string, number> }>();
	for (const { storeCode, platformSku, systemSku, quantity } of rows) {
		const sku = { storeCode, platformSku };
		const mapping = byKey.get(mappingKey(sku)) ?? { sku, units: new Map<string, number>() };
		mapping.units.set(systemSku, (mapping.units.get(systemSku) ?? 0) + quantity);
		byKey.set(mappingKey(sku), mapping);
	}
	return byKey;
}

/** Units that are shipped for a SKU of a store: by its own rows, else by those of all stores. */
function unitsFor(mappings: Mappings, { storeCode, platformSku }: MappedSku): Units | undefined {
	for (const store of [storeCode, ALL_STORES]) {
		const mapping = mappings.get(mappingKey({ storeCode: store, platformSku }));
		if (mapping) return mapping.units;
	}
	return undefined;
}

function effectOf(
	{ storeCode, platformSku }: MappedSku,
	before: Units | undefined,
	after: Units,
): Pick<Difference, 'effect' | 'about'> {
	if (before === undefined || unitsText(before) === unitsText(after)) return { effect: '' };
	const whose = `platform SKU "${platformSku}" of ${storeText(storeCode)}`;
	const sameSkus = before.size === after.size && [...before.keys()].every((sku) => after.has(sku));
	if (!sameSkus) {
		const effect = `${whose} ships ${unitsText(before)} now, and ${unitsText(after)} after the change`;
		return { effect, about: 'system_sku' };
	}
	const changed = [...after].filter(([sku, quantity]) => before.get(sku) !== quantity);
	const parts = changed.map(([sku, quantity]) => `"${sku}" from ${before.get(sku)} to ${quantity}`);
	return {
		effect: `the quantity for ${whose} changes: system SKU ${parts.join(', ')}`,
		about: 'quantity',
	};
}

function unitsText(units: Units): string {
	return [...units]
		.map(([systemSku, quantity]) => `${systemSku} × ${quantity}`)
		.sort()
		.join(' + ');
}
