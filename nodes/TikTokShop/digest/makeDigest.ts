import { sortBy, uniqBy } from 'lodash';

import { DAY_MS, HOUR_MS } from '../../shared/durations';
import { writeDigest, type Digest } from './digestText';
import { startOfKey, type Fact } from './fact';
import type { ToldFacts, ToldRow } from './toldFacts';

export interface DigestResult {
	/** Absent where there is nothing to tell. */
	digest?: Digest;
	/** Rows to write by upsert once the digest has been sent. */
	toldNow: ToldRow[];
	/** Failures that were told already and go on. */
	seenAgain: Array<Pick<ToldRow, 'fact' | 'seen'>>;
	/** Rows of facts that are gone for long. */
	toForget: Array<Pick<ToldRow, 'fact'>>;
}

/** A failure that was not met for so long is over; when it comes back it is another one, ms. */
const OVER_AFTER = DAY_MS;
/** The time of a failure that goes on is written so often, ms. */
const SEEN_EVERY = HOUR_MS;
/** Longer than the 30 days of an audit and of a deadline, ms. */
const FORGET_AFTER = 90 * DAY_MS;

/**
 * What is told now: each fact once, until its state is another one. Only the rows of what was told make that so; a digest that could not be
 * sent writes none, so its facts are told the next time.
 *
 * @param facts       all that are true now; of two with the same key the first counts
 * @param onlyUrgent  leaves the others for later
 * @param now         epoch ms
 * @param maxLines    of the text
 */
export function makeDigest(
	facts: readonly Fact[],
	told: ToldFacts,
	{ onlyUrgent, now, maxLines }: { onlyUrgent: boolean; now: number; maxLines: number },
): DigestResult {
	const each = uniqBy(facts, ({ key }) => key);
	const moment = new Date(now).toISOString();
	const isNew = (fact: Fact): boolean => {
		const earlier = told.get(fact.key);
		if (earlier === undefined || earlier.state !== fact.state) return true;
		return fact.comesBack === true && now - lastTime(earlier) >= OVER_AFTER;
	};
	const toTell = each.filter((fact) => (fact.isUrgent || !onlyUrgent) && isNew(fact));
	const goesOn = each.filter((fact) => {
		const earlier = told.get(fact.key);
		return fact.comesBack && !isNew(fact) && earlier && now - lastTime(earlier) >= SEEN_EVERY;
	});
	return {
		...(toTell.length > 0 ? { digest: writeDigest(inOrder(toTell), maxLines) } : {}),
		toldNow: toTell.map(({ key, state }) => ({ fact: key, state, told: moment, seen: moment })),
		seenAgain: goesOn.map(({ key }) => ({ fact: key, seen: moment })),
		toForget: gone(each, told, now).map(({ fact }) => ({ fact })),
	};
}

/** Urgent ones first; the result of the audit stands before its differences, because its key is shorter. */
function inOrder(facts: readonly Fact[]): Fact[] {
	return sortBy(
		facts,
		({ isUrgent }) => !isUrgent,
		({ key }) => key !== 'audit',
	);
}

function gone(facts: readonly Fact[], told: ToldFacts, now: number): ToldRow[] {
	const needed = new Set(facts.flatMap(({ key, needs }) => (needs ? [key, needs] : [key])));
	return told.rows.filter(
		(row) =>
			now - lastTime(row) >= FORGET_AFTER &&
			!needed.has(row.fact) &&
			!needed.has(startOfKey(row.fact)),
	);
}

/** Epoch ms; a row without a time is as old as can be. */
function lastTime({ told, seen }: ToldRow): number {
	return Math.max(Date.parse(told) || 0, Date.parse(seen) || 0);
}
