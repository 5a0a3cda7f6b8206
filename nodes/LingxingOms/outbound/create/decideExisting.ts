import { orderException, type OrderException } from '../../../shared/exceptions';
import { toText } from '../../../shared/text';
import { winnerOf } from '../duplicates';
import type { DesiredOrder, EnsureResult } from './desiredOrder';
import {
	differencesOf,
	differencesText,
	linesText,
	sameUnits,
	type Difference,
} from './differences';
import type { Existing, FoundBy } from './findExisting';
import { isOwnRecord } from '../ownNumbers';
import {
	isLive,
	SHIPPED,
	statusOf,
	stoppedReason,
	toOutboundOrder,
	unitsOf,
} from '../outboundOrder';
import { textOf, type Fields } from '../../transport/json';

/** What to do with an order that has outbound orders. */
export type Decision =
	| { result: EnsureResult }
	/** It is another one than the order needs now. */
	| { differs: Fields; differences: Difference[] }
	/** All of them are cancelled; this is the latest. */
	| { cancelled: Fields; differences: Difference[] };

/**
 * Decides what to do with an order that has outbound orders. Nothing is created beside a live one. Only one that has the order's own
 * number, and names no other platform order, is compared with it: any other was made elsewhere and is accepted only with the same lines.
 *
 * @param zone  UTC offset of the OMS's times, `+hh:mm`
 */
export function decideExisting(
	order: DesiredOrder,
	{ records, foundBy }: Existing,
	zone: string,
): Decision {
	const live = records.filter(isLive);
	if (live.length === 0) {
		const cancelled = latestOf(records);
		return { cancelled, differences: differencesFor(order, cancelled) };
	}
	// When all have shipped, nobody can stop one anymore, so the order needs no exception.
	if (live.length > 1 && live.some((record) => statusOf(record) !== SHIPPED)) {
		return { result: { exception: severalException(order.orderId, live) } };
	}
	const record = winnerOf(live) ?? live[0];
	const isOwn = isOwnRecord(order, record);
	const differences = isOwn ? differencesFor(order, record) : [];
	if (differences.length > 0 && statusOf(record) !== SHIPPED)
		return { differs: record, differences };
	// A mapping may change after the parcel has left; only an order that has changed itself is told.
	if (differences.length > 0 && order.hasChanged) {
		return { result: { exception: changedTooLate(order, record, differences, 'it has shipped') } };
	}
	const exception = isOwn ? undefined : otherLinesException(order, record, foundBy);
	const stopped = exception ?? stoppedException(order, record);
	if (stopped) return { result: { exception: stopped } };
	return { result: { outboundOrder: toOutboundOrder(record, zone), created: false, foundBy } };
}

/** Several live outbound orders of one order: people have to decide which of them ship. */
export function severalException(
	orderId: string,
	records: readonly Fields[],
	hint?: string,
): OrderException {
	const outboundOrderNos = records.map(({ outboundOrderNo }) => textOf(outboundOrderNo)).sort();
	const message = `Order ${orderId} has ${records.length} live outbound orders in the OMS: ${outboundOrderNos.join(', ')}.`;
	const details = { orderId, outboundOrderNos };
	return orderException('SEVERAL_OUTBOUND_ORDERS', message, details, hint);
}

export function cancelledException({ orderId }: DesiredOrder, record: Fields): OrderException {
	const outboundOrderNo = textOf(record.outboundOrderNo);
	const message = `Order ${orderId}: its outbound order ${outboundOrderNo} was cancelled in the OMS and is not created again.`;
	return orderException('OUTBOUND_ORDER_CANCELLED', message, { orderId, outboundOrderNo });
}

/** The outbound order stays as it is. */
export function differsException(
	{ orderId }: DesiredOrder,
	record: Fields,
	differences: readonly Difference[],
): OrderException {
	const outboundOrderNo = textOf(record.outboundOrderNo);
	const message = `Order ${orderId}: its outbound order ${outboundOrderNo} has ${differencesText(differences)}.`;
	return orderException('OUTBOUND_ORDER_DIFFERS', message, {
		...{ orderId, outboundOrderNo, differences },
	});
}

/** @param why  end of the sentence "… cannot be changed: …" */
export function changedTooLate(
	{ orderId, shipBy }: DesiredOrder,
	record: Fields,
	differences: readonly Difference[],
	why: string,
): OrderException {
	const outboundOrderNo = textOf(record.outboundOrderNo);
	const deadline = shipBy ? ` Latest shipping time: ${shipBy}.` : '';
	const message = `Order ${orderId} has changed, and its outbound order ${outboundOrderNo} cannot be changed any more: ${why}. It has ${differencesText(differences)}.${deadline}`;
	const details = { orderId, outboundOrderNo, differences, ...(shipBy ? { shipBy } : {}) };
	return orderException('CHANGED_TOO_LATE', message, details);
}

/** The OMS has taken the cancellation in, and the warehouse has not answered yet. */
export function cancellationPending(
	{ orderId }: { orderId: string },
	record: Fields,
): OrderException {
	const outboundOrderNo = textOf(record.outboundOrderNo);
	const message = `Order ${orderId}: the cancellation of its outbound order ${outboundOrderNo} was asked for, and the warehouse has not answered yet.`;
	return orderException('CANCELLATION_PENDING', message, { orderId, outboundOrderNo });
}

/** The warehouse cannot go on with the outbound order (OMS API §1.6, statuses 5 to 7). */
function stoppedException({ orderId }: DesiredOrder, record: Fields): OrderException | undefined {
	const reason = stoppedReason(record);
	if (reason === undefined) return undefined;
	const outboundOrderNo = textOf(record.outboundOrderNo);
	const message = `Order ${orderId}: the warehouse does not go on with its outbound order ${outboundOrderNo}: ${reason}.`;
	const details = { orderId, outboundOrderNo, reason: textOf(record.exceptionDesc) };
	return orderException('WAREHOUSE_EXCEPTION', message, details);
}

function differencesFor(order: DesiredOrder, record: Fields): Difference[] {
	return order.isComparable ? differencesOf(record, order.units(), order.request().row) : [];
}

function latestOf(records: readonly Fields[]): Fields {
	return [...records].sort((one, other) =>
		toText(other.orderCreateTime).localeCompare(toText(one.orderCreateTime)),
	)[0];
}

/**
 * An outbound order that was created elsewhere is accepted only with the same lines. One that was found by reference number is also
 * accepted when it shows no lines.
 */
function otherLinesException(
	order: DesiredOrder,
	record: Fields,
	foundBy: FoundBy,
): OrderException | undefined {
	const theirs = unitsOf(record);
	const ours = order.units();
	if (!theirs && foundBy === 'referOrderNo') return undefined;
	if (theirs && ours && sameUnits(theirs, ours)) return undefined;
	const { orderId } = order;
	const outboundOrderNo = textOf(record.outboundOrderNo);
	const message = `Order ${orderId} is in the OMS already as outbound order ${outboundOrderNo} (${textOf(record.thirdOrderNo)}), made elsewhere, with ${linesText(theirs)}; the order needs ${linesText(ours)}.`;
	const details = {
		orderId,
		outboundOrderNo,
		thirdOrderNo: textOf(record.thirdOrderNo),
		theirLines: linesOf(theirs),
		ourLines: linesOf(ours),
	};
	return orderException('ALREADY_IN_THE_OMS', message, details);
}

const linesOf = (units: ReadonlyMap<string, number> | undefined) =>
	[...(units ?? [])].map(([systemSku, quantity]) => ({ systemSku, quantity }));
