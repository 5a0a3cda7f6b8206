import type { ApiLineItem, ApiOrder } from './apiOrder';

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
