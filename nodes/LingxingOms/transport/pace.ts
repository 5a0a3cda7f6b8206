import type { PaceRange } from '../../shared/pace';

/** Most calls per second where the credential names none: the shortest gap that public clients leave (OMS API §1.3). */
export const MOST_CALLS = 8;
/** Where the pace begins, calls per second. */
const FIRST_CALLS = 5;

/** Between what the pace of an App Key moves; the number of the credential is the upper limit, 0 switches pacing off. */
export function paceOf(callsPerSecond = MOST_CALLS): PaceRange {
	return { start: FIRST_CALLS, limit: callsPerSecond };
}
