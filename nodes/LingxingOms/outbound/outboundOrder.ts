import { sortBy } from 'lodash';

import {
	isStopped,
	type OutboundOrderItem,
	type OutboundParcel,
	type OutboundState,
} from '../../shared/outboundOrderItem';
import { isInexactNumber } from '../../shared/exactNumber';
import { numberOf, rowsOf, textOf, type Fields } from '../transport/json';
import { toIso } from '../transport/time';

/** The statuses of a parcel order by status number (OMS API §1.6). */
const STATUSES: ReadonlyArray<{ state: OutboundState; name: string }> = [
	{ state: 'created', name: 'New' },
	{ state: 'label_ready', name: 'Label Obtained' },
	{ state: 'processing', name: 'Warehouse Processing' },
	{ state: 'shipped', name: 'Shipped' },
	{ state: 'cancelled', name: 'Cancelled' },
	{ state: 'exception', name: 'Exception' },
	{ state: 'intercepting', name: 'Being Intercepted' },
	{ state: 'label_exception', name: 'Label Exception' },
];

export const SHIPPED = 3;
export const CANCELLED = 4;

/** The statuses as a parameter lists them, by name. */
export function statusOptions(): Array<{ name: string; value: number }> {
	return sortBy(
		STATUSES.map(({ name }, value) => ({ name, value })),
		'name',
	);
}

/** Status number of a record; -1 if the OMS gives none. */
export function statusOf(record: Fields): number {
	const text = textOf(record.status);
	return /^\d+$/.test(text) ? Number(text) : -1;
}

/** `unknown` for undocumented numbers, so that they stop nothing. */
export function stateOf(status: number): OutboundState {
	return STATUSES[status]?.state ?? 'unknown';
}

/** Whether the status never changes again (OMS API §1.6). */
export function isFinal(status: number): boolean {
	return status === SHIPPED || status === CANCELLED;
}

/**
 * Why a row is not a usable outbound order. Only its number is required: other unreadable fields become empty, and an unknown status
 * counts as not canceled.
 */
export function outboundOrderProblem(record: Fields): string | undefined {
	if (textOf(record.outboundOrderNo) !== '') return undefined;
	return 'The OMS gives an outbound order without its number';
}

/** Why a row does not say whether its outbound order has shipped. */
export function statusProblem(record: Fields): string | undefined {
	const status = statusOf(record);
	if (status >= 0 && Number.isSafeInteger(status)) return undefined;
	return 'its status is not a number of the OMS';
}

/** Name of the status of a record, for people. */
export function statusNameOf(record: Fields): string {
	return STATUSES[statusOf(record)]?.name ?? `status ${statusOf(record)}`;
}

/** Why the warehouse does not go on with an outbound order, for people; undefined where it goes on (OMS API §1.6, statuses 5 to 7). */
export function stoppedReason(record: Fields): string | undefined {
	const status = statusOf(record);
	if (!isStopped(stateOf(status))) return undefined;
	const reason = textOf(record.exceptionDesc);
	return `${statusNameOf(record)}${reason ? ` (${reason})` : ''}`;
}

/** Whether the warehouse ships the order or has shipped it, that is, it is not canceled. */
export function isLive(record: Fields): boolean {
	return statusOf(record) !== CANCELLED;
}

/**
 * Units of each system SKU.
 *
 * @returns undefined if a line is unreadable or there are no lines
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
 * The outbound order item of a detail, or of a row of the list, which has only some of the fields. Field sources: OMS API §1.6.
 *
 * @param zone  UTC offset in which the OMS writes times, `+hh:mm`
 */
export function toOutboundOrder(record: Fields, zone: string): OutboundOrderItem {
	const status = statusOf(record);
	// A rounded number would name another order.
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

/** TikTok Shop IDs (17 to 19 digits) in a third order number. In `<shopId>:<orderId>` the order ID is the last one. */
export function orderIdsInside(number: string): string[] {
	return number.match(/(?<!\d)\d{17,19}(?!\d)/g) ?? [];
}

/** One parcel per `expressList` entry; if there are none, one per tracking number, without lines. */
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

/** Parses `SKU*qty,SKU*qty` (OMS API §1.6). A SKU may contain `*` and commas; the last `*` before a number counts. */
export function parcelLines(text: string): OutboundParcel['lines'] {
	const lines: OutboundParcel['lines'] = [];
	let begin = 0;
	for (const quantity of text.matchAll(QUANTITY)) {
		const systemSku = text.slice(begin, quantity.index).trim();
		// With no SKU before it, this is the start of a SKU.
		if (systemSku === '') continue;
		lines.push({ systemSku, quantity: Number(quantity[1]) });
		begin = quantity.index + quantity[0].length;
	}
	return lines;
}
