import type { PaceRange } from '../../shared/pace';
import type { StoredSession } from './session';

/** Most calls per second for each shop, where the credential names none. */
export const MOST_READS = 20;
export const MOST_WRITES = 10;
/** Where the pace begins: what public advice calls safe (TikTok Shop API §5). */
const FIRST_READS = 3;
const FIRST_WRITES = 1;
/** TikTok Shop takes 50 calls a second for each API, app and shop; the pace stays below, whatever the credential says. */
const HIGHEST = 45;

/** Between what the pace of a shop moves; the numbers of the credential are the upper limits, 0 switches pacing off. */
export function paceOf(session: StoredSession, write: boolean): PaceRange {
	const { replaceHosts, readsPerSecond = MOST_READS, writesPerSecond = MOST_WRITES } = session;
	const usual = write ? MOST_WRITES : MOST_READS;
	const chosen = write ? writesPerSecond : readsPerSecond;
	const limit = Math.min(replaceHosts ? chosen : usual, HIGHEST);
	return { start: write ? FIRST_WRITES : FIRST_READS, limit };
}
