import { fingerprint } from '../transport/tokens';

const WINDOW_MS = 60_000;
/** n8n asks once for each Connect, and once for each credential every few days. */
const MAX_CALLS = 30;
const MAX_KNOWN_APPS = 500;

/**
 * How many calls of strangers the bridge passes on: whoever finds its address must not use it to try out app secrets, or to spend
 * what TikTok Shop allows this address. An app that has been given tokens before is no stranger, so that a flood of others
 * does not keep its access from being renewed.
 */
export class CallLimit {
	private calls: number[] = [];
	private readonly known = new Set<string>();

	constructor(private readonly mostCalls = MAX_CALLS) {}

	/** Counts a call. @returns whether it may be passed on */
	allows(appKey: string, appSecret: string, now: number): boolean {
		if (this.known.has(appDigest(appKey, appSecret))) return true;
		// A clock that was set back must not close the bridge.
		this.calls = this.calls.filter((at) => at > now - WINDOW_MS && at <= now);
		if (this.calls.length >= this.mostCalls) return false;
		this.calls.push(now);
		return true;
	}

	/** TikTok Shop has given tokens to this app. */
	remember(appKey: string, appSecret: string): void {
		if (this.known.size < MAX_KNOWN_APPS) this.known.add(appDigest(appKey, appSecret));
	}
}

function appDigest(appKey: string, appSecret: string): string {
	return fingerprint(JSON.stringify([appKey, appSecret]));
}
