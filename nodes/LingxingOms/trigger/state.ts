import { DAY } from '../../shared/durations';
import { fieldsOf, type Fields } from '../transport/json';
import type { Reported } from './reported';

/**
 * What the trigger stores of an outbound order: when it was created and first seen shipped (epoch seconds), its status, and when it was
 * last emitted again.
 */
export type EmittedRecord = readonly [
	createdAt: number,
	firstSeenAt: number,
	status: number,
	repeatedAt?: number,
];

/** Where an unfinished scan continues. */
export interface Resume {
	/** All orders created before this time have been read, epoch seconds. */
	from: number;
	/** Creation time of the oldest open order that is not read by number. */
	oldestOpen?: number;
	/** The first scan of status changes only records a baseline and emits nothing. */
	silent?: true;
}

/**
 * The state between polls. Workflows keep it under these short field names, so they must not change. A lost state costs a second read of
 * Looks Back, never an order.
 */
export interface TriggerState {
	version: 1;
	/** State key: credential and event. With another one, everything is read again. */
	scope: string;
	lookBackDays: number;
	/** Orders created before this time (epoch seconds) are read only by number. */
	from: number;
	resume?: Resume;
	/** Records by outbound order number. */
	seen: Record<string, EmittedRecord>;
	/** Watchlist: old open orders, read by number: outbound order number → creation time, epoch seconds. */
	followed?: Record<string, number>;
	/** Reported problems of unreadable orders. */
	told?: Reported;
	/** Orders with executions that failed: outbound order number → number of those. */
	attempts?: Record<string, number>;
	/** Key of the batch whose execution was still running at the end of the poll. */
	openBatch?: string;
}

const VERSION = 1;
/** Upper bound of entries, up to 60 bytes each. Beyond it the oldest orders are no longer emitted again. */
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
	const attempts = Object.entries(fieldsOf(state.attempts)).filter(
		(entry): entry is [string, number] => isNumber(entry[1]) && entry[1] > 0,
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
		...(attempts.length > 0 ? { attempts: Object.fromEntries(attempts) } : {}),
		...(typeof state.openBatch === 'string' ? { openBatch: state.openBatch } : {}),
	};
}

function resumeOf(stored: unknown, now: number): Resume | undefined {
	const { from, oldestOpen, silent } = fieldsOf(stored);
	// A scan ends a day ahead of the clock.
	if (!isMoment(from, now + DAY)) return undefined;
	return {
		from,
		...(isMoment(oldestOpen, now + DAY) ? { oldestOpen } : {}),
		...(silent === true ? { silent } : {}),
	};
}

function isEmittedRecord(value: unknown, now: number): value is EmittedRecord {
	if (!Array.isArray(value)) return false;
	const [createdAt, firstSeenAt, status, repeatedAt = firstSeenAt]: unknown[] = value;
	const areTrusted = [firstSeenAt, repeatedAt].every((moment) => isMoment(moment, now));
	// A day is allowed, because the OMS's clock may run ahead or its time zone may differ from the assumed one.
	return areTrusted && isMoment(createdAt, now + DAY) && isNumber(status);
}

function isMoment(value: unknown, latest: number): value is number {
	return isNumber(value) && value > 0 && value <= latest + DAY;
}

function isNumber(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value);
}

/**
 * Drops records that no later poll needs. Over the upper bound, keeps the newest orders, which would otherwise be emitted again as new.
 *
 * @param from  earliest creation time that is read again, epoch seconds
 */
export function keptRecords(
	records: ReadonlyMap<string, EmittedRecord>,
	from: number,
	isNeeded: (outboundOrderNo: string, record: EmittedRecord) => boolean,
): Record<string, EmittedRecord> {
	const kept = [...records].filter(
		([number, record]) => record[0] >= from || isNeeded(number, record),
	);
	if (kept.length > MOST_SEEN) kept.sort(([, a], [, b]) => b[0] - a[0]);
	return Object.fromEntries(kept.slice(0, MOST_SEEN));
}

/** An outbound order as the list shows it. */
export interface ObservedOrder {
	outboundOrderNo: string;
	status: number;
	/** Epoch seconds; undefined if the OMS gives no time. */
	createdAt?: number;
	record: Fields;
}
