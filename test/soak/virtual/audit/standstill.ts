import { isWaiting, type PlannedOrder } from '../world/orders';
import { SCARCE, UNMAPPED } from '../world/shops';
import type { Entry } from './entry';

const MINUTE = 60_000;
/** An order that nothing stands in the way of is in the warehouse within this time (ms), some polls that fail included. */
const TIME_TO_GO = 75 * MINUTE;
/** Longer than any fault lasts, ms. */
const KEPT = 24 * 60 * MINUTE;
/** So many orders do not all meet a failing call. */
const ENOUGH = 8;

function isEasy({ planned }: Entry): boolean {
	const hindered = [UNMAPPED, SCARCE.sellerSku];
	if (planned.scenario !== 'plain' || isWaiting(planned)) return false;
	return planned.lines.every(([sku]) => !hindered.includes(sku));
}

type Test = (planned: PlannedOrder) => boolean;

interface Watched {
	from: number;
	until: number;
	hinders: Test;
}

/** Checks that a fault stops nothing else: while it lasts, the other orders are processed. */
export class Standstill {
	private watched: Watched[] = [];

	constructor(
		private readonly now: () => number,
		private readonly entries: () => Iterable<Entry>,
		private readonly broken: (what: string) => void,
	) {}

	/**
	 * @param what     the fault
	 * @param hinders  whether an order has to wait for its end
	 * @param isNear   whether an order is so near that it would stand still with it
	 * @returns        to be called at its end; with true when all of n8n stood still for another reason
	 */
	watch(what: string, hinders: Test, isNear: Test): (excused: boolean) => void {
		const watched = { from: this.now(), until: Number.POSITIVE_INFINITY, hinders };
		this.watched.push(watched);
		return (excused) => {
			watched.until = this.now();
			if (!excused && this.isStill(watched.from, isNear)) {
				this.broken(`none of the other orders or parcels went on: ${what}`);
			}
			this.watched = this.watched.filter(({ until }) => until > this.now() - KEPT);
		};
	}

	private isStill(from: number, isNear: Test): boolean {
		const until = this.now() - TIME_TO_GO;
		const hindering = this.watched.filter((each) => each.until >= from);
		const others = [...this.entries()].filter(
			(entry) =>
				isEasy(entry) &&
				isNear(entry.planned) &&
				!hindering.some(({ hinders }) => hinders(entry.planned)),
		);
		const isIn = (at: number | undefined): boolean => at !== undefined && at >= from && at < until;
		const placed = others.filter(({ planned }) => isIn(planned.at));
		const shipped = others.filter(({ shippedAt }) => isIn(shippedAt));
		return (
			(placed.length >= ENOUGH && placed.every(({ createdAt }) => createdAt === undefined)) ||
			(shipped.length >= ENOUGH && shipped.every(({ trackedAt }) => trackedAt === undefined))
		);
	}
}
