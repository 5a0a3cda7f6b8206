import type {
	OutboundOrderItem,
	OutboundParcel,
	OutboundState,
} from '../../shared/outboundOrderItem';
import { isInexactNumber } from '../../shared/exactNumber';
import { numberOf, rowsOf, textOf, type Fields } from '../transport/json';
import { toIso } from '../transport/time';

/** What the status of a parcel order means (OMS API §1.6). */
const STATES: readonly OutboundState[] = [
	'created',
	'label_ready',
	'processing',
	'shipped',
	'cancelled',
	'exception',
	'intercepting',
	'label_exception',
];

export const SHIPPED = 3;
export const CANCELLED = 4;

/** Status number of a record; -1 where the OMS gives none. */
export function statusOf(record: Fields): number {
	const text = textOf(record.status);
	return /^\d+$/.test(text) ? Number(text) : -1;
}

/** `unknown` for numbers that are not in the contract: never a reason to stop. */
export function stateOf(status: number): OutboundState {
	return STATES[status] ?? 'unknown';
}

/** Nothing more happens to an outbound order that shipped or was cancelled (OMS API §1.6). */
export function isFinal(status: number): boolean {
	return status === SHIPPED || status === CANCELLED;
}

/**
 * Why a row cannot stand for an outbound order; undefined where it can.
 *
 * Its number is all that is needed: what else cannot be read is empty, and an unknown status counts as not cancelled.
 */
export function outboundOrderProblem(record: Fields): string | undefined {
	if (textOf(record.outboundOrderNo) !== '') return undefined;
	return 'The OMS gives an outbound order without its number';
}

/** Why nobody can tell from a row whether its outbound order has shipped; undefined where it says so. */
export function statusProblem(record: Fields): string | undefined {
	const status = statusOf(record);
	if (status >= 0 && Number.isSafeInteger(status)) return undefined;
	return 'its status is not a number of the OMS';
}

/** Whether the warehouse ships it, or has shipped it: everything that is not cancelled. */
export function isLive(record: Fields): boolean {
	return statusOf(record) !== CANCELLED;
}

/**
 * Units of each system SKU of an outbound order.
 *
 * @returns undefined where its lines cannot be read, or there are none
 */
export function unitsOf(record: Fields): Map<string, number> | undefined {
	const units = new Map<string, number>();
	for (const line of rowsOf(record.productList)) {
		const sku = textOf(line.sku);
		const quantity = numberOf(line.quantity);
		if (sku === '' || !Number.isSafeInteger(quantity) || quantity < 1) return undefined;
		units.set(sku, (units.get(sku) ?? 0) + quantity);
	}
	return units.size > 0 ? units : undefined;
}

/**
 * An outbound order of the OMS, from its detail or from a row of its page (which holds a part of the same fields).
 *
 * Field sources: OMS API §1.6.
 *
 * @param zone  UTC offset in which the OMS writes times, `+hh:mm`
 */
export function toOutboundOrder(record: Fields, zone: string): OutboundOrderItem {
	const status = statusOf(record);
	// A number that has lost digits names no order.
	const { platformOrderNo: given } = record;
	const platformOrderNo = isInexactNumber(given) ? '' : textOf(given);
	const thirdOrderNo = textOf(record.thirdOrderNo);
	const parcels = parcelsOf(record);
	const createdAt = toIso(record.orderCreateTime, zone);
	const shippedAt = toIso(record.outboundTime, zone);
	return {
		outboundOrderNo: textOf(record.outboundOrderNo),
		orderId: platformOrderNo || (orderIdsInside(thirdOrderNo).pop() ?? ''),
		thirdOrderNo,
		platformOrderNo,
		storeCode: textOf(record.storeName),
		salesPlatform: textOf(record.salesPlatform),
		status,
		state: stateOf(status),
		exceptionReason: textOf(record.exceptionDesc),
		warehouseCode: textOf(record.whCode),
		logisticsChannel: textOf(record.logisticsChannel),
		carrier: textOf(record.logisticsCarrier),
		trackingNumber: textOf(record.logisticsTrackNo) || (parcels[0]?.trackingNumber ?? ''),
		parcels,
		lines: rowsOf(record.productList).map((line) => ({
			systemSku: textOf(line.sku),
			quantity: numberOf(line.quantity),
			shippedQuantity: numberOf(line.realQuantity),
		})),
		...(createdAt ? { createdAt } : {}),
		...(shippedAt ? { shippedAt } : {}),
	};
}

/** TikTok Shop IDs (17 to 19 digits) in an own number; in one such as `<shopId>:<orderId>` the order's is the last. */
export function orderIdsInside(number: string): string[] {
	return number.match(/(?<!\d)\d{17,19}(?!\d)/g) ?? [];
}

/** One per `expressList` entry; where that is empty, one per known tracking number, without lines. */
function parcelsOf(record: Fields): OutboundParcel[] {
	const parcels = rowsOf(record.expressList).map((parcel) => ({
		trackingNumber: textOf(parcel.trackNo),
		lines: parcelLines(textOf(parcel.pkgSkuNumInfo)),
	}));
	if (parcels.length > 0) return parcels;
	const numbers: unknown[] = Array.isArray(record.logisticsTrackNos)
		? record.logisticsTrackNos
		: [];
	const known = numbers.length > 0 ? numbers : [record.logisticsTrackNo];
	return known
		.map(textOf)
		.filter((trackingNumber) => trackingNumber !== '')
		.map((trackingNumber) => ({ trackingNumber, lines: [] }));
}

/** Matches only the `*qty` suffix; matching SKU and suffix together backtracks quadratically. */
const QUANTITY = /\*\s*(\d+)\s*(?:[,;，；]\s*|$)/g;

/** `SKU*qty,SKU*qty` (OMS API §1.6); a SKU may itself hold `*` or commas, the last `*` before a number counts. */
export function parcelLines(text: string): OutboundParcel['lines'] {
	const lines: OutboundParcel['lines'] = [];
	let begin = 0;
	for (const quantity of text.matchAll(QUANTITY)) {
		const systemSku = text.slice(begin, quantity.index).trim();
		// Without a SKU in front of it, it is the beginning of one.
		if (systemSku === '') continue;
		lines.push({ systemSku, quantity: Number(quantity[1]) });
		begin = quantity.index + quantity[0].length;
	}
	return lines;
}
