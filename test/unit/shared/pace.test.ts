import { RateLimiter } from '../../../nodes/shared/rateLimiter';

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
			await pacer.acquire(lane, perSecond);
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
	for (let call = 0; call < 3; call++) await pacer.acquire('a', 20);
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
				await pacer.acquire('a', perSecond);
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
	await pacer.acquire('a', 2);
	now = 0;
	for (let call = 0; call < 5; call++) await pacer.acquire('a', 2);
	expect(Math.max(...waits)).toBeLessThanOrEqual(500);
});

it('a caller that is stopped leaves its place to the next one', async () => {
	const { signal, stop } = abortable();
	const pacer = new RateLimiter();
	await pacer.acquire('a', 10);
	const given = Promise.all([pacer.acquire('a', 0.001, signal), pacer.acquire('a', 10)]);
	stop();
	await expect(given).rejects.toThrow('canceled');
	await pacer.acquire('a', 10);
});

function abortable() {
	const controller = new AbortController();
	return { signal: controller.signal, stop: () => controller.abort() };
}
