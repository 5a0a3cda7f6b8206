import { digestOf } from '../trigger/emitRules';

/** What a fact is about, in the order of the digest. */
export const GROUPS = [
	'failing',
	'authorization',
	'overdue',
	'due',
	'audit',
	'mapping',
	'new',
	'changed',
	'resolved',
] as const;

export type Group = (typeof GROUPS)[number];

/** One thing that people should hear of, once. */
export interface Fact {
	/** The same for the same thing, whatever becomes of it. */
	key: string;
	/** It is told again when this is another one. */
	state: string;
	group: Group;
	/** Does not wait for the morning. */
	isUrgent: boolean;
	/** Code of the exception; empty where it is none. */
	code: string;
	/** For people, with texts of others as they came. */
	line: string;
	/** A failure that says nothing when it is over: told again when it comes back after a day without it. */
	comesBack?: true;
	/** Start of the keys whose rows this fact needs. */
	needs?: string;
}

const BETWEEN = '|';

/** Key of several parts; a part cannot pretend to be two. */
export function factKey(...parts: string[]): string {
	return parts.map((part) => part.replaceAll(BETWEEN, '/')).join(BETWEEN);
}

/** A key without its last part. */
export function startOfKey(key: string): string {
	return key.slice(0, Math.max(0, key.lastIndexOf(BETWEEN)));
}

/** Number of a call: another one each time. */
const REQUEST = /\brequest [\w-]+/g;
/** Numbers, and the IDs of executions and calls. */
const NUMBERS = /\b(?=[\w-]*\d)[\da-f-]{12,}\b|\d+/gi;

/** Fingerprint of a message, without the number of the call that it was answered to. */
export function messageState(...texts: string[]): string {
	return digestOf(texts.join('\n').replace(REQUEST, '')).slice(0, 16);
}

/** Fingerprint of what a message says, whichever order or execution it says it of. */
export function failureState(message: string): string {
	return digestOf(message.replace(REQUEST, '').replace(NUMBERS, '#')).slice(0, 16);
}
