import { MOST_EMITTED, plan, readFrom, type Choice } from '../../../nodes/LingxingOms/trigger/plan';
import { readState, type Sight, type TriggerState } from '../../../nodes/LingxingOms/trigger/state';

const NOW = 1_764_000_000;
const HOUR = 3_600;
const DAY = 86_400;
const SHIPPED: Choice = { event: 'shipped', emit: 'repeat', repeatHours: 24, lookBackDays: 14 };
const ONCE: Choice = { ...SHIPPED, emit: 'once' };
const CHANGED: Choice = { ...SHIPPED, event: 'statusChanged' };

const sight = (outboundOrderNo: string, status: number, ageDays = 2): Sight => ({
	outboundOrderNo,
	status,
	createdAt: NOW - ageDays * DAY,
	record: {},
});

/** A poll `after` seconds later that finds these orders. */
function poll(
	state: TriggerState | undefined,
	sights: Sight[],
	choice: Choice,
	after = 0,
): { numbers: string[]; state: TriggerState } {
	const now = NOW + after;
	const from = readFrom(state, choice, now);
	const inWindow = sights.filter(({ createdAt = now }) => createdAt >= from);
	const { emit, state: next } = plan(state, inWindow, choice, 'scope', from, now);
	return { numbers: [...emit.keys()].sort(), state: next };
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

	it('repeatedly: at every poll until their hours are over, seen again or not', () => {
		const first = poll(undefined, [sight('A', 3, 9)], SHIPPED);
		const second = poll(first.state, [], SHIPPED, 23 * HOUR);
		const third = poll(second.state, [sight('A', 3, 9)], SHIPPED, 25 * HOUR);
		expect([first.numbers, second.numbers, third.numbers]).toEqual([['A'], ['A'], []]);
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
});

describe('changes of status', () => {
	it('are given out one by one; the first poll only takes notice', () => {
		const first = poll(undefined, [sight('A', 0)], CHANGED);
		const second = poll(first.state, [sight('A', 2), sight('B', 0)], CHANGED, 900);
		const third = poll(second.state, [sight('A', 2), sight('B', 4)], CHANGED, 1_800);
		expect([first.numbers, second.numbers, third.numbers]).toEqual([[], ['A', 'B'], ['B']]);
	});
});

describe('what the next poll reads', () => {
	it('is the whole look back at first, then from the oldest order that is not final, less a day', () => {
		expect(readFrom(undefined, SHIPPED, NOW)).toBe(NOW - 14 * DAY);
		const { state } = poll(undefined, [sight('A', 3, 9), sight('B', 5, 4), sight('C', 0, 1)], ONCE);
		expect(readFrom(state, ONCE, NOW)).toBe(NOW - 5 * DAY);
	});

	it('is one day when nothing is open', () => {
		const { state } = poll(undefined, [sight('A', 3, 9)], ONCE);
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

	it('stays where it is when the OMS does not say when an open order was created', () => {
		const unknown: Sight = { outboundOrderNo: 'A', status: 0, record: {} };
		const { state } = poll(undefined, [unknown], ONCE);
		expect(state.from).toBe(NOW - 14 * DAY);
	});
});

describe('the stored state', () => {
	const good: TriggerState = {
		version: 1,
		scope: 'scope',
		lookBackDays: 14,
		from: NOW - DAY,
		seen: { A: [NOW - DAY, NOW - HOUR, 3] },
	};

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
		const seen = { ...good.seen, B: [32_472_144_000, NOW, 3], C: 'x', D: [1, 2], E: null };
		expect(readState({ ...good, seen }, 'scope', NOW)?.seen).toEqual(good.seen);
	});
});
