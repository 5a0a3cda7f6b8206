import { isFinal, SHIPPED } from '../outbound/outboundOrder';
import { nextState, type Seen, type Sight, type TriggerState } from './state';

/** What the user chose. */
export interface Choice {
	event: 'shipped' | 'statusChanged';
	emit: 'repeat' | 'once';
	/** How long a shipped order is given out again after it was first seen shipped. */
	repeatHours: number;
	lookBackDays: number;
}

export interface Plan {
	/** Outbound order numbers to give out; those of the page with their record. */
	emit: Map<string, Sight | undefined>;
	state: TriggerState;
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
	const widened = !state || choice.lookBackDays > state.lookBackDays;
	return widened ? lookBack : Math.max(lookBack, state.from);
}

/**
 * Which outbound orders a poll gives out, and what it remembers.
 *
 * Shipped: each order seen shipped for the first time; with `repeat` also those first seen within `repeatHours`.
 * Status changed: each order whose status is another than at the last poll; the first poll of all only takes notice.
 *
 * The next poll reads from the oldest order that is not final yet, less one day.
 *
 * @param state   undefined at the first poll
 * @param sights  every order created since `from`, each once
 * @param from    what {@link readFrom} said, epoch seconds
 * @param sample  by hand: give out whatever is there, as if nothing were known
 */
export function plan(
	state: TriggerState | undefined,
	sights: readonly Sight[],
	choice: Choice,
	scope: string,
	from: number,
	now: number,
	sample = false,
): Plan {
	const known: Readonly<Record<string, Seen>> = state?.seen ?? {};
	const seen: Record<string, Seen> = { ...known };
	const isRecent = ([, firstSeenAt, status]: Seen): boolean =>
		choice.event === 'shipped' &&
		choice.emit === 'repeat' &&
		status === SHIPPED &&
		firstSeenAt > now - choice.repeatHours * HOUR;

	const news = sights.filter((sight) => isNews(sight, known[sight.outboundOrderNo], choice));
	const silent = choice.event === 'statusChanged' && state === undefined && !sample;
	const oldestFirst = [...news].sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
	const fits = silent ? oldestFirst : oldestFirst.slice(0, MOST_EMITTED);
	const left = oldestFirst.slice(fits.length);

	const emit: Plan['emit'] = new Map();
	for (const sight of fits) {
		seen[sight.outboundOrderNo] = [sight.createdAt ?? now, now, sight.status];
		if (!silent) emit.set(sight.outboundOrderNo, sight);
	}
	const onPage = new Map(sights.map((sight) => [sight.outboundOrderNo, sight]));
	const recent = Object.keys(known).filter(
		(number) => isRecent(known[number]) && !emit.has(number),
	);
	const again = inTurn(recent, state?.repeatedUpTo, MOST_EMITTED - emit.size);
	for (const number of again) emit.set(number, onPage.get(number));

	const waiting = [...sights.filter(({ status }) => !isFinal(status)), ...left];
	const oldest = waiting.reduce((least, { createdAt }) => Math.min(least, createdAt ?? from), now);
	const next = {
		scope,
		lookBackDays: choice.lookBackDays,
		// Never back again: what lies before has been forgotten and would be given out a second time.
		from: Math.max(from, oldest - OVERLAP),
		seen,
		...(again.length < recent.length ? { repeatedUpTo: again[again.length - 1] } : {}),
	};
	return { emit, state: nextState(next, isRecent) };
}

/**
 * Orders to give out again, at most `room` of them: where there are more, the next ones after those of the last poll, so
 * that each gets its turn however many have shipped.
 */
function inTurn(numbers: readonly string[], last = '', room = 0): readonly string[] {
	if (numbers.length <= room) return numbers;
	const padded = (number: string): string => number.padStart(32, '0');
	const sorted = [...numbers].sort((a, b) => (padded(a) < padded(b) ? -1 : 1));
	const next = sorted.findIndex((number) => padded(number) > padded(last));
	const start = Math.max(0, next);
	return [...sorted.slice(start), ...sorted.slice(0, start)].slice(0, Math.max(0, room));
}

function isNews(sight: Sight, known: Seen | undefined, { event }: Choice): boolean {
	if (event === 'shipped') return sight.status === SHIPPED && known === undefined;
	return known?.[2] !== sight.status;
}
