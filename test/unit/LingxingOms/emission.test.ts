import {
	ordersToEmit,
	MOST_EMITTED,
	type TriggerChoice,
} from '../../../nodes/LingxingOms/trigger/emission';
import {
	readState,
	type EmittedRecord,
	type ObservedOrder,
	type TriggerState,
} from '../../../nodes/LingxingOms/trigger/state';
import { NOW, HOUR, DAY, SHIPPED, ONCE, CHANGED, good, sight, poll } from './polls';

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
