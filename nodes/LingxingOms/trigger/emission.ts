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
import { reportedAfter } from './told';
import { watchlistAfter, type Found } from './watchlist';

/** What the user chose. */
export interface TriggerChoice {
	event: 'shipped' | 'statusChanged';
	emit: 'repeat' | 'once';
	/** How long a shipped order is given out again after it was first seen shipped. */
	repeatHours: number;
	/** How far back the first poll reads. */
	lookBackDays: number;
}

/** An outbound order to give out. */
export interface OrderToEmit {
	outboundOrderNo: string;
	/** As it was just seen; undefined for one that is given out again without having been read. */
	sight?: ObservedOrder;
	/** It has been given out before. */
	again?: true;
}

/** How far a poll came. */
export interface PollResult extends Found {
	/** Orders created before this moment have been looked at (epoch seconds); undefined: all. */
	readUpTo?: number;
	/** Outbound order numbers that were given out, or had their turn to be given out again. */
	delivered: ReadonlySet<string>;
	/** Orders that cannot be read. */
	unreadable: readonly Unreadable[];
}

/** How far back a poll reads that has lost what was remembered. */
const LOST_DAYS = 30;
/** Orders may show up late or under another clock: so far back is always read again. */
const OVERLAP = DAY;
/** Details come 50 a call at five calls a second: this many keep a poll short. What is left comes at the next poll. */
export const MOST_EMITTED = 2_500;
/** An order is given out again when a quarter of the time that it has been given out has passed once more … */
const PAUSE_SHARE = 1 / 4;
/** … or after this, s. */
const LONGEST_PAUSE = 2 * HOUR;
/** Up to this all are alike where there is not room for all, s. */
const SHORTEST_PAUSE = HOUR / 4;

/**
 * First creation time a poll has to read, epoch seconds.
 *
 * @param isLost  there was a state that cannot be trusted: orders may be open that are older than the look back
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

/** The user looks back further than before: what was read does not count. */
function isWidened(state: TriggerState, { lookBackDays }: TriggerChoice): boolean {
	return lookBackDays > state.lookBackDays;
}

/** Old orders that are read by their outbound order number. */
export function watchedNumbers(state: TriggerState | undefined): string[] {
	return Object.keys(state?.followed ?? {});
}

/**
 * Whether an order has not been given out yet. Shipped: each order seen shipped for the first time. Status changed: each
 * order whose status is another than at the last poll.
 */
export function isNewFor(
	state: TriggerState | undefined,
	{ event }: TriggerChoice,
): (sight: ObservedOrder) => boolean {
	return ({ outboundOrderNo, status }) => {
		const seen = seenOf(state, outboundOrderNo);
		return event === 'shipped' ? status === SHIPPED && seen === undefined : seen?.[2] !== status;
	};
}

/**
 * Which outbound orders a poll gives out: the news, oldest first, then with `repeat` those first seen shipped within
 * `repeatHours`: at first at every poll, later after pauses that grow to two hours. Where they are more than fit, those come
 * first that have waited for the longest, compared to their pause. The first reading of all statuses only takes notice.
 *
 * @param state   undefined at the first poll
 * @param sample  by hand: give out whatever is there, as if nothing were known
 */
export function ordersToEmit(
	state: TriggerState | undefined,
	sights: readonly ObservedOrder[],
	choice: TriggerChoice,
	now: number,
	sample = false,
): OrderToEmit[] {
	if (isBaselineOnly(state, choice) && !sample) return [];
	const news = sortBy(sights.filter(isNewFor(state, choice)), ({ createdAt }) => createdAt ?? 0);
	const fresh = news.slice(0, MOST_EMITTED).map(asCandidate);
	const given = new Set(fresh.map(({ outboundOrderNo }) => outboundOrderNo));
	const due = Object.entries(state?.seen ?? {}).filter(
		([number, seen]) => isDue(seen, choice, now) && !given.has(number),
	);
	const mostUrgent = sortBy(due, ([, seen]) => -urgency(seen, now));
	const again = mostUrgent.slice(0, MOST_EMITTED - fresh.length);
	const byNumber = new Map(sights.map((sight) => [sight.outboundOrderNo, sight]));
	const dueAgain = again.map(([number]) => ({
		outboundOrderNo: number,
		sight: byNumber.get(number),
		again: true as const,
	}));
	return withSiblings([...fresh, ...dueAgain], sights, ({ outboundOrderNo: number }) => {
		const seen = seenOf(state, number);
		return choice.event === 'shipped' && seen !== undefined && isRecent(seen, choice, now);
	});
}

/**
 * Outbound orders of one order are given out together: TikTok Shop may have one package for what has left in two of them.
 *
 * @param mayCome  whether an outbound order that is not due may be given out again
 */
function withSiblings(
	chosen: OrderToEmit[],
	sights: readonly ObservedOrder[],
	mayCome: (sight: ObservedOrder) => boolean,
): OrderToEmit[] {
	const numbers = new Set(chosen.map(({ outboundOrderNo }) => outboundOrderNo));
	const orders = new Set(chosen.map(({ sight }) => orderOf(sight)).filter(Boolean));
	const siblings = sights.filter(
		(sight) =>
			sight.status === SHIPPED &&
			!numbers.has(sight.outboundOrderNo) &&
			orders.has(orderOf(sight)) &&
			mayCome(sight),
	);
	return [
		...chosen,
		...siblings.map((sight) => ({
			outboundOrderNo: sight.outboundOrderNo,
			sight,
			again: true as const,
		})),
	];
}

function orderOf(sight: ObservedOrder | undefined): string {
	return textOf(sight?.record.platformOrderNo);
}

/**
 * What is remembered after a poll. Orders that are open, or news that could not be given out yet, are looked at again: the
 * oldest of them by number, the others with everything created since, less a day.
 *
 * @param from  what {@link readFrom} said, epoch seconds
 */
export function nextState(
	before: TriggerState | undefined,
	outcome: PollResult,
	choice: TriggerChoice,
	scope: string,
	from: number,
	now: number,
): TriggerState {
	const { sights, readUpTo, delivered } = outcome;
	const lookBack = now - choice.lookBackDays * DAY;
	const silent = isBaselineOnly(before, choice);
	const isKnown = (number: string): boolean => delivered.has(number) || silent;
	const isNews = isNewFor(before, choice);
	const seen = seenAfter(before, outcome, isKnown, isNews, now);
	const goesOn = before && !isWidened(before, choice) ? before : undefined;
	const isWaiting = (sight: ObservedOrder): boolean =>
		!isFinal(sight.status) || (isNews(sight) && !isKnown(sight.outboundOrderNo));
	const waiting = watchlistAfter(before?.followed, outcome, isWaiting, lookBack);
	const oldestOpen = min([goesOn?.resume?.oldestOpen, waiting.oldestOther].filter(isNumber));
	const start = goesOn?.from ?? from;
	const resume: Resume | undefined =
		readUpTo === undefined
			? undefined
			: {
					from: readUpTo,
					...(oldestOpen === undefined ? {} : { oldestOpen }),
					...(silent ? { silent } : {}),
				};
	// Never back again: what lies before has been forgotten and would be given out a second time.
	const next = resume ? start : Math.max(start, Math.min(oldestOpen ?? now, now) - OVERLAP);
	const followed = waiting.followed.filter(([, createdAt]) => resume || createdAt < next);
	const follows = new Set(followed.map(([number]) => number));
	const looked = new Set([...delivered, ...sights.map((sight) => sight.outboundOrderNo)]);
	for (const { key } of outcome.unreadable) looked.delete(key);
	const told = reportedAfter(before?.told, outcome.unreadable, (key) => looked.has(key));
	return {
		version: 1,
		scope,
		lookBackDays: choice.lookBackDays,
		from: next,
		...(resume ? { resume } : {}),
		seen: keptRecords(
			seen,
			next,
			(number, each) => follows.has(number) || isRecent(each, choice, now),
		),
		...(followed.length > 0 ? { followed: Object.fromEntries(followed) } : {}),
		...(Object.keys(told).length > 0 ? { told } : {}),
	};
}

/** What has been seen by now; orders that were given out again have had their turn. */
function seenAfter(
	before: TriggerState | undefined,
	{ sights, delivered }: PollResult,
	isKnown: (outboundOrderNo: string) => boolean,
	isNews: (sight: ObservedOrder) => boolean,
	now: number,
): Map<string, EmittedRecord> {
	const seen = new Map(Object.entries(before?.seen ?? {}));
	for (const number of delivered) {
		const known = seen.get(number);
		if (known) seen.set(number, [known[0], known[1], known[2], now]);
	}
	for (const sight of sights) {
		const { outboundOrderNo: number, status, createdAt } = sight;
		if (isNews(sight) && isKnown(number)) seen.set(number, [createdAt ?? now, now, status]);
	}
	return seen;
}

const asCandidate = (sight: ObservedOrder): OrderToEmit => ({
	outboundOrderNo: sight.outboundOrderNo,
	sight,
});

/** An order may be called `constructor`: only what was stored counts. */
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

/** Whether an order of the last hours is to be given out again now. */
function isDue(seen: EmittedRecord, choice: TriggerChoice, now: number): boolean {
	return isRecent(seen, choice, now) && now - lastGiven(seen) >= pauseOf(seen);
}

const urgency = (seen: EmittedRecord, now: number): number =>
	(now - lastGiven(seen)) / Math.max(pauseOf(seen), SHORTEST_PAUSE);

/** How long nothing is given out after the last time, s. */
const pauseOf = (seen: EmittedRecord): number =>
	Math.min(PAUSE_SHARE * (lastGiven(seen) - seen[1]), LONGEST_PAUSE);

const lastGiven = ([, firstSeenAt, , givenAgainAt]: EmittedRecord): number =>
	givenAgainAt ?? firstSeenAt;
