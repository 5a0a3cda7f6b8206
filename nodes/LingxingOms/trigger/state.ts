import { fieldsOf, type Fields } from '../transport/json';

/** What the trigger remembers of an outbound order: creation, first sight (epoch seconds), status. */
export type Seen = readonly [createdAt: number, firstSeenAt: number, status: number];

/** What the trigger keeps from poll to poll. Losing it costs a second reading of the look back, never an order. */
export interface TriggerState {
	version: 1;
	/** Credential and event it belongs to. */
	scope: string;
	lookBackDays: number;
	/** Orders created before this moment (epoch seconds) need not be read again. */
	from: number;
	/** By outbound order number. */
	seen: Record<string, Seen>;
	/** Where more orders are to be given out again than fit into a poll: the last one that was. */
	repeatedUpTo?: string;
}

const VERSION = 1;
const DAY = 86_400;
/** Some thousand orders a week stay far below; beyond it the oldest are forgotten and given out once more. */
const MOST_SEEN = 20_000;

/**
 * The stored state, if it can be trusted.
 *
 * @param now  epoch seconds
 * @returns    undefined for another version, credential or event, or for values that cannot be
 */
export function readState(stored: unknown, scope: string, now: number): TriggerState | undefined {
	const { version, scope: storedScope, lookBackDays, from, seen, repeatedUpTo } = fieldsOf(stored);
	if (version !== VERSION || storedScope !== scope) return undefined;
	if (!isMoment(from, now) || !isNumber(lookBackDays)) return undefined;
	const known = Object.entries(fieldsOf(seen)).filter((entry): entry is [string, Seen] => {
		return isSeen(entry[1], now);
	});
	return {
		version: VERSION,
		scope,
		lookBackDays,
		from,
		seen: Object.fromEntries(known),
		...(typeof repeatedUpTo === 'string' ? { repeatedUpTo } : {}),
	};
}

function isSeen(value: unknown, now: number): value is Seen {
	if (!Array.isArray(value)) return false;
	const [createdAt, firstSeenAt, status]: unknown[] = value;
	// The OMS's clock may run ahead, or its time zone be another one than assumed: a day is allowed.
	return isMoment(createdAt, now + DAY) && isMoment(firstSeenAt, now) && isNumber(status);
}

function isMoment(value: unknown, latest: number): value is number {
	return isNumber(value) && value > 0 && value <= latest + DAY;
}

function isNumber(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value);
}

/** The state as it is stored after a poll: only what a later poll can still meet. */
export function nextState(
	state: Omit<TriggerState, 'version'>,
	isRecent: (seen: Seen) => boolean,
): TriggerState {
	const kept = Object.entries(state.seen)
		.filter(([, seen]) => seen[0] >= state.from || isRecent(seen))
		.sort(([, a], [, b]) => b[0] - a[0])
		.slice(0, MOST_SEEN);
	return { ...state, version: VERSION, seen: Object.fromEntries(kept) };
}

/** A record of the page in the trigger's terms. */
export interface Sight {
	outboundOrderNo: string;
	status: number;
	/** Epoch seconds; undefined where the OMS does not say. */
	createdAt?: number;
	record: Fields;
}
