import { orderException, type OrderException } from '../shared/exceptions';
import type { OrderItem } from '../shared/orderItem';
import type { Fallbacks } from './fallbacks';
import { recipientFieldLabel } from './recipient';
import { ALL_STORES, type MappedSku } from './rows';
import { listed } from './words';

/** An order line, or a part of a bundle, without a seller SKU. */
export interface EmptySku {
	productName: string;
	skuId: string;
	lineItemIds: string[];
}

export interface UnmappedSku {
	platformSku: string;
	/** SKU of the virtual bundle it is a part of, if it is one. */
	bundleSku?: string;
}

/** Everything that keeps an order from being mapped. */
export interface Gaps {
	emptySkus: EmptySku[];
	unmappedSkus: UnmappedSku[];
	/** Names of empty recipient fields. */
	missingFields: string[];
	/** True when TikTok Shop hides part of the recipient. */
	masked: boolean;
}

type FindLookAlikes = (platformSku: string) => readonly MappedSku[];

const MAX_LOOK_ALIKES = 5;

/**
 * The exception of an order with gaps, none for an order without.
 *
 * The first of these decides the code: seller SKU empty (B32), SKU not mapped (B68), recipient incomplete. The details
 * name all gaps of all kinds, so that they can be mended in one go.
 */
export function whyNotMapped(
	order: OrderItem,
	gaps: Gaps,
	findLookAlikes: FindLookAlikes,
	fallbacks: Fallbacks,
): OrderException | undefined {
	const { emptySkus, unmappedSkus, missingFields, masked } = gaps;
	const details = {
		storeCode: storeOf(order),
		emptySkus,
		unmappedSkus: unmappedSkus.map(({ platformSku }) => platformSku),
		missingFields,
		masked,
	};
	if (emptySkus.length > 0) {
		return orderException('PLATFORM_SKU_EMPTY', emptyMessage(order, emptySkus), details);
	}
	if (unmappedSkus.length > 0) {
		const lookAlikes = details.unmappedSkus.flatMap(findLookAlikes).slice(0, MAX_LOOK_ALIKES);
		return orderException(
			'SKU_NOT_MAPPED',
			unmappedMessage(order, unmappedSkus),
			{ ...details, lookAlikes },
			unmappedHint(unmappedSkus, lookAlikes, fallbacks),
		);
	}
	if (missingFields.length > 0 || masked) {
		return orderException('RECIPIENT_INCOMPLETE', recipientMessage(order, gaps), details);
	}
	return undefined;
}

function storeOf({ shop }: OrderItem): string {
	return shop.code || shop.id;
}

function emptyMessage({ orderId }: OrderItem, emptySkus: readonly EmptySku[]): string {
	const products = emptySkus.map(
		({ productName, skuId }) => `"${productName ?? ''}" (SKU ID ${skuId ?? 'unknown'})`,
	);
	return `Order ${orderId}: the seller SKU of ${listed(products)} is empty.`;
}

function unmappedMessage(order: OrderItem, unmappedSkus: readonly UnmappedSku[]): string {
	const names = unmappedSkus.map(({ platformSku, bundleSku }) =>
		bundleSku ? `"${platformSku}" (part of bundle "${bundleSku}")` : `"${platformSku}"`,
	);
	const skus = names.length === 1 ? 'platform SKU' : 'platform SKUs';
	return `Order ${order.orderId}: store ${storeOf(order)} has no mapping row for ${skus} ${listed(names)}.`;
}

/** Undefined keeps the general hint of the vocabulary. */
function unmappedHint(
	unmappedSkus: readonly UnmappedSku[],
	lookAlikes: readonly MappedSku[],
	{ steps, approvedSkus }: Fallbacks,
): string | undefined {
	const withBlanks = unmappedSkus.filter(({ platformSku }) => platformSku !== platformSku.trim());
	const noProducts = steps.includes('sameSku') && approvedSkus.size === 0;
	if (withBlanks.length === 0 && lookAlikes.length === 0 && !noProducts) return undefined;
	const hints: string[] = [];
	if (withBlanks.length > 0) {
		hints.push(
			'Remove the blank at the start or end of the seller SKU on TikTok Shop; mapping rows are read without it.',
		);
	}
	if (withBlanks.length < unmappedSkus.length) {
		hints.push('Add a mapping row for this platform SKU and store.');
	}
	hints.push('The order goes on by itself at the next poll.');
	if (lookAlikes.length > 0) {
		const similar = lookAlikes.map(({ platformSku, storeCode }) =>
			storeCode === ALL_STORES
				? `"${platformSku}" (all stores)`
				: `"${platformSku}" (store ${storeCode})`,
		);
		hints.push(
			`These rows look similar, but upper and lower case, blanks and the store count: ${listed(similar)}.`,
		);
	}
	if (noProducts) {
		hints.push('The OMS Products input gave no approved product, so no SKU could be found there.');
	}
	return hints.join(' ');
}

function recipientMessage({ orderId }: OrderItem, { missingFields, masked }: Gaps): string {
	const facts: string[] = [];
	if (missingFields.length > 0) {
		facts.push(`the recipient has no ${listed(missingFields.map(recipientFieldLabel))}`);
	}
	if (masked) facts.push('TikTok Shop hides part of the recipient with asterisks');
	return `Order ${orderId}: ${facts.join('; ')}.`;
}
