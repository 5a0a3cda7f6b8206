import type { IDataObject } from 'n8n-workflow';

import type { ReadState, Resume } from '../orders/window';
import type { Seller } from '../shops/seller';

const VERSION = 1;
/** A moment further ahead than this is nonsense, s. */
const AHEAD = 24 * 60 * 60;

/** What the trigger keeps in n8n's static data: one entry per shop and status, small and bounded. */
export interface TriggerState {
	version: number;
	/** Credential and settings the entries were made with; with others, everything is read from the start. */
	belongsTo: string;
	/** Who had authorised when this was written. */
	seller?: Seller;
	streams: Record<string, ReadState>;
}

/**
 * The stored state, if it can be trusted: of this version, of this credential and these settings, no moment in the future.
 * What cannot be trusted is dropped; that costs a re-read, never an order.
 *
 * @param now  epoch seconds
 */
export function trustedState(stored: IDataObject, belongsTo: string, now: number): TriggerState {
	const fresh: TriggerState = { version: VERSION, belongsTo, streams: {} };
	if (stored.version !== VERSION || stored.belongsTo !== belongsTo) return fresh;
	const seller = trustedSeller(stored.seller);
	if (seller) fresh.seller = seller;
	const entries = Object.entries((stored.streams ?? {}) as Record<string, unknown>);
	fresh.streams = Object.fromEntries(
		entries.flatMap(([key, value]) => {
			const state = trusted(value, now);
			return state ? [[key, state] as const] : [];
		}),
	);
	return fresh;
}

function trusted(value: unknown, now: number): ReadState | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const state = value as Partial<ReadState>;
	const moment = (time: unknown): time is number =>
		typeof time === 'number' && time >= 0 && time <= now + AHEAD;
	if (!moment(state.readUpTo) || !moment(state.auditedAt)) return undefined;
	const { resume, oldestPending } = state;
	return {
		readUpTo: Math.min(state.readUpTo, now),
		auditedAt: Math.min(state.auditedAt, now),
		...(moment(oldestPending) ? { oldestPending } : {}),
		...(resume && moment(resume.from) && moment(resume.startedAt)
			? { resume: trustedResume(resume, moment) }
			: {}),
		round: Number.isInteger(state.round) ? (state.round ?? 0) : 0,
		emitted: trustedMarks(state.emitted),
	};
}

function trustedSeller(value: unknown): Seller | undefined {
	const { openId, name } = (value ?? {}) as Partial<Seller>;
	return typeof openId === 'string' && typeof name === 'string' ? { openId, name } : undefined;
}

function trustedResume(resume: Resume, moment: (time: unknown) => time is number): Resume {
	const { from, startedAt, oldestPending } = resume;
	return { from, startedAt, ...(moment(oldestPending) ? { oldestPending } : {}) };
}

function trustedMarks(emitted: unknown): Record<string, string> {
	if (typeof emitted !== 'object' || emitted === null) return {};
	const marks = Object.entries(emitted).filter(
		(entry): entry is [string, string] =>
			/^\d+$/.test(entry[0]) && typeof entry[1] === 'string' && /^[0-9a-f]+\.\d$/.test(entry[1]),
	);
	return Object.fromEntries(marks);
}
