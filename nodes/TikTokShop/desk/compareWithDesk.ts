import { HOUR_MS } from '../../shared/durations';
import type { DeskRows } from './deskRows';
import { isCancellationKey, isShipmentKey, type ResultLine } from './resultLine';

/** A row to write into the desk by upsert: it waits, since now or with another reason than before. */
export interface RowToNote {
	order_id: string;
	message: string;
	hint: string;
	code: string;
	shop_code: string;
	shop_id: string;
	status: 'open';
	/** ISO 8601, UTC. */
	opened: string;
	last_seen: string;
}

/** An open row that is over. */
export interface RowToClose {
	order_id: string;
	status: 'closed';
	/** ISO 8601, UTC. */
	closed: string;
	closed_how: string;
}

export interface DeskChanges {
	toNote: RowToNote[];
	toClose: RowToClose[];
}

/** A row that has not changed is written again after this time, so that people see that it is still looked at, ms. */
const SEEN_AGAIN_AFTER = 12 * HOUR_MS;
/** An order that is skipped in one of these may still go to the warehouse. */
const PENDING: readonly string[] = ['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING', 'ON_HOLD'];

/**
 * The rows of the exception desk that change. What waits for the same reason as before is not written again, so the desk costs what
 * changes. A row that a person has closed stays closed.
 *
 * @param lines  results of one run; of several for one order, one that is over decides, then the last
 * @param now    epoch ms
 */
export function compareWithDesk(
	lines: readonly ResultLine[],
	desk: DeskRows,
	now: number,
): DeskChanges {
	const byOrder = new Map<string, ResultLine>();
	for (const line of lines) {
		const earlier = byOrder.get(line.order_id);
		if (!earlier || !isOver(earlier)) byOrder.set(line.order_id, line);
	}
	const changes: DeskChanges = { toNote: [], toClose: [] };
	const moment = new Date(now).toISOString();
	for (const [orderId, line] of byOrder) {
		const open = desk.openRow(orderId);
		if (isOver(line)) {
			if (!open) continue;
			const closed_how = closedHow(line);
			changes.toClose.push({ order_id: orderId, status: 'closed', closed: moment, closed_how });
		} else if (line.result === 'waits' && !desk.isClosedByHand(orderId)) {
			const isSame =
				open?.code === line.code && open.message === line.message && open.hint === line.hint;
			if (isSame && now - Date.parse(open.last_seen) < SEEN_AGAIN_AFTER) continue;
			const { order_id, shop_code, shop_id, code, message, hint } = line;
			const opened = open?.opened || moment;
			changes.toNote.push({
				...{ order_id, message, hint, code, shop_code, shop_id, status: 'open' },
				...{ opened, last_seen: moment },
			});
		}
	}
	return changes;
}

function isOver({ order_id, result, order_status: status, message }: ResultLine): boolean {
	// A shipment is skipped with a reason only where it is none of ours, or cancelled.
	if (result === 'skipped' && isShipmentKey(order_id)) return message !== '';
	if (isCancellationKey(order_id)) return result !== 'waits';
	if (result === 'skipped') return status !== '' && !PENDING.includes(status);
	return result !== 'waits';
}

function closedHow({ order_id, result, order_status: status }: ResultLine): string {
	if (result === 'skipped' && isShipmentKey(order_id))
		return 'by itself: cancelled, or another seller or platform';
	if (result === 'cancelled') return 'by itself: cancelled in the OMS';
	if (isCancellationKey(order_id)) return 'by itself: nothing left to cancel';
	if (result === 'skipped') return `TikTok Shop: ${status}`;
	if (result === 'recovered') return 'by itself: the shop is read again';
	return 'by itself: went through';
}
