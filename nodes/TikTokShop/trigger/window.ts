import { DAY, MINUTE } from '../../shared/durations';

/** What is kept between polls of one shop and status. Times are epoch seconds. */
export interface ReadState {
	/** Everything updated before this moment has been looked at. */
	readUpTo: number;
	/** Start of the last complete re-read. */
	auditedAt: number;
	/** Earliest `update_time` of the orders that were still pending at the last complete re-read. */
	oldestPending?: number;
	/** Nothing that was updated before this moment is read: start of the first read. */
	since?: number;
	/** A read that ran out of time goes on here. */
	resume?: Resume;
	/** Number of the last re-read, 0–9; tells entries of `emitted` that were seen again from those that were not. */
	round: number;
	/** Order ID → mark of what was handed over (see marks.ts). */
	emitted: Record<string, string>;
	/** Orders to look at again by their ID, as search and detail did not agree: order ID → looks that are left. */
	again?: Record<string, number>;
}

export interface Resume {
	/** `update_time` of the last order read. */
	from: number;
	/** End of the window the read began with. */
	startedAt: number;
	/** False where it reads only what has changed since the last poll; otherwise it is a full re-read. */
	audit?: boolean;
	/** Earliest `update_time` of a pending order so far. */
	oldestPending?: number;
}

export interface WindowRules {
	/** Seconds the first read looks back (B20). */
	firstPull: number;
	/** Seconds a re-read looks back (B21). */
	window: number;
	/** Seconds between two re-reads of the window; 0 = each poll is one. */
	auditEvery: number;
}

/** Half-open: `from` ≤ update_time < `to`. */
export interface ReadWindow {
	from: number;
	to: number;
	/** The whole window is read again, not only what has changed since the last poll. */
	audit: boolean;
}

/** Orders become visible late and clocks differ; what was read in this time is read once more, s. */
export const OVERLAP = 10 * MINUTE;
/** Nothing older than this is ever read by a poll, s. */
const FARTHEST = 30 * DAY;

/** Stands in for a state that was lost: reaches back as far as a poll ever does, so that no order is forgotten. */
export const LOST: ReadState = {
	readUpTo: 0,
	auditedAt: 0,
	oldestPending: 0,
	round: 0,
	emitted: {},
};

/**
 * The window to read now.
 *
 * A re-read reaches back to where the first read began, so that neither an order waiting longer than the window (the gap of B28)
 * nor one that becomes eligible without a new `update_time` is forgotten, and to the last poll where that is longer ago. The
 * search lists only what is still pending, so the number of days costs nothing.
 *
 * @param now  epoch seconds; fixed at the start of the poll
 */
export function nextWindow(
	state: ReadState | undefined,
	{ firstPull, window, auditEvery }: WindowRules,
	now: number,
): ReadWindow {
	if (!state) return { from: now - firstPull, to: now, audit: true };
	if (state.resume)
		return { from: state.resume.from, to: now, audit: state.resume.audit !== false };
	const sinceLastPoll = state.readUpTo - OVERLAP;
	const audit = now - state.auditedAt >= auditEvery;
	const { oldestPending = now, since = now } = state;
	const from = audit ? Math.min(now - window, sinceLastPoll, oldestPending, since) : sinceLastPoll;
	return { from: Math.max(from, now - FARTHEST), to: now, audit };
}
