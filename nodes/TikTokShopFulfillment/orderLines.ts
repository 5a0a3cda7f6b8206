/** What deciding needs of an order as Get Order Detail shows it (contract §4.3). */
export interface ShopOrder {
	id: string;
	status: string;
	fulfillment_type?: string;
	shipping_type?: string;
	is_buyer_request_cancel?: boolean;
	tracking_number?: string;
	shipping_provider_id?: string;
	line_items?: ShopOrderLine[];
	packages?: Array<{ id: string }>;
}

export interface ShopOrderLine {
	id: string;
	display_status?: string;
	package_id?: string;
	tracking_number?: string;
}

/** Where an order or a line stands on its way (contract §4.4). */
export type Stage = 'notReady' | 'waiting' | 'shipped' | 'cancelled';

const STAGES = new Map<string, Stage>([
	['UNPAID', 'notReady'],
	['ON_HOLD', 'notReady'],
	['AWAITING_SHIPMENT', 'waiting'],
	['PARTIALLY_SHIPPING', 'waiting'],
	['AWAITING_COLLECTION', 'shipped'],
	['IN_TRANSIT', 'shipped'],
	['DELIVERED', 'shipped'],
	['COMPLETED', 'shipped'],
	['CANCELLED', 'cancelled'],
]);

/** Undefined for a status that is not in the contract. */
export function stageOf({ status }: ShopOrder): Stage | undefined {
	return STAGES.get(status);
}

/** A line whose own status says nothing stands where the order stands. */
export function lineStage(line: ShopOrderLine, order: ShopOrder): Stage | undefined {
	return STAGES.get(line.display_status ?? '') ?? stageOf(order);
}

/** The lines with these IDs, or all of them. */
export function linesOf(order: ShopOrder, ids?: readonly string[]): ShopOrderLine[] {
	const lines = order.line_items ?? [];
	return ids ? lines.filter(({ id }) => ids.includes(id)) : lines;
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
