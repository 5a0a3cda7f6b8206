import { isNumber, min, sortBy } from 'lodash';

import { isFinal, SHIPPED } from '../outbound/outboundOrder';
import { keptSeen, type Resume, type Seen, type Sight, type TriggerState } from './state';
import { waitingOrders } from './waiting';

/** What the user chose. */
export interface Choice {
	event: 'shipped' | 'statusChanged';
	emit: 'repeat' | 'once';
	/** How long a shipped order is given out again after it was first seen shipped. */
	repeatHours: number;
	lookBackDays: number;
}

/** An outbound order to give out. */
export interface Candidate {
	outboundOrderNo: string;
	/** As it was just seen; undefined for one that is given out again without having been read. */
	sight?: Sight;
}

/** How far a poll came. */
export interface Outcome {
	/** Every order that was looked at, each once. */
	sights: readonly Sight[];
	/** Orders created before this moment have been looked at (epoch seconds); undefined: all. */
	readUpTo?: number;
	/** Outbound order numbers that were given out. */
	delivered: ReadonlySet<string>;
}

const DAY = 86_400;
const HOUR = 3_600;
/** Orders may show up late or under another clock: so far back is always read again. */
const OVERLAP = DAY;
/** Details come 50 a call at five calls a second: this many keep a poll short. What is left comes at the next poll. */
export const MOST_EMITTED = 2_500;

/** First creation time a poll has to read, epoch seconds. */
export function readFrom(state: TriggerState | undefined, choice: Choice, now: number): number {
	const lookBack = now - choice.lookBackDays * DAY;
	if (!state || isWidened(state, choice)) return lookBack;
	return Math.max(lookBack, state.resume?.from ?? state.from);
}

/** The user looks back further than before: what was read does not count. */
function isWidened(state: TriggerState, { lookBackDays }: Choice): boolean {
	return lookBackDays > state.lookBackDays;
}

/** Old orders that are read by their outbound order number. */
export function followedBy(state: TriggerState | undefined): string[] {
	return Object.keys(state?.followed ?? {});
}

/**
 * Whether an order has not been given out yet. Shipped: each order seen shipped for the first time. Status changed: each
 * order whose status is another than at the last poll.
 */
export function newsFor(
	state: TriggerState | undefined,
	{ event }: Choice,
): (sight: Sight) => boolean {
	const known = seenIn(state);
	return ({ outboundOrderNo, status }) => {
		const seen = known.get(outboundOrderNo);
		return event === 'shipped' ? status === SHIPPED && seen === undefined : seen?.[2] !== status;
	};
}

/**
 * Which outbound orders a poll gives out: the news, oldest first, then with `repeat` those first seen shipped within
 * `repeatHours`. The first reading of all statuses only takes notice.
 *
 * @param state   undefined at the first poll
 * @param sample  by hand: give out whatever is there, as if nothing were known
 */
export function candidates(
	state: TriggerState | undefined,
	sights: readonly Sight[],
	choice: Choice,
	now: number,
	sample = false,
): Candidate[] {
	if (isSilent(state, choice) && !sample) return [];
	const news = sortBy(sights.filter(newsFor(state, choice)), ({ createdAt }) => createdAt ?? 0);
	const fresh = news.slice(0, MOST_EMITTED).map(asCandidate);
	const given = new Set(fresh.map(({ outboundOrderNo }) => outboundOrderNo));
	const recent = recentOnes(state, choice, now).filter((number) => !given.has(number));
	const byNumber = new Map(sights.map((sight) => [sight.outboundOrderNo, sight]));
	const again = inTurn(recent, state?.repeatedUpTo, MOST_EMITTED - fresh.length);
	return [
		...fresh,
		...again.map((number) => ({ outboundOrderNo: number, sight: byNumber.get(number) })),
	];
}

/**
 * What is remembered after a poll. Orders that are open, or news that could not be given out yet, are looked at again: the
 * oldest of them by number, the others with everything created since, less a day.
 *
 * @param from  what {@link readFrom} said, epoch seconds
 */
export function afterPoll(
	before: TriggerState | undefined,
	{ sights, readUpTo, delivered }: Outcome,
	choice: Choice,
	scope: string,
	from: number,
	now: number,
): TriggerState {
	const lookBack = now - choice.lookBackDays * DAY;
	const silent = isSilent(before, choice);
	const seen = seenIn(before);
	const isKnown = (number: string): boolean => delivered.has(number) || silent;
	const isNews = newsFor(before, choice);
	for (const sight of sights) {
		const { outboundOrderNo: number, status, createdAt } = sight;
		if (isNews(sight) && isKnown(number)) seen.set(number, [createdAt ?? now, now, status]);
	}
	const goesOn = before && !isWidened(before, choice) ? before : undefined;
	const isWaiting = (sight: Sight): boolean =>
		!isFinal(sight.status) || (isNews(sight) && !isKnown(sight.outboundOrderNo));
	const waiting = waitingOrders(before?.followed, sights, isWaiting, lookBack);
	// Where the OMS does not say when an open order was created, it may be the oldest.
	const oldestOther = waiting.undated ? from + OVERLAP : waiting.oldestOther;
	const oldestOpen = min([goesOn?.resume?.oldestOpen, oldestOther].filter(isNumber));
	const start = Math.max(goesOn?.from ?? from, lookBack);
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
	const repeatedUpTo = lastRepeated(before, delivered, choice, now);
	return {
		version: 1,
		scope,
		lookBackDays: choice.lookBackDays,
		from: next,
		...(resume ? { resume } : {}),
		seen: keptSeen(
			seen,
			next,
			(number, each) => follows.has(number) || isRecent(each, choice, now),
		),
		...(followed.length > 0 ? { followed: Object.fromEntries(followed) } : {}),
		...(repeatedUpTo === undefined ? {} : { repeatedUpTo }),
	};
}

/** Where the turns go on; undefined when all recent ones were given out. */
function lastRepeated(
	before: TriggerState | undefined,
	delivered: ReadonlySet<string>,
	choice: Choice,
	now: number,
): string | undefined {
	const recent = new Set(recentOnes(before, choice, now));
	// Given out in their turn, so the last one is where the next poll goes on.
	const given = [...delivered].filter((number) => recent.has(number));
	return given.length === recent.size ? undefined : (given.pop() ?? before?.repeatedUpTo);
}

/** Orders that are given out again and again, by number. */
function recentOnes(state: TriggerState | undefined, choice: Choice, now: number): string[] {
	return [...seenIn(state)]
		.filter(([, seen]) => isRecent(seen, choice, now))
		.map(([number]) => number);
}

const asCandidate = (sight: Sight): Candidate => ({
	outboundOrderNo: sight.outboundOrderNo,
	sight,
});

const seenIn = (state: TriggerState | undefined): Map<string, Seen> =>
	new Map(Object.entries(state?.seen ?? {}));

function isSilent(state: TriggerState | undefined, { event }: Choice): boolean {
	return event === 'statusChanged' && (state === undefined || state.resume?.silent === true);
}

function isRecent([, firstSeenAt, status]: Seen, choice: Choice, now: number): boolean {
	const { event, emit, repeatHours } = choice;
	const repeats = event === 'shipped' && emit === 'repeat' && status === SHIPPED;
	return repeats && firstSeenAt > now - repeatHours * HOUR;
}

/**
 * Orders to give out again, at most `room` of them: where there are more, the next ones after those of the last poll, so
 * that each gets its turn however many have shipped.
 */
function inTurn(numbers: readonly string[], last = '', room = 0): readonly string[] {
	if (numbers.length <= room) return numbers;
	const padded = (number: string): string => number.padStart(32, '0');
	const sorted = sortBy(numbers, padded);
	const next = sorted.findIndex((number) => padded(number) > padded(last));
	const start = Math.max(0, next);
	return [...sorted.slice(start), ...sorted.slice(0, start)].slice(0, Math.max(0, room));
}
