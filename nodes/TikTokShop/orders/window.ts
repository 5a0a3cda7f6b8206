/** What is kept between polls of one shop and status. Times are epoch seconds. */
export interface ReadState {
	/** Everything updated before this moment has been looked at. */
	readUpTo: number;
	/** Start of the last complete re-read. */
	auditedAt: number;
	/** Earliest `update_time` of the orders that were still pending at the last complete re-read. */
	oldestPending?: number;
	/** A re-read that ran out of time goes on here. */
	resume?: Resume;
	/** Number of the last re-read, 0–9; tells entries of `emitted` that were seen again from those that were not. */
	round: number;
	/** Order ID → revision that was handed over, and the round it was last seen in. */
	emitted: Record<string, string>;
}

export interface Resume {
	/** `update_time` of the last order read. */
	from: number;
	/** End of the window the re-read began with. */
	startedAt: number;
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

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** Orders become visible late and clocks differ; what was read in this time is read once more, s. */
export const OVERLAP = 10 * MINUTE;
/** Nothing older than this is ever read by a poll, s. */
const FARTHEST = 30 * DAY;

/**
 * The window to read now.
 *
 * A re-read reaches back to the oldest order that was still pending at the last one, so that an order waiting longer than
 * the window is not forgotten (the gap of B28), and to the last poll where that is longer ago than the window.
 *
 * @param now  epoch seconds; fixed at the start of the poll
 */
export function nextWindow(
	state: ReadState | undefined,
	{ firstPull, window, auditEvery }: WindowRules,
	now: number,
): ReadWindow {
	if (!state) return { from: now - firstPull, to: now, audit: true };
	if (state.resume) return { from: state.resume.from, to: now, audit: true };
	const sinceLastPoll = state.readUpTo - OVERLAP;
	const audit = now - state.auditedAt >= auditEvery;
	const from = audit
		? Math.min(now - window, sinceLastPoll, state.oldestPending ?? now)
		: sinceLastPoll;
	return { from: Math.max(from, now - FARTHEST), to: now, audit };
}
