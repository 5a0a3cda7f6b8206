import { fieldsOf } from '../../shared/fields';
import { toText } from '../../shared/text';

/** A row of the exception desk's data table. Times are ISO 8601, UTC. */
export interface DeskRow {
	order_id: string;
	shop_id: string;
	shop_code: string;
	status: string;
	code: string;
	message: string;
	hint: string;
	opened: string;
	last_seen: string;
	closed_how: string;
}

/** What a person writes who closes a row. */
export const BY_HAND = 'by hand';

/** The rows of the desk that count: the open ones, and those that a person has closed. */
export class DeskRows {
	private readonly open = new Map<string, DeskRow>();
	private readonly closedByHand = new Set<string>();

	/** @param rows  as a Data Table node gives them; other items are ignored */
	constructor(rows: readonly unknown[]) {
		for (const row of rows.map(deskRow)) {
			if (row.order_id === '') continue;
			if (row.status === 'open') this.open.set(row.order_id, row);
			else if (row.closed_how === BY_HAND) this.closedByHand.add(row.order_id);
		}
	}

	openRow(orderId: string): DeskRow | undefined {
		return this.open.get(orderId);
	}

	isClosedByHand(orderId: string): boolean {
		return this.closedByHand.has(orderId);
	}
}

/** A row as a Data Table node gives it; what is missing is empty. */
export function deskRow(row: unknown): DeskRow {
	const fields = fieldsOf(row);
	const text = (name: keyof DeskRow): string => toText(fields[name]).trim();
	return {
		order_id: text('order_id'),
		shop_id: text('shop_id'),
		shop_code: text('shop_code'),
		status: text('status'),
		code: text('code'),
		message: text('message'),
		hint: text('hint'),
		opened: text('opened'),
		last_seen: text('last_seen'),
		closed_how: text('closed_how'),
	};
}
