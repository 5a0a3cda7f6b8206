import { chunk, groupBy } from 'lodash';

import { BoundedMap } from '../../../shared/boundedMap';

/** Rows of a create call (OMS API §1.4). */
const MOST_ROWS = 100;
/** Upper bound per account; forgotten orders are sent in full batches again. */
const MOST_KEPT = 10_000;
const accounts = new Map<string, UnansweredOrders>();

/**
 * Orders whose create call got no answer, and how many were in that call. The next call has half as many, so that an order that makes
 * calls fail without an answer is alone after a few runs. Kept in memory; losing it costs runs, never an order.
 */
export class UnansweredOrders {
	private readonly sizes = new BoundedMap<string, number>(MOST_KEPT);

	/** The same for all executions of the process. */
	static of(account: string): UnansweredOrders {
		const kept = accounts.get(account) ?? new UnansweredOrders();
		accounts.set(account, kept);
		return kept;
	}

	/** The rows in the parts in which they are sent. */
	parts<Row extends { thirdOrderNo: string }>(rows: readonly Row[]): Row[][] {
		const most = ({ thirdOrderNo }: Row) =>
			Math.max(1, Math.floor((this.sizes.get(thirdOrderNo) ?? 2 * MOST_ROWS) / 2));
		const bySize = Object.entries(groupBy(rows, most));
		// Orders without a failed call go first.
		return bySize
			.sort(([one], [other]) => Number(other) - Number(one))
			.flatMap(([size, group]) => chunk(group, Number(size)));
	}

	noteUnanswered(rows: ReadonlyArray<{ thirdOrderNo: string }>): void {
		for (const { thirdOrderNo } of rows) this.sizes.set(thirdOrderNo, rows.length);
	}

	noteAnswered(thirdOrderNo: string): void {
		this.sizes.delete(thirdOrderNo);
	}
}
