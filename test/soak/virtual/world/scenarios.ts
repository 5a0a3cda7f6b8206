import type { Random } from '../../../sandbox/random';

/** What buyer, seller, warehouse or TikTok Shop do to an order. */
export type Scenario =
	| 'plain'
	| 'hold'
	| 'payLater'
	| 'neverPaid'
	| 'cancelOnHold'
	| 'cancelLater'
	| 'requestRejected'
	| 'requestAccepted'
	| 'masked'
	| 'byTikTok'
	| 'labelByTikTok'
	| 'late'
	/** Get Order Detail shows it later than searches do. */
	| 'detailLate'
	| 'skuEmpty'
	/** TikTok Shop answers with damaged fields for a while. */
	| 'unreadable'
	/** TikTok Shop refuses every detail call that names it, for a while. */
	| 'detailRefused'
	/** The OMS refuses every create call that holds it, for a while. */
	| 'createRefused'
	/** TikTok Shop refuses its parcel, for a while. */
	| 'parcelRefused'
	/** Another creator, NIWO's own sync or an ERP, has brought it to the OMS under a number of its own. */
	| 'elsewhere'
	/** The same with other goods than were ordered; a person cancels it later. */
	| 'elsewhereWrong'
	/** The other creator has brought it there as two outbound orders. */
	| 'twoWarehouses'
	/** The warehouse takes the outbound order apart by hand. */
	| 'handSplit'
	/** Two parcels, the number of the second comes hours later. */
	| 'lateNumber'
	/** The warehouse ships less than it was asked for; the seller cancels the rest later. */
	| 'shortShipped'
	/** One unit has left before, by hand. */
	| 'partlyGone'
	/** One unit was cancelled before. */
	| 'partlyCancelled'
	/** One unit is cancelled after the hand-over. */
	| 'unitCancelledLater'
	/** The buyer moves after the hand-over. */
	| 'moved';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** [share in 1,000, shortest and longest delay] */
const SHARES: ReadonlyArray<[Scenario, number, number, number]> = [
	['hold', 40, HOUR, HOUR],
	['payLater', 20, 5 * MINUTE, 3 * HOUR],
	['neverPaid', 10, 0, 0],
	['cancelOnHold', 10, MINUTE, 50 * MINUTE],
	['cancelLater', 15, MINUTE, 4 * HOUR],
	['requestRejected', 10, 10 * MINUTE, 8 * HOUR],
	['requestAccepted', 5, 10 * MINUTE, 8 * HOUR],
	['masked', 10, 6 * HOUR, 30 * HOUR],
	['byTikTok', 10, 0, 0],
	['labelByTikTok', 10, 0, 0],
	['late', 25, MINUTE, HOUR],
	['detailLate', 20, MINUTE, 40 * MINUTE],
	['skuEmpty', 5, 10 * MINUTE, 3 * HOUR],
	['unreadable', 8, 2 * HOUR, 6 * HOUR],
	['detailRefused', 5, 2 * HOUR, 6 * HOUR],
	['createRefused', 5, 2 * HOUR, 5 * HOUR],
	['parcelRefused', 8, 4 * HOUR, 9 * HOUR],
	['elsewhere', 12, HOUR, 2 * HOUR],
	['elsewhereWrong', 5, HOUR, 2 * HOUR],
	['twoWarehouses', 8, HOUR, 2 * HOUR],
	['handSplit', 8, 5 * MINUTE, 20 * MINUTE],
	['lateNumber', 10, 30 * MINUTE, 10 * HOUR],
	['shortShipped', 8, HOUR, 8 * HOUR],
	['partlyGone', 8, 0, 0],
	['partlyCancelled', 6, 0, 0],
	['unitCancelledLater', 15, 16 * MINUTE, 80 * MINUTE],
	['moved', 15, 16 * MINUTE, 80 * MINUTE],
];

/** Scenarios that need nothing but a trigger that misses no order. */
export const STEADY: readonly Scenario[] = ['hold', 'payLater', 'late', 'detailLate'];

export function drawScenario(random: Random): { scenario: Scenario; delay: number } {
	let left = random.below(1_000);
	for (const [scenario, share, shortest, longest] of SHARES) {
		if (left < share) {
			return { scenario, delay: shortest + Math.floor(random.next() * (longest - shortest)) };
		}
		left -= share;
	}
	return { scenario: 'plain', delay: 0 };
}

/** Scenarios in which the order may go to the warehouse from the moment in which it is placed. */
export const AT_ONCE: readonly Scenario[] = [
	'plain',
	'requestRejected',
	'requestAccepted',
	'handSplit',
	'lateNumber',
	'shortShipped',
	'parcelRefused',
	'partlyGone',
	'partlyCancelled',
	'unitCancelledLater',
	'moved',
];

/** Scenarios of one order that the services do not take, or that cannot be read. */
export const BAD_ORDERS: readonly Scenario[] = [
	'unreadable',
	'detailRefused',
	'createRefused',
	'parcelRefused',
];

/** Scenarios in which the order is in the OMS under a number of another creator before it can be pushed. */
export const BY_OTHERS: readonly Scenario[] = ['elsewhere', 'elsewhereWrong', 'twoWarehouses'];

/** Whether the order should reach the warehouse in the end, as far as its buyer is concerned. */
export const IS_FOR_WAREHOUSE: Readonly<Record<Scenario, 'yes' | 'no' | 'maybe'>> = {
	plain: 'yes',
	hold: 'yes',
	payLater: 'yes',
	late: 'yes',
	detailLate: 'yes',
	skuEmpty: 'yes',
	unreadable: 'yes',
	detailRefused: 'yes',
	createRefused: 'yes',
	parcelRefused: 'yes',
	elsewhere: 'yes',
	elsewhereWrong: 'yes',
	twoWarehouses: 'yes',
	handSplit: 'yes',
	lateNumber: 'yes',
	shortShipped: 'yes',
	partlyGone: 'yes',
	partlyCancelled: 'yes',
	unitCancelledLater: 'yes',
	moved: 'yes',
	requestRejected: 'yes',
	// Whether the warehouse was faster is open; what was made must be taken back, or have shipped before.
	cancelLater: 'maybe',
	requestAccepted: 'maybe',
	neverPaid: 'no',
	cancelOnHold: 'no',
	masked: 'no',
	byTikTok: 'no',
	labelByTikTok: 'no',
};
