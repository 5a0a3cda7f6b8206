import { shownText } from '../../shared/shownText';
import { orderException, type OrderException } from '../../shared/exceptions';
import type { OrderItem } from '../../shared/orderItem';
import type { RequiredField } from '../../shared/recipient/addressForms';
import { recipientFieldLabel } from '../../shared/recipient/complete';
import { visible } from '../../shared/table/doubtful';
import type { Fallbacks } from '../mapping/fallbacks';
import type { LookAlike } from '../mapping/mappingIndex';
import { storeText } from '../../shared/table/stores';
import type { UnusableRow } from '../mapping/unusableRows';
import { listed } from '../../shared/text';

/** An order line, or a bundle component, without a seller SKU. */
export interface EmptySku {
	productName: string;
	skuId: string;
	lineItemIds: string[];
}

export interface UnmappedSku {
	platformSku: string;
	/** SKU of the virtual bundle that it is a component of. */
	bundleSku?: string;
}

/** A SKU whose mapping row cannot be used. */
export interface SkuWithUnusableRows {
	platformSku: string;
	unusable: readonly UnusableRow[];
}

/** Every reason why an order cannot be mapped. */
export interface OrderProblems {
	waitingSkus: SkuWithUnusableRows[];
	emptySkus: EmptySku[];
	unmappedSkus: UnmappedSku[];
	/** Names of empty recipient fields. */
	missingFields: RequiredField[];
	/** True when TikTok Shop hides part of the recipient. */
	masked: boolean;
}

type FindLookAlikes = (platformSku: string) => readonly LookAlike[];

const MAX_LOOK_ALIKES = 5;
const MAX_ROWS_IN_MESSAGE = 3;
/** Longest name in a message, so that a message with endless names is still a whole sentence. */
const LONGEST_NAME = 200;

const shownName = (name: string): string => shownText(name, LONGEST_NAME);

/**
 * The exception of an order that cannot be mapped.
 *
 * The first of these decides the code: a mapping row cannot be used, the seller SKU is empty (B32), the SKU is not mapped (B68),
 * the recipient is incomplete. The details name all problems, so that the user can correct them at once.
 */
export function mappingException(
	order: OrderItem,
	problems: OrderProblems,
	findLookAlikes: FindLookAlikes,
	fallbacks: Fallbacks,
): OrderException {
	const { waitingSkus, emptySkus, unmappedSkus, missingFields, masked } = problems;
	const details = {
		storeCode: storeOf(order),
		emptySkus,
		unmappedSkus: unmappedSkus.map(({ platformSku }) => platformSku),
		missingFields,
		masked,
	};
	if (waitingSkus.length > 0) {
		const unusableRows = rowsOf(waitingSkus);
		const waiting = waitingSkus.map(({ platformSku }) => platformSku);
		return orderException('MAPPING_ROW_UNUSABLE', unusableMessage(order, waiting, unusableRows), {
			...details,
			rows: unusableRows.map(({ row }) => row),
			unusableRows,
			platformSkus: waiting,
		});
	}
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
	return orderException('RECIPIENT_INCOMPLETE', recipientMessage(order, problems), details);
}

function storeOf({ shop }: OrderItem): string {
	return shop.code || shop.id;
}

/** Each row once, in the order of the table. */
function rowsOf(waitingSkus: readonly SkuWithUnusableRows[]): UnusableRow[] {
	const rows = new Map(
		waitingSkus.flatMap(({ unusable }) => unusable.map((each) => [each.row, each])),
	);
	return [...rows.values()].sort((a, b) => a.row - b.row);
}

function unusableMessage(
	order: OrderItem,
	platformSkus: readonly string[],
	rows: readonly UnusableRow[],
): string {
	const shown = rows.slice(0, MAX_ROWS_IN_MESSAGE).map(({ reasons: [reason] }) => clause(reason));
	const hidden = rows.length - shown.length;
	const more = hidden > 0 ? [`${hidden} more`] : [];
	const [skus, are] = platformSkus.length === 1 ? ['SKU', 'is'] : ['SKUs', 'are'];
	const names = listed(platformSkus.map((sku) => `"${shownName(sku)}"`));
	return `Order ${shownName(order.orderId)}: platform ${skus} ${names} of store ${shownName(storeOf(order))} ${are} not mapped, because the mapping has rows that cannot be used: ${[...shown, ...more].join('; ')}.`;
}

/** "Row 17: quantity is empty." → "row 17: quantity is empty". */
function clause(sentence: string): string {
	return sentence.replace(/^R/, 'r').replace(/\.$/, '');
}

function emptyMessage({ orderId }: OrderItem, emptySkus: readonly EmptySku[]): string {
	const products = emptySkus.map(
		({ productName, skuId }) =>
			`"${shownName(productName ?? '')}" (SKU ID ${shownName(skuId ?? 'unknown')})`,
	);
	return `Order ${shownName(orderId)}: the seller SKU of ${listed(products)} is empty.`;
}

function unmappedMessage(order: OrderItem, unmappedSkus: readonly UnmappedSku[]): string {
	const names = unmappedSkus.map(({ platformSku, bundleSku }) =>
		bundleSku
			? `"${shownName(platformSku)}" (part of bundle "${shownName(bundleSku)}")`
			: `"${shownName(platformSku)}"`,
	);
	const skus = names.length === 1 ? 'platform SKU' : 'platform SKUs';
	return `Order ${shownName(order.orderId)}: store ${shownName(storeOf(order))} has no mapping row for ${skus} ${listed(names)}.`;
}

/** @returns undefined where the general hint of the code fits */
function unmappedHint(
	unmappedSkus: readonly UnmappedSku[],
	lookAlikes: readonly LookAlike[],
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
		const similar = lookAlikes.map(({ platformSku, storeCode, row }) => {
			const store = storeText(storeCode);
			const where = row === undefined ? '' : ` in row ${row}`;
			return `"${visible(platformSku)}" (${store})${where}`;
		});
		hints.push(
			`These rows look similar, but upper and lower case, blanks, characters that look alike and the store count: ${listed(similar)}.`,
		);
	}
	if (noProducts) {
		hints.push('The OMS Products input gave no approved product, so no SKU could be found there.');
	}
	return hints.join(' ');
}

function recipientMessage(
	{ orderId }: OrderItem,
	{ missingFields, masked }: OrderProblems,
): string {
	const facts: string[] = [];
	if (missingFields.length > 0) {
		facts.push(`the recipient has no ${listed(missingFields.map(recipientFieldLabel))}`);
	}
	if (masked) facts.push('TikTok Shop hides part of the recipient with asterisks');
	return `Order ${shownName(orderId)}: ${facts.join('; ')}.`;
}
