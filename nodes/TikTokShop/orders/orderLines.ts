import { lineStage, stageOf, type Stage } from './orderStatus';

export { lineStage, stageOf, type Stage };

/** What deciding needs of an order as Get Order Detail shows it (TikTok Shop API §4.3). */
export interface ShopOrder {
	id: string;
	status: string;
	fulfillment_type?: string;
	shipping_type?: string;
	is_buyer_request_cancel?: boolean;
	tracking_number?: string;
	shipping_provider_id?: string;
	/** Several orders are in one package (`COMBINED`), or the order is in several (`SPLIT`). */
	split_or_combine_tag?: string;
	/** Brazil: `NEED_INVOICE` while TikTok Shop waits for the invoice. */
	need_upload_invoice?: string;
	/** Latest time to ship, time of the automatic cancellation, time of shipping; epoch seconds. */
	rts_sla_time?: number;
	shipping_due_time?: number;
	rts_time?: number;
	line_items?: ShopOrderLine[];
	packages?: Array<{ id: string }>;
}

/** One line item is one unit (TikTok Shop API §4.3). */
export interface ShopOrderLine {
	id: string;
	sku_id?: string;
	seller_sku?: string;
	/** Parts of a virtual bundle. */
	combined_listing_skus?: Array<{ sku_id?: string; seller_sku?: string; sku_count?: number }>;
	display_status?: string;
	package_id?: string;
	tracking_number?: string;
	shipping_provider_id?: string;
	/** Time of shipping, epoch seconds. */
	rts_time?: number;
}

/** The lines with these IDs, or all of them. */
export function linesOf(order: ShopOrder, ids?: readonly string[]): ShopOrderLine[] {
	const lines = order.line_items ?? [];
	return ids ? lines.filter(({ id }) => ids.includes(id)) : lines;
}

/** The same without cancelled ones. */
export function liveLines(order: ShopOrder, ids?: readonly string[]): ShopOrderLine[] {
	return linesOf(order, ids).filter((line) => !isCancelled(line, order));
}

export function isCancelled(line: ShopOrderLine, order: ShopOrder): boolean {
	return lineStage(line, order) === 'cancelled';
}

/**
 * Tracking number TikTok Shop shows for a line; empty where there is none. The number of a partly shipped order is not that of
 * a line which still waits.
 */
export function shownNumber(line: ShopOrderLine, order: ShopOrder): string {
	const other = order.status === 'PARTIALLY_SHIPPING' && lineStage(line, order) === 'waiting';
	return line.tracking_number || (other ? '' : order.tracking_number) || '';
}

/** IDs that are no lines of this order. */
export function unknownLines(order: ShopOrder, ids: readonly string[] = []): string[] {
	const known = new Set(linesOf(order).map(({ id }) => id));
	return ids.filter((id) => !known.has(id));
}

/**
 * Packages that these waiting lines are in. Where TikTok Shop does not say which lines are in a package, the packages
 * nothing has been shipped from.
 */
export function packagesOf(order: ShopOrder, waiting: readonly ShopOrderLine[]): string[] {
	const ofLines = waiting.flatMap(({ package_id: id }) => (id ? [id] : []));
	if (ofLines.length > 0) return [...new Set(ofLines)];
	const shipped = new Set(
		linesOf(order)
			.filter((line) => lineStage(line, order) === 'shipped')
			.map(({ package_id: id }) => id),
	);
	return (order.packages ?? []).map(({ id }) => id).filter((id) => !shipped.has(id));
}

/** The order as it stands once these lines have been shipped with a number; for the next item about the same order. */
export function afterShipping<T extends ShopOrder>(
	order: T,
	lineItemIds: readonly string[],
	trackingNumber: string,
): T {
	const shipped = new Set(lineItemIds);
	const lines = linesOf(order).map((line) => {
		return shipped.has(line.id)
			? { ...line, display_status: 'AWAITING_COLLECTION', tracking_number: trackingNumber }
			: line;
	});
	const waits = lines.some((line) => lineStage(line, order) === 'waiting');
	return {
		...order,
		status: waits ? 'PARTIALLY_SHIPPING' : 'AWAITING_COLLECTION',
		...(lines.length === 0 ? { tracking_number: trackingNumber } : {}),
		line_items: lines,
	};
}
