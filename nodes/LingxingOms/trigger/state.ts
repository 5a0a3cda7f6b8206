import { DAY } from '../../shared/durations';
import { fieldsOf, type Fields } from '../transport/json';
import type { Reported } from './told';

/**
 * What the trigger remembers of an outbound order: creation and first sight (epoch seconds), status, and when it was last
 * given out again.
 */
export type EmittedRecord = readonly [
	createdAt: number,
	firstSeenAt: number,
	status: number,
	givenAgainAt?: number,
];

/** A reading of the window that a poll could not bring to its end. */
export interface Resume {
	/** Orders created before this moment have been looked at, epoch seconds. */
	from: number;
	/** Creation of the oldest order that is to be looked at again and is not followed by number. */
	oldestOpen?: number;
	/** The first reading of all, which only takes notice. */
	silent?: true;
}

/** What the trigger keeps from poll to poll. Losing it costs a second reading of the look back, never an order. */
export interface TriggerState {
	version: 1;
	/** Credential and event it belongs to. */
	scope: string;
	lookBackDays: number;
	/** Orders created before this moment (epoch seconds) are read only where they are followed. */
	from: number;
	resume?: Resume;
	/** By outbound order number. */
	seen: Record<string, EmittedRecord>;
	/** Orders that stay open while later ones ship, read by number: outbound order number → creation, epoch seconds. */
	followed?: Record<string, number>;
	/** What was said of orders that cannot be read. */
	told?: Reported;
}

const VERSION = 1;
/** Entries of up to 60 bytes. Beyond it, orders are given out again no more, the earliest first. */
export const MOST_SEEN = 50_000;

/**
 * The stored state, if it can be trusted.
 *
 * @param now  epoch seconds
 * @returns    undefined for another version, credential or event, or for values that cannot be
 */
export function readState(
	stored: unknown,
	stateKey: string,
	now: number,
): TriggerState | undefined {
	const state = fieldsOf(stored);
	const { version, scope: storedScope, lookBackDays, from } = state;
	if (version !== VERSION || storedScope !== stateKey) return undefined;
	if (!isMoment(from, now) || !isNumber(lookBackDays)) return undefined;
	const seen = Object.entries(fieldsOf(state.seen)).filter(
		(entry): entry is [string, EmittedRecord] => {
			return isEmittedRecord(entry[1], now);
		},
	);
	const followed = Object.entries(fieldsOf(state.followed)).filter(
		(entry): entry is [string, number] => isMoment(entry[1], now + DAY),
	);
	const told = Object.entries(fieldsOf(state.told)).filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string',
	);
	const resume = resumeOf(state.resume, now);
	return {
		version: VERSION,
		scope: stateKey,
		lookBackDays,
		from,
		...(resume ? { resume } : {}),
		seen: Object.fromEntries(seen),
		...(followed.length > 0 ? { followed: Object.fromEntries(followed) } : {}),
		...(told.length > 0 ? { told: Object.fromEntries(told) } : {}),
	};
}

function resumeOf(stored: unknown, now: number): Resume | undefined {
	const { from, oldestOpen, silent } = fieldsOf(stored);
	// A reading goes to a day ahead of the clock.
	if (!isMoment(from, now + DAY)) return undefined;
	return {
		from,
		...(isMoment(oldestOpen, now + DAY) ? { oldestOpen } : {}),
		...(silent === true ? { silent } : {}),
	};
}

function isEmittedRecord(value: unknown, now: number): value is EmittedRecord {
	if (!Array.isArray(value)) return false;
	const [createdAt, firstSeenAt, status, givenAgainAt = firstSeenAt]: unknown[] = value;
	const areTrusted = [firstSeenAt, givenAgainAt].every((moment) => isMoment(moment, now));
	// The OMS's clock may run ahead, or its time zone be another one than assumed: a day is allowed.
	return areTrusted && isMoment(createdAt, now + DAY) && isNumber(status);
}

function isMoment(value: unknown, latest: number): value is number {
	return isNumber(value) && value > 0 && value <= latest + DAY;
}

function isNumber(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value);
}

/**
 * What is remembered of orders after a poll: only what a later poll can still meet, and of too many those that it would
 * take for new ones.
 */
export function keptRecords(
	seen: ReadonlyMap<string, EmittedRecord>,
	from: number,
	mayComeAgain: (outboundOrderNo: string, seen: EmittedRecord) => boolean,
): Record<string, EmittedRecord> {
	const kept = [...seen].filter(([number, each]) => each[0] >= from || mayComeAgain(number, each));
	if (kept.length > MOST_SEEN) kept.sort(([, a], [, b]) => b[0] - a[0]);
	return Object.fromEntries(kept.slice(0, MOST_SEEN));
}

/** A record of the page in the trigger's terms. */
export interface ObservedOrder {
	outboundOrderNo: string;
	status: number;
	/** Epoch seconds; undefined where the OMS does not say. */
	createdAt?: number;
	record: Fields;
}
