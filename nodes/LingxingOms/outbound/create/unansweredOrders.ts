import { chunk, groupBy } from 'lodash';

import { BoundedMap } from '../../../shared/boundedMap';
import { MINUTE_MS } from '../../../shared/durations';

/** Rows of a create call (OMS API §1.4). */
const MOST_ROWS = 100;
/** Upper bound per account; forgotten orders are sent at once, and in full batches again. */
const MOST_KEPT = 10_000;
/**
 * How long an order is not sent again after its create call was given up. The OMS refuses a call whose time is older than about five
 * minutes (OMS API §1.3, code 100002), so a call that is on its way for longer creates nothing. It is shorter than the 15 minutes between
 * two polls of the templates, so it costs an order no poll.
 */
export const LATE_CALL_MS = 5 * MINUTE_MS;
const accounts = new Map<string, UnansweredOrders>();

interface UnansweredCall {
	/** Rows of the call. */
	size: number;
	/** When its answer was not waited for any longer, epoch ms. */
	givenUpAt: number;
}

/**
 * Orders whose create call got no answer: when it was given up, and how many orders were in it. The call may still arrive, so the order is
 * not sent again for {@link LATE_CALL_MS}. The next call has half as many, so that an order that makes calls fail without an answer is alone
 * after a few runs.
 *
 * Kept in memory, for each process. Where it is lost, or another process has the order next, the order is sent as soon as a look-up does
 * not find it: a call that arrives after that doubles it, as it may after the wait.
 */
export class UnansweredOrders {
	private readonly calls = new BoundedMap<string, UnansweredCall>(MOST_KEPT);

	/** The same for all executions of the process. */
	static of(account: string): UnansweredOrders {
		const kept = accounts.get(account) ?? new UnansweredOrders();
		accounts.set(account, kept);
		return kept;
	}

	/** The rows in the parts in which they are sent. */
	parts<Row extends { thirdOrderNo: string }>(rows: readonly Row[]): Row[][] {
		const most = ({ thirdOrderNo }: Row) =>
			Math.max(1, Math.floor((this.calls.get(thirdOrderNo)?.size ?? 2 * MOST_ROWS) / 2));
		const bySize = Object.entries(groupBy(rows, most));
		// Orders without a failed call go first.
		return bySize
			.sort(([one], [other]) => Number(other) - Number(one))
			.flatMap(([size, group]) => chunk(group, Number(size)));
	}

	/**
	 * Until when the order must not be sent, epoch ms; undefined where it may be sent.
	 *
	 * @param now  epoch ms
	 */
	notBefore(thirdOrderNo: string, now: number): number | undefined {
		const call = this.calls.get(thirdOrderNo);
		return call && waitsUntil(call.givenUpAt, now);
	}

	/** @param now  epoch ms */
	noteUnanswered(rows: ReadonlyArray<{ thirdOrderNo: string }>, now: number): void {
		for (const { thirdOrderNo } of rows) {
			this.calls.set(thirdOrderNo, { size: rows.length, givenUpAt: now });
		}
	}

	noteAnswered(thirdOrderNo: string): void {
		this.calls.delete(thirdOrderNo);
	}
}

/**
 * The end of the wait for a call that was given up; undefined where it is over. A clock that was set back by more than the wait ends it, so
 * that an order never waits for a time that is far away.
 *
 * @param givenUpAt  epoch ms
 * @param now        epoch ms
 */
export function waitsUntil(givenUpAt: number, now: number): number | undefined {
	return Math.abs(now - givenUpAt) < LATE_CALL_MS ? givenUpAt + LATE_CALL_MS : undefined;
}
