import type { Random } from '../../../sandbox/random';
import type { VirtualClock } from '../process/clock';
import type { Mapping } from './mapping';
import type { Others } from './others';
import { LATE_SKUS, restock, SOLD_OUT_SKUS } from './shops';
import type { WorkingOms } from './warehouse';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Orders wait so long at most for a mapping row or for stock. */
const LONGEST_WAIT = 10 * DAY;
/** The same in a short run, as a multiple of the time in which orders are placed. */
const WAIT_OF_SHORT_RUN = 3;
/** Orders of other sellers and platforms for each order of ours. */
const FOREIGN_SHARE = 0.15;
const LEAST_FOREIGN = 200;

export interface World {
	clock: VirtualClock;
	random: Random;
	mapping: Mapping;
	oms: WorkingOms;
	others: Others;
}

/** @returns ms */
export function longestWait(waitHours: number, lengthMs: number): number {
	if (waitHours > 0) return waitHours * HOUR;
	return Math.min(LONGEST_WAIT, WAIT_OF_SHORT_RUN * lengthMs);
}

/**
 * What comes in the course of a run, whatever the faults do: rows of the mapping, stock, and orders of others.
 *
 * @param orders  of ours
 */
export function planCalendar(
	{ clock, random, mapping, oms, others }: World,
	orders: number,
	startMs: number,
	lengthMs: number,
	waitMs: number,
): void {
	const late = (index: number, of: number): number => startMs + (waitMs * (index + 1)) / of;
	LATE_SKUS.forEach((sku, index) => {
		clock.at(late(index, LATE_SKUS.length), () => mapping.add(sku));
	});
	SOLD_OUT_SKUS.forEach((sku, index) => {
		clock.at(late(index, SOLD_OUT_SKUS.length), () => restock(oms, sku));
	});
	const foreign = Math.max(LEAST_FOREIGN, Math.round(orders * FOREIGN_SHARE));
	for (let each = 0; each < foreign; each++) {
		clock.at(startMs + Math.floor(random.next() * lengthMs), () => others.foreign());
	}
}
