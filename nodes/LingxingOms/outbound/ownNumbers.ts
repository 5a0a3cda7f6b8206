import type { AlikeFailures } from './halve';
import { isInexactNumber } from '../../shared/exactNumber';
import { lookUp } from './lookUp';
import { isLive } from './outboundOrder';
import { textOf, type Fields } from '../transport/json';
import type { OmsConnection } from '../transport/connection';

/**
 * An order may get another outbound order after its first one was cancelled. It is unknown whether the OMS takes the number of a
 * cancelled order again (OMS API §2), so each has a third order number of its own: `<number>`, `<number>-2`, `<number>-3` …
 */
const MOST = 9;

/** Third order number of the nth outbound order of an order. */
function ownNumber(first: string, nth: number): string {
	return nth === 1 ? first : `${first}-${nth}`;
}

/** The third order number that follows; undefined after the last one, and for the number of another order. */
export function nextOwnNumber(first: string, current: string): string | undefined {
	for (let nth = 1; nth < MOST; nth++) {
		if (ownNumber(first, nth) === current) return ownNumber(first, nth + 1);
	}
	return undefined;
}

/** Whether a third order number is one that an order's outbound orders get. */
export function isOwnNumber(first: string, number: string): boolean {
	if (number === first) return true;
	for (let nth = 2; nth <= MOST; nth++) if (ownNumber(first, nth) === number) return true;
	return false;
}

/**
 * Whether an outbound order may be cancelled here: it has a number of the order, and names no other platform order. Another seller or
 * system of the same account may have used the number.
 */
export function isOwnRecord(
	{ thirdOrderNo, orderId }: { thirdOrderNo: string; orderId: string },
	record: Fields,
): boolean {
	const { platformOrderNo: given } = record;
	const platformOrderNo = isInexactNumber(given) ? '' : textOf(given);
	return (
		isOwnNumber(thirdOrderNo, textOf(record.thirdOrderNo)) &&
		(platformOrderNo === '' || platformOrderNo.includes(orderId))
	);
}

export interface LaterOnes {
	/** Outbound orders of the last number that the OMS knows, by first number. */
	records: Map<string, Fields[]>;
	/** The first number that the OMS does not know, by first number; absent if all are used. */
	free: Map<string, string>;
	/** Why it is unknown whether the OMS has another one, by first number. */
	open: Map<string, string>;
}

/**
 * Looks for later outbound orders of orders whose outbound orders are all cancelled. It ends at the first number that the OMS does not
 * know, or that is live.
 *
 * @param firsts  first numbers
 * @throws OmsError  the error concerns every call, or nothing could be read
 */
export async function lookUpLater(
	connection: OmsConnection,
	firsts: readonly string[],
	alike: AlikeFailures,
): Promise<LaterOnes> {
	const later: LaterOnes = { records: new Map(), free: new Map(), open: new Map() };
	let left = [...firsts];
	for (let nth = 2; nth <= MOST && left.length > 0; nth++) {
		const numbers = left.map((first) => ownNumber(first, nth));
		const { found, open } = await lookUp(connection, 'thirdOrderNo', numbers, alike);
		left = left.filter((first) => {
			const number = ownNumber(first, nth);
			const problem = open.get(number);
			const records = found.get(number);
			if (problem !== undefined) later.open.set(first, problem);
			else if (records) later.records.set(first, records);
			else later.free.set(first, number);
			return records !== undefined && !records.some(isLive);
		});
	}
	return later;
}
