import { pause } from './stop';

/** How often and how long a call is tried again. Times in ms. */
export interface RetryPolicy {
	attempts: number;
	firstDelayMs: number;
	maxDelayMs: number;
	/** No further attempt starts when the next wait would end after this moment (epoch ms). */
	deadline?: number;
}

/** Time, waiting and randomness, injected for tests. */
export interface RetryClock {
	now(): number;
	sleep(ms: number): Promise<void>;
	random(): number;
}

/** The clock of this machine; its waits end when the execution is stopped. */
export function retryClock(stop?: AbortSignal): RetryClock {
	return {
		now: () => Date.now(),
		sleep: async (ms) => await pause(ms, stop),
		random: Math.random,
	};
}

export const DEFAULT_RETRY: RetryPolicy = { attempts: 5, firstDelayMs: 1_000, maxDelayMs: 60_000 };

/**
 * Wait before attempt number `attempt` + 1: exponential backoff with equal jitter, never shorter than the `Retry-After` of the
 * service.
 *
 * @param attempt       attempts made so far, ≥ 1
 * @param retryAfterMs  `Retry-After` of the service, ms
 */
export function retryDelay(
	attempt: number,
	policy: RetryPolicy,
	random: number,
	retryAfterMs = 0,
): number {
	const ceiling = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** (attempt - 1));
	return Math.max(retryAfterMs, ceiling / 2 + (ceiling / 2) * random);
}

/**
 * `Retry-After` in milliseconds: seconds or an HTTP date; 0 where absent or unreadable.
 */
export function parseRetryAfter(value: unknown, now: number): number {
	if (typeof value !== 'string' && typeof value !== 'number') return 0;
	const seconds = Number(value);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
	const date = Date.parse(String(value));
	return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

/** A longer `Retry-After` is not waited for; the next run tries again (ms). */
const PATIENCE_MS = 120_000;

/** Whether a wait is short enough to be waited for. */
export function isShort(waitMs: number): boolean {
	return waitMs <= PATIENCE_MS;
}

/**
 * Runs `attempt` until it succeeds, fails for good, or attempts or time run out; then throws the last failure.
 *
 * Only for calls that may be sent twice: reads, and writes that the service certainly did not accept.
 *
 * @param verdict  for a failure: `false` = do not repeat, otherwise the wait the service asked for in ms (0 = none)
 */
export async function retry<T>(
	attempt: () => Promise<T>,
	verdict: (failure: unknown) => number | false,
	policy: RetryPolicy,
	clock: RetryClock,
): Promise<T> {
	for (let made = 1; ; made++) {
		const outcome = await settled(attempt());
		if (outcome.ok) return outcome.value;
		const wish = verdict(outcome.failure);
		const delay = wish === false ? 0 : retryDelay(made, policy, clock.random(), wish);
		const { deadline = Number.POSITIVE_INFINITY } = policy;
		const inTime = isShort(delay) && clock.now() + delay <= deadline;
		if (wish === false || made >= policy.attempts || !inTime) throw outcome.failure;
		await clock.sleep(delay);
	}
}

type Outcome<T> = { ok: true; value: T } | { ok: false; failure: unknown };

async function settled<T>(work: Promise<T>): Promise<Outcome<T>> {
	return await work.then(
		(value) => ({ ok: true, value }),
		(failure: unknown) => ({ ok: false, failure }),
	);
}
