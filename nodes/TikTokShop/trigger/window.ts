import { DAY, MINUTE, SECOND_MS } from '../../shared/durations';

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
	/** Where an unfinished read of the news continues; only with acknowledged hand-over. */
	newsFrom?: number;
	/** Orders whose hand-over is not acknowledged: order ID → executions with it that failed. They are read by ID. */
	notAcknowledged?: Record<string, number>;
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
	/** It is the first pull, or replaces a lost state. It takes as many pages a poll as there is time for. */
	pull?: true;
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
	/** The first pull, or the replacement of a lost state; only with acknowledged hand-over. */
	pull?: true;
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

/** A look again within a poll reads this much of the last look again; the next poll reads all of `OVERLAP`, s. */
const LOOK_OVERLAP = MINUTE;

/**
 * Where a look again begins.
 *
 * @param lastLook  epoch ms; when the last look of this poll began
 * @returns epoch s
 */
export const lookAgainFrom = (lastLook: number): number =>
	Math.floor(lastLook / SECOND_MS) - LOOK_OVERLAP;

/** What a look again reads. */
export const lookWindow = (lookFrom: number, now: number): ReadWindow => ({
	from: lookFrom,
	to: now,
	audit: false,
});

/** What a poll with acknowledged hand-over reads of one shop and status. */
export interface ReadPlan {
	/** Changes since the last poll; absent while nothing was read before. */
	news?: ReadWindow;
	/** A part of the full re-read, if it is due. */
	reread?: ReadWindow;
}

/**
 * The windows to read now, with acknowledged hand-over. News never waits for a full re-read, which is spread over many polls: its
 * window ends where it began, because what changes later is news.
 *
 * @param now  epoch seconds; fixed at the start of the poll
 */
export function readPlan(state: ReadState | undefined, rules: WindowRules, now: number): ReadPlan {
	if (!state || state.readUpTo === 0) {
		const { from } = nextWindow(state, rules, now);
		return { reread: { from, to: now, audit: true, pull: true } };
	}
	const { resume } = state;
	const interrupted = resume?.audit === false ? resume.from : undefined;
	const newsFrom = state.newsFrom ?? interrupted ?? state.readUpTo - OVERLAP;
	const news = { from: Math.max(newsFrom, now - MAX_LOOK_BACK), to: now, audit: false };
	if (resume && interrupted === undefined) {
		const { from, startedAt, pull } = resume;
		return { news, reread: { from, to: startedAt, audit: true, ...(pull ? { pull } : {}) } };
	}
	const due = nextWindow({ ...state, resume: undefined }, rules, now);
	return due.audit ? { news, reread: due } : { news };
}
