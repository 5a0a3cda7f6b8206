import { isNumber, min } from 'lodash';

import { DAY } from '../../shared/durations';
import { isFinal } from '../outbound/outboundOrder';
import type { Unreadable } from '../outbound/unreadable';
import { isBaselineOnly, isNewFor, mayRepeat, type TriggerChoice } from './emission';
import { reportedAfter } from './reported';
import {
	keptRecords,
	type EmittedRecord,
	type ObservedOrder,
	type Resume,
	type TriggerState,
} from './state';
import { watchlistAfter, type Found } from './watchlist';

export interface Poll {
	choice: TriggerChoice;
	stateKey: string;
	/** The result of {@link readFrom}, epoch seconds. */
	from: number;
	/** Epoch seconds. */
	now: number;
}

export interface PollResult extends Found {
	/** All orders created before this time have been read, epoch seconds; undefined: all orders. */
	readUpTo?: number;
	/** Outbound order numbers that were emitted, or that no longer have to be. */
	emittedNumbers: ReadonlySet<string>;
	unreadable: readonly Unreadable[];
}

/** A poll whose state is lost reads at least so many days back. */
const LOST_DAYS = 30;
/** Every poll reads this much again, because orders appear late and clocks differ, s. */
const OVERLAP = DAY;

/**
 * First creation time a poll has to read, epoch seconds.
 *
 * @param isLost  the stored state cannot be trusted; open orders may be older than Looks Back
 */
export function readFrom(
	state: TriggerState | undefined,
	choice: TriggerChoice,
	now: number,
	isLost = false,
): number {
	const days = isLost ? Math.max(choice.lookBackDays, LOST_DAYS) : choice.lookBackDays;
	if (!state || isWidened(state, choice)) return now - days * DAY;
	return state.resume?.from ?? state.from;
}

/** Outbound order numbers of old open orders, which are read by number. */
export function watchedNumbers(state: TriggerState | undefined): string[] {
	return Object.keys(state?.followed ?? {});
}

/**
 * The state after a poll. Open orders, and new ones that did not fit into the poll, are read again: the oldest of them by number, the
 * others with everything created since, less a day.
 *
 * @param before  undefined at the first poll
 */
export function nextState(
	before: TriggerState | undefined,
	result: PollResult,
	poll: Poll,
): TriggerState {
	const { choice, stateKey, now } = poll;
	const isNew = isNewFor(before, choice);
	const isBaseline = isBaselineOnly(before, choice);
	const isDone = (outboundOrderNo: string): boolean =>
		isBaseline || result.emittedNumbers.has(outboundOrderNo);
	const isOpen = (observed: ObservedOrder): boolean =>
		!isFinal(observed.status) || (isNew(observed) && !isDone(observed.outboundOrderNo));

	const notBefore = now - choice.lookBackDays * DAY;
	const watchlist = watchlistAfter(before?.followed, result, isOpen, notBefore);
	const window = windowAfter(before, result, watchlist.oldestOther, poll);
	const watched = watchlist.watched.filter(
		([, createdAt]) => window.resume !== undefined || createdAt < window.from,
	);
	const watchedNow = new Set(watched.map(([outboundOrderNo]) => outboundOrderNo));
	const records = recordsAfter(
		before,
		result,
		(observed) => isNew(observed) && isDone(observed.outboundOrderNo),
		now,
	);
	const isNeeded = (outboundOrderNo: string, record: EmittedRecord): boolean =>
		watchedNow.has(outboundOrderNo) || mayRepeat(record, choice, now);
	const reported = reportedAfter(before?.told, result.unreadable, numbersRead(result));
	return {
		version: 1,
		scope: stateKey,
		lookBackDays: choice.lookBackDays,
		...window,
		seen: keptRecords(records, window.from, isNeeded),
		...(watched.length > 0 ? { followed: Object.fromEntries(watched) } : {}),
		...(Object.keys(reported).length > 0 ? { told: reported } : {}),
	};
}

/** Whether the user looks further back than before; then everything is read again. */
function isWidened(state: TriggerState, { lookBackDays }: TriggerChoice): boolean {
	return lookBackDays > state.lookBackDays;
}

/**
 * Where the next poll starts to read.
 *
 * @param oldestOther  creation time of the oldest open order that is not read by number, epoch seconds
 */
function windowAfter(
	before: TriggerState | undefined,
	{ readUpTo }: PollResult,
	oldestOther: number | undefined,
	{ choice, from, now }: Poll,
): { from: number; resume?: Resume } {
	const continued = before && !isWidened(before, choice) ? before : undefined;
	const start = continued?.from ?? from;
	const oldestOpen = min([continued?.resume?.oldestOpen, oldestOther].filter(isNumber));
	if (readUpTo === undefined) {
		// Never moves back: earlier orders are forgotten, so they would be emitted again.
		return { from: Math.max(start, Math.min(oldestOpen ?? now, now) - OVERLAP) };
	}
	const resume: Resume = {
		from: readUpTo,
		...(oldestOpen === undefined ? {} : { oldestOpen }),
		...(isBaselineOnly(before, choice) ? { silent: true } : {}),
	};
	return { from: start, resume };
}

/**
 * Records of all orders seen so far. Repeats that were emitted get the time of this poll.
 *
 * @param isToRecord  whether an order gets a new record
 */
function recordsAfter(
	before: TriggerState | undefined,
	{ orders, emittedNumbers }: PollResult,
	isToRecord: (observed: ObservedOrder) => boolean,
	now: number,
): Map<string, EmittedRecord> {
	const records = new Map(Object.entries(before?.seen ?? {}));
	for (const outboundOrderNo of emittedNumbers) {
		const known = records.get(outboundOrderNo);
		if (known) records.set(outboundOrderNo, [known[0], known[1], known[2], now]);
	}
	for (const observed of orders) {
		const { outboundOrderNo, status, createdAt = now } = observed;
		if (isToRecord(observed)) records.set(outboundOrderNo, [createdAt, now, status]);
	}
	return records;
}

/** Outbound order numbers that could be read. */
function numbersRead({ orders, emittedNumbers, unreadable }: PollResult): ReadonlySet<string> {
	const numbers = new Set(emittedNumbers);
	for (const { outboundOrderNo } of orders) numbers.add(outboundOrderNo);
	for (const { key } of unreadable) numbers.delete(key);
	return numbers;
}
