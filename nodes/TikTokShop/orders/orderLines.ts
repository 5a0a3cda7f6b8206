import type { ApiLineItem, ApiOrder } from './apiOrder';
import { isCancelled, lineStage } from './orderStatus';

/** The line items with these IDs, or all line items. */
export function linesOf(order: ApiOrder, ids?: readonly string[]): ApiLineItem[] {
	const lines = order.line_items ?? [];
	return ids ? lines.filter(({ id }) => ids.includes(id)) : lines;
}

/** The same without canceled line items. */
export function liveLines(order: ApiOrder, ids?: readonly string[]): ApiLineItem[] {
	return linesOf(order, ids).filter((line) => !isCancelled(line, order));
}

/**
 * Tracking number that TikTok Shop shows for a line item; empty if there is none. In a partly shipped order, the order's number
 * does not count for a line item that still waits.
 */
export function shownTrackingNumber(line: ApiLineItem, order: ApiOrder): string {
	const stillWaits = order.status === 'PARTIALLY_SHIPPING' && lineStage(line, order) === 'waiting';
	return line.tracking_number || (stillWaits ? '' : order.tracking_number) || '';
}

/** IDs that the order does not have. */
export function unknownLineItemIds(order: ApiOrder, ids: readonly string[] = []): string[] {
	const known = new Set(linesOf(order).map(({ id }) => id));
	return ids.filter((id) => !known.has(id));
}

/** IDs of all packages of an order. */
export function packageIdsOf({ packages = [] }: ApiOrder): string[] {
	return packages.map(({ id }) => id);
}

/** IDs of the packages that hold no shipped line. */
export function unshippedPackageIds(order: ApiOrder): string[] {
	const shipped = new Set(
		linesOf(order)
			.filter((line) => lineStage(line, order) === 'shipped')
			.map(({ package_id: id }) => id),
	);
	return packageIdsOf(order).filter((id) => !shipped.has(id));
}

/** IDs of the packages of these waiting lines. Without a package ID on any of them, the packages that hold no shipped line. */
export function packageIdsOfLines(order: ApiOrder, waiting: readonly ApiLineItem[]): string[] {
	const ofLines = waiting.flatMap(({ package_id: id }) => (id ? [id] : []));
	return ofLines.length > 0 ? [...new Set(ofLines)] : unshippedPackageIds(order);
}

/** The order after these line items have been shipped, for the next item about the same order. */
export function afterShipping<T extends ApiOrder>(
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
	const hasWaitingLines = lines.some((line) => lineStage(line, order) === 'waiting');
	return {
		...order,
		status: hasWaitingLines ? 'PARTIALLY_SHIPPING' : 'AWAITING_COLLECTION',
		...(lines.length === 0 ? { tracking_number: trackingNumber } : {}),
		line_items: lines,
	};
}
