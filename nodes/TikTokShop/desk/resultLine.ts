import { countBy } from 'lodash';
import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../shared/fields';
import { toText } from '../../shared/text';

/** What became of an order, a shipment or a shop. */
export type Result =
	| 'created'
	| 'existed'
	| 'waits'
	| 'skipped'
	| 'sent'
	| 'cancelled'
	| 'recovered';

/**
 * One flat line for people and data tables, in the order of the columns: what became of it, and why. Workflows use these names, so they
 * must not change.
 */
export interface ResultLine {
	result: Result;
	/**
	 * The TikTok Shop order ID; `shop:<ID>` for a whole shop, `shipment:<outbound order number>` for a shipment, `cancellation:<order ID>` for
	 * what has to be cancelled in the OMS.
	 */
	order_id: string;
	message: string;
	hint: string;
	/** Code of the exception; empty if it does not wait. */
	code: string;
	/** System SKUs and quantities, for people. */
	lines: string;
	outbound_order_no: string;
	shop_code: string;
	/** Status on TikTok Shop. */
	order_status: string;
	shop_id: string;
}

/** The results in a summary, in the order of interest. */
const SUMMARY: readonly Result[] = [
	'created',
	'sent',
	'cancelled',
	'waits',
	'existed',
	'recovered',
	'skipped',
];

/** What became of all of them, at a glance: "17 created · 3 wait". Empty for no line. */
export function summaryOf(lines: readonly ResultLine[]): string {
	const counts = countBy(lines, 'result');
	return SUMMARY.filter((result) => counts[result])
		.map(
			(result) => `${counts[result]} ${result === 'waits' && counts.waits > 1 ? 'wait' : result}`,
		)
		.join(' · ');
}

/** Start of the key of a shop. */
const SHOP = 'shop:';
/** Status that Fulfillment gives to an outbound order of another seller or platform. */
const PASSED_BY = 'passedBy';
/** Start of the key of a shipment. */
export const SHIPMENT = 'shipment:';
/** Start of the key of a cancellation. */
export const CANCELLATION = 'cancellation:';

/**
 * The line of an item that has left a step of the order sync, or of the ship-back, by any output.
 *
 * @param json  order item, outbound order, or report about a shop; with its `outboundOrder`, `fulfillment`, `skipped` or `exception`
 */
export function toResultLine(json: IDataObject): ResultLine {
	const shop = fieldsOf(json.shop);
	const exception = fieldsOf(json.exception);
	const outboundOrder = fieldsOf(json.outboundOrder);
	const code = toText(exception.code);
	return {
		result: resultOf(json),
		order_id: keyOf(json),
		message: code ? toText(exception.message) : skippedReason(json),
		hint: toText(exception.hint),
		code,
		lines: linesOf(json.outboundLines),
		outbound_order_no:
			toText(outboundOrder.outboundOrderNo) ||
			toText(json.outboundOrderNo) ||
			cancelledNumbers(json) ||
			toText(fieldsOf(exception.details).outboundOrderNo),
		shop_code: toText(shop.code) || toText(json.storeCode),
		order_status: isShipment(json) ? '' : toText(json.status),
		shop_id: toText(shop.id),
	};
}

/** Whether the item is an outbound order of the OMS. */
function isShipment({ outboundOrderNo, idempotencyKey }: IDataObject): boolean {
	return typeof outboundOrderNo === 'string' && idempotencyKey === undefined;
}

/** Whether a key in `order_id` is that of a shipment. */
export function isShipmentKey(key: string): boolean {
	return key.startsWith(SHIPMENT);
}

/** Whether a key in `order_id` is that of a cancellation. */
export function isCancellationKey(key: string): boolean {
	return key.startsWith(CANCELLATION);
}

/** What a row of the desk is about. */
export type DeskKind = 'order' | 'shipment' | 'cancellation' | 'shop';

/** What a key in `order_id` is about. */
export function kindOfKey(key: string): DeskKind {
	if (isShipmentKey(key)) return 'shipment';
	if (isCancellationKey(key)) return 'cancellation';
	return key.startsWith(SHOP) ? 'shop' : 'order';
}

/** Numbers of the outbound orders that were cancelled, for people. */
function cancelledNumbers({ cancellation }: IDataObject): string {
	const { outboundOrderNos } = fieldsOf(cancellation);
	return Array.isArray(outboundOrderNos) ? outboundOrderNos.map(toText).join(', ') : '';
}

function keyOf(json: IDataObject): string {
	if (isObject(json.cancellation)) return CANCELLATION + toText(json.orderId);
	if (isShipment(json)) {
		return SHIPMENT + (toText(json.outboundOrderNo) || toText(json.thirdOrderNo) || 'unknown');
	}
	// A row of the desk that was looked up and not found still says what it is about.
	const ofRow = toText(json.order_id);
	return toText(json.orderId) || ofRow || SHOP + toText(fieldsOf(json.shop).id);
}

function resultOf(json: IDataObject): Result {
	if (json.recovered === true) return 'recovered';
	if (isObject(json.exception)) return 'waits';
	if (isObject(json.cancellation)) {
		return fieldsOf(json.cancellation).result === 'cancelled' ? 'cancelled' : 'skipped';
	}
	if (isObject(json.fulfillment)) {
		const { preview, status } = fieldsOf(json.fulfillment);
		return preview === true || status === PASSED_BY ? 'skipped' : 'sent';
	}
	if (!isObject(json.outboundOrder)) return 'skipped';
	return json.outboundOrderCreated === true ? 'created' : 'existed';
}

/** Why it was skipped: by Check Eligibility, by a warehouse rule, by Cancel for Order, or because Fulfillment has passed it by. */
function skippedReason({ skipped, fulfillment, cancellation }: IDataObject): string {
	const { result } = fieldsOf(cancellation);
	if (result === 'none') return 'It has no outbound order that could ship.';
	if (result === 'notAsked') return 'It is not cancelled.';
	const { status, reason } = fieldsOf(fulfillment);
	return status === PASSED_BY ? toText(reason) : toText(skipped);
}

function linesOf(outboundLines: unknown): string {
	const lines = Array.isArray(outboundLines) ? (outboundLines as unknown[]) : [];
	return lines
		.map(fieldsOf)
		.map(({ systemSku, quantity }) => `${toText(systemSku)} × ${toText(quantity)}`)
		.join(', ');
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
