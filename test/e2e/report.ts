import type { Books, OrderBook } from '../sandbox';
import type { AllProgress } from './orderProgress';

/** Counts of a run, from the books of the sandbox; only the exceptions are what the observer saw in n8n. */
export interface Report {
	n8nVersion: string;
	/** Orders in the sandbox, also those that must not ship. */
	seeded: number;
	pulled: number;
	created: number;
	shipped: number;
	trackingOnTikTok: number;
	/** Orders that waited, by the code of their exception. */
	exceptions: Record<string, number>;
	healed: number;
	/** Orders that should have an outbound order and have none. */
	lost: number;
	/** Live outbound orders beyond one for each order. */
	duplicates: number;
	/** Orders that must not ship and have an outbound order. */
	unwanted: number;
	/** Outbound orders that ask for the wrong goods. */
	wrongLines: number;
	/** Tracking numbers on TikTok Shop that are not the parcel's, or name another carrier. */
	wrongTracking: number;
	/** Time the run took, without the installation of n8n. */
	seconds: number;
}

const MUST_BE_NONE = ['lost', 'duplicates', 'unwanted', 'wrongLines', 'wrongTracking'] as const;

export function countReport(
	books: Books,
	progress: AllProgress,
	n8nVersion: string,
	seconds: number,
): Report {
	const { seeded, pulled, created, shipped, trackingOnTikTok, healed } = books;
	const { lost, duplicates, unwanted, wrongLines, wrongTracking } = books;
	return {
		n8nVersion,
		seeded,
		pulled,
		created,
		shipped,
		trackingOnTikTok,
		exceptions: progress.exceptionCounts(),
		healed,
		lost,
		duplicates,
		unwanted,
		wrongLines,
		wrongTracking,
		seconds,
	};
}

/** Orders that are not finished, and what each of them lacks. */
export function unfinished(books: Books, progress: AllProgress): string[] {
	return books.orders.flatMap((order) => {
		const lack = lackOf(order, progress);
		return lack ? [`${order.shop} ${order.orderId} ("${order.scenario}") ${lack}`] : [];
	});
}

/** Everything that keeps the run from being right; empty when it is. */
export function missing(books: Books, progress: AllProgress, report: Report): string[] {
	const wrong = MUST_BE_NONE.filter((key) => report[key] !== 0).map(
		(key) => `${key} is ${report[key]}, must be 0`,
	);
	const untracked =
		report.trackingOnTikTok === report.shipped
			? []
			: [`${report.shipped} orders shipped, ${report.trackingOnTikTok} have their tracking number`];
	return [
		...unfinished(books, progress),
		...wrong,
		...untracked,
		...progress.failures.map((failure) => `an execution failed: ${failure}`),
	];
}

function lackOf(order: OrderBook, progress: AllProgress): string | undefined {
	switch (order.expected) {
		case 'ship':
			return lackOnTheWay(order);
		case 'exception':
			return progress.orders.get(order.orderId)?.exceptions.size
				? undefined
				: 'was not seen waiting with its exception';
		case 'ignore':
			return undefined;
	}
}

function lackOnTheWay({ pulled, outbound, tracking }: OrderBook): string | undefined {
	if (!pulled) return 'was not pulled';
	if (outbound.length === 0) return 'has no outbound order';
	const parcels = outbound.filter(({ status }) => status === 3);
	if (parcels.length === 0) return 'is not shipped';
	const numbers = new Set(parcels.map(({ trackNo }) => trackNo));
	return tracking.some(({ trackingNumber }) => numbers.has(trackingNumber))
		? undefined
		: 'has no tracking number on TikTok Shop';
}
