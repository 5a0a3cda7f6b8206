import { chunk } from 'lodash';

import type { Fields } from '../transport/json';
import { toText } from '../../shared/text';

/** Entries of a comma-separated parameter; an expression may give a list as well. */
export function listOf(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : toText(value).split(',');
	return [...new Set(entries.map((entry) => toText(entry).trim()).filter(Boolean))];
}

/** SKUs per call used in practice (OMS API §1.4). */
const SKU_BATCH = 100;

/**
 * Rows of several SKU filters, up to `limit`.
 *
 * @param skus  empty = no filter, one call
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
