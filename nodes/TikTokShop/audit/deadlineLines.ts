import { uniqBy } from 'lodash';

import { compareTexts } from '../../shared/text';
import { deadlineText, dueDeadlines, type Deadline, type DeadlineStage } from './deadlines';
import type { SideOrder } from './orderSide';

/** A flat line about one deadline of an order that is near or over. */
export interface DeadlineLine {
	orderId: string;
	shopId: string;
	shopCode: string;
	/** Store warehouse on TikTok Shop; empty where the order has none. */
	warehouseId: string;
	/** Status on TikTok Shop. */
	status: string;
	deadline: Deadline;
	deadlineStage: DeadlineStage;
	/** ISO 8601, UTC. */
	dueAt: string;
	message: string;
	/** Stays the same until the stage or the time changes, so that each is told once. */
	key: string;
	/** Position of the order's item in the input. */
	position: number;
}

/** Orders of one shop and store warehouse, by the most urgent stage of each. */
export interface DeadlineSummary {
	shopId: string;
	shopCode: string;
	warehouseId: string;
	overdue: number;
	dueIn8h: number;
	dueIn24h: number;
	/** The earliest of all, ISO 8601, UTC. */
	earliest: string;
	/** Positions of the orders' items in the input. */
	positions: number[];
}

/**
 * Deadlines of the orders that are near or over, the earliest first. An order may have several: TikTok Shop cancels later what was not
 * shipped in time. What TikTok Shop fulfills has none that a seller can keep.
 *
 * @param now  epoch ms
 */
export function deadlineLines(orders: readonly SideOrder[], now: number): DeadlineLine[] {
	return orders
		.filter(isOpen)
		.flatMap((order) => dueDeadlines(order, now).map((due) => ({ order, due })))
		.sort((one, other) => one.due.dueAt - other.due.dueAt)
		.map(({ order, due }) => {
			const { orderId, shop, warehouseId, status, position } = order;
			const { deadline, deadlineStage } = due;
			const dueAt = new Date(due.dueAt).toISOString();
			return {
				...{ orderId, shopId: shop.id, shopCode: shop.code, warehouseId, status },
				...{ deadline, deadlineStage, dueAt },
				message: `Order ${orderId} ${deadlineText(due)}.`,
				key: [orderId, deadline, deadlineStage, dueAt].join('|'),
				position,
			};
		});
}

/** An order that waits without a line to ship is canceled, or has left. */
function isOpen({ isFulfilledBySeller, stage, hasLines }: SideOrder): boolean {
	return isFulfilledBySeller && (stage !== 'waiting' || hasLines);
}

/** One row for each shop and store warehouse; an order counts once, with the gravest of its stages. */
export function deadlineSummaries(lines: readonly DeadlineLine[]): DeadlineSummary[] {
	const groups = new Map<string, DeadlineSummary>();
	// The lines are in the order of time, so the first one of an order is its gravest.
	for (const line of uniqBy(lines, ({ orderId }) => orderId)) {
		const { shopId, shopCode, warehouseId, deadlineStage, dueAt, position } = line;
		const key = [shopId, warehouseId].join('|');
		const none = { overdue: 0, dueIn8h: 0, dueIn24h: 0, earliest: dueAt, positions: [] };
		const group = groups.get(key) ?? { shopId, shopCode, warehouseId, ...none };
		group[deadlineStage] += 1;
		group.positions.push(position);
		groups.set(key, group);
	}
	return [...groups.values()].sort((one, other) => compareTexts(one.earliest, other.earliest));
}
