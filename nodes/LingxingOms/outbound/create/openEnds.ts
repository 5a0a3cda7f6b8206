import { chunk, groupBy } from 'lodash';

import { BoundedMap } from '../../../shared/boundedMap';

/** Rows of a create call (OMS API §1.4). */
const MOST_ROWS = 100;
/** Orders remembered for an account; the oldest are forgotten first and are sent in full batches again. */
const MOST_KEPT = 10_000;
const accounts = new Map<string, OpenEnds>();

/**
 * Orders whose create call got no answer, and how many they were in it. The next call holds half as many, so that an order
 * that makes calls fail without an answer stands alone after a few runs. Kept in memory; losing it costs runs, never an order.
 */
export class OpenEnds {
	private readonly sizes = new BoundedMap<string, number>(MOST_KEPT);

	/** The same for all executions of the process. */
	static of(account: string): OpenEnds {
		const kept = accounts.get(account) ?? new OpenEnds();
		accounts.set(account, kept);
		return kept;
	}

	/** The rows in the parts in which they are sent. */
	parts<Row extends { thirdOrderNo: string }>(rows: readonly Row[]): Row[][] {
		const most = ({ thirdOrderNo }: Row) =>
			Math.max(1, Math.floor((this.sizes.get(thirdOrderNo) ?? 2 * MOST_ROWS) / 2));
		const bySize = Object.entries(groupBy(rows, most));
		// Those that were answered before go first.
		return bySize
			.sort(([one], [other]) => Number(other) - Number(one))
			.flatMap(([size, group]) => chunk(group, Number(size)));
	}

	left(rows: ReadonlyArray<{ thirdOrderNo: string }>): void {
		for (const { thirdOrderNo } of rows) this.sizes.set(thirdOrderNo, rows.length);
	}

	settled(thirdOrderNo: string): void {
		this.sizes.delete(thirdOrderNo);
	}
}
