import { getOrAdd } from '../../shared/getOrAdd';
import type { OrderException } from '../../shared/exceptions';
import type { OrderItem, OrderLine, OrderShop, OutboundLine } from '../../shared/orderItem';
import { missingRecipientFields } from '../../shared/recipient/complete';
import { isMaskedRecipient } from '../../shared/recipient/mask';
import {
	findTargets,
	NO_FALLBACKS,
	type Fallbacks,
	type Found,
	type NotUsable,
} from '../mapping/fallbacks';
import type { MappingIndex } from '../mapping/mappingIndex';
import {
	mappingException,
	type EmptySku,
	type Gaps,
	type UnmappedSku,
	type WaitingSku,
} from './mappingException';

/** Orders of this shipping type get TikTok Shop's own label, which has the address. */
const SHIPPED_BY_TIKTOK = 'TIKTOK';

export interface MapOptions {
	/** Whether an incomplete or masked recipient makes an order that the seller ships an exception. */
	checkRecipient: boolean;
	/** What is tried, in this order, for a SKU without rows. */
	fallbacks?: Fallbacks;
}

export type MappedOrder = { outboundLines: OutboundLine[] } | { exception: OrderException };

/**
 * Units of each system SKU that one order needs.
 *
 * need[systemSku] = Σ line.quantity × factor; equal system SKUs of several lines are added (B57, B58), gifts count like
 * any line, and so do samples. A TikTok Shop virtual bundle is mapped by its own SKU if that has rows or a fallback finds
 * it, else by its parts (TikTok Shop API §4.3). A SKU whose row cannot be used is neither.
 * One line that cannot be mapped makes the whole order an exception: nothing is mapped in part (B68).
 *
 * @param order  quantities in platform units, whole numbers ≥ 1; it is only read
 * @returns      outbound lines in order of first appearance, or why the order cannot go on
 */
export function mapOrder(
	order: OrderItem,
	index: MappingIndex,
	{ checkRecipient, fallbacks = NO_FALLBACKS }: MapOptions,
): MappedOrder {
	const lines = new Map<string, OutboundLine>();
	const emptySkus: EmptySku[] = [];
	const unmappedSkus = new Map<string, UnmappedSku>();
	const waitingSkus = new Map<string, WaitingSku>();
	for (const line of order.lines) {
		for (const demand of demandsOf(line, order.shop, index, fallbacks)) {
			const { platformSku, found } = demand;
			if (found && 'unusable' in found) {
				waitingSkus.set(`${platformSku} ${demand.skuId}`, { platformSku, ...found });
			} else if (found) addUnits(lines, demand, found);
			else if (platformSku.trim() === '') emptySkus.push(emptySku(line, demand));
			else unmappedSkus.set(platformSku, { platformSku, bundleSku: demand.bundleSku });
		}
	}
	const needsRecipient = checkRecipient && order.shippingType !== SHIPPED_BY_TIKTOK;
	const gaps: Gaps = {
		waitingSkus: [...waitingSkus.values()],
		emptySkus,
		unmappedSkus: [...unmappedSkus.values()],
		missingFields: needsRecipient ? missingRecipientFields(order.recipient) : [],
		masked: needsRecipient && isMaskedRecipient(order.recipient),
	};
	const exception = mappingException(order, gaps, (sku) => index.lookAlikes(sku), fallbacks);
	return exception ? { exception } : { outboundLines: [...lines.values()] };
}

/** Units of one platform SKU that an order line asks for. */
export interface Demand {
	platformSku: string;
	skuId: string;
	/** Platform units, whole number ≥ 1. */
	quantity: number;
	/** SKU of the virtual bundle this is a part of; may be empty. */
	bundleSku?: string;
	/** What it becomes; absent where nothing maps it. */
	found?: Found | NotUsable;
}

/** The platform SKUs that a line asks for: one, or the parts of a virtual bundle that is not mapped as such. */
export function demandsOf(
	line: OrderLine,
	shop: OrderShop,
	index: MappingIndex,
	fallbacks: Fallbacks,
): Demand[] {
	const { skuId, quantity } = line;
	const components = line.components ?? [];
	const platformSku = line.platformSku ?? '';
	const found = findTargets(index, fallbacks, shop, platformSku, skuId);
	if (components.length === 0 || found) return [{ platformSku, skuId, quantity, found }];
	return components.map((part) => {
		const partSku = part.platformSku ?? '';
		return {
			platformSku: partSku,
			skuId: part.skuId,
			quantity: quantity * part.quantity,
			bundleSku: platformSku,
			found: findTargets(index, fallbacks, shop, partSku, part.skuId),
		};
	});
}

function addUnits(
	lines: Map<string, OutboundLine>,
	{ platformSku, quantity, skuId }: Demand,
	{ targets, by }: Found,
): void {
	for (const { systemSku, quantity: factor } of targets) {
		const line = getOrAdd(lines, systemSku, () => ({ systemSku, quantity: 0, from: [] }));
		line.quantity += quantity * factor;
		const source = { platformSku, quantity, factor };
		if (by === undefined) line.from.push(source);
		else line.from.push(by === 'skuId' ? { ...source, by, skuId } : { ...source, by });
	}
}

function emptySku({ productName, lineItemIds }: OrderLine, { skuId }: Demand): EmptySku {
	return { productName, skuId, lineItemIds };
}
