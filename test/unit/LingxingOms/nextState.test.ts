import { readFrom, watchedNumbers } from '../../../nodes/LingxingOms/trigger/nextState';
import {
	readState,
	type ObservedOrder,
	type TriggerState,
} from '../../../nodes/LingxingOms/trigger/state';
import { notReported } from '../../../nodes/LingxingOms/trigger/reported';
import { MOST_WATCHED } from '../../../nodes/LingxingOms/trigger/watchlist';
import type { Unreadable } from '../../../nodes/LingxingOms/outbound/unreadable';
import { NOW, HOUR, DAY, SHIPPED, ONCE, CHANGED, good, sight, poll } from './polls';

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
		const many = Array.from({ length: MOST_WATCHED + 3 }, (_, index) => ({
			...sight(`N${index}`, 0),
			createdAt: NOW - (index < MOST_WATCHED ? 12 : 9) * DAY,
		}));
		const { state } = poll(undefined, many, ONCE);
		expect(watchedNumbers(state)).toHaveLength(MOST_WATCHED);
		expect(state.from).toBe(NOW - 10 * DAY);
		const shipped = many.map((each) => ({ ...each, status: 3 }));
		expect(poll(state, shipped, ONCE, 900).numbers).toHaveLength(MOST_WATCHED + 3);
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
		const many = Array.from({ length: MOST_WATCHED + 5 }, (_, index) => ({
			...sight(`N${index}`, 5),
			createdAt: NOW - 10 * DAY + index,
		}));
		let { state } = poll(undefined, many, ONCE);
		for (let day = 1; day <= 20; day++) state = poll(state, many, ONCE, day * DAY).state;
		const shipped = many.map((each) => ({ ...each, status: 3 }));
		expect(poll(state, shipped, ONCE, 21 * DAY).numbers).toHaveLength(MOST_WATCHED + 5);
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
