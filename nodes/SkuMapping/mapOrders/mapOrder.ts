import { getOrAdd } from '../../shared/getOrAdd';
import type { OrderException } from '../../shared/exceptions';
import type { OrderItem, OrderLine, OrderShop, OutboundLine } from '../../shared/orderItem';
import { missingRecipientFields } from '../../shared/recipient/complete';
import { isMaskedRecipient } from '../../shared/recipient/mask';
import {
	findTargets,
	NO_FALLBACKS,
	type Fallbacks,
	type FoundTargets,
	type UnusableTargets,
} from '../mapping/fallbacks';
import type { MappingIndex } from '../mapping/mappingIndex';
import {
	mappingException,
	type EmptySku,
	type OrderProblems,
	type UnmappedSku,
	type SkuWithUnusableRows,
} from './mappingException';

/** Orders of this shipping type get a label of TikTok Shop, which has the address. */
const SHIPPED_BY_TIKTOK = 'TIKTOK';

export interface MapOptions {
	/** Whether an incomplete or masked recipient makes an order that the seller ships an exception. */
	checkRecipient: boolean;
	/** Fallbacks for a SKU without rows. */
	fallbacks?: Fallbacks;
}

export type MappedOrder = { outboundLines: OutboundLine[] } | { exception: OrderException };

/**
 * Units of each system SKU that one order needs.
 *
 * units[systemSku] = Σ line.quantity × factor. Equal system SKUs of several lines are added up (B57, B58); gifts and samples
 * count like any line. A virtual bundle of TikTok Shop is mapped by its own SKU if that has rows or a fallback finds it, else
 * by its components (TikTok Shop API §4.3). If the rows of the bundle cannot be used, the order waits.
 * One line that cannot be mapped makes the whole order an exception: no order is mapped in part (B68).
 *
 * @param order  quantities in platform units, whole numbers ≥ 1; not changed
 * @returns      outbound lines in the order of the order lines, or the exception
 */
export function mapOrder(
	order: OrderItem,
	index: MappingIndex,
	{ checkRecipient, fallbacks = NO_FALLBACKS }: MapOptions,
): MappedOrder {
	const lines = new Map<string, OutboundLine>();
	const emptySkus: EmptySku[] = [];
	const unmappedSkus = new Map<string, UnmappedSku>();
	const waitingSkus = new Map<string, SkuWithUnusableRows>();
	for (const line of order.lines) {
		for (const demand of requestedSkus(line, order.shop, index, fallbacks)) {
			const { platformSku, found } = demand;
			if (found && 'unusable' in found) {
				waitingSkus.set(`${platformSku} ${demand.skuId}`, { platformSku, ...found });
			} else if (found) addUnits(lines, demand, found);
			else if (platformSku.trim() === '') emptySkus.push(emptySku(line, demand));
			else unmappedSkus.set(platformSku, { platformSku, bundleSku: demand.bundleSku });
		}
	}
	const needsRecipient = checkRecipient && order.shippingType !== SHIPPED_BY_TIKTOK;
	const gaps: OrderProblems = {
		waitingSkus: [...waitingSkus.values()],
		emptySkus,
		unmappedSkus: [...unmappedSkus.values()],
		missingFields: needsRecipient ? missingRecipientFields(order.recipient) : [],
		masked: needsRecipient && isMaskedRecipient(order.recipient),
	};
	const exception = mappingException(order, gaps, (sku) => index.lookAlikes(sku), fallbacks);
	return exception ? { exception } : { outboundLines: [...lines.values()] };
}

/** Units of a platform SKU that an order line needs. */
export interface RequestedSku {
	platformSku: string;
	skuId: string;
	/** Platform units, whole number ≥ 1. */
	quantity: number;
	/** SKU of the virtual bundle that it is a component of; may be empty. */
	bundleSku?: string;
	/** Absent where neither a row nor a fallback maps it. */
	found?: FoundTargets | UnusableTargets;
}

/** The platform SKUs of a line: its own, or the components of a virtual bundle that is not mapped itself. */
export function requestedSkus(
	line: OrderLine,
	shop: OrderShop,
	index: MappingIndex,
	fallbacks: Fallbacks,
): RequestedSku[] {
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
	{ platformSku, quantity, skuId }: RequestedSku,
	{ targets, by }: FoundTargets,
): void {
	for (const { systemSku, quantity: factor } of targets) {
		const line = getOrAdd(lines, systemSku, () => ({ systemSku, quantity: 0, from: [] }));
		line.quantity += quantity * factor;
		const source = { platformSku, quantity, factor };
		if (by === undefined) line.from.push(source);
		else line.from.push(by === 'skuId' ? { ...source, by, skuId } : { ...source, by });
	}
}

function emptySku({ productName, lineItemIds }: OrderLine, { skuId }: RequestedSku): EmptySku {
	return { productName, skuId, lineItemIds };
}
