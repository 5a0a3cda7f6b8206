import { isStopped, type OutboundOrderItem } from '../../shared/outboundOrderItem';
import type { DeskRow } from '../desk/deskRows';
import type { Stage } from '../orders/orderStatus';
import { isSameTrackingNumber } from '../orders/trackingNumber';

/** The states of the OMS's page *Platform Order* (B29). */
export const TABS = ['pending', 'processing', 'shipped', 'cancelled', 'exception'] as const;
export type Tab = (typeof TABS)[number];

/** What TikTok Shop, the OMS and the exception desk say of one order at one moment. */
export interface OrderFacts {
	/** Undefined for a status that TikTok Shop does not describe. */
	stage: Stage | undefined;
	status: string;
	buyerRequestedCancel: boolean;
	/** Tracking numbers that TikTok Shop shows. */
	shopTracking: readonly string[];
	/** Undefined where the OMS has none, or did not answer. */
	outbound?: OutboundOrderItem;
	/** Open row of the order, and of its shipment. */
	orderRow?: DeskRow;
	shipmentRow?: DeskRow;
	/** Open row of what has to be cancelled in the OMS. */
	cancellationRow?: DeskRow;
	isClosedByHand: boolean;
}

export interface TabVerdict {
	tab: Tab;
	/** Exception code, or a word of {@link NOTES}; empty where there is nothing to say. */
	code: string;
	/** The row of the desk that tells the reason. */
	row?: DeskRow;
}

/** What the page says of an order that waits for nobody. */
export const NOTES = [
	'ON_HOLD_AT_SHOP',
	'UNPAID',
	'GOES_NEXT',
	'CANCEL_ASKED',
	'BEING_INTERCEPTED',
	'STILL_IN_THE_WAREHOUSE',
	'LEFT_ALTHOUGH_CANCELLED',
	'SENT_BACK_NEXT',
	'CLOSED_BY_HAND',
	'OMS_EXCEPTION',
	'STATUS_UNKNOWN',
] as const;

/** Codes of an order that waits because of the outbound order that the OMS has. */
const ABOUT_THE_OUTBOUND_ORDER: readonly string[] = [
	'ALREADY_IN_THE_OMS',
	'SEVERAL_OUTBOUND_ORDERS',
	'CANCEL_REQUESTED',
	'OUTBOUND_ORDER_DIFFERS',
	'CANCELLATION_PENDING',
	'CANCEL_IN_THE_OMS',
];

/** Codes of what went wrong for good: only a person ends it. */
const UNTIL_A_PERSON_DECIDES: readonly string[] = ['CHANGED_TOO_LATE', 'CANCELLED_TOO_LATE'];

/**
 * The tab that shows an order, and why (B29, B31). What both services say now goes before what the desk has noted:
 *
 * 1. canceled on TikTok Shop: Cancelled; an exception as long as the warehouse has it, or when it has left
 * 2. a row of the desk that still holds: Exception
 * 3. stopped in the OMS: Exception
 * 4. shipped on either side: Shipped
 * 5. in the OMS: Processing
 * 6. closed by hand: Cancelled
 * 7. all others: Pending; an exception where its outbound order was canceled
 */
export function tabOf(facts: OrderFacts): TabVerdict {
	const { stage, outbound, isClosedByHand } = facts;
	const state = outbound?.state;
	if (stage === 'cancelled') return cancelledTab(facts);
	const row = waitingRow(facts);
	if (row) return { tab: 'exception', code: row.code, row };
	if (stage === 'shipped') return { tab: 'shipped', code: '' };
	if (state === 'exception' || state === 'label_exception')
		return { tab: 'exception', code: 'OMS_EXCEPTION' };
	if (state === 'shipped')
		return { tab: 'shipped', code: isClosedByHand ? 'CLOSED_BY_HAND' : 'SENT_BACK_NEXT' };
	if (isLive(outbound)) {
		if (facts.buyerRequestedCancel) return { tab: 'exception', code: 'CANCEL_REQUESTED' };
		return { tab: 'processing', code: state === 'intercepting' ? 'BEING_INTERCEPTED' : '' };
	}
	if (isClosedByHand) return { tab: 'cancelled', code: 'CLOSED_BY_HAND' };
	if (state === 'cancelled') return { tab: 'exception', code: 'OUTBOUND_ORDER_CANCELLED' };
	return { tab: 'pending', code: pendingNote(facts) };
}

function cancelledTab({
	outbound,
	orderRow,
	cancellationRow,
	isClosedByHand,
}: OrderFacts): TabVerdict {
	const state = outbound?.state;
	const told = [cancellationRow, orderRow].find((row) => row && holdsForGood(row));
	if (told) return { tab: 'exception', code: told.code, row: told };
	if (state === undefined || state === 'cancelled' || isClosedByHand)
		return { tab: 'cancelled', code: '' };
	if (cancellationRow) {
		return { tab: 'exception', code: cancellationRow.code, row: cancellationRow };
	}
	if (state === 'intercepting') return { tab: 'cancelled', code: 'BEING_INTERCEPTED' };
	const code = state === 'shipped' ? 'LEFT_ALTHOUGH_CANCELLED' : 'STILL_IN_THE_WAREHOUSE';
	return { tab: 'exception', code };
}

/** The row of the desk that still tells why the order waits. */
function waitingRow(facts: OrderFacts): DeskRow | undefined {
	const { orderRow, shipmentRow, cancellationRow } = facts;
	if (orderRow && orderStillWaits(facts, orderRow)) return orderRow;
	if (shipmentRow && shipmentStillWaits(facts)) return shipmentRow;
	return cancellationRow;
}

const holdsForGood = ({ code }: DeskRow): boolean => UNTIL_A_PERSON_DECIDES.includes(code);

/** A row of the desk is up to 15 minutes old: an order that was shipped or created since then waits no longer. */
function orderStillWaits({ stage, outbound }: OrderFacts, row: DeskRow): boolean {
	if (holdsForGood(row)) return true;
	if (stage === 'shipped') return false;
	if (row.code === 'WAREHOUSE_EXCEPTION') return isStopped(outbound?.state);
	return !isLive(outbound) || ABOUT_THE_OUTBOUND_ORDER.includes(row.code);
}

/** A shipment waits until TikTok Shop shows its number. */
function shipmentStillWaits({ stage, outbound, shopTracking }: OrderFacts): boolean {
	if (stage !== 'shipped') return true;
	const number = outbound?.trackingNumber ?? '';
	return !shopTracking.some((shown) => number === '' || isSameTrackingNumber(shown, number));
}

function isLive(outbound: OutboundOrderItem | undefined): boolean {
	return outbound !== undefined && outbound.state !== 'cancelled';
}

function pendingNote({ stage, status, buyerRequestedCancel }: OrderFacts): string {
	if (stage === undefined) return 'STATUS_UNKNOWN';
	if (stage === 'notReady') return status === 'UNPAID' ? 'UNPAID' : 'ON_HOLD_AT_SHOP';
	return buyerRequestedCancel ? 'CANCEL_ASKED' : 'GOES_NEXT';
}
