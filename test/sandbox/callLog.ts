import { createHash } from 'node:crypto';

export type Service = 'tiktok' | 'oms';

/** One call as a service saw it. Secrets and tokens are left out. */
export interface CallLogEntry {
	seq: number;
	/** ISO 8601, UTC. */
	at: string;
	service: Service;
	method: string;
	path: string;
	query: Record<string, string>;
	body: unknown;
	/** HTTP status, 0 when the connection was cut or left without an answer. */
	status: number;
	/** Code of the answer's envelope, as text. */
	code: string;
	message: string;
	/** Kind of the fault that struck, if any. */
	fault?: string;
	/** Shop code, on calls that carry a known cipher. */
	shop?: string;
	/** Tells apart who calls TikTok Shop with different tokens; nothing of the token can be read from it. */
	caller?: string;
}

const SECRET_KEYS = new Set([
	'app_secret',
	'access_token',
	'refresh_token',
	'auth_code',
	'sign',
	'authcode',
	'code',
]);

/** See `CallLogEntry.caller`. */
export const callerOf = (token: string): string =>
	createHash('sha256').update(token).digest('hex').slice(0, 8);

/** Copy of a query in which secrets are replaced by `***`. */
export function withoutSecrets(query: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(query).map(([key, value]) => [key, SECRET_KEYS.has(key) ? '***' : value]),
	);
}

/** Every call made to the sandbox, oldest first. */
export class CallLog {
	readonly entries: CallLogEntry[] = [];

	constructor(private readonly now: () => number) {}

	add(entry: Omit<CallLogEntry, 'seq' | 'at'>): void {
		const at = new Date(this.now()).toISOString();
		this.entries.push({ ...entry, seq: this.entries.length + 1, at });
	}

	/** Entries with a sequence number above `seq`. */
	since(seq: number): CallLogEntry[] {
		return this.entries.slice(Math.max(0, seq));
	}

	/** Calls of a service whose path is, or matches, the given one. */
	calls(service: Service, path?: string | RegExp): CallLogEntry[] {
		return this.entries.filter((entry) => {
			if (entry.service !== service) return false;
			if (path === undefined) return true;
			return typeof path === 'string' ? entry.path === path : path.test(entry.path);
		});
	}

	count(service: Service, path?: string | RegExp): number {
		return this.calls(service, path).length;
	}

	clear(): void {
		this.entries.length = 0;
	}
}
