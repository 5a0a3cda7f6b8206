import { uniqBy } from 'lodash';

import { isBlankItem } from '../../shared/table/cells';
import { findTargets, type Fallbacks } from '../mapping/fallbacks';
import type { MappingIndex } from '../mapping/mappingIndex';
import type { RowProblem, SkuProblem } from '../mapping/rowProblems';
import { ALL_STORES, storeText } from '../../shared/table/stores';
import { type TableRow } from '../mapping/mappingRows';

/** States of products that buyers cannot order and that do not change by themselves (TikTok Shop API §4.8). */
const NEVER_SOLD = new Set(['DELETED', 'DRAFT', 'FAILED']);
const DELETED = 'DELETED';

/** An item of TikTok Shop > Product > Get Many, one per SKU (Simplify on). */
export interface ListedSku {
	platformSku: string;
	skuId?: string;
	shopCode: string;
	status?: string;
	productName?: string;
}

/**
 * Compares a mapping with the products of the shops: seller SKUs without rows, products without seller SKU, rows for SKUs
 * that no product has.
 *
 * Rows of a store without products in the input are not checked.
 *
 * @param items   of TikTok Shop > Product > Get Many, one per SKU (Simplify on)
 * @param unread  codes of shops whose products could not be read; an empty one may be any shop. No row is told as gone that may be for a
 *                product of theirs
 */
export function compareWithShop(
	rows: readonly TableRow[],
	items: readonly unknown[],
	index: MappingIndex,
	fallbacks: Fallbacks,
	unread: readonly string[] = [],
): { problems: Array<RowProblem | SkuProblem>; listed: number; unusable: number } {
	const filled = items.filter((item) => !isBlankItem(item));
	const listed = filled.filter(isListedSku);
	const problems: Array<RowProblem | SkuProblem> = goneSkus(rows, listed, unread);
	const reported = new Set<string>();
	for (const sku of listed) {
		const { platformSku, skuId, shopCode, status = '' } = sku;
		const key = JSON.stringify([shopCode, platformSku, platformSku === '' ? skuId : '']);
		if (NEVER_SOLD.has(status) || reported.has(key)) continue;
		const found = findTargets(index, fallbacks, { code: shopCode, id: '' }, platformSku, skuId);
		if (found && 'targets' in found) continue;
		reported.add(key);
		problems.push(listedProblem(sku, found?.unusable[0].row));
	}
	return { problems, listed: listed.length, unusable: filled.length - listed.length };
}

/** @param waitsFor  number of an unusable row that names the SKU */
function listedProblem(
	{ platformSku, skuId, shopCode, productName }: ListedSku,
	waitsFor: number | undefined,
): SkuProblem {
	const product = `product "${productName ?? ''}"`;
	const where = { row: null, storeCode: shopCode, platformSku };
	if (waitsFor !== undefined) {
		const reason = `Platform SKU "${platformSku}" of store ${shopCode} (${product}) needs row ${waitsFor}, which is refused`;
		return { ...where, code: 'LISTED_SKU_NOT_MAPPED', reason };
	}
	return platformSku.trim() === ''
		? {
				...where,
				code: 'LISTED_SKU_EMPTY',
				reason: `A SKU of ${product} of store ${shopCode} (SKU ID ${skuId ?? 'unknown'}) has no seller SKU. Fill it in on TikTok Shop`,
			}
		: {
				...where,
				code: 'LISTED_SKU_NOT_MAPPED',
				reason: `Platform SKU "${platformSku}" of store ${shopCode} (${product}) has no mapping row`,
			};
}

/** Problems of rows whose platform SKU is neither seller SKU nor SKU ID of a product in their shops. */
function goneSkus(
	rows: readonly TableRow[],
	listed: readonly ListedSku[],
	unread: readonly string[],
): RowProblem[] {
	const shops = new Map<string, Set<string>>();
	const anywhere = new Set<string>();
	for (const { platformSku, skuId, shopCode, status } of listed) {
		const ofShop = shops.get(shopCode) ?? new Set<string>();
		shops.set(shopCode, ofShop);
		if (status === DELETED) continue;
		for (const sku of [platformSku, skuId ?? '']) {
			ofShop.add(sku);
			anywhere.add(sku);
		}
	}
	return rows.flatMap(({ number, mapping }): RowProblem[] => {
		if (!mapping) return [];
		const { storeCode, platformSku } = mapping;
		const mayBeOf = (code: string) => [ALL_STORES, code].includes(storeCode) || code === '';
		if (unread.some(mayBeOf)) return [];
		const skus = storeCode === ALL_STORES ? anywhere : shops.get(storeCode);
		if (shops.size === 0 || !skus || skus.has(platformSku)) return [];
		const where =
			storeCode === ALL_STORES
				? `any listed store (${[...shops.keys()].join(', ')})`
				: storeText(storeCode);
		const reason = `no product of ${where} has the seller SKU "${platformSku}"`;
		return [{ row: number, code: 'PLATFORM_SKU_GONE', reason }];
	});
}

/** The seller SKUs of the shops that neither a row nor a fallback maps, each once; empty ones are left out. */
export function listedSkusWithoutRows(
	items: readonly unknown[],
	index: MappingIndex,
	fallbacks: Fallbacks,
): ListedSku[] {
	const listed = items
		.filter(isListedSku)
		.filter(({ status = '', platformSku, skuId, shopCode }) => {
			if (NEVER_SOLD.has(status) || platformSku.trim() === '') return false;
			const shop = { code: shopCode, id: '' };
			return findTargets(index, fallbacks, shop, platformSku, skuId) === undefined;
		});
	return uniqBy(listed, ({ shopCode, platformSku }) => JSON.stringify([shopCode, platformSku]));
}

function isListedSku(item: unknown): item is ListedSku {
	const { platformSku, shopCode } = (item ?? {}) as Partial<Record<keyof ListedSku, unknown>>;
	return typeof platformSku === 'string' && typeof shopCode === 'string' && shopCode !== '';
}
