import { startCase, sortBy } from 'lodash';

import type { ApiLineItem, ApiOrder } from './apiOrder';

/** What an order status means for shipping (TikTok Shop API §4.4). */
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

/** The status that orders are read in unless the user chooses another one. */
export const DEFAULT_STATUS = 'AWAITING_SHIPMENT';

/** Options of a parameter, sorted by name: all statuses, or those of one stage. */
export function statusOptions(stage?: Stage): Array<{ name: string; value: string }> {
	const values = [...STAGES.keys()].filter((value) => !stage || STAGES.get(value) === stage);
	return sortBy(
		values.map((value) => ({ name: startCase(value.toLowerCase()), value })),
		'name',
	);
}

/** Undefined for a status that the API does not describe. */
export function stageOf({ status }: Pick<ApiOrder, 'status'>): Stage | undefined {
	return STAGES.get(status);
}

/** Falls back to the order's stage where the line has no known status. */
export function lineStage(
	line: Pick<ApiLineItem, 'display_status'>,
	order: Pick<ApiOrder, 'status'>,
): Stage | undefined {
	return STAGES.get(line.display_status ?? '') ?? stageOf(order);
}

export function isCancelled(
	line: Pick<ApiLineItem, 'display_status'>,
	order: Pick<ApiOrder, 'status'>,
): boolean {
	return lineStage(line, order) === 'cancelled';
}

/** Whether an order in this status has lines that wait for the warehouse. */
export function isPendingStatus(status: string): boolean {
	return STAGES.get(status) === 'waiting';
}

/**
 * Lines that a warehouse has to ship: the waiting lines of a pending order (TikTok Shop API §4.4), else all lines that are not
 * canceled.
 */
export function linesToShip(order: ApiOrder): ApiLineItem[] {
	return (order.line_items ?? []).filter((line) => {
		const stage = lineStage(line, order);
		if (stage === 'cancelled') return false;
		const isShipped = stage === 'shipped' || hasTrackingNumber(line, order);
		return !isPendingStatus(order.status) || !isShipped;
	});
}

/** In a partly shipped order, a line without its own status counts as shipped once it has a tracking number. */
function hasTrackingNumber(line: ApiLineItem, { status }: ApiOrder): boolean {
	return status === 'PARTIALLY_SHIPPING' && !line.display_status && !!line.tracking_number;
}

/** Index of the first line of a partly shipped order that shows neither that it waits nor that it is shipped; -1 for none. */
export function indexOfUnclearLine({ status, line_items: lines = [] }: ApiOrder): number {
	if (status !== 'PARTIALLY_SHIPPING') return -1;
	return lines.findIndex(({ display_status: own, tracking_number: trackingNumber }) =>
		own ? !STAGES.has(own) : !trackingNumber,
	);
}
