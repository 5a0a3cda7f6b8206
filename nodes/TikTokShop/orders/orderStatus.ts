import type { ApiLineItem, ApiOrder } from './apiOrder';

/** Where an order or a line stands on its way (TikTok Shop API §4.4). */
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
export function stageOf({ status }: Pick<ApiOrder, 'status'>): Stage | undefined {
	return STAGES.get(status);
}

/** A line whose own status says nothing stands where the order stands. */
export function lineStage(
	line: Pick<ApiLineItem, 'display_status'>,
	order: Pick<ApiOrder, 'status'>,
): Stage | undefined {
	return STAGES.get(line.display_status ?? '') ?? stageOf(order);
}

/** An order in this status waits for the warehouse, with all of its lines or with the rest of them. */
export function isPendingStatus(status: string): boolean {
	return STAGES.get(status) === 'waiting';
}

/**
 * Lines that a warehouse has to ship: of a pending order those that still wait (TikTok Shop API §4.4), of any other one all that are not
 * cancelled.
 */
export function linesToShip(order: ApiOrder): ApiLineItem[] {
	return (order.line_items ?? []).filter((line) => {
		const stage = lineStage(line, order);
		if (stage === 'cancelled') return false;
		return !isPendingStatus(order.status) || !(stage === 'shipped' || hasNumber(line, order));
	});
}

/** Of a partly shipped order, a line without a status of its own has left when it has a tracking number. */
function hasNumber(line: ApiLineItem, { status }: ApiOrder): boolean {
	return status === 'PARTIALLY_SHIPPING' && !line.display_status && !!line.tracking_number;
}

/** Position of the first line of a partly shipped order that cannot be told to wait or to have left; -1 for none. */
export function unknownLine({ status, line_items: lines = [] }: ApiOrder): number {
	if (status !== 'PARTIALLY_SHIPPING') return -1;
	return lines.findIndex(({ display_status: own, tracking_number: number }) =>
		own ? !STAGES.has(own) : !number,
	);
}
