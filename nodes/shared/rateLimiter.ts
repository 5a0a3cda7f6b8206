import { KeyedMutex } from './keyedMutex';
import { pause } from './stop';

/** Time and waiting, injected for tests. */
export interface RateLimiterClock {
	/** Monotonic time, ms. */
	now(): number;
	sleep(ms: number, stop?: AbortSignal): Promise<void>;
}

/** Monotonic: the clock of a machine may be set, even by hours, while calls wait. */
const CLOCK: RateLimiterClock = { now: () => performance.now(), sleep: pause };

/** Keys that are not used for this long are forgotten (ms). */
const FORGET_AFTER = 600_000;
/** Timers fire a little late. The next call makes up for at most this much, so that the rate stays exact (ms). */
const LATENESS_MS = 20;

/**
 * Spreads calls evenly: at most `perSecond` calls start per second and key, across all items and executions of the process. A
 * key is one quota of a service: TikTok Shop counts per app and shop, the OMS per App Key.
 *
 * A call waits for the start of the call before it, so calls that wake up together do not start together.
 */
export class RateLimiter {
	private readonly nextStart = new Map<string, number>();
	private readonly turns = new KeyedMutex();

	constructor(private readonly clock: RateLimiterClock = CLOCK) {}

	/**
	 * Waits for the next free slot of the key. `perSecond` ≤ 0 means no limit.
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
		// Never longer than the gap, even where the clock has jumped.
		const wait = Math.min(planned - this.clock.now(), gap);
		if (wait > 0) await this.clock.sleep(wait, stop);
		const now = this.clock.now();
		const start = wait > 0 ? Math.max(planned, now - LATENESS_MS) : now;
		this.nextStart.set(key, Math.min(start, now + gap) + gap);
	}

	private forgetIdleKeys(): void {
		const now = this.clock.now();
		for (const [key, next] of this.nextStart) {
			if (next + FORGET_AFTER < now) this.nextStart.delete(key);
		}
	}
}
