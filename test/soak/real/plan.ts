import { Random } from '../../sandbox/random';

/** When n8n is killed. */
export type Kill =
	/** When the OMS accepts the nth order since the last start; its answer never arrives. */
	| { at: 'create'; nth: number }
	/** The same with the nth tracking number that TikTok Shop accepts. */
	| { at: 'ship'; nth: number }
	| { at: 'any'; afterMs: number }
	/** While n8n starts. */
	| { at: 'start'; afterMs: number };

/** One piece of the run; each begins with an n8n that runs, or is started for it. */
export type Chapter =
	| { what: 'kill'; kill: Kill }
	/** TikTok Shop and the OMS are away for longer than a poll takes to come. */
	| { what: 'away'; forMs: number }
	/** n8n is killed while they are away, starts, and finds nobody; `stayMs` after it has started they are back. */
	| { what: 'awayAtStart'; stayMs: number }
	/** A second n8n runs the same workflows for a while; the first one is killed in the middle. */
	| { what: 'two'; forMs: number; killAfterMs: number };

const POLL_MS = 60_000;
const KINDS: ReadonlyArray<Kill['at']> = ['create', 'ship', 'start', 'any'];

/** Runs with fewer kills are short ones: they leave out what takes minutes. */
const LONG_FROM = 10;

/**
 * The chapters of a seed, with as many kills as asked for. The kinds of kills take turns, so that each is there, in an
 * order of the seed. Times are drawn for a poll that comes every minute.
 */
export function planChapters(seed: number, kills: number): Chapter[] {
	const random = new Random(seed * 1_000_003 + 11);
	const between = (least: number, most: number): number => least + random.below(most - least + 1);
	const killOf = (at: Kill['at']): Kill => {
		switch (at) {
			case 'create':
			case 'ship':
				return { at, nth: between(1, 40) };
			case 'start':
				return { at, afterMs: between(500, 15_000) };
			case 'any':
				return { at, afterMs: between(5_000, 50_000) };
		}
	};
	// n8n tries a trigger for 15 s at its start.
	const isLong = kills >= LONG_FROM;
	const stayMs = isLong ? POLL_MS + between(5_000, 20_000) : between(20_000, 25_000);
	const atStart: Chapter = { what: 'awayAtStart', stayMs };
	const away: Chapter = { what: 'away', forMs: POLL_MS + between(10_000, 25_000) };
	const two: Chapter = {
		what: 'two',
		forMs: between(70_000, 100_000),
		killAfterMs: between(15_000, 45_000),
	};
	const others = isLong ? [atStart, away, two] : [atStart];
	const killsOfOthers = others.filter(({ what }) => what !== 'away').length;
	const kinds = Array.from(
		{ length: Math.max(0, kills - killsOfOthers) },
		(_, index) => KINDS[index % KINDS.length],
	);
	const chapters: Chapter[] = shuffled(kinds, random).map((at) => ({
		what: 'kill',
		kill: killOf(at),
	}));
	// Something has to be under way: not before the first kill.
	for (const chapter of others) {
		chapters.splice(1 + random.below(Math.max(1, chapters.length)), 0, chapter);
	}
	return chapters;
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
	const left = [...list];
	return list.map(() => left.splice(random.below(left.length), 1)[0]);
}
