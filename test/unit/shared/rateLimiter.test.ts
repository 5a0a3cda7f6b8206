import type { PaceRange } from '../../../nodes/shared/pace';
import { RateLimiter } from '../../../nodes/shared/rateLimiter';

/** A pace that stays where it is. */
const steady = (perSecond: number): PaceRange => ({ start: perSecond, limit: perSecond });

/** A clock whose waits end at once, and that records when each call began. */
function pacing() {
	let now = 0;
	const clock = {
		now: () => now,
		sleep: async (ms: number) => {
			now += ms;
		},
	};
	const pacer = new RateLimiter(clock);
	const starts = async (lane: string, calls: number, perSecond: number): Promise<number[]> => {
		const begun: number[] = [];
		for (let call = 0; call < calls; call++) {
			await pacer.acquire(lane, steady(perSecond));
			begun.push(now);
		}
		return begun;
	};
	return { starts, wait: clock.sleep };
}

it('calls of a lane begin evenly, no more than so many a second', async () => {
	expect(await pacing().starts('a', 5, 4)).toEqual([0, 250, 500, 750, 1_000]);
});

it('a lane that was idle has saved nothing up', async () => {
	const { starts, wait } = pacing();
	await starts('a', 1, 2);
	await wait(60_000);
	expect(await starts('a', 3, 2)).toEqual([60_000, 60_500, 61_000]);
});

it('lanes do not wait for each other', async () => {
	const { starts } = pacing();
	expect(await starts('a', 1, 1)).toEqual([0]);
	expect(await starts('b', 1, 1)).toEqual([0]);
});

it('no pace means no waiting', async () => {
	expect(await pacing().starts('a', 3, 0)).toEqual([0, 0, 0]);
});

it('the clock of the machine may be set: waiting goes by time that has passed', async () => {
	let hour = 0;
	const wallClock = jest.spyOn(Date, 'now').mockImplementation(() => (hour += 3_600_000));
	const pacer = new RateLimiter();
	const before = performance.now();
	for (let call = 0; call < 3; call++) await pacer.acquire('a', steady(20));
	wallClock.mockRestore();
	// At least: two waits of 50 ms, and a timer may fire a little early.
	expect(performance.now() - before).toBeGreaterThan(90);
});

describe('after a stall of the machine', () => {
	/** A clock that stands still for a while: all waits that end meanwhile end at once, late. */
	function stalling(stallAt: number, stallMs: number) {
		let now = 0;
		const waiting: Array<{ at: number; wake: () => void }> = [];
		const clock = {
			now: () => now,
			sleep: async (ms: number) =>
				await new Promise<void>((wake) => void waiting.push({ at: now + ms, wake })),
		};
		const run = async (isDone: () => boolean): Promise<void> => {
			for (let steps = 0; steps < 10_000 && !isDone(); steps++) {
				for (let turns = 0; turns < 20; turns++) await Promise.resolve();
				const next = Math.min(...waiting.map(({ at }) => at));
				if (!Number.isFinite(next)) continue;
				now = next >= stallAt && now < stallAt + stallMs ? stallAt + stallMs : Math.max(now, next);
				const due = waiting.filter(({ at }) => at <= now);
				for (const each of due) waiting.splice(waiting.indexOf(each), 1);
				for (const { wake } of due) wake();
			}
		};
		return { clock, run };
	}

	it.each([1, 3, 5, 20])(
		'calls that have waited through it do not start together (%i a second)',
		async (perSecond) => {
			const { clock, run } = stalling(2_000, 60_000);
			const pacer = new RateLimiter(clock);
			const begun: number[] = [];
			const calls = Array.from({ length: 40 }, async () => {
				await pacer.acquire('a', steady(perSecond));
				begun.push(clock.now());
			});
			await run(() => begun.length === calls.length);
			await Promise.all(calls);
			const gaps = begun.slice(1).map((start, index) => start - begun[index]);
			expect(begun).toHaveLength(40);
			expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000 / perSecond - 20.001);
		},
	);
});

it('a clock that goes back makes no call wait longer than the gap', async () => {
	let now = 1_000_000;
	const waits: number[] = [];
	const pacer = new RateLimiter({ now: () => now, sleep: async (ms) => void waits.push(ms) });
	await pacer.acquire('a', steady(2));
	now = 0;
	for (let call = 0; call < 5; call++) await pacer.acquire('a', steady(2));
	expect(Math.max(...waits)).toBeLessThanOrEqual(500);
});

it('a caller that is stopped leaves its place to the next one', async () => {
	const { signal, stop } = abortable();
	const pacer = new RateLimiter();
	await pacer.acquire('a', steady(10));
	const given = Promise.all([
		pacer.acquire('a', steady(0.001), signal),
		pacer.acquire('a', steady(10)),
	]);
	stop();
	await expect(given).rejects.toThrow('canceled');
	await pacer.acquire('a', steady(10));
});

function abortable() {
	const controller = new AbortController();
	return { signal: controller.signal, stop: () => controller.abort() };
}

describe('the pace of a quota', () => {
	/** A service that takes so many calls in any second, asked by one caller after the other. */
	async function run(range: PaceRange, allowed: number, seconds: number) {
		let now = 0;
		const pacer = new RateLimiter({ now: () => now, sleep: async (ms) => void (now += ms) });
		const taken: number[] = [];
		let refused = 0;
		while (now < seconds * 1_000) {
			const turn = await pacer.acquire('a', range);
			const tooMany = taken.filter((at) => at > now - 1_000).length >= allowed;
			if (tooMany) refused++;
			else taken.push(now);
			pacer.answered(turn, { ok: !tooMany, tooMany });
		}
		return { taken, refused };
	}

	it('rises to its limit and stays there', async () => {
		const { taken, refused } = await run({ start: 1, limit: 10 }, 50, 100);
		expect(refused).toBe(0);
		expect(taken.filter((at) => at <= 1_000).length).toBeLessThanOrEqual(3);
		const last = taken.filter((at) => at >= 90_000);
		expect(last.length).toBeGreaterThanOrEqual(100);
		expect(last.length).toBeLessThanOrEqual(101);
		expect(taken.length).toBeGreaterThanOrEqual(0.95 * 1_000);
	});

	it('stays about what the service takes where that is less than the limit', async () => {
		const { taken, refused } = await run({ start: 3, limit: 45 }, 8, 300);
		expect(taken.length).toBeGreaterThan(0.65 * 8 * 300);
		expect(refused).toBeLessThan(0.05 * taken.length);
	});

	it('of one limit is obeyed at once when the credential has a lower one by now', async () => {
		let now = 0;
		const pacer = new RateLimiter({ now: () => now, sleep: async (ms) => void (now += ms) });
		await pacer.acquire('a', steady(20));
		await pacer.acquire('a', steady(2));
		const before = now;
		await pacer.acquire('a', steady(2));
		expect(now - before).toBe(500);
	});

	it('does not rise while calls come slower than it allows', async () => {
		let now = 0;
		const pacer = new RateLimiter({ now: () => now, sleep: async (ms) => void (now += ms) });
		for (let call = 0; call < 100; call++) {
			pacer.answered(await pacer.acquire('a', { start: 1, limit: 20 }), {
				ok: true,
				tooMany: false,
			});
			now += 2_000;
		}
		await pacer.acquire('a', { start: 1, limit: 20 });
		const before = now;
		await pacer.acquire('a', { start: 1, limit: 20 });
		expect(now - before).toBe(1_000);
	});

	it('halves once for calls that are refused together', async () => {
		let now = 0;
		const pacer = new RateLimiter({ now: () => now, sleep: async (ms) => void (now += ms) });
		const turns = [];
		for (let call = 0; call < 5; call++) turns.push(await pacer.acquire('a', steady(8)));
		for (const turn of turns) pacer.answered(turn, { ok: false, tooMany: true });
		await pacer.acquire('a', steady(8));
		const before = now;
		await pacer.acquire('a', steady(8));
		expect(now - before).toBe(250);
	});
});

it('processes that share a quota but no memory come to a fair part of it', async () => {
	let now = 0;
	const waiting: Array<{ at: number; wake: () => void }> = [];
	const clock = {
		now: () => now,
		sleep: async (ms: number) =>
			await new Promise<void>((wake) => void waiting.push({ at: now + ms, wake })),
	};
	const END = 200_000;
	const taken: number[][] = [[], [], []];
	const refused: number[] = [];
	let done = 0;
	const processes = taken.map(async (mine) => {
		const pacer = new RateLimiter(clock);
		while (now < END) {
			const turn = await pacer.acquire('a', { start: 3, limit: 20 });
			const recent = taken.flat().filter((at) => at > now - 1_000).length;
			const tooMany = recent >= 12;
			(tooMany ? refused : mine).push(now);
			pacer.answered(turn, { ok: !tooMany, tooMany });
		}
		done++;
	});
	while (done < processes.length) {
		for (let turns = 0; turns < 20; turns++) await Promise.resolve();
		waiting.sort((one, other) => one.at - other.at);
		const next = waiting.shift();
		if (!next) continue;
		now = Math.max(now, next.at);
		next.wake();
	}
	const counts = taken.map(({ length }) => length);
	const sum = counts.reduce((total, count) => total + count, 0);
	expect(sum).toBeGreaterThan(0.6 * 12 * 200);
	expect(refused.length).toBeLessThan(0.15 * sum);
	expect(Math.min(...counts)).toBeGreaterThan(0.5 * Math.max(...counts));
});
