import { getOrAdd } from '../../shared/getOrAdd';
import type { OrderItem, OrderLine } from '../../shared/orderItem';
import { isBlankItem } from '../../shared/table/cells';
import { requestedSkus } from '../mapOrders/mapOrder';
import { orderItemFault } from '../mapOrders/orderItemCheck';
import { listedSkusWithoutRows } from '../checkMapping/shopProducts';
import type { Fallbacks } from '../mapping/fallbacks';
import type { MappingIndex } from '../mapping/mappingIndex';

/** A platform SKU of a shop that has no mapping row. Workflows use these names, so they must not change. */
export interface UnmappedSku {
	platform_sku: string;
	/** Code of the shop, or its ID where it has none. */
	store_code: string;
	shop_id: string;
	shop_name: string;
	/** Empty where no order and no product names it. */
	product_name: string;
	/** Units of it in the orders that wait; 0 for a product that nobody has ordered. */
	units: number;
	orders: number;
	order_ids: string[];
}

/**
 * The platform SKUs without a mapping row, those of the most units first: of the orders, and of the products where they are given.
 *
 * Each order counts once. A virtual bundle counts by its components, as Map Orders maps it. A SKU whose rows cannot be used is not among
 * them: another row would not help it. Neither is an empty seller SKU, which has to be filled in on TikTok Shop (B32).
 *
 * @param orders    items of the TikTok Shop nodes; other items are ignored
 * @param products  items of TikTok Shop > Product > Get Many
 */
export function unmappedSkus(
	orders: readonly unknown[],
	products: readonly unknown[],
	index: MappingIndex,
	fallbacks: Fallbacks,
): UnmappedSku[] {
	const found = new Map<string, UnmappedSku>();
	const counted = new Set<string>();
	for (const item of orders) {
		if (!isOrder(item)) continue;
		const { shop, lines, orderId } = item;
		const key = JSON.stringify([shop.code || shop.id, orderId]);
		if (counted.has(key)) continue;
		counted.add(key);
		for (const line of lines) addLine(found, item, line, index, fallbacks);
	}
	for (const { platformSku, shopCode, productName } of listedSkusWithoutRows(
		products,
		index,
		fallbacks,
	)) {
		const sku = entryOf(found, { id: '', code: shopCode, name: '' }, platformSku);
		sku.product_name ||= productName ?? '';
	}
	return [...found.values()].sort(
		(one, other) =>
			other.units - one.units ||
			other.orders - one.orders ||
			compare(one.platform_sku, other.platform_sku) ||
			compare(one.store_code, other.store_code),
	);
}

/** Whether an item can be looked through. Everything else has been said already by the node that it comes from. */
export function isOrder(item: unknown): item is OrderItem {
	return !isBlankItem(item) && orderItemFault(item) === undefined;
}

function addLine(
	found: Map<string, UnmappedSku>,
	{ shop, orderId }: OrderItem,
	line: OrderLine,
	index: MappingIndex,
	fallbacks: Fallbacks,
): void {
	for (const demand of requestedSkus(line, shop, index, fallbacks)) {
		if (demand.found !== undefined || demand.platformSku.trim() === '') continue;
		const sku = entryOf(found, shop, demand.platformSku);
		sku.product_name ||= line.productName ?? '';
		sku.units += demand.quantity;
		if (sku.order_ids.includes(orderId)) continue;
		sku.order_ids.push(orderId);
		sku.orders += 1;
	}
}

function entryOf(
	found: Map<string, UnmappedSku>,
	{ id, code, name }: Pick<OrderItem['shop'], 'id' | 'code' | 'name'>,
	platformSku: string,
): UnmappedSku {
	const storeCode = code || id;
	return getOrAdd(found, JSON.stringify([storeCode, platformSku]), () => ({
		platform_sku: platformSku,
		store_code: storeCode,
		shop_id: id,
		shop_name: name,
		product_name: '',
		units: 0,
		orders: 0,
		order_ids: [],
	}));
}

function compare(one: string, other: string): number {
	return one < other ? -1 : one > other ? 1 : 0;
}
