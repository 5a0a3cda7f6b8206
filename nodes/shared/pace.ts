import { sleep } from 'n8n-workflow';

/** What the pacer needs from outside. */
export interface PaceClock {
	/** Time that has passed since some moment, ms. */
	now(): number;
	sleep(ms: number): Promise<void>;
}

/** Not the time of day: a machine's clock may be set while calls wait, by hours even. */
const CLOCK: PaceClock = { now: () => performance.now(), sleep };

/** Lanes not used for this long are forgotten (ms). */
const FORGET_AFTER = 600_000;

/**
 * Spreads calls evenly: at most `perSecond` calls start per second in each lane, over all items and executions of the
 * process. A lane is one quota of a service: TikTok Shop counts per app and shop, the OMS per App Key.
 */
export class Pacer {
	private readonly nextStart = new Map<string, number>();

	constructor(private readonly clock: PaceClock = CLOCK) {}

	/** Waits for the next free slot of the lane. `perSecond` ≤ 0 switches pacing off. */
	async take(lane: string, perSecond: number): Promise<void> {
		if (!(perSecond > 0)) return;
		const now = this.clock.now();
		const start = Math.max(now, this.nextStart.get(lane) ?? 0);
		this.forgetIdleLanes(now);
		this.nextStart.set(lane, start + 1_000 / perSecond);
		if (start > now) await this.clock.sleep(start - now);
	}

	private forgetIdleLanes(now: number): void {
		for (const [lane, next] of this.nextStart) {
			if (next + FORGET_AFTER < now) this.nextStart.delete(lane);
		}
	}
}
