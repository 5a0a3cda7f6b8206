import type { OutboundSideOrder } from './outboundSide';
import type { SideOrder } from './orderSide';

/** What can be wrong with an order, the gravest first: where several hold, the first is its kind. */
export const DIFFERENCES = [
	'notAudited',
	'extra',
	'missingInOms',
	'differs',
	'stuck',
	'trackingDiffers',
	'trackingMissing',
	'late',
] as const;

export type Difference = (typeof DIFFERENCES)[number];

/**
 * Kinds that need nobody: `waits` has an open row in the exception desk and is not overdue, `underWay` is so new that the next run of a
 * workflow brings it, `healed` was missing and has just been handed over, `passedBy` is none of ours.
 */
export const QUIET_KINDS = ['fine', 'healed', 'waits', 'underWay', 'passedBy'] as const;

export type Kind = Difference | (typeof QUIET_KINDS)[number];

/** One thing that was found about an order. */
export interface Finding {
	kind: Kind;
	/** Whole sentences, without anything that changes while the fact stays the same, e.g. how long it has been so. */
	message: string;
	hint: string;
}

/** What the audit says of one order, or of a side or shop that it could not compare. */
export interface Verdict extends Finding {
	/** Other differences of the same order. */
	also: Difference[];
	/** Empty for a side or a shop. */
	orderId: string;
	shopId: string;
	shopCode: string;
	order?: SideOrder;
	outboundOrders: OutboundSideOrder[];
	/** Counted, but told with the side that did not answer and not alone. */
	isCollective?: true;
	/** System SKUs and units of both sides were compared. */
	linesCompared?: boolean;
}

export function isDifference(kind: Kind): kind is Difference {
	return (DIFFERENCES as readonly string[]).includes(kind);
}

export const FINE: Finding = { kind: 'fine', message: '', hint: '' };

const HINTS: Record<Difference, string> = {
	notAudited:
		'Nothing can be said about it before both sides are read completely. Run the audit again.',
	extra: 'Look at the outbound order in the OMS, and cancel what must not ship.',
	missingInOms: 'Hand the order over again: nothing is created twice.',
	differs: 'Compare the lines with those of the order, and call the warehouse before it ships.',
	stuck: 'Ask the warehouse, or mend in the OMS what it names.',
	trackingDiffers:
		'Compare both numbers. Correct Tracking replaces a wrong one on TikTok Shop within 72 hours after shipping.',
	trackingMissing:
		'Send the tracking number with TikTok Shop Fulfillment, and look why it has not gone by itself.',
	late: 'Call the warehouse, or tell the buyer.',
};

/** @param hint  replaces the general hint where the case knows better */
export function finding(kind: Difference, message: string, hint = HINTS[kind]): Finding {
	return { kind, message, hint };
}

/** The gravest difference, else the first of the others, else that all is fine; with the other differences. */
export function gravest(findings: readonly Finding[]): { worst: Finding; also: Difference[] } {
	const kinds = new Set(findings.map(({ kind }) => kind));
	const differences = DIFFERENCES.filter((kind) => kinds.has(kind));
	const [first, ...also] = differences;
	const worst = findings.find(({ kind }) => kind === first) ?? findings[0] ?? FINE;
	return { worst, also };
}
