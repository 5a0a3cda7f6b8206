import type { CallLogEntry } from '../../../sandbox';
import { PACE } from '../../virtual/audit/pace';

/** The clock of the services sees calls when they arrive: on a busy machine later than they began, and then closer. */
const WINDOW_MS = 10_000;
const LATE_MS = 2_000;
const WRITES = /\/(packages|ship)$/;

/**
 * Calls of each lane within any ten seconds: as many as the pace allows in twelve, and no more.
 *
 * A pace holds within one process of n8n. TikTok Shop sees by the token which n8n calls; the OMS sees one App Key, so the
 * limit there counts the n8n that run. The processes of queue mode share both.
 */
export class PaceWatch {
	/** Most calls within one second, by lane. */
	readonly most: Record<string, number> = {};

	private readonly arrivals = new Map<string, number[]>();
	private togetherUntil = 0;

	/**
	 * @param processes  that make calls for one n8n: 1, or in queue mode the main process and the workers
	 * @param pace       of one process, as set in the credentials
	 */
	constructor(
		private readonly now: () => number,
		private readonly processes = 1,
		private readonly pace = PACE,
	) {}

	/** Two n8n are at work, or have been until now. */
	together(): void {
		this.togetherUntil = this.now() + WINDOW_MS;
	}

	/** @returns  what was broken, if anything */
	seen({ service, method, path, shop = '', caller = '' }: CallLogEntry): string | undefined {
		if (path.startsWith('/api/v2/token/') || path.startsWith('/authorization/')) return undefined;
		const now = this.now();
		const isWrite = method === 'POST' && WRITES.test(path);
		const lane = service === 'oms' ? 'OMS' : isWrite ? 'TikTok Shop writes' : 'TikTok Shop reads';
		const key = `${lane} ${caller} ${shop}`;
		const arrivals = (this.arrivals.get(key) ?? []).filter((at) => at > now - WINDOW_MS);
		arrivals.push(now);
		this.arrivals.set(key, arrivals);
		const lastSecond = arrivals.filter((at) => at > now - 1_000).length;
		this.most[lane] = Math.max(this.most[lane] ?? 0, lastSecond);
		const most = Math.ceil((this.perSecond(lane, now) * (WINDOW_MS + LATE_MS)) / 1_000);
		return arrivals.length > most
			? `${arrivals.length} calls within ten seconds in lane ${key} (last: ${method} ${path})`
			: undefined;
	}

	private perSecond(lane: string, now: number): number {
		const { processes, pace } = this;
		if (lane === 'OMS') {
			const together = now <= this.togetherUntil ? 2 : 1;
			return Math.max(together, processes) * pace.oms;
		}
		return processes * (lane.endsWith('writes') ? pace.tiktokWrite : pace.tiktokRead);
	}
}
