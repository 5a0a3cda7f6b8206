import { chunk } from 'lodash';

import type { Fields } from '../transport/json';
import { toText } from '../../shared/text';

/** Entries of a comma-separated parameter or of a list from an expression. */
export function listOf(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : toText(value).split(',');
	return [...new Set(entries.map((entry) => toText(entry).trim()).filter(Boolean))];
}

/** SKUs per call, as integrators use it (OMS API §1.4). */
const SKU_BATCH = 100;

/**
 * Reads rows by SKU in several calls, up to `limit` rows.
 *
 * @param skus  empty: one call without a filter
 */
export async function inSkuBatches(
	skus: readonly string[],
	limit: number,
	read: (skus: string[], limit: number) => Promise<Fields[]>,
): Promise<Fields[]> {
	const batches = skus.length > 0 ? chunk(skus, SKU_BATCH) : [[]];
	const rows: Fields[] = [];
	for (const batch of batches) {
		if (rows.length >= limit) break;
		rows.push(...(await read(batch, limit - rows.length)));
	}
	return rows;
}
