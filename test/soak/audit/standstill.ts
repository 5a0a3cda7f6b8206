import { isWaiting, type PlannedOrder } from '../world/orders';
import { SCARCE, UNMAPPED } from '../world/shops';
import type { Entry } from './entry';

const MINUTE = 60_000;
/** An order that nothing stands in the way of is in the warehouse within this time (ms), unless a call fails. */
const TIME_TO_GO = 45 * MINUTE;
/** So many orders do not all meet a failing call. */
const ENOUGH = 8;

function isEasy({ planned }: Entry): boolean {
	const hindered = [UNMAPPED, SCARCE.sellerSku];
	if (planned.story !== 'plain' || isWaiting(planned)) return false;
	return planned.lines.every(([sku]) => !hindered.includes(sku));
}

/** Whether one bad thing stops only itself: while it lasts, the orders that it does not concern go on. */
export class Standstill {
	constructor(
		private readonly now: () => number,
		private readonly entries: () => Iterable<Entry>,
		private readonly broken: (what: string) => void,
	) {}

	/**
	 * @param what      the bad thing
	 * @param concerns  whether an order has to wait for its end
	 * @returns         to be called at its end; with true when all of n8n stood still for another reason
	 */
	watch(what: string, concerns: (planned: PlannedOrder) => boolean): (excused: boolean) => void {
		const from = this.now();
		return (excused) => {
			const until = this.now() - TIME_TO_GO;
			const others = [...this.entries()].filter(
				(entry) => isEasy(entry) && !concerns(entry.planned),
			);
			const isIn = (at: number | undefined): boolean =>
				at !== undefined && at >= from && at < until;
			const placed = others.filter(({ planned }) => isIn(planned.at));
			const shipped = others.filter(({ shippedAt }) => isIn(shippedAt));
			const isStill =
				(placed.length >= ENOUGH && placed.every((each) => each.createdAt === undefined)) ||
				(shipped.length >= ENOUGH && shipped.every((each) => each.trackedAt === undefined));
			if (excused || !isStill) return;
			this.broken(`none of the other orders or parcels went on: ${what}`);
		};
	}
}
