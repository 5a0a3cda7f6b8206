import { sortBy } from 'lodash';

import { fieldsOf } from '../../shared/fields';
import { toText } from '../../shared/text';
import { readOmsProducts } from '../mapping/omsProducts';

/** A product of the OMS to choose from. Workflows use these names, so they must not change. */
export interface SystemSku {
	system_sku: string;
	product_name: string;
	/** Whether it is the text that was looked for, character by character: a suggestion, and nothing more (B60). */
	same_text: boolean;
}

export interface SystemSkuSearch {
	/** Parts of system SKU or product name, with blanks between them; all have to be there. Empty finds everything. */
	search: string;
	/** The platform SKU; the system SKU with the same text comes first, whatever is searched for. */
	sameAs: string;
	/** Most products that are given. */
	limit: number;
}

export interface FoundSystemSkus {
	skus: SystemSku[];
	/** How many fit; more than `skus` where the limit is lower. */
	found: number;
	/** How many the OMS has that can ship. */
	all: number;
}

/**
 * Products of the OMS to choose a system SKU from: the one with the same text as the platform SKU, then those whose SKU begins with
 * the search, then the others, each in the order of their SKUs. Products that are not approved cannot ship (B63) and are left out.
 *
 * @param items  of Lingxing OMS > Product > Get Many
 */
export function findSystemSkus(
	items: readonly unknown[],
	{ search, sameAs, limit }: SystemSkuSearch,
): FoundSystemSkus {
	const { approved } = readOmsProducts(items);
	const names = namesOf(items);
	const words = simple(search).split(/\s+/).filter(Boolean);
	const all = [...approved].map((systemSku) => ({
		system_sku: systemSku,
		product_name: names.get(systemSku) ?? '',
		same_text: systemSku === sameAs,
	}));
	const fits = ({ system_sku, product_name }: SystemSku): boolean => {
		const text = simple(`${system_sku} ${product_name}`);
		return words.every((word) => text.includes(word));
	};
	const fitting = all.filter(fits);
	const shown = all.filter((product) => product.same_text || fits(product));
	const start = simple(search).trim();
	const sorted = sortBy(
		shown,
		({ same_text }) => !same_text,
		({ system_sku }) => !simple(system_sku).startsWith(start),
		({ system_sku }) => system_sku,
	);
	return { skus: sorted.slice(0, Math.max(0, limit)), found: fitting.length, all: all.length };
}

function namesOf(items: readonly unknown[]): Map<string, string> {
	return new Map(
		items.map((item) => {
			const { systemSku, sku = systemSku, productName } = fieldsOf(item);
			return [toText(sku), toText(productName)];
		}),
	);
}

/** Case, width and accents do not count when people search. */
function simple(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
