import { orderException, type OrderException } from '../../shared/exceptions';
import { cancelOrders, type Cancellation } from './cancel';
import { CancelledOrders } from './cancelledOrders';
import { cancellationPending } from './create/decideExisting';
import { unknownInOmsException } from './create/createOrders';
import { batchLocks } from './create/ensureOrders';
import {
	addKnownBeside,
	findExisting,
	type AllExisting,
	type Existing,
	type OrderNumbers,
} from './create/findExisting';
import { UnansweredOrders } from './create/unansweredOrders';
import { AlikeFailures } from './halve';
import { isLive, SHIPPED, statusNameOf, statusOf } from './outboundOrder';
import { isOwnRecord } from './ownNumbers';
import { textOf, type Fields } from '../transport/json';
import type { OmsConnection } from '../transport/connection';

/** An order whose outbound orders must not ship. */
export interface OrderToCancel extends OrderNumbers {
	/** Why: the order is cancelled, or the buyer only asks for it. */
	because: 'cancelled' | 'requested';
	/** Whether its outbound orders are cancelled; otherwise people are told of them. */
	cancels: boolean;
}

/** What became of the outbound orders of an order. `none`: it has no live one. */
export type OrderCancellation =
	| { result: 'cancelled' | 'none'; outboundOrderNos: string[] }
	| { exception: OrderException };

interface ToCancel {
	order: OrderToCancel;
	/** Its own outbound orders that have not shipped. */
	records: Fields[];
	/** What people are told of the others. Until they have seen to it, the order is looked at again. */
	told?: OrderException;
}

/**
 * Cancels the outbound orders of orders, and waits for the warehouse's answers. It cancels those with the order's own number that name no other
 * platform order; what was made
 * elsewhere, what has shipped, and what the warehouse refuses to cancel is told to people.
 *
 * @param waitMs  how long to wait for the answers
 * @returns       by third order number
 * @throws OmsError  about every call, or nothing could be read
 */
export async function cancelOfOrders(
	connection: OmsConnection,
	orders: readonly OrderToCancel[],
	waitMs: number,
): Promise<Map<string, OrderCancellation>> {
	const results = new Map<string, OrderCancellation>();
	const { existing, open } = await noteAndFind(connection, orders);
	const toCancel: ToCancel[] = [];
	for (const order of orders) {
		const { thirdOrderNo } = order;
		const problem = open.get(thirdOrderNo);
		const live = liveOf(existing.get(thirdOrderNo));
		const own = live.filter((record) => isOwnRecord(order, record));
		const stoppable = order.cancels ? own.filter(isNotShipped) : [];
		const told = toldOf(order, own, live);
		if (problem !== undefined) {
			results.set(thirdOrderNo, { exception: unknownInOmsException(order, problem) });
		} else if (live.length === 0) {
			results.set(thirdOrderNo, mayStillCome(connection, order) ?? NOTHING);
		} else if (stoppable.length > 0) {
			toCancel.push({ order, records: stoppable, told });
		} else if (told) {
			results.set(thirdOrderNo, { exception: told });
		}
	}
	const numbers = toCancel.flatMap(({ records }) => records.map(numberOf));
	const answers = numbers.length > 0 ? await cancelOrders(connection, numbers, waitMs) : undefined;
	for (const each of toCancel) {
		results.set(each.order.thirdOrderNo, outcomeOf(each, answers ?? new Map()));
	}
	return results;
}

/**
 * What the OMS has of the orders, once no batch is being created: executions that have one of them in hand create nothing for it afterwards.
 */
async function noteAndFind(
	connection: OmsConnection,
	orders: readonly OrderToCancel[],
): Promise<AllExisting> {
	const cancelled = CancelledOrders.of(connection.account);
	for (const { orderId, because } of orders) {
		if (because === 'cancelled') cancelled.note(orderId, Date.now());
	}
	const find = async (): Promise<AllExisting> => {
		const found = await findExisting(connection, orders, new AlikeFailures());
		await addKnownBeside(connection, orders, found);
		return found;
	};
	return await batchLocks.run(connection.account, find, connection.stopSignal);
}

/**
 * What would be cancelled: the numbers of the outbound orders, by third order number.
 *
 * @throws OmsError  about every call, or nothing could be read
 */
export async function outboundOrdersToCancel(
	connection: OmsConnection,
	orders: readonly OrderToCancel[],
): Promise<Map<string, string[]>> {
	const { existing } = await findExisting(connection, orders, new AlikeFailures());
	const numbers = orders.map((order) => {
		const own = liveOf(existing.get(order.thirdOrderNo)).filter((record) =>
			isOwnRecord(order, record),
		);
		return [order.thirdOrderNo, own.map(numberOf)] as const;
	});
	return new Map(numbers);
}

const NOTHING = { result: 'none', outboundOrderNos: [] } satisfies OrderCancellation;

/** A create call of the order that was given up may still arrive. */
function mayStillCome(
	{ account }: OmsConnection,
	order: OrderToCancel,
): OrderCancellation | undefined {
	const until = UnansweredOrders.of(account).notBefore(order.thirdOrderNo, Date.now());
	if (until === undefined || order.because !== 'cancelled') return undefined;
	const why = 'its create call got no answer, and may still arrive';
	return { exception: unknownInOmsException(order, why) };
}

const numberOf = (record: Fields): string => textOf(record.outboundOrderNo);

function liveOf(existing: Existing | undefined): Fields[] {
	return (existing?.records ?? []).filter(isLive);
}

const isNotShipped = (record: Fields): boolean => statusOf(record) !== SHIPPED;

/** The exception of outbound orders that are not cancelled here. */
function toldOf(
	order: OrderToCancel,
	own: readonly Fields[],
	live: readonly Fields[],
): OrderException | undefined {
	const [record] = live;
	if (!record) return undefined;
	const { orderId, because } = order;
	const shipped = live.filter((each) => !isNotShipped(each));
	if (because === 'cancelled' && shipped.length > 0)
		return tooLate(order, shipped[0], 'it has shipped');
	if (!order.cancels) {
		const message = `Order ${orderId}: the buyer asks to cancel it, and its outbound order ${numberOf(record)} is in the OMS (${statusNameOf(record)}).`;
		const hint =
			'Accept or reject the request on TikTok Shop. Once it is accepted the outbound order is cancelled by itself; if it is urgent, cancel it in the OMS now.';
		return orderException('CANCEL_REQUESTED', message, detailsOf(orderId, record), hint);
	}
	if (shipped.length > 0) return tooLate(order, shipped[0], 'it has shipped');
	const other = live.find((each) => !own.includes(each));
	return other && madeElsewhere(order, other);
}

function madeElsewhere({ orderId }: OrderToCancel, record: Fields): OrderException {
	const message = `Order ${orderId} is cancelled, and its outbound order ${numberOf(record)} (${textOf(record.thirdOrderNo)}) was made elsewhere.`;
	return orderException('CANCEL_IN_THE_OMS', message, detailsOf(orderId, record));
}

function outcomeOf(
	{ order, records, told }: ToCancel,
	answers: ReadonlyMap<string, Cancellation>,
): OrderCancellation {
	if (told) return { exception: told };
	for (const record of records) {
		const { result, reason } = answers.get(numberOf(record)) ?? { result: 'pending', reason: '' };
		if (result === 'pending') return { exception: cancellationPending(order, record) };
		if (result === 'refused') {
			const why = `the warehouse does not cancel it${reason ? ` ("${reason}")` : ''}`;
			return { exception: tooLate(order, record, why) };
		}
	}
	return { result: 'cancelled', outboundOrderNos: records.map(numberOf) };
}

/** @param why  end of the sentence "… cannot be stopped: …" */
function tooLate({ orderId, because }: OrderToCancel, record: Fields, why: string): OrderException {
	const happened =
		because === 'cancelled' ? 'is cancelled' : 'is asked to be cancelled by its buyer';
	const trackingNumber = textOf(record.logisticsTrackNo);
	const parcel = trackingNumber
		? ` Tracking number: ${textOf(record.logisticsCarrier)} ${trackingNumber}.`
		: '';
	const message = `Order ${orderId} ${happened}, and its outbound order ${numberOf(record)} cannot be stopped by the OMS: ${why}.${parcel}`;
	return orderException('CANCELLED_TOO_LATE', message, detailsOf(orderId, record));
}

function detailsOf(orderId: string, record: Fields): Record<string, unknown> {
	return {
		orderId,
		outboundOrderNo: numberOf(record),
		omsStatus: statusOf(record),
		warehouseCode: textOf(record.whCode),
		trackingNumber: textOf(record.logisticsTrackNo),
	};
}
