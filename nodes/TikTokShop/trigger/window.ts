import { DAY, MINUTE } from '../../shared/durations';

/** State between polls of one shop and status. Times are epoch seconds. */
export interface ReadState {
	/** All orders updated before this time have been read. */
	readUpTo: number;
	/** Start of the last full re-read. */
	auditedAt: number;
	/** Earliest `update_time` of an order that was pending at the last full re-read. */
	oldestPending?: number;
	/** Start of the first read; orders updated before are never read. */
	since?: number;
	/** Where an unfinished read continues. */
	resume?: Resume;
	/** Number of the last full re-read, 0–9; entries of `emitted` with another number were not listed in it. */
	round: number;
	/** Order ID → mark of what was emitted (see marks.ts). */
	emitted: Record<string, string>;
	/** Orders to recheck by ID, because search and detail did not agree: order ID → rechecks left. */
	again?: Record<string, number>;
}

export interface Resume {
	/** `update_time` of the last order read. */
	from: number;
	/** End of the window the read began with. */
	startedAt: number;
	/** False for a read of changes since the last poll; otherwise it is a full re-read. */
	audit?: boolean;
	/** Earliest `update_time` of a pending order so far. */
	oldestPending?: number;
}

export interface WindowRules {
	/** Seconds the first read looks back (B20). */
	firstPull: number;
	/** Seconds a full re-read looks back (B21). */
	window: number;
	/** Seconds between two full re-reads; 0 makes every poll a full re-read. */
	auditEvery: number;
}

/** Half-open: `from` ≤ update_time < `to`. */
export interface ReadWindow {
	from: number;
	to: number;
	/** Whether the whole window is read, not only the changes since the last poll. */
	audit: boolean;
}

/** Each poll reads this much of the last one again, because orders appear late and clocks differ, s. */
export const OVERLAP = 10 * MINUTE;
/** No poll reads orders that were updated longer ago than this, s. */
const MAX_LOOK_BACK = 30 * DAY;

/** Replaces a lost state. It makes the next poll look back as far as possible, so that no order is missed. */
export const LOST_STATE: ReadState = {
	readUpTo: 0,
	auditedAt: 0,
	oldestPending: 0,
	round: 0,
	emitted: {},
};

/**
 * The window to read now.
 *
 * A full re-read starts where the first read began, or at the last poll if that is earlier. It therefore finds orders that wait
 * longer than the window (the gap of B28) and orders that become eligible without a new `update_time`. The search lists only
 * pending orders, so more days cost no more calls.
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
	return { from: Math.max(from, now - MAX_LOOK_BACK), to: now, audit };
}
