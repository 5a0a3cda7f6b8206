import { Pacer } from '../../../nodes/shared/pace';

/** A clock whose waits end at once, and that tells when each call began. */
function pacing() {
	let now = 0;
	const clock = {
		now: () => now,
		sleep: async (ms: number) => {
			now += ms;
		},
	};
	const pacer = new Pacer(clock);
	const starts = async (lane: string, calls: number, perSecond: number): Promise<number[]> => {
		const begun: number[] = [];
		for (let call = 0; call < calls; call++) {
			await pacer.take(lane, perSecond);
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
	const pacer = new Pacer();
	const before = performance.now();
	for (let call = 0; call < 3; call++) await pacer.take('a', 20);
	wallClock.mockRestore();
	// At least: two waits of 50 ms, and a timer may fire a little early.
	expect(performance.now() - before).toBeGreaterThan(90);
});
