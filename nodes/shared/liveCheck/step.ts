import { fieldsOf, isFields, type Fields } from '../fields';
import type { Findings } from './findings';
import { isTooMany, type Answer, type Host } from './http';
import type { Privacy } from './privacy';

/** What every step may use, whichever service it is about. */
export interface BaseContext {
	findings: Findings;
	privacy: Privacy;
	/** Names that the person has confirmed already. */
	confirmed: Set<string>;
	/** Every answer so far. */
	answers: readonly Answer[];
	/** Epoch ms. */
	now(): number;
	/** Ends with the step's time limit, and when the user stops the check. */
	signal: AbortSignal;
	/** Asks the person in front of it; the answer without blanks around it. */
	ask(question: string): Promise<string>;
	/** Tells something that is for the user alone and never stands in the report. */
	tell(line: string): void;
	/** Waits, or throws when the signal is given. */
	pause(ms: number): Promise<void>;
}

export interface Step<Context extends BaseContext = BaseContext> {
	name: string;
	/** What it does, for the person who waits. */
	title: string;
	service: 'TikTok Shop' | 'OMS';
	access: 'read' | 'byHand' | 'write' | 'through';
	limitMs: number;
	run(context: Context): Promise<void>;
	/** Puts right what the step has left, after all other steps and also when the check was stopped. */
	cleanUp?(context: Context): Promise<void>;
}

/** A step cannot go on; says why, without values. */
export class StepEnded extends Error {
	override readonly name = 'StepEnded';
}

/** How a service refused a call, without values. */
export function refusal(
	{ privacy }: Pick<BaseContext, 'privacy'>,
	{ call, status, code, message }: Answer,
): string {
	const words = privacy.words(message);
	return `${call} answered ${shownCode(code)}, HTTP ${status}${words ? `: ${words}` : ''}`;
}

/** A service's code; other texts in its place may be values. */
function shownCode(code: string): string {
	if (code === '') return 'without a code';
	return /^[A-Za-z0-9_-]{1,12}$/.test(code) ? `code ${code}` : 'a code of another form';
}

/** `data` of an answer that must be a success. @throws StepEnded */
export function dataOf(context: Pick<BaseContext, 'privacy'>, answer: Answer): Fields {
	if (!answer.ok) throw new StepEnded(refusal(context, answer));
	return fieldsOf(answer.data);
}

/**
 * Ends the step where a refusal is about the call's surroundings (scope, token, limit, a fault for the moment) and says nothing about
 * what is assumed.
 *
 * @param isAround  whether the service's code says so
 * @throws StepEnded
 */
export function assertNotAround(context: BaseContext, answer: Answer, isAround: boolean): void {
	if (!answer.ok && (isAround || isTooMany(answer) || answer.status >= 500)) {
		throw new StepEnded(refusal(context, answer));
	}
}

/** The objects of a list; empty when there is no list. */
export function objectsIn(value: unknown): Fields[] {
	return Array.isArray(value) ? value.filter(isFields) : [];
}

export const textOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Names of fields that an object lacks. */
export function missingFields(object: Fields, names: readonly string[]): string[] {
	return names.filter((name) => object[name] === undefined || object[name] === null);
}

/** A list of field names as words of a note. */
export const listed = (names: Iterable<string>): string => [...new Set(names)].join(', ');

/** Lets the person in front of it confirm a step that writes. @throws StepEnded */
export async function confirmByName(
	{ ask, confirmed }: BaseContext,
	what: string,
	name: string,
): Promise<void> {
	if (confirmed.has(name)) return;
	const typed = await ask(`${what}: `);
	if (typed !== name.trim() || typed === '') throw new StepEnded('It was not confirmed by name.');
	confirmed.add(name);
}

/** Asks again every `everyMs` until the answer is there; undefined when it is not within `limitMs`. */
export async function within<T>(
	{ pause }: BaseContext,
	limitMs: number,
	everyMs: number,
	look: () => Promise<T | undefined>,
): Promise<T | undefined> {
	for (let waited = 0; ; waited += everyMs) {
		const found = await look();
		if (found !== undefined || waited >= limitMs) return found;
		await pause(everyMs);
	}
}

/** Nothing of a service can be judged while it refuses every call. @throws StepEnded */
export function assertWorks({ answers }: BaseContext, host: Host): void {
	if (!answers.some((answer) => answer.host === host && answer.ok)) {
		throw new StepEnded(`No call of ${host} has succeeded.`);
	}
}
