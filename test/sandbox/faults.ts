import type { Service } from './callLog';
import { Random } from './random';

/** Every kind of fault, in the words of the service that has it. */
export const FAULT_KINDS = [
	'429',
	'429-retry-after',
	'500',
	'503',
	/** The connection is cut before the call is read. */
	'reset',
	/** The right answer, `delayMs` late (1,000 by default). */
	'slow',
	/** The call is not carried out and never answered; the connection is cut after `delayMs` (30,000 by default). */
	'timeout',
	/** The call is carried out; its answer never comes, the connection is cut after `delayMs` (30,000 by default). */
	'timeoutAfterAccept',
	/** The call is carried out, then the connection is cut instead of an answer. */
	'resetAfterAccept',
	/** The call is carried out; its answer begins, then sends one byte every `delayMs` (2,000 by default) without end. */
	'drip',
	/** The call is carried out; its answer has no end, and comes as fast as the client reads it. */
	'endless',
	/** The call is carried out; its answer has some 600 KB, and 600 MB once it is decompressed. */
	'gzipBomb',
	/** TikTok Shop only: a page with a token shows the page before it once more, then continues correctly. */
	'repeatPage',
	/** TikTok Shop only: a page with a token is refused as expired. */
	'pageTokenExpired',
	/** TikTok Shop only: the access token of the call has expired, as in the middle of a run. */
	'tokenExpired',
	/** HTTP 200 with an envelope that reports a failed call. */
	'okWithErrorBody',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultRule {
	service: Service;
	/** Text found in the path, or a pattern. */
	path: RegExp | string;
	kind: FaultKind;
	/** Strikes at most this often; 1 by default, without end when a probability is given. */
	times?: number;
	/** Lets so many matching calls pass first; none by default. */
	after?: number;
	/** Chance of striking per matching call, 0 to 1; from the seeded generator. */
	probability?: number;
	/** See the kinds; `Retry-After` of '429-retry-after' is this in whole seconds, at least 1. */
	delayMs?: number;
}

interface ArmedFault extends FaultRule {
	left: number;
	toPass: number;
}

const NEEDS_PAGE_TOKEN: readonly FaultKind[] = ['repeatPage', 'pageTokenExpired'];

function matches(rule: FaultRule, service: Service, path: string): boolean {
	if (rule.service !== service) return false;
	return typeof rule.path === 'string' ? path.includes(rule.path) : rule.path.test(path);
}

/** Faults on request, seeded and reproducible. The first armed rule that matches a call strikes. */
export class Faults {
	private armed: ArmedFault[] = [];

	private random = new Random(1);

	/** How often each kind has struck. */
	readonly struck: Partial<Record<FaultKind, number>> = {};

	seed(value: number): void {
		this.random = new Random(value);
	}

	add(rule: FaultRule): void {
		const unlimited = rule.probability === undefined ? 1 : Number.POSITIVE_INFINITY;
		this.armed.push({ ...rule, left: rule.times ?? unlimited, toPass: rule.after ?? 0 });
	}

	clear(): void {
		this.armed = [];
	}

	/** The fault that strikes this call, if any; counts it as used. */
	strike(service: Service, path: string, hasPageToken = false): FaultRule | undefined {
		const fault = this.armed.find(
			(rule) =>
				rule.left > 0 &&
				matches(rule, service, path) &&
				(hasPageToken || !NEEDS_PAGE_TOKEN.includes(rule.kind)) &&
				rule.toPass-- <= 0 &&
				(rule.probability === undefined || this.random.next() < rule.probability),
		);
		if (!fault) return undefined;
		fault.left -= 1;
		this.struck[fault.kind] = (this.struck[fault.kind] ?? 0) + 1;
		return fault;
	}
}
