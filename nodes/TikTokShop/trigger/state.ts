import type { IDataObject } from 'n8n-workflow';

import { DAY } from '../../shared/durations';
import { parseMark } from './marks';
import { LOST_STATE, type ReadState, type Resume } from './window';
import type { Seller } from '../shops/seller';

const VERSION = 1;
/** Times further in the future than this are invalid, s. */
const MAX_CLOCK_DIFFERENCE = DAY;
/** More shops than one authorization can have. */
const MAX_SHOPS = 1_000;

/** The trigger's state in n8n's static data; its size is bounded. */
export interface TriggerState {
	version: number;
	/** State key (`stateKey`): with another one, everything is read again. */
	belongsTo: string;
	/** The seller that had authorized the app. */
	seller?: Seller;
	/** One entry per shop and status. */
	streams: Record<string, ReadState>;
	/** Key of the batch whose execution was still running at the end of the poll. */
	openBatch?: string;
	/** IDs of shops without an entry in `streams` that were read before. Any other shop starts with its first pull. */
	pulled?: string[];
}

/**
 * The stored state, if it has this version and this credential. After a change of other settings everything is read again, but the
 * emitted orders still count. Invalid entries are dropped, which costs a re-read and never an order.
 *
 * @param stateKey  JSON list with the credential first
 * @param now       epoch seconds
 */
export function trustedState(stored: IDataObject, stateKey: string, now: number): TriggerState {
	const fresh: TriggerState = { version: VERSION, belongsTo: stateKey, streams: {} };
	if (!hasSameCredential(stored, stateKey)) return fresh;
	const seller = trustedSeller(stored.seller);
	if (seller) fresh.seller = seller;
	if (typeof stored.openBatch === 'string') fresh.openBatch = stored.openBatch;
	const entries = Object.entries((stored.streams ?? {}) as Record<string, unknown>);
	const hasChanged = stored.belongsTo !== stateKey;
	fresh.streams = Object.fromEntries(
		entries.flatMap(([key, value]) => {
			const state = trustedReadState(value, now);
			if (!state) return [];
			const { round, emitted, notAcknowledged } = state;
			const kept = {
				...LOST_STATE,
				round,
				emitted,
				...(notAcknowledged ? { notAcknowledged } : {}),
			};
			return [[key, hasChanged ? kept : state] as const];
		}),
	);
	const pulled = Array.isArray(stored.pulled) ? (stored.pulled as unknown[]) : [];
	const ids = pulled.filter((id): id is string => typeof id === 'string');
	fresh.pulled = [...new Set([...ids, ...shopsOf(Object.fromEntries(entries))])];
	return fresh;
}

/**
 * Whether an earlier state is gone, or has another credential or version. Then no shop starts with its first pull.
 *
 * @param isNew  the trigger cannot have stored a state yet
 */
export function isLost(stored: IDataObject, stateKey: string, isNew: boolean): boolean {
	return Object.keys(stored).length === 0 ? !isNew : !hasSameCredential(stored, stateKey);
}

/**
 * The state from which a shop and status is read. Undefined only for the first pull of a shop (B20). A lost state reaches back
 * to the oldest order that a poll can read, because an order may have waited for so long.
 */
export function streamBefore(
	{ streams, pulled = [] }: TriggerState,
	lost: boolean,
	shopId: string,
	status: string,
): ReadState | undefined {
	const known = streams[`${shopId}:${status}`];
	return known ?? (lost || pulled.includes(shopId) ? LOST_STATE : undefined);
}

/**
 * IDs of shops that were read before and have no entry in `streams`.
 *
 * @param shopIds  shops that were read now, or whose state was lost
 */
export function pulledAfter(
	{ pulled = [] }: TriggerState,
	streams: TriggerState['streams'],
	shopIds: readonly string[],
): string[] {
	const streamed = shopsOf(streams);
	const others = [...new Set([...pulled, ...shopIds])].filter((id) => !streamed.includes(id));
	return others.slice(-MAX_SHOPS);
}

function shopsOf(streams: object): string[] {
	return Object.keys(streams).map((key) => key.split(':')[0]);
}

function hasSameCredential(stored: IDataObject, stateKey: string): boolean {
	return stored.version === VERSION && credentialIn(stored.belongsTo) === credentialIn(stateKey);
}

function credentialIn(stateKey: unknown): unknown {
	try {
		const list: unknown = JSON.parse(String(stateKey));
		return Array.isArray(list) ? (list as unknown[])[0] : stateKey;
	} catch {
		return stateKey;
	}
}

function trustedReadState(value: unknown, now: number): ReadState | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const state = value as Partial<ReadState>;
	const isValidTime = (time: unknown): time is number =>
		typeof time === 'number' && time >= 0 && time <= now + MAX_CLOCK_DIFFERENCE;
	if (!isValidTime(state.readUpTo) || !isValidTime(state.auditedAt)) return undefined;
	const { resume, oldestPending, since, newsFrom } = state;
	const notAcknowledged = trustedAttempts(state.notAcknowledged);
	return {
		readUpTo: Math.min(state.readUpTo, now),
		auditedAt: Math.min(state.auditedAt, now),
		...(isValidTime(oldestPending) ? { oldestPending } : {}),
		...(resume && isValidTime(resume.from) && isValidTime(resume.startedAt)
			? { resume: trustedResume(resume, isValidTime) }
			: {}),
		...(isValidTime(since) ? { since } : {}),
		...(isValidTime(newsFrom) ? { newsFrom } : {}),
		...(Object.keys(notAcknowledged).length > 0 ? { notAcknowledged } : {}),
		round: Number.isInteger(state.round) ? (state.round ?? 0) % 10 : 0,
		emitted: trustedMarks(state.emitted),
		...(state.again ? { again: trustedRechecks(state.again) } : {}),
	};
}

function trustedSeller(value: unknown): Seller | undefined {
	const { openId, name } = (value ?? {}) as Partial<Seller>;
	return typeof openId === 'string' && typeof name === 'string' ? { openId, name } : undefined;
}

function trustedResume(resume: Resume, isValidTime: (time: unknown) => time is number): Resume {
	const { from, startedAt, oldestPending, audit, pull } = resume;
	return {
		from,
		startedAt,
		...(audit === false ? { audit } : {}),
		...(pull === true ? { pull } : {}),
		...(isValidTime(oldestPending) ? { oldestPending } : {}),
	};
}

function trustedMarks(emitted: unknown): Record<string, string> {
	return entriesOf(emitted, (mark): mark is string => parseMark(mark) !== undefined);
}

function trustedRechecks(again: unknown): Record<string, number> {
	return entriesOf(again, (left): left is number => Number.isInteger(left) && Number(left) > 0);
}

function trustedAttempts(stored: unknown): Record<string, number> {
	return entriesOf(
		stored,
		(count): count is number => Number.isInteger(count) && Number(count) >= 0,
	);
}

/** Entries with an order ID as the key. */
function entriesOf<T>(value: unknown, isEntry: (entry: unknown) => entry is T): Record<string, T> {
	if (typeof value !== 'object' || value === null) return {};
	const entries = Object.entries(value).filter(
		(entry): entry is [string, T] => /^\d+$/.test(entry[0]) && isEntry(entry[1]),
	);
	return Object.fromEntries(entries);
}
