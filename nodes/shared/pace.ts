/** Between what a pace moves, calls a second. */
export interface PaceRange {
	/** Where it begins. */
	start: number;
	/** Upper limit; ≤ 0 switches pacing off. */
	limit: number;
}

/**
 * What an answer says about the pace: the service received too many calls, or it took a call that had waited for its turn. Any
 * other answer says nothing.
 */
export type PaceNews = 'tooMany' | 'taken' | 'none';

/** A pace never falls below this, so that calls go on, calls a second. */
const LOWEST = 0.2;
/** At full pace it rises by this much in a second. */
const RISE = 1;

/** The pace that a quota begins with. */
export function firstPace({ start, limit }: PaceRange): number {
	return Math.min(start, limit);
}

/**
 * The pace after an answer: it rises a little with each call that is taken, and falls to half on "too many calls".
 *
 * Half of the pace at which the refused call began: of many calls that are refused together, only the first lowers the pace.
 *
 * @param pace     calls a second now
 * @param begunAt  pace at which the call began
 */
export function nextPace(pace: number, begunAt: number, limit: number, news: PaceNews): number {
	const wanted = {
		tooMany: Math.max(Math.min(pace, begunAt / 2), LOWEST),
		taken: pace + RISE / pace,
		none: pace,
	};
	return Math.min(wanted[news], limit);
}
