import { KeyedMutex } from './keyedMutex';
import { firstPace, nextPace, type PaceNews, type PaceRange } from './pace';
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

/** The turn of one call; its answer says how the pace goes on. */
export interface Turn {
	key: string;
	limit: number;
	/** Pace at which the call began, calls a second. */
	pace: number;
	/** The call was held back by the pace, so a higher one would be used. */
	hasWaited: boolean;
}

interface Quota {
	/** Calls a second. */
	pace: number;
	nextStart: number;
}

/**
 * Spreads calls evenly, across all items and executions of the process, at a pace that finds its own place: it rises while the
 * service takes the calls, and halves when there are too many. A key is one quota of a service: TikTok Shop counts per app and
 * shop, the OMS per App Key.
 *
 * A call waits for the start of the call before it, so calls that wake up together do not start together.
 */
export class RateLimiter {
	private readonly quotas = new Map<string, Quota>();
	private readonly turns = new KeyedMutex();

	constructor(private readonly clock: RateLimiterClock = CLOCK) {}

	/**
	 * Waits for the next free slot of the key. A limit ≤ 0 means no pace at all.
	 *
	 * @throws ExecutionStopped
	 */
	async acquire(key: string, range: PaceRange, stop?: AbortSignal): Promise<Turn | undefined> {
		if (!(range.limit > 0)) return undefined;
		return await this.turns.run(key, async () => await this.start(key, range, stop), stop);
	}

	/** What the answer to the call of a turn says about the pace. */
	answered(turn: Turn | undefined, answer: { ok: boolean; tooMany: boolean }): void {
		const quota = turn && this.quotas.get(turn.key);
		if (!turn || !quota) return;
		const taken: PaceNews = answer.ok && turn.hasWaited ? 'taken' : 'none';
		quota.pace = nextPace(quota.pace, turn.pace, turn.limit, answer.tooMany ? 'tooMany' : taken);
	}

	private async start(key: string, range: PaceRange, stop?: AbortSignal): Promise<Turn> {
		this.forgetIdleKeys();
		const { pace: last, nextStart: planned } = this.quotas.get(key) ?? {
			pace: firstPace(range),
			nextStart: 0,
		};
		// Never longer than the gap, even where the clock has jumped.
		const wait = Math.min(planned - this.clock.now(), 1_000 / Math.min(last, range.limit));
		if (wait > 0) await this.clock.sleep(wait, stop);
		const now = this.clock.now();
		const start = wait > 0 ? Math.max(planned, now - LATENESS_MS) : now;
		// The answers that came meanwhile count, and so does the limit, which may be another one by now.
		const pace = Math.min(this.quotas.get(key)?.pace ?? last, range.limit);
		const gap = 1_000 / pace;
		this.quotas.set(key, { pace, nextStart: Math.min(start, now + gap) + gap });
		return { key, limit: range.limit, pace, hasWaited: wait > 0 };
	}

	private forgetIdleKeys(): void {
		const now = this.clock.now();
		for (const [key, { nextStart }] of this.quotas) {
			if (nextStart + FORGET_AFTER < now) this.quotas.delete(key);
		}
	}
}
