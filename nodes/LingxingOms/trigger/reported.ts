import type { Unreadable } from '../outbound/unreadable';

/** Reported problems of unreadable orders, by key. A problem is reported again only when it changes. */
export type Reported = Readonly<Record<string, string>>;

/** Beyond this the oldest are forgotten and may be reported once more. */
const MOST_REPORTED = 500;

/** Digits are ignored: they are request IDs and times. */
const likeness = (problem: string): string => problem.replace(/\d+/g, '#').slice(0, 100);

/** The orders whose problem was not reported yet, each once. */
export function notReported(
	reported: Reported = {},
	unreadable: readonly Unreadable[],
): Unreadable[] {
	const known = new Map(Object.entries(reported));
	return unreadable.filter(({ key, problem }) => {
		if (known.get(key) === likeness(problem)) return false;
		known.set(key, likeness(problem));
		return true;
	});
}

/**
 * The reported problems after a poll.
 *
 * @param readNumbers  orders that could be read; if one fails once more, that is reported again
 */
export function reportedAfter(
	reported: Reported = {},
	unreadable: readonly Unreadable[],
	readNumbers: ReadonlySet<string>,
): Reported {
	const all = new Map(Object.entries(reported).filter(([key]) => !readNumbers.has(key)));
	for (const { key, problem } of unreadable) all.set(key, likeness(problem));
	return Object.fromEntries([...all].slice(-MOST_REPORTED));
}
