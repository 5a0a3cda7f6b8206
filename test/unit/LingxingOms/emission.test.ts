import type { Unreadable } from '../../../nodes/LingxingOms/outbound/unreadable';
import {
	nextState,
	ordersToEmit,
	watchedNumbers,
	MOST_EMITTED,
	readFrom,
	type TriggerChoice,
} from '../../../nodes/LingxingOms/trigger/emission';
import {
	readState,
	type EmittedRecord,
	type ObservedOrder,
	type TriggerState,
} from '../../../nodes/LingxingOms/trigger/state';
import { notReported } from '../../../nodes/LingxingOms/trigger/told';
import { MOST_FOLLOWED } from '../../../nodes/LingxingOms/trigger/watchlist';

const NOW = 1_764_000_000;
const HOUR = 3_600;
const DAY = 86_400;
const SHIPPED: TriggerChoice = {
	event: 'shipped',
	emit: 'repeat',
	repeatHours: 24,
	lookBackDays: 14,
};
const ONCE: TriggerChoice = { ...SHIPPED, emit: 'once' };
const CHANGED: TriggerChoice = { ...SHIPPED, event: 'statusChanged' };

const good: TriggerState = {
	version: 1,
	scope: 'scope',
	lookBackDays: 14,
	from: NOW - DAY,
	seen: { A: [NOW - DAY, NOW - HOUR, 3], B: [NOW - DAY, NOW - HOUR, 3, NOW - 60] },
};

const sight = (outboundOrderNo: string, status: number, ageDays = 2): ObservedOrder => ({
	outboundOrderNo,
	status,
	createdAt: NOW - ageDays * DAY,
	record: {},
});

/** What keeps a poll from coming to its end. */
interface Limits {
	/** Orders created before this many days ago are all it can read. */
	readUpToDays?: number;
	/** Details that it can read. */
	details?: number;
	/** Another seller's. */
	foreign?: ReadonlySet<string>;
	/** What it cannot read. */
	unreadable?: readonly Unreadable[];
}

/** A poll `after` seconds later that finds these orders. */
function poll(
	state: TriggerState | undefined,
	sights: ObservedOrder[],
	choice: TriggerChoice,
	after = 0,
	{ readUpToDays, details, foreign = new Set(), unreadable = [] }: Limits = {},
): { numbers: string[]; state: TriggerState } {
	const now = NOW + after;
	const from = readFrom(state, choice, now);
	const followed = new Set(watchedNumbers(state));
	const readUpTo = readUpToDays === undefined ? undefined : NOW - readUpToDays * DAY;
	const read = sights.filter(({ outboundOrderNo, createdAt = now }) => {
		const isInPart = createdAt >= from && (readUpTo === undefined || createdAt < readUpTo);
		return isInPart || followed.has(outboundOrderNo);
	});
	const wanted = ordersToEmit(state, read, choice, now).slice(0, details);
	const delivered = new Set(wanted.map(({ outboundOrderNo }) => outboundOrderNo));
	const absent = new Set(
		[...followed].filter((number) => !read.some((each) => each.outboundOrderNo === number)),
	);
	const outcome = { sights: read, readUpTo, delivered, absent, foreign, unreadable };
	return {
		numbers: [...delivered].sort(),
		state: nextState(state, outcome, choice, 'scope', from, now),
	};
}

describe('shipped orders', () => {
	it('are given out when first seen shipped; others are not', () => {
		const { numbers } = poll(undefined, [sight('A', 3), sight('B', 2), sight('C', 4)], ONCE);
		expect(numbers).toEqual(['A']);
	});

	it('once: not again, however often they are seen', () => {
		const first = poll(undefined, [sight('A', 3), sight('B', 2)], ONCE);
		const second = poll(first.state, [sight('A', 3), sight('B', 3)], ONCE, HOUR);
		const third = poll(second.state, [sight('A', 3), sight('B', 3)], ONCE, 2 * HOUR);
		expect([second.numbers, third.numbers]).toEqual([['B'], []]);
	});

	it('repeatedly: until their hours are over, seen again or not', () => {
		const first = poll(undefined, [sight('A', 3, 9)], SHIPPED);
		const second = poll(first.state, [], SHIPPED, 23 * HOUR);
		const third = poll(second.state, [sight('A', 3, 9)], SHIPPED, 25 * HOUR);
		expect([first.numbers, second.numbers, third.numbers]).toEqual([['A'], ['A'], []]);
	});

	it('repeatedly: at first at every poll, later every two hours', () => {
		const everyQuarter = Array.from({ length: 25 * 4 }, (_, index) => index / 4);
		let state: TriggerState | undefined;
		const given = everyQuarter.filter((hours) => {
			const next = poll(state, [sight('A', 3, 9)], SHIPPED, hours * HOUR);
			state = readState(JSON.parse(JSON.stringify(next.state)), 'scope', NOW + hours * HOUR);
			return next.numbers.length > 0;
		});
		expect(given.slice(0, 12)).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25, 1.75, 2.25, 3, 3.75, 4.75, 6]);
		expect(given.slice(12)).toEqual([7.5, 9.5, 11.5, 13.5, 15.5, 17.5, 19.5, 21.5, 23.5]);
	});

	it('repeatedly: a poll that failed, or came late, costs no turn', () => {
		const first = poll(undefined, [sight('A', 3, 9)], SHIPPED);
		expect(poll(first.state, [], SHIPPED, 23.9 * HOUR).numbers).toEqual(['A']);
	});

	it('repeatedly: what could not be given out when it was due comes at the next poll', () => {
		const first = poll(undefined, [sight('A', 3, 9), sight('B', 3, 8)], SHIPPED);
		const second = poll(first.state, [], SHIPPED, 5 * HOUR, { details: 1 });
		const third = poll(second.state, [], SHIPPED, 5.25 * HOUR);
		expect([second.numbers, third.numbers]).toEqual([['A'], ['B']]);
	});

	it('too many for one poll come with the next ones, the oldest first, each once', () => {
		const sights = Array.from({ length: MOST_EMITTED + 5 }, (_, index) => ({
			...sight(`N${index}`, 3),
			createdAt: NOW - 3 * DAY + index,
		}));
		const first = poll(undefined, sights, ONCE);
		expect(first.numbers).toHaveLength(MOST_EMITTED);
		const second = poll(first.state, sights, ONCE, 900);
		expect(second.numbers).toEqual([0, 1, 2, 3, 4].map((left) => `N${MOST_EMITTED + left}`));
	});

	it('more to repeat than a poll gives out: each gets its turn, whatever came after it', () => {
		const count = MOST_EMITTED * 2 + 100;
		const sights = Array.from({ length: count }, (_, index) => ({
			...sight(String(1_000_000 + index), 3),
			createdAt: NOW - 20 * HOUR + index,
		}));
		let state = [0, 1, 2].reduce<TriggerState | undefined>(
			(before, each) => poll(before, sights, SHIPPED, each * 900).state,
			undefined,
		);
		const repeated = new Set<string>();
		for (let each = 3; each < 6; each++) {
			const next = poll(state, [], SHIPPED, each * 900);
			for (const number of next.numbers) repeated.add(number);
			state = readState(JSON.parse(JSON.stringify(next.state)), 'scope', NOW);
		}
		expect(repeated.size).toBe(count);
	});

	it('more to repeat than a poll gives out: one that has just shipped does not wait behind those of yesterday', () => {
		const seen = (hours: number, pause: number): EmittedRecord => {
			const first = NOW - hours * HOUR;
			return [first, first, 3, NOW - pause * HOUR];
		};
		const old = Array.from({ length: MOST_EMITTED }, (_, index) => [`O${index}`, seen(20, 2.5)]);
		const state = { ...good, seen: Object.fromEntries([...old, ['YOUNG', seen(1, 0.5)]]) };
		const numbers = ordersToEmit(state, [], SHIPPED, NOW).map((each) => each.outboundOrderNo);
		expect(numbers).toHaveLength(MOST_EMITTED);
		expect(numbers[0]).toBe('YOUNG');
	});
});

describe('a poll that cannot come to its end', () => {
	const sights = [sight('A', 3, 9), sight('B', 0, 8), sight('C', 3, 4), sight('D', 3, 1)];

	it('goes on where it has stopped, and gives everything out once', () => {
		const first = poll(undefined, sights, ONCE, 0, { readUpToDays: 5 });
		expect(readFrom(first.state, ONCE, NOW + 900)).toBe(NOW - 5 * DAY);
		const second = poll(first.state, sights, ONCE, 900, { readUpToDays: 2 });
		const third = poll(second.state, sights, ONCE, 1_800);
		expect([first.numbers, second.numbers, third.numbers]).toEqual([['A'], ['C'], ['D']]);
		expect(third.state.resume).toBeUndefined();
	});

	it('has not lost sight of an order that was open in an earlier part', () => {
		const first = poll(undefined, sights, ONCE, 0, { readUpToDays: 5 });
		const { state } = poll(first.state, sights, ONCE, 900);
		const shipped = sights.map((each) => ({ ...each, status: 3 }));
		expect(poll(state, shipped, ONCE, 1_800).numbers).toEqual(['B']);
	});

	it('gives out later what it had no time to read the details of', () => {
		const first = poll(undefined, sights, ONCE, 0, { details: 1 });
		const second = poll(first.state, sights, ONCE, 900);
		expect([first.numbers, second.numbers]).toEqual([['A'], ['C', 'D']]);
	});

	it('takes notice of all statuses before it gives one out', () => {
		const first = poll(undefined, sights, CHANGED, 0, { readUpToDays: 5 });
		const second = poll(first.state, sights, CHANGED, 900);
		const changed = sights.map((each) => ({ ...each, status: 3 }));
		const third = poll(second.state, changed, CHANGED, 1_800);
		expect([first.numbers, second.numbers, third.numbers]).toEqual([[], [], ['B']]);
	});
});

describe('orders that stay open for days', () => {
	it('do not make the next polls read everything since', () => {
		const { state } = poll(undefined, [sight('OLD', 5, 12), sight('A', 3, 1)], ONCE);
		expect(readFrom(state, ONCE, NOW)).toBe(NOW - DAY);
		expect(watchedNumbers(state)).toEqual(['OLD']);
		expect(poll(state, [sight('OLD', 3, 12)], ONCE, HOUR).numbers).toEqual(['OLD']);
	});

	it('are read with everything since where they are many', () => {
		const many = Array.from({ length: MOST_FOLLOWED + 3 }, (_, index) => ({
			...sight(`N${index}`, 0),
			createdAt: NOW - (index < MOST_FOLLOWED ? 12 : 9) * DAY,
		}));
		const { state } = poll(undefined, many, ONCE);
		expect(watchedNumbers(state)).toHaveLength(MOST_FOLLOWED);
		expect(state.from).toBe(NOW - 10 * DAY);
		const shipped = many.map((each) => ({ ...each, status: 3 }));
		expect(poll(state, shipped, ONCE, 900).numbers).toHaveLength(MOST_FOLLOWED + 3);
	});

	it.each([1, 14, 15, 29, 31, 60, 400])('are followed until they ship, on day %i', (days) => {
		let state = poll(undefined, [sight('OLD', 2, 0)], SHIPPED).state;
		for (let day = 1; day < days; day++) {
			const next = poll(state, [sight('OLD', day % 2 ? 2 : 5, 0)], SHIPPED, day * DAY);
			expect(next.numbers).toEqual([]);
			state = readState(JSON.parse(JSON.stringify(next.state)), 'scope', NOW + day * DAY)!;
		}
		expect(poll(state, [sight('OLD', 3, 0)], SHIPPED, days * DAY).numbers).toEqual(['OLD']);
	});

	it('are followed in every status that is not final', () => {
		const sights = [0, 1, 2, 5, 6, 7, 8, -1, 99].map((status) => sight(`S${status}`, status, 12));
		const { state } = poll(undefined, [...sights, sight('S3', 3, 12), sight('S4', 4, 12)], ONCE);
		const followed = sights.map(({ outboundOrderNo }) => outboundOrderNo);
		expect(watchedNumbers(state).sort()).toEqual(followed.sort());
	});

	it('are followed no more once they are cancelled', () => {
		const { state } = poll(undefined, [sight('OLD', 5, 12)], ONCE);
		expect(watchedNumbers(poll(state, [sight('OLD', 4, 12)], ONCE, DAY).state)).toEqual([]);
	});

	it("are followed no more when they are another seller's", () => {
		const { state } = poll(undefined, [sight('OLD', 5, 12)], ONCE);
		const foreign = new Set(['OLD']);
		expect(watchedNumbers(poll(state, [], ONCE, DAY, { foreign }).state)).toEqual([]);
	});

	it('are given up after the look back when the OMS does not know them', () => {
		const { state } = poll(undefined, [sight('GONE', 5, 12)], ONCE);
		const soon = poll(state, [], ONCE, DAY).state;
		expect(watchedNumbers(soon)).toEqual(['GONE']);
		expect(watchedNumbers(poll(soon, [], ONCE, 3 * DAY).state)).toEqual([]);
	});

	it('more than can be followed by number, and older than the look back, are found too', () => {
		const many = Array.from({ length: MOST_FOLLOWED + 5 }, (_, index) => ({
			...sight(`N${index}`, 5),
			createdAt: NOW - 10 * DAY + index,
		}));
		let { state } = poll(undefined, many, ONCE);
		for (let day = 1; day <= 20; day++) state = poll(state, many, ONCE, day * DAY).state;
		const shipped = many.map((each) => ({ ...each, status: 3 }));
		expect(poll(state, shipped, ONCE, 21 * DAY).numbers).toHaveLength(MOST_FOLLOWED + 5);
	});
});

it('an order is given out once whatever its number is', () => {
	const sights = ['__proto__', 'constructor', 'toString'].map((number) => sight(number, 3));
	const first = poll(undefined, sights, ONCE);
	const kept = readState(JSON.parse(JSON.stringify(first.state)), 'scope', NOW);
	expect(first.numbers).toEqual(['__proto__', 'constructor', 'toString']);
	expect(poll(kept, sights, ONCE, 900).numbers).toEqual([]);
});

describe('changes of status', () => {
	it('are given out one by one; the first poll only takes notice', () => {
		const first = poll(undefined, [sight('A', 0)], CHANGED);
		const second = poll(first.state, [sight('A', 2), sight('B', 0, 0.5)], CHANGED, 900);
		const third = poll(second.state, [sight('A', 2), sight('B', 4, 0.5)], CHANGED, 1_800);
		expect([first.numbers, second.numbers, third.numbers]).toEqual([[], ['A', 'B'], ['B']]);
	});
});

describe('what the next poll reads', () => {
	it('is the whole look back at first, then one day', () => {
		expect(readFrom(undefined, SHIPPED, NOW)).toBe(NOW - 14 * DAY);
		const { state } = poll(undefined, [sight('A', 3, 9), sight('B', 5, 4)], ONCE);
		expect(readFrom(state, ONCE, NOW)).toBe(NOW - DAY);
	});

	it('never goes back, and what lies before is forgotten', () => {
		const { state } = poll(undefined, [sight('A', 3, 9)], ONCE);
		const later = poll(state, [sight('B', 0, 0.9)], ONCE);
		expect(readFrom(later.state, ONCE, NOW)).toBe(NOW - DAY);
		expect(later.state.seen).toEqual({});
	});

	it('is the whole look back again when the user makes it longer', () => {
		const { state } = poll(undefined, [], SHIPPED);
		expect(readFrom(state, { ...SHIPPED, lookBackDays: 30 }, NOW)).toBe(NOW - 30 * DAY);
	});

	it('is one day although the OMS does not say when an open order was created: that one is followed', () => {
		const unknown: ObservedOrder = { outboundOrderNo: 'A', status: 0, record: {} };
		const { state } = poll(undefined, [unknown], ONCE);
		expect(state.from).toBe(NOW - DAY);
		expect(watchedNumbers(state)).toEqual(['A']);
	});

	it('is thirty days, or the look back where that is longer, when what was remembered is lost', () => {
		expect(readFrom(undefined, SHIPPED, NOW, true)).toBe(NOW - 30 * DAY);
		expect(readFrom(undefined, { ...SHIPPED, lookBackDays: 60 }, NOW, true)).toBe(NOW - 60 * DAY);
	});
});

describe('what cannot be read', () => {
	const unreadable = (key: string, problem = 'refused') => ({ key, record: {}, problem });

	it('is said once, again when it changes, and again when it comes back', () => {
		const said = (
			state: TriggerState | undefined,
			list: Unreadable[],
			sights: ObservedOrder[] = [],
		) => {
			const keys = notReported(state?.told, list).map(({ key }) => key);
			const next = poll(state, sights, ONCE, 0, { unreadable: list }).state;
			return { keys, state: readState(JSON.parse(JSON.stringify(next)), 'scope', NOW) };
		};
		const first = said(undefined, [unreadable('A', 'call 1 refused'), unreadable('B')]);
		const second = said(first.state, [unreadable('A', 'call 2 refused'), unreadable('B', 'other')]);
		const mended = said(second.state, [], [sight('A', 0, 0), sight('B', 0, 0)]);
		const third = said(mended.state, [unreadable('A', 'call 3 refused')]);
		expect([first.keys, second.keys, third.keys]).toEqual([['A', 'B'], ['B'], ['A']]);
	});

	it('is remembered in a bounded number', () => {
		const list = Array.from({ length: 2_000 }, (_, index) => unreadable(`K${index}`));
		const { told } = poll(undefined, [], ONCE, 0, { unreadable: list }).state;
		expect(Object.keys(told ?? {})).toHaveLength(500);
	});
});

describe('the stored state', () => {
	it('is taken as it was', () => {
		expect(readState(JSON.parse(JSON.stringify(good)), 'scope', NOW)).toEqual(good);
	});

	it.each([
		['nothing', undefined],
		['a text', 'x'],
		['another version', { ...good, version: 2 }],
		['another credential or event', { ...good, scope: 'other' }],
		['a date in 2999', { ...good, from: 32_472_144_000 }],
		['no date', { ...good, from: 'yesterday' }],
		['no look back', { ...good, lookBackDays: null }],
	])('is left aside when it is %s', (_, stored) => {
		expect(readState(stored, 'scope', NOW)).toBeUndefined();
	});

	it('loses only the entries that cannot be', () => {
		const seen = {
			...good.seen,
			C: [32_472_144_000, NOW, 3],
			D: [NOW, NOW, 3, 32_472_144_000],
			E: 'x',
			F: [1, 2],
			G: null,
		};
		expect(readState({ ...good, seen }, 'scope', NOW)?.seen).toEqual(good.seen);
	});
});

describe('outbound orders of one order', () => {
	const of = (number: string, platformOrderNo: string): ObservedOrder => ({
		...sight(number, 3),
		record: { platformOrderNo },
	});
	// A and B were given out a minute ago and are not due.
	const seen: Record<string, EmittedRecord> = {
		A: [NOW - DAY, NOW - 2 * HOUR, 3, NOW - 60],
		B: [NOW - DAY, NOW - 2 * HOUR, 3, NOW - 60],
	};
	const numbersOf = (choice: TriggerChoice) =>
		ordersToEmit({ ...good, seen }, [of('A', '1'), of('B', '2'), of('C', '1')], choice, NOW)
			.map(({ outboundOrderNo }) => outboundOrderNo)
			.sort();

	it('come together while they are repeated, for one package may hold what left in both', () => {
		expect(numbersOf(SHIPPED)).toEqual(['A', 'C']);
	});

	it('come once each where nothing is repeated', () => {
		expect(numbersOf(ONCE)).toEqual(['C']);
	});
});
