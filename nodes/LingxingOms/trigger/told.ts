import type { Unreadable } from '../outbound/unreadable';

/** What was said of orders that cannot be read, by what stands for each: said again only when it changes. */
export type Reported = Readonly<Record<string, string>>;

/** Beyond it the oldest are forgotten, and may be said once more. */
const MOST_REPORTED = 500;

/** Digits name calls and moments; with others it is still the same. */
const likeness = (problem: string): string => problem.replace(/\d+/g, '#').slice(0, 100);

/** What has not been said yet, each once. */
export function notReported(told: Reported = {}, unreadable: readonly Unreadable[]): Unreadable[] {
	const known = new Map(Object.entries(told));
	return unreadable.filter(({ key, problem }) => {
		if (known.get(key) === likeness(problem)) return false;
		known.set(key, likeness(problem));
		return true;
	});
}

/**
 * What is remembered as said after a poll.
 *
 * @param read  what could be read by now, so that it is said again if it happens once more
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
