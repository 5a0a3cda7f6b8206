import { chunk } from 'lodash';
import type { INodeProperties } from 'n8n-workflow';

import type { Fields } from '../transport/json';
import { textsIn } from '../../shared/text';

/** A filter by system SKUs. */
export const systemSkusFilter = {
	displayName: 'System SKUs',
	name: 'systemSkus',
	type: 'string',
	default: '',
	placeholder: 'e.g. SYS-MUG-BLU, SYS-PLATE',
} satisfies INodeProperties;

/** Entries of a comma-separated parameter or of a list from an expression, each once. */
export function listOf(value: unknown): string[] {
	return [...new Set(textsIn(value))];
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
