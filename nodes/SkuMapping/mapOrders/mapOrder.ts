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
	const lines = new OutboundLines();
	const failed: FailedSku[] = [];
	for (const line of order.lines) {
		for (const demand of requestedSkus(line, order.shop, index, fallbacks)) {
			const { found } = demand;
			if (found && 'targets' in found) lines.add(demand, found);
			else failed.push({ line, demand });
		}
	}
	const needsRecipient = checkRecipient && order.shippingType !== SHIPPED_BY_TIKTOK;
	const missingFields = needsRecipient ? missingRecipientFields(order.recipient) : [];
	const masked = needsRecipient && isMaskedRecipient(order.recipient);
	if (failed.length === 0 && missingFields.length === 0 && !masked) {
		return { outboundLines: lines.all() };
	}
	const problems: OrderProblems = { ...skuProblems(failed), missingFields, masked };
	const lookAlikes = (sku: string) => index.lookAlikes(sku);
	return { exception: mappingException(order, problems, lookAlikes, fallbacks) };
}

/** A SKU that no row maps, or whose rows cannot be used, and its order line. */
interface FailedSku {
	line: OrderLine;
	demand: RequestedSku;
}

function skuProblems(
	failed: readonly FailedSku[],
): Pick<OrderProblems, 'waitingSkus' | 'emptySkus' | 'unmappedSkus'> {
	const emptySkus: EmptySku[] = [];
	const unmappedSkus = new Map<string, UnmappedSku>();
	const waitingSkus = new Map<string, SkuWithUnusableRows>();
	for (const { line, demand } of failed) {
		const { platformSku, found, skuId, bundleSku } = demand;
		if (found && 'unusable' in found) {
			waitingSkus.set(`${platformSku} ${skuId}`, { platformSku, ...found });
		} else if (platformSku.trim() === '') emptySkus.push(emptySku(line, demand));
		else unmappedSkus.set(platformSku, { platformSku, bundleSku });
	}
	return {
		waitingSkus: [...waitingSkus.values()],
		emptySkus,
		unmappedSkus: [...unmappedSkus.values()],
	};
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

/** Up to here a search through the list is faster than a map. */
const FEW_LINES = 8;

/** The outbound lines of an order, one for each system SKU. */
class OutboundLines {
	private readonly lines: OutboundLine[] = [];
	private bySku?: Map<string, OutboundLine>;

	add({ platformSku, quantity, skuId }: RequestedSku, { targets, by }: FoundTargets): void {
		for (const { systemSku, quantity: factor } of targets) {
			const source = { platformSku, quantity, factor };
			const from =
				by === undefined ? source : by === 'skuId' ? { ...source, by, skuId } : { ...source, by };
			const line = this.find(systemSku);
			if (line) {
				line.quantity += quantity * factor;
				line.from.push(from);
				continue;
			}
			const added = { systemSku, quantity: quantity * factor, from: [from] };
			this.lines.push(added);
			this.bySku?.set(systemSku, added);
		}
	}

	/** A list that needs no more memory than its lines: that of a growing one has room for more. */
	all(): OutboundLine[] {
		return this.lines.slice();
	}

	private find(systemSku: string): OutboundLine | undefined {
		if (this.lines.length <= FEW_LINES) {
			for (const line of this.lines) if (line.systemSku === systemSku) return line;
			return undefined;
		}
		this.bySku ??= new Map(this.lines.map((line) => [line.systemSku, line]));
		return this.bySku.get(systemSku);
	}
}

function emptySku({ productName, lineItemIds }: OrderLine, { skuId }: RequestedSku): EmptySku {
	return { productName, skuId, lineItemIds };
}
