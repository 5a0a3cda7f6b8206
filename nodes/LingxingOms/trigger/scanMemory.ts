import { HOUR, MINUTE } from '../../shared/durations';
import { isFinal } from '../outbound/outboundOrder';
import { isNewFor, type TriggerChoice } from './emission';
import type { ScanResult } from './readOrders';
import type { ObservedOrder, TriggerState } from './state';
import { UNDATED } from './watchlist';

/** Everything since the start of the window is listed again after this time, s, for each thousand outbound orders in it … */
const WHOLE_EVERY = HOUR;
/** … and after this time at the latest, s. */
const WHOLE_AT_THE_LATEST = 6 * HOUR;
const THOUSAND = 1_000;
/** Outbound orders may appear in the list so long after their creation, s; the whole list finds later ones. */
const LATE = 30 * MINUTE;
/** With more outbound orders in the window, all are listed at each poll. They are kept with what the list shows, some KB each. */
const MOST_KNOWN = 10_000;
const ROWS_A_PAGE = 100;
const NUMBERS_A_CALL = 50;

/**
 * How long the list of the whole window holds, s. It is only for outbound orders that the list shows half an hour and more after their
 * creation, and a long list costs a call for each hundred.
 *
 * @param rows  outbound orders in the window
 */
export function wholeEvery(rows: number): number {
	return Math.min(Math.max(1, rows / THOUSAND) * WHOLE_EVERY, WHOLE_AT_THE_LATEST);
}

/** A scan that lists only the newest outbound orders, and reads by number the others that may still change. */
export interface ShortScan {
	/** Outbound orders created since this time are listed, epoch seconds. */
	from: number;
	/** Outbound order number → creation time, epoch seconds. */
	watched: Record<string, number>;
}

/**
 * What one activation of the trigger remembers of the outbound orders in its window, so that a poll costs what is open, not what was
 * created within a day. Without it, after a restart or an incomplete scan, everything is listed.
 */
export class ScanMemory {
	private known = new Map<string, ObservedOrder>();
	private rows = 0;
	private listedAt = Number.NEGATIVE_INFINITY;
	private listedFrom = Number.POSITIVE_INFINITY;

	/**
	 * @param from  where a scan of the whole window begins, epoch seconds
	 * @param now   epoch seconds
	 * @returns     undefined where the whole window has to be listed, or where that costs less
	 */
	shortScan(
		state: TriggerState | undefined,
		choice: TriggerChoice,
		from: number,
		now: number,
	): ShortScan | undefined {
		const isRecent =
			Math.abs(now - this.listedAt) < wholeEvery(this.rows) && from >= this.listedFrom;
		if (!state || state.resume || !isRecent || this.known.size === 0) return undefined;
		const isNew = isNewFor(state, choice);
		const all = [...this.known.values()];
		const newest = Math.max(...all.map(({ createdAt = UNDATED }) => createdAt));
		// One that names a time to come does not hide what is created until then.
		const start = Math.max(from, Math.min(newest, now) - LATE);
		const old = all.filter(
			(observed) =>
				(observed.createdAt ?? UNDATED) < start && (!isFinal(observed.status) || isNew(observed)),
		);
		const watched = {
			...state.followed,
			...Object.fromEntries(
				old.map(({ outboundOrderNo, createdAt = UNDATED }) => [outboundOrderNo, createdAt]),
			),
		};
		const calls = (numbers: object): number =>
			Math.ceil(Object.keys(numbers).length / NUMBERS_A_CALL);
		const ofWindow = calls(state.followed ?? {}) + Math.ceil(this.rows / ROWS_A_PAGE);
		return calls(watched) + 1 < ofWindow ? { from: start, watched } : undefined;
	}

	/**
	 * Takes in what a scan has found.
	 *
	 * @param short  the scan, if it did not list everything
	 * @param from   where a scan of the whole window begins, epoch seconds
	 * @returns      all outbound orders of the window, as they are now
	 */
	note(
		{ orders, foreign, unreadable, readUpTo, failure }: ScanResult,
		short: ShortScan | undefined,
		from: number,
		now: number,
	): ObservedOrder[] {
		if (!short) {
			this.known.clear();
			this.rows = foreign.size;
			this.listedAt = now;
			this.listedFrom = from;
		}
		for (const observed of orders) {
			if (!this.known.has(observed.outboundOrderNo)) this.rows += 1;
			this.known.set(observed.outboundOrderNo, observed);
		}
		const all = [...this.known.values()];
		const isComplete = readUpTo === undefined && !failure && unreadable.length === 0;
		if (!isComplete || this.known.size > MOST_KNOWN) {
			this.known.clear();
			this.listedAt = Number.NEGATIVE_INFINITY;
		}
		return all;
	}
}
