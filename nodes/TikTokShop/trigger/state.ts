import type { IDataObject } from 'n8n-workflow';

import { DAY } from '../../shared/durations';
import { markOf } from './marks';
import { LOST, type ReadState, type Resume } from './window';
import type { Seller } from '../shops/seller';

const VERSION = 1;
/** A moment further ahead than this is nonsense, s. */
const AHEAD = DAY;
/** More shops than one authorisation has. */
const MOST_SHOPS = 1_000;

/** What the trigger keeps in n8n's static data: one entry per shop and status, small and bounded. */
export interface TriggerState {
	version: number;
	/** Credential and settings the entries were made with, as a JSON list; with others, everything is read again. */
	belongsTo: string;
	/** Who had authorised when this was written. */
	seller?: Seller;
	streams: Record<string, ReadState>;
	/** IDs of shops that were pulled before and are not in `streams`; for each other one the next pull is its first. */
	pulled?: string[];
}

/**
 * The stored state, if it can be trusted: of this version, of this credential, no moment in the future. Where other settings have
 * changed, what was handed over still counts, but everything is read again. What cannot be trusted is dropped; that costs a
 * re-read, never an order.
 *
 * @param belongsTo  JSON list; the credential stands first
 * @param now        epoch seconds
 */
export function trustedState(stored: IDataObject, belongsTo: string, now: number): TriggerState {
	const fresh: TriggerState = { version: VERSION, belongsTo, streams: {} };
	if (!isOurs(stored, belongsTo)) return fresh;
	const seller = trustedSeller(stored.seller);
	if (seller) fresh.seller = seller;
	const entries = Object.entries((stored.streams ?? {}) as Record<string, unknown>);
	const changed = stored.belongsTo !== belongsTo;
	fresh.streams = Object.fromEntries(
		entries.flatMap(([key, value]) => {
			const state = trusted(value, now);
			if (!state) return [];
			const { round, emitted } = state;
			return [[key, changed ? { ...LOST, round, emitted } : state] as const];
		}),
	);
	const pulled = Array.isArray(stored.pulled) ? (stored.pulled as unknown[]) : [];
	const ids = pulled.filter((id): id is string => typeof id === 'string');
	fresh.pulled = [...new Set([...ids, ...shopsOf(Object.fromEntries(entries))])];
	return fresh;
}

/**
 * Whether there was a state that is gone, or is of another credential or version: then no shop begins with its first pull.
 *
 * @param isNew  nothing can have been stored yet: the trigger has just been published and has not come to an end of a poll
 */
export function isLost(stored: IDataObject, belongsTo: string, isNew: boolean): boolean {
	return Object.keys(stored).length === 0 ? !isNew : !isOurs(stored, belongsTo);
}

/**
 * Where the read of a shop and status goes on. Undefined only for the first pull of a shop (B20); what was lost reaches back as far
 * as polls go back at most, because an order may have waited all that time.
 */
export function streamBefore(
	{ streams, pulled = [] }: TriggerState,
	lost: boolean,
	shopId: string,
	status: string,
): ReadState | undefined {
	const known = streams[`${shopId}:${status}`];
	return known ?? (lost || pulled.includes(shopId) ? LOST : undefined);
}

/**
 * Shops that were pulled before and have no entry in `streams` that says so.
 *
 * @param shopIds  shops that have been pulled now, or whose state was lost
 */
export function pulledAfter(
	{ pulled = [] }: TriggerState,
	streams: TriggerState['streams'],
	shopIds: readonly string[],
): string[] {
	const streamed = shopsOf(streams);
	const others = [...new Set([...pulled, ...shopIds])].filter((id) => !streamed.includes(id));
	return others.slice(-MOST_SHOPS);
}

function shopsOf(streams: object): string[] {
	return Object.keys(streams).map((key) => key.split(':')[0]);
}

function isOurs(stored: IDataObject, belongsTo: string): boolean {
	return stored.version === VERSION && credentialIn(stored.belongsTo) === credentialIn(belongsTo);
}

function credentialIn(belongsTo: unknown): unknown {
	try {
		const list: unknown = JSON.parse(String(belongsTo));
		return Array.isArray(list) ? (list as unknown[])[0] : belongsTo;
	} catch {
		return belongsTo;
	}
}

function trusted(value: unknown, now: number): ReadState | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const state = value as Partial<ReadState>;
	const moment = (time: unknown): time is number =>
		typeof time === 'number' && time >= 0 && time <= now + AHEAD;
	if (!moment(state.readUpTo) || !moment(state.auditedAt)) return undefined;
	const { resume, oldestPending, since } = state;
	return {
		readUpTo: Math.min(state.readUpTo, now),
		auditedAt: Math.min(state.auditedAt, now),
		...(moment(oldestPending) ? { oldestPending } : {}),
		...(resume && moment(resume.from) && moment(resume.startedAt)
			? { resume: trustedResume(resume, moment) }
			: {}),
		...(moment(since) ? { since } : {}),
		round: Number.isInteger(state.round) ? (state.round ?? 0) % 10 : 0,
		emitted: trustedMarks(state.emitted),
		...(state.again ? { again: trustedLooks(state.again) } : {}),
	};
}

function trustedSeller(value: unknown): Seller | undefined {
	const { openId, name } = (value ?? {}) as Partial<Seller>;
	return typeof openId === 'string' && typeof name === 'string' ? { openId, name } : undefined;
}

function trustedResume(resume: Resume, moment: (time: unknown) => time is number): Resume {
	const { from, startedAt, oldestPending, audit } = resume;
	return {
		from,
		startedAt,
		...(audit === false ? { audit } : {}),
		...(moment(oldestPending) ? { oldestPending } : {}),
	};
}

function trustedMarks(emitted: unknown): Record<string, string> {
	return entriesOf(emitted, (mark): mark is string => markOf(mark) !== undefined);
}

function trustedLooks(again: unknown): Record<string, number> {
	return entriesOf(again, (left): left is number => Number.isInteger(left) && Number(left) > 0);
}

/** Entries by order ID. */
function entriesOf<T>(value: unknown, isEntry: (entry: unknown) => entry is T): Record<string, T> {
	if (typeof value !== 'object' || value === null) return {};
	const entries = Object.entries(value).filter(
		(entry): entry is [string, T] => /^\d+$/.test(entry[0]) && isEntry(entry[1]),
	);
	return Object.fromEntries(entries);
}
