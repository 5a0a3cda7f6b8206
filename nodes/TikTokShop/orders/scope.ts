import type { OrderItem } from '../../shared/orderItem';
import type { Eligibility } from './eligibility';
import { isFulfilledBySeller } from './fulfillmentType';

/** Which order items may go to the warehouse. */
export interface Scope extends Eligibility {
	/** IDs or codes of shops; empty for all. */
	shops: readonly string[];
	/** Statuses of TikTok Shop. */
	statuses: readonly string[];
}

/**
 * Why an order item must not go to the warehouse now, as a sentence for the user; undefined when it may. The trigger applies the
 * same rules with `eligibility` while it reads (TikTok Shop API §4.4).
 *
 * @param order  as `toOrderItem` makes it; check its types with `notAnOrderProblem` first
 * @param now    epoch s
 */
export function skipReason(order: OrderItem, scope: Scope, now: number): string | undefined {
	return (
		outOfScopeReason(order, scope) ??
		(order.buyerRequestedCancel && !scope.includeCancelRequested
			? 'The buyer asks to cancel it.'
			: undefined) ??
		notSellerReason(order, scope) ??
		(order.lines.length === 0 ? 'It has no line that still has to be shipped.' : undefined) ??
		tooEarlyReason(order, scope, now)
	);
}

function outOfScopeReason(order: OrderItem, scope: Scope): string | undefined {
	const { shop, status, warehouseId = '' } = order;
	const { shops, statuses, warehouseIds } = scope;
	if (shops.length > 0 && !shops.includes(shop.id) && !shops.includes(shop.code)) {
		return `Its shop ${shop.code || shop.id} is not among the chosen shops.`;
	}
	if (!statuses.includes(status)) {
		return `Its status on TikTok Shop is ${status}.`;
	}
	if (warehouseIds.length > 0 && !warehouseIds.includes(warehouseId)) {
		return warehouseId
			? `Its store warehouse ${warehouseId} is not among the chosen ones.`
			: 'It has no store warehouse, and only orders of certain store warehouses are wanted.';
	}
	return undefined;
}

function notSellerReason(order: OrderItem, { shippingType }: Scope): string | undefined {
	const { fulfillmentType, shippingType: own } = order;
	if (fulfillmentType === 'FULFILLMENT_BY_TIKTOK') return 'TikTok Shop ships it itself.';
	if (!isFulfilledBySeller(fulfillmentType)) {
		return `TikTok Shop does not say that the seller fulfills it (fulfillment type "${fulfillmentType}").`;
	}
	if (!shippingType || own === shippingType) return undefined;
	if (own === 'TIKTOK') return 'TikTok Shop ships it itself.';
	return `Its shipping type is "${own}", and only ${shippingType} is wanted.`;
}

function tooEarlyReason(order: OrderItem, scope: Scope, now: number): string | undefined {
	const { createdAt, paidAt, updatedAt, eligibleAt } = order;
	const { notBefore, minimumAge } = scope;
	if (notBefore !== undefined) {
		const moment = new Date(notBefore * 1_000).toISOString();
		if (!createdAt) return `TikTok Shop does not say when it was placed (Not Before is ${moment}).`;
		if (secondsOf(createdAt) < notBefore) {
			return `It was placed at ${createdAt}, before the moment in Not Before (${moment}).`;
		}
	}
	if (eligibleAt && secondsOf(eligibleAt) > now) {
		return `The buyer may cancel it free of charge until ${eligibleAt}.`;
	}
	const restsUntil = secondsOf(paidAt ?? updatedAt ?? createdAt ?? '') + minimumAge;
	if (minimumAge > 0 && restsUntil > now) {
		return `It rests until ${new Date(restsUntil * 1_000).toISOString()} (minimum age).`;
	}
	return undefined;
}

/** Epoch s; 0 without a time. */
function secondsOf(iso: string): number {
	return iso ? Date.parse(iso) / 1_000 : 0;
}

const TEXTS = ['orderId', 'status', 'fulfillmentType', 'shippingType'];
const TIMES = ['createdAt', 'paidAt', 'updatedAt', 'eligibleAt'];

/**
 * Why an item is not an order item that the rules above can use; undefined when it is.
 *
 * @returns the end of the sentence "This item is not an order: …"
 */
export function notAnOrderProblem(json: unknown): string | undefined {
	if (typeof json !== 'object' || json === null) return 'it is empty';
	const item = json as Record<string, unknown>;
	if (item.orderId === undefined || item.orderId === '') return 'it has no orderId';
	const noText = TEXTS.find((field) => typeof item[field] !== 'string');
	if (noText) return `its ${noText} is no text`;
	const shop = (item.shop ?? {}) as Record<string, unknown>;
	const names = [shop.id, shop.code];
	if (!names.every((text) => typeof text === 'string') || !names.some(Boolean)) {
		return 'it names no shop';
	}
	const { warehouseId, buyerRequestedCancel: cancel } = item;
	if ((warehouseId ?? undefined) !== undefined && typeof warehouseId !== 'string') {
		return 'its warehouseId is no text';
	}
	if (cancel !== undefined && typeof cancel !== 'boolean') {
		return 'its buyerRequestedCancel is neither true nor false';
	}
	if (!Array.isArray(item.lines)) return 'its lines are no list';
	if (TIMES.every((field) => (item[field] ?? undefined) === undefined)) return 'it has no time';
	const noTime = TIMES.find((field) => !isTime(item[field] ?? undefined));
	return noTime && `its ${noTime} is no time`;
}

function isTime(value: unknown): boolean {
	if (value === undefined) return true;
	return typeof value === 'string' && Number.isFinite(Date.parse(value));
}
