import type { ApiLineItem, ApiOrder } from './apiOrder';
import { isCancelled, lineStage } from './orderStatus';

/** The lines with these IDs, or all of them. */
export function linesOf(order: ApiOrder, ids?: readonly string[]): ApiLineItem[] {
	const lines = order.line_items ?? [];
	return ids ? lines.filter(({ id }) => ids.includes(id)) : lines;
}

/** The same without cancelled ones. */
export function liveLines(order: ApiOrder, ids?: readonly string[]): ApiLineItem[] {
	return linesOf(order, ids).filter((line) => !isCancelled(line, order));
}

/**
 * Tracking number TikTok Shop shows for a line; empty where there is none. The number of a partly shipped order is not that of
 * a line which still waits.
 */
export function shownNumber(line: ApiLineItem, order: ApiOrder): string {
	const other = order.status === 'PARTIALLY_SHIPPING' && lineStage(line, order) === 'waiting';
	return line.tracking_number || (other ? '' : order.tracking_number) || '';
}

/** IDs that are no lines of this order. */
export function unknownLines(order: ApiOrder, ids: readonly string[] = []): string[] {
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

/** The order as it stands once these lines have been shipped with a number; for the next item about the same order. */
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
	const waits = lines.some((line) => lineStage(line, order) === 'waiting');
	return {
		...order,
		status: waits ? 'PARTIALLY_SHIPPING' : 'AWAITING_COLLECTION',
		...(lines.length === 0 ? { tracking_number: trackingNumber } : {}),
		line_items: lines,
	};
}
