import { mappingKey, type MappedSku, type MappingRow } from './rows';

/** One mapping (store and platform SKU) that is not the same in two versions. */
export interface Difference extends MappedSku {
	change: 'added' | 'removed' | 'changed';
	/** "SYS-A × 2 + SYS-B × 1"; empty where it did not exist. */
	before: string;
	after: string;
}

/**
 * What changes when one version of a mapping takes the place of another; the order of rows does not count (B61, B62).
 *
 * @param unknown  keys of mappings whose new version cannot be read in full; nothing is said about them
 * @returns        in the order of the new rows, then what is removed in the order of the old ones
 */
export function differencesOf(
	before: readonly MappingRow[],
	after: readonly MappingRow[],
	unknown: ReadonlySet<string> = new Set(),
): Difference[] {
	const [old, now] = [mappingsOf(before), mappingsOf(after)];
	const differences: Difference[] = [];
	for (const [key, { sku, text }] of now) {
		const earlier = old.get(key)?.text ?? '';
		if (unknown.has(key) || earlier === text) continue;
		const change = earlier === '' ? 'added' : 'changed';
		differences.push({ ...sku, change, before: earlier, after: text });
	}
	for (const [key, { sku, text }] of old) {
		if (unknown.has(key) || now.has(key)) continue;
		differences.push({ ...sku, change: 'removed', before: text, after: '' });
	}
	return differences;
}

function mappingsOf(rows: readonly MappingRow[]): Map<string, { sku: MappedSku; text: string }> {
	const byKey = new Map<string, { sku: MappedSku; units: string[] }>();
	for (const { storeCode, platformSku, systemSku, quantity } of rows) {
		const sku = { storeCode, platformSku };
		const mapping = byKey.get(mappingKey(sku)) ?? { sku, units: [] };
		mapping.units.push(`${systemSku} × ${quantity}`);
		byKey.set(mappingKey(sku), mapping);
	}
	return new Map(
		[...byKey].map(([key, { sku, units }]) => [key, { sku, text: units.sort().join(' + ') }]),
	);
}
