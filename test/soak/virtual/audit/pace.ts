import type { CallSeen } from '../process/network';

/** Calls a second that each lane may start, as set in the credentials. */
export const PACE = { tiktokRead: 3, tiktokWrite: 1, oms: 5 };

/** A second, less what is lost in fractions of a millisecond. */
const WINDOW_MS = 999;
const WRITES = /\/(packages|ship)$/;

/** A call waits for its place first and for a new token then: after a renewal one more may fall into the same second. */
const AFTER_RENEWAL_MS = 3_000;

/** Watches the starts of calls: never more than the pace within any second of a lane, and one OMS call at a time. */
export class PaceWatch {
	private readonly starts = new Map<string, number[]>();
	private readonly renewedAt = new Map<string, number>();

	/**
	 * @param process   a pace holds within one process
	 * @param inFlight  OMS calls of this process that wait for their answers, this one included
	 * @returns         what was broken, if anything
	 */
	seen(process: string, call: CallSeen, inFlight: number, now: number): string | undefined {
		// Token calls go to another host and have no pace.
		if (call.path.startsWith('/api/v2/token/')) {
			this.renewedAt.set(process, now);
			return undefined;
		}
		if (call.service === 'oms' && inFlight > 1) return 'two OMS calls of one process at once';
		const [lane, most] = laneOf(call);
		const key = `${process} ${lane}`;
		const starts = (this.starts.get(key) ?? []).filter((start) => start > now - WINDOW_MS);
		starts.push(now);
		this.starts.set(key, starts);
		const renewed = now - (this.renewedAt.get(process) ?? 0) < AFTER_RENEWAL_MS;
		const extra = call.service === 'tiktok' && renewed ? 1 : 0;
		return starts.length > most + extra
			? `${starts.length} calls within a second in lane ${key} (${call.method} ${call.path})`
			: undefined;
	}
}

function laneOf({ service, path, method, query }: CallSeen): [string, number] {
	if (service === 'oms') return ['oms', PACE.oms];
	const shop = query.get('shop_cipher') ?? '';
	return method === 'POST' && WRITES.test(path)
		? [`write ${shop}`, PACE.tiktokWrite]
		: [`read ${shop}`, PACE.tiktokRead];
}
