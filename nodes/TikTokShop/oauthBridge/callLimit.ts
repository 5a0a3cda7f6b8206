import { MINUTE_MS } from '../../shared/durations';
import { fingerprint } from '../transport/tokens';

const WINDOW_MS = MINUTE_MS;
/** Far more than n8n needs: one call per Connect, and one per credential every few days. */
const MAX_CALLS = 30;
const MAX_KNOWN_APPS = 500;

/**
 * Limits the calls of unknown apps, so that nobody can use the bridge to guess app secrets or to use up TikTok Shop's rate limit.
 * Apps that have received tokens before are not limited, so a flood of other calls does not block their token refresh.
 */
export class CallLimit {
	private calls: number[] = [];
	private readonly known = new Set<string>();

	constructor(private readonly maxCalls = MAX_CALLS) {}

	/** Counts a call. @returns whether it may be passed on */
	allows(appKey: string, appSecret: string, now: number): boolean {
		if (this.known.has(appDigest(appKey, appSecret))) return true;
		// Calls in the future are dropped: after the clock is set back they would block the bridge.
		this.calls = this.calls.filter((at) => at > now - WINDOW_MS && at <= now);
		if (this.calls.length >= this.maxCalls) return false;
		this.calls.push(now);
		return true;
	}

	/** Call once TikTok Shop has given tokens to this app. */
	remember(appKey: string, appSecret: string): void {
		if (this.known.size < MAX_KNOWN_APPS) this.known.add(appDigest(appKey, appSecret));
	}
}

function appDigest(appKey: string, appSecret: string): string {
	return fingerprint(JSON.stringify([appKey, appSecret]));
}
