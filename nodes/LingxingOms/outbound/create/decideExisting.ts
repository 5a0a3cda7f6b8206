import { orderException, type OrderException } from '../../../shared/exceptions';
import type { OutboundOrderItem } from '../../../shared/outboundOrderItem';
import { winnerOf } from '../duplicates';
import type { Existing, FoundBy } from './findExisting';
import { isLive, SHIPPED, statusOf, toOutboundOrder, unitsOf } from '../outboundOrder';
import { textOf, type Fields } from '../../transport/json';

export interface Found {
	outboundOrder: OutboundOrderItem;
	created: false;
	foundBy: FoundBy;
}

export interface Order {
	orderId: string;
	/** Units of each system SKU; undefined if the order has no readable lines. */
	units(): ReadonlyMap<string, number> | undefined;
}

/**
 * Decides what to do with an order that has outbound orders. Nothing is created beside a live one, and nothing is canceled, because it
 * is unknown who created it.
 *
 * @param zone  UTC offset of the OMS's times, `+hh:mm`
 */
export function decideExisting(
	order: Order,
	{ records, foundBy }: Existing,
	zone: string,
): Found | { exception: OrderException } {
	const live = records.filter(isLive);
	if (live.length === 0) return { exception: cancelledException(order, records[0]) };
	// When all have shipped, nobody can stop one anymore, so the order needs no exception.
	if (live.length > 1 && live.some((record) => statusOf(record) !== SHIPPED)) {
		return { exception: severalException(order.orderId, live) };
	}
	const record = winnerOf(live) ?? live[0];
	const outboundOrder = toOutboundOrder(record, zone);
	const exception =
		foundBy === 'thirdOrderNo' ? undefined : otherLinesException(order, record, foundBy);
	return exception ? { exception } : { outboundOrder, created: false, foundBy };
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

function cancelledException({ orderId }: Order, record: Fields): OrderException {
	const outboundOrderNo = textOf(record.outboundOrderNo);
	const message = `Order ${orderId}: its outbound order ${outboundOrderNo} was cancelled in the OMS and is not created again.`;
	return orderException('OUTBOUND_ORDER_CANCELLED', message, { orderId, outboundOrderNo });
}

/**
 * An outbound order that was created elsewhere is accepted only with the same lines. One that was found by reference number is also
 * accepted when it shows no lines.
 */
function otherLinesException(
	order: Order,
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

function sameUnits(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
	return one.size === other.size && [...one].every(([sku, units]) => other.get(sku) === units);
}

type Units = ReadonlyMap<string, number> | undefined;

const linesOf = (units: Units) =>
	[...(units ?? [])].map(([systemSku, quantity]) => ({ systemSku, quantity }));

const linesText = (units: Units): string =>
	units
		? [...units].map(([sku, count]) => `${sku} × ${count}`).join(' + ')
		: 'lines that cannot be read';
