import type { Unreadable } from '../outbound/unreadable';

/** Reported problems of unreadable orders, by key. A problem is reported again only when it changes. */
export type Reported = Readonly<Record<string, string>>;

/** Beyond this the oldest are forgotten and may be reported once more. */
const MOST_REPORTED = 500;

/** Digits are ignored: they are request IDs and times. */
const likeness = (problem: string): string => problem.replace(/\d+/g, '#').slice(0, 100);

/** The orders whose problem was not reported yet, each once. */
export function notReported(told: Reported = {}, unreadable: readonly Unreadable[]): Unreadable[] {
	const known = new Map(Object.entries(told));
	return unreadable.filter(({ key, problem }) => {
		if (known.get(key) === likeness(problem)) return false;
		known.set(key, likeness(problem));
		return true;
	});
}

/**
 * The reported problems after a poll.
 *
 * @param read  whether an order could be read; if it fails once more, that is reported again
 */
export function reportedAfter(
	told: Reported = {},
	unreadable: readonly Unreadable[],
	read: (key: string) => boolean,
): Reported {
	const all = new Map(Object.entries(told).filter(([key]) => !read(key)));
	for (const { key, problem } of unreadable) all.set(key, likeness(problem));
	return Object.fromEntries([...all].slice(-MOST_REPORTED));
}
