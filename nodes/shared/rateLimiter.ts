import { KeyedMutex } from './keyedMutex';
import { pause } from './stop';

/** What the pacer needs from outside. */
export interface RateLimiterClock {
	/** Time that has passed since some moment, ms. */
	now(): number;
	sleep(ms: number, stop?: AbortSignal): Promise<void>;
}

/** Not the time of day: a machine's clock may be set while calls wait, by hours even. */
const CLOCK: RateLimiterClock = { now: () => performance.now(), sleep: pause };

/** Lanes not used for this long are forgotten (ms). */
const FORGET_AFTER = 600_000;
/** Timers wake up a little late; so much is made up for by the next call, so that the pace is the one that was asked for (ms). */
const LATENESS_MS = 20;

/**
 * Spreads calls evenly: at most `perSecond` calls start per second in each lane, over all items and executions of the
 * process. A lane is one quota of a service: TikTok Shop counts per app and shop, the OMS per App Key.
 *
 * A call waits for the start of the one before it, so calls that have all slept through the same stall do not start together.
 */
export class RateLimiter {
	private readonly nextStart = new Map<string, number>();
	private readonly turns = new KeyedMutex();

	constructor(private readonly clock: RateLimiterClock = CLOCK) {}

	/**
	 * Waits for the next free slot of the lane. `perSecond` ≤ 0 switches pacing off.
	 *
	 * @throws ExecutionStopped
	 */
	async acquire(key: string, perSecond: number, stop?: AbortSignal): Promise<void> {
		if (!(perSecond > 0)) return;
		await this.turns.run(key, async () => await this.start(key, 1_000 / perSecond, stop), stop);
	}

	private async start(key: string, gap: number, stop?: AbortSignal): Promise<void> {
		this.forgetIdleKeys();
		const planned = this.nextStart.get(key) ?? 0;
		// Never longer than the gap, whatever has happened to the clock.
		const wait = Math.min(planned - this.clock.now(), gap);
		if (wait > 0) await this.clock.sleep(wait, stop);
		const now = this.clock.now();
		const start = wait > 0 ? Math.max(planned, now - LATENESS_MS) : now;
		this.nextStart.set(key, Math.min(start, now + gap) + gap);
	}

	private forgetIdleKeys(): void {
		const now = this.clock.now();
		for (const [lane, next] of this.nextStart) {
			if (next + FORGET_AFTER < now) this.nextStart.delete(lane);
		}
	}
}
