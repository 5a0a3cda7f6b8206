import { isNumber, min, sortBy } from 'lodash';

import { DAY, HOUR } from '../../shared/durations';
import { isFinal, SHIPPED } from '../outbound/outboundOrder';
import type { Unreadable } from '../outbound/unreadable';
import { textOf } from '../transport/json';
import {
	keptRecords,
	type Resume,
	type EmittedRecord,
	type ObservedOrder,
	type TriggerState,
} from './state';
import { reportedAfter } from './reported';
import { watchlistAfter, type Found } from './watchlist';

export interface TriggerChoice {
	event: 'shipped' | 'statusChanged';
	emit: 'repeat' | 'once';
	/** A shipped order is emitted again for so many hours after it was first seen shipped. */
	repeatHours: number;
	/** How far back the first poll reads. */
	lookBackDays: number;
}

/** An outbound order that a poll emits. */
export interface OrderToEmit {
	outboundOrderNo: string;
	/** As the list shows it; undefined when the order is emitted again without having been listed. */
	observed?: ObservedOrder;
	isRepeat?: true;
}

/** How far a poll came. */
export interface PollResult extends Found {
	/** All orders created before this time have been read, epoch seconds; undefined: all orders. */
	readUpTo?: number;
	/** Outbound order numbers that were emitted, or that no longer have to be. */
	emittedNumbers: ReadonlySet<string>;
	/** Orders that cannot be read. */
	unreadable: readonly Unreadable[];
}

/** A poll whose state is lost reads so many days back. */
const LOST_DAYS = 30;
/** Every poll reads this much again, because orders appear late and clocks differ, s. */
const OVERLAP = DAY;
/** Upper bound of a poll, so that it stays short (50 details a call, five calls a second); the rest follows at the next poll. */
export const MOST_EMITTED = 2_500;
/** The pause before an order is emitted again is this share of the time since it was first seen shipped … */
const PAUSE_SHARE = 1 / 4;
/** … and at most this, s. */
const LONGEST_PAUSE = 2 * HOUR;
/** When not all orders fit into a poll, pauses shorter than this count as this, s. */
const SHORTEST_PAUSE = HOUR / 4;

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

/** Whether the user looks further back than before; then everything is read again. */
function isWidened(state: TriggerState, { lookBackDays }: TriggerChoice): boolean {
	return lookBackDays > state.lookBackDays;
}

/** Outbound order numbers of old open orders; they are read by number. */
export function watchedNumbers(state: TriggerState | undefined): string[] {
	return Object.keys(state?.followed ?? {});
}

/**
 * Whether an order is new for the chosen event. Shipped: seen shipped for the first time. Status changed: another status than at
 * the last poll.
 */
export function isNewFor(
	state: TriggerState | undefined,
	{ event }: TriggerChoice,
): (observed: ObservedOrder) => boolean {
	return ({ outboundOrderNo, status }) => {
		const seen = seenOf(state, outboundOrderNo);
		return event === 'shipped' ? status === SHIPPED && seen === undefined : seen?.[2] !== status;
	};
}

/**
 * The outbound orders that a poll emits: new ones first, oldest first. With `repeat` also orders first seen shipped within
 * `repeatHours`: at every poll at first, later after pauses that grow to two hours. When not all fit, the most overdue come first.
 * The first scan for changed statuses only records a baseline and emits nothing.
 *
 * @param state   undefined at the first poll
 * @param sample  a test run: emits whatever is there, as if no order were known
 */
export function ordersToEmit(
	state: TriggerState | undefined,
	orders: readonly ObservedOrder[],
	choice: TriggerChoice,
	now: number,
	sample = false,
): OrderToEmit[] {
	if (isBaselineOnly(state, choice) && !sample) return [];
	const news = sortBy(orders.filter(isNewFor(state, choice)), ({ createdAt }) => createdAt ?? 0);
	const fresh = news.slice(0, MOST_EMITTED).map(asCandidate);
	const given = new Set(fresh.map(({ outboundOrderNo }) => outboundOrderNo));
	const due = Object.entries(state?.seen ?? {}).filter(
		([number, seen]) => isDue(seen, choice, now) && !given.has(number),
	);
	const mostUrgent = sortBy(due, ([, seen]) => -urgency(seen, now));
	const again = mostUrgent.slice(0, MOST_EMITTED - fresh.length);
	const byNumber = new Map(orders.map((observed) => [observed.outboundOrderNo, observed]));
	const dueAgain = again.map(([number]) => ({
		outboundOrderNo: number,
		observed: byNumber.get(number),
		isRepeat: true as const,
	}));
	return withSiblings([...fresh, ...dueAgain], orders, ({ outboundOrderNo: number }) => {
		const seen = seenOf(state, number);
		return choice.event === 'shipped' && seen !== undefined && isRecent(seen, choice, now);
	});
}

/**
 * Outbound orders of one order are emitted together, because TikTok Shop may have one package for the contents of both.
 *
 * @param mayCome  whether an order may be emitted again before its pause is over
 */
function withSiblings(
	chosen: OrderToEmit[],
	orders: readonly ObservedOrder[],
	mayCome: (observed: ObservedOrder) => boolean,
): OrderToEmit[] {
	const numbers = new Set(chosen.map(({ outboundOrderNo }) => outboundOrderNo));
	const orderIds = new Set(chosen.map(({ observed }) => orderOf(observed)).filter(Boolean));
	const siblings = orders.filter(
		(observed) =>
			observed.status === SHIPPED &&
			!numbers.has(observed.outboundOrderNo) &&
			orderIds.has(orderOf(observed)) &&
			mayCome(observed),
	);
	return [
		...chosen,
		...siblings.map((observed) => ({
			outboundOrderNo: observed.outboundOrderNo,
			observed,
			isRepeat: true as const,
		})),
	];
}

function orderOf(observed: ObservedOrder | undefined): string {
	return textOf(observed?.record.platformOrderNo);
}

/**
 * The state after a poll. Open orders, and new ones that did not fit into the poll, are read again: the oldest of them by number, the
 * others with everything created since, less a day.
 *
 * @param from  what {@link readFrom} said, epoch seconds
 */
export function nextState(
	before: TriggerState | undefined,
	result: PollResult,
	choice: TriggerChoice,
	scope: string,
	from: number,
	now: number,
): TriggerState {
	const { orders, readUpTo, emittedNumbers } = result;
	const lookBack = now - choice.lookBackDays * DAY;
	const silent = isBaselineOnly(before, choice);
	const isKnown = (number: string): boolean => emittedNumbers.has(number) || silent;
	const isNews = isNewFor(before, choice);
	const seen = seenAfter(before, result, isKnown, isNews, now);
	const base = before && !isWidened(before, choice) ? before : undefined;
	const isWaiting = (observed: ObservedOrder): boolean =>
		!isFinal(observed.status) || (isNews(observed) && !isKnown(observed.outboundOrderNo));
	const waiting = watchlistAfter(before?.followed, result, isWaiting, lookBack);
	const oldestOpen = min([base?.resume?.oldestOpen, waiting.oldestOther].filter(isNumber));
	const start = base?.from ?? from;
	const resume: Resume | undefined =
		readUpTo === undefined
			? undefined
			: {
					from: readUpTo,
					...(oldestOpen === undefined ? {} : { oldestOpen }),
					...(silent ? { silent } : {}),
				};
	// Never moves back: earlier orders are forgotten, so they would be emitted again.
	const next = resume ? start : Math.max(start, Math.min(oldestOpen ?? now, now) - OVERLAP);
	const followed = waiting.watched.filter(([, createdAt]) => resume || createdAt < next);
	const watchedNumbersNow = new Set(followed.map(([number]) => number));
	const readNumbers = new Set([
		...emittedNumbers,
		...orders.map((observed) => observed.outboundOrderNo),
	]);
	for (const { key } of result.unreadable) readNumbers.delete(key);
	const told = reportedAfter(before?.told, result.unreadable, (key) => readNumbers.has(key));
	return {
		version: 1,
		scope,
		lookBackDays: choice.lookBackDays,
		from: next,
		...(resume ? { resume } : {}),
		seen: keptRecords(
			seen,
			next,
			(number, each) => watchedNumbersNow.has(number) || isRecent(each, choice, now),
		),
		...(followed.length > 0 ? { followed: Object.fromEntries(followed) } : {}),
		...(Object.keys(told).length > 0 ? { told } : {}),
	};
}

/** Records of all orders seen so far. Repeats that were emitted get the time of this poll. */
function seenAfter(
	before: TriggerState | undefined,
	{ orders, emittedNumbers }: PollResult,
	isKnown: (outboundOrderNo: string) => boolean,
	isNews: (observed: ObservedOrder) => boolean,
	now: number,
): Map<string, EmittedRecord> {
	const seen = new Map(Object.entries(before?.seen ?? {}));
	for (const number of emittedNumbers) {
		const known = seen.get(number);
		if (known) seen.set(number, [known[0], known[1], known[2], now]);
	}
	for (const observed of orders) {
		const { outboundOrderNo: number, status, createdAt } = observed;
		if (isNews(observed) && isKnown(number)) seen.set(number, [createdAt ?? now, now, status]);
	}
	return seen;
}

const asCandidate = (observed: ObservedOrder): OrderToEmit => ({
	outboundOrderNo: observed.outboundOrderNo,
	observed,
});

/** Own properties only: an order number could be `constructor`. */
function seenOf(
	state: TriggerState | undefined,
	outboundOrderNo: string,
): EmittedRecord | undefined {
	const isStored = Object.prototype.hasOwnProperty.call(state?.seen ?? {}, outboundOrderNo);
	return isStored ? state?.seen[outboundOrderNo] : undefined;
}

function isBaselineOnly(state: TriggerState | undefined, { event }: TriggerChoice): boolean {
	return event === 'statusChanged' && (state === undefined || state.resume?.silent === true);
}

function isRecent(
	[, firstSeenAt, status]: EmittedRecord,
	choice: TriggerChoice,
	now: number,
): boolean {
	const { event, emit, repeatHours } = choice;
	const repeats = event === 'shipped' && emit === 'repeat' && status === SHIPPED;
	return repeats && firstSeenAt > now - repeatHours * HOUR;
}

/** Whether an order is to be emitted again now. */
function isDue(seen: EmittedRecord, choice: TriggerChoice, now: number): boolean {
	return isRecent(seen, choice, now) && now - lastGiven(seen) >= pauseOf(seen);
}

const urgency = (seen: EmittedRecord, now: number): number =>
	(now - lastGiven(seen)) / Math.max(pauseOf(seen), SHORTEST_PAUSE);

/** Pause between two emissions of an order, s. */
const pauseOf = (seen: EmittedRecord): number =>
	Math.min(PAUSE_SHARE * (lastGiven(seen) - seen[1]), LONGEST_PAUSE);

const lastGiven = ([, firstSeenAt, , givenAgainAt]: EmittedRecord): number =>
	givenAgainAt ?? firstSeenAt;
