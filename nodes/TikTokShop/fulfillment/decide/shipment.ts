import {
	orderException,
	type ExceptionCode,
	type OrderException,
} from '../../../shared/exceptions';
import type { ApiLineItem, ApiOrder } from '../../orders/apiOrder';
import { isFulfilledByOthers } from '../../orders/fulfillmentType';
import {
	linesOf,
	liveLines,
	packageIdsOfLines,
	shownTrackingNumber,
	unknownLineItemIds,
} from '../../orders/orderLines';
import { lineStage, stageOf } from '../../orders/orderStatus';
import { isSameTrackingNumber, trackingNumberMissingException } from '../../orders/trackingNumber';

export {
	cleanTrackingNumber,
	trackingNumberMissingException as trackingNumberMissing,
} from '../../orders/trackingNumber';

/** The parcel TikTok Shop should know about. */
export interface WantedShipment {
	/** As the OMS gives it; blanks in it do not count. */
	trackingNumber: string;
	providerId: string;
	/** Line items in this parcel; absent = everything of the order that waits. */
	lineItemIds?: readonly string[];
}

export interface ShipmentOptions {
	/** Ship although the buyer has asked to cancel; in the US that rejects the request (TikTok Shop API §4.4). */
	allowCancelRequested?: boolean;
}

/** The calls that take a tracking number to TikTok Shop (TikTok Shop API §4.5, §4.6). */
export type FulfillmentCall =
	| {
			kind: 'markPackageAsShipped';
			orderId: string;
			/** Absent = the whole order. */
			lineItemIds?: string[];
	  }
	| { kind: 'shipPackage'; packageIds: string[] }
	| { kind: 'updateShippingInfo'; orderId: string }
	| { kind: 'updatePackageShippingInfo'; packageId: string };

export type ShipmentDecision =
	| { kind: 'done'; trackingNumber: string }
	| { kind: 'exception'; exception: OrderException }
	| { kind: 'call'; call: FulfillmentCall };

/** Markets where Mark Package As Shipped is the call; elsewhere it is Ship Package (TikTok Shop API §4.5). */
export const MARK_AS_SHIPPED_REGIONS: ReadonlySet<string> = new Set([
	'US',
	'GB',
	'ES',
	'IE',
	'IT',
	'DE',
	'FR',
	'JP',
]);

/** Whether the call of a market is Mark Package As Shipped. @param region  of the shop, e.g. `GB` */
export function isMarkedAsShipped(region: string): boolean {
	return MARK_AS_SHIPPED_REGIONS.has(region.toUpperCase());
}

/**
 * What has to happen so that TikTok Shop knows this tracking number.
 *
 * First, whether the order is one for the seller to ship at all. Then, whether anything has to happen: an equal number is
 * done (TikTok Shop API §4.6) unless lines still wait, a shipped parcel with another number is a conflict. Then, whether it may
 * happen now (TikTok Shop API §4.4), and by which call (TikTok Shop API §4.5).
 *
 * @param order   as it stands on TikTok Shop now
 * @param region  of the shop, e.g. `US`
 */
export function decideShipment(
	order: ApiOrder,
	region: string,
	wanted: WantedShipment,
	options: ShipmentOptions = {},
): ShipmentDecision {
	const never = neverShippedException(order, wanted);
	if (never) return { kind: 'exception', exception: never };
	const numbers = shownNumbers(order, wanted);
	const same = numbers.find((number) => isSameTrackingNumber(number, wanted.trackingNumber));
	const open = openLines(order, wanted);
	if (same !== undefined && !isOpen(order, open, wanted)) {
		return { kind: 'done', trackingNumber: same };
	}
	if (isShipped(order, open, wanted)) {
		return { kind: 'exception', exception: conflict(order, wanted, numbers) };
	}
	const notNow = notNowException(order, options);
	if (notNow) return { kind: 'exception', exception: notNow };
	const marks = isMarkedAsShipped(region);
	return callBy(marks ? 'markPackageAsShipped' : 'shipPackage', order, wanted);
}

/** The call to make where the market does not take this one (21008106, TikTok Shop API §4.5); it may find that there is none. */
export function otherCall(
	call: FulfillmentCall,
	order: ApiOrder,
	wanted: WantedShipment,
): ShipmentDecision {
	const kind = call.kind === 'shipPackage' ? 'markPackageAsShipped' : 'shipPackage';
	return callBy(kind, order, wanted);
}

function notShippableDecision(
	order: ApiOrder,
	code: ExceptionCode,
	message: string,
	hint?: string,
): OrderException {
	return orderException(code, message, { status: order.status }, hint);
}

/** Why this shipment can never be sent for this order; undefined when it can. */
export function neverShippedException(
	order: ApiOrder,
	wanted: WantedShipment,
): OrderException | undefined {
	const { id, fulfillment_type: fulfilledBy, shipping_type: shippedBy } = order;
	const missing = trackingNumberMissingException(id, wanted.trackingNumber);
	if (missing) return missing;
	if (isFulfilledByOthers(fulfilledBy)) {
		return notShippableDecision(
			order,
			'NOT_SELLER_SHIPPED',
			`Order ${id} is not fulfilled by the seller.`,
		);
	}
	if (shippedBy && shippedBy !== 'SELLER') {
		return notShippableDecision(
			order,
			'NOT_SELLER_SHIPPED',
			`TikTok Shop ships order ${id} itself.`,
		);
	}
	const unknown = unknownLineItemIds(order, wanted.lineItemIds);
	if (unknown.length > 0) {
		return notShippableDecision(
			order,
			'FULFILLMENT_REFUSED',
			`Order ${id} has no line item ${unknown.join(', ')}. Nothing was sent.`,
			'Take the line item IDs from the lines of this order.',
		);
	}
	const lines = linesOf(order, wanted.lineItemIds);
	const allCancelled =
		lines.length > 0 && lines.every((line) => lineStage(line, order) === 'cancelled');
	if (stageOf(order) === 'cancelled' || allCancelled) {
		return notShippableDecision(
			order,
			'ORDER_CANCELLED',
			`Order ${id} is cancelled on TikTok Shop.`,
		);
	}
	return undefined;
}

/** Why this order cannot be shipped now (TikTok Shop API §4.4); undefined when it can. */
function notNowException(order: ApiOrder, options: ShipmentOptions): OrderException | undefined {
	const { id, status, is_buyer_request_cancel: cancelRequested } = order;
	const stage = stageOf(order);
	if (stage === 'notReady') {
		const why = status === 'UNPAID' ? 'is not paid yet' : 'is on hold on TikTok Shop';
		return notShippableDecision(order, 'ORDER_ON_HOLD', `Order ${id} ${why}.`);
	}
	if (stage !== 'waiting') {
		return notShippableDecision(
			order,
			'FULFILLMENT_REFUSED',
			`Order ${id} has the status ${status}, in which nothing can be shipped. Nothing was sent.`,
		);
	}
	if (order.need_upload_invoice === 'NEED_INVOICE') {
		const message = `TikTok Shop waits for the invoice of order ${id} and takes no tracking number before it.`;
		return notShippableDecision(order, 'INVOICE_REQUIRED', message);
	}
	if (cancelRequested === true && options.allowCancelRequested !== true) {
		return notShippableDecision(
			order,
			'CANCEL_REQUESTED',
			`The buyer has asked to cancel order ${id}.`,
		);
	}
	return undefined;
}

/**
 * Whether a parcel whose number TikTok Shop shows is not wholly there: a named line has no or another number, or else a
 * line still waits, as after a run that shipped one package of two.
 */
function isOpen(
	order: ApiOrder,
	open: readonly ApiLineItem[],
	{ lineItemIds }: WantedShipment,
): boolean {
	if (lineItemIds !== undefined) return open.length > 0;
	return open.some((line) => lineStage(line, order) === 'waiting');
}

/** Lines of the parcel that TikTok Shop does not show with its number yet. */
function openLines(order: ApiOrder, wanted: WantedShipment): ApiLineItem[] {
	return liveLines(order, wanted.lineItemIds).filter(
		(line) => !isSameTrackingNumber(shownTrackingNumber(line, order), wanted.trackingNumber),
	);
}

/** Tracking numbers TikTok Shop shows for the parcel, each once. */
function shownNumbers(order: ApiOrder, wanted: WantedShipment): string[] {
	const ofLines = linesOf(order, wanted.lineItemIds).map((line) =>
		shownTrackingNumber(line, order),
	);
	const ofOrder = wanted.lineItemIds === undefined ? [order.tracking_number ?? ''] : [];
	return [...new Set([...ofOrder, ...ofLines])].filter((number) => number.trim() !== '');
}

/** Whether the parcel has gone with another number: one of its named lines, or else everything of the order. */
function isShipped(
	order: ApiOrder,
	open: readonly ApiLineItem[],
	{ lineItemIds }: WantedShipment,
): boolean {
	if (stageOf(order) === 'shipped') return true;
	const shipped = open.filter((line) => lineStage(line, order) === 'shipped').length;
	return shipped > 0 && (lineItemIds !== undefined || shipped === open.length);
}

function callBy(
	kind: 'markPackageAsShipped' | 'shipPackage',
	order: ApiOrder,
	wanted: WantedShipment,
): ShipmentDecision {
	const waiting = openLines(order, wanted).filter((line) => lineStage(line, order) === 'waiting');
	if (waiting.length === 0 && linesOf(order).length > 0) {
		const message = `No line item of order ${order.id} is ready to ship on TikTok Shop.`;
		return { kind: 'exception', exception: notShippableDecision(order, 'ORDER_ON_HOLD', message) };
	}
	if (kind === 'shipPackage') return shipPackages(order, waiting);
	// TikTok Shop wants the lines named as soon as there is something else in the order (21011048).
	const isWholeOrder =
		waiting.length === linesOf(order).length && (order.packages ?? []).length <= 1;
	const lineItemIds = isWholeOrder ? undefined : waiting.map(({ id }) => id);
	return {
		kind: 'call',
		call: { kind, orderId: order.id, ...(lineItemIds ? { lineItemIds } : {}) },
	};
}

function shipPackages(order: ApiOrder, waiting: readonly ApiLineItem[]): ShipmentDecision {
	const packageIds = packageIdsOfLines(order, waiting);
	if (packageIds.length === 0) {
		const exception = notShippableDecision(
			order,
			'ORDER_ON_HOLD',
			`TikTok Shop has made no package for order ${order.id} yet.`,
			'TikTok Shop makes the package once the order is paid. The order goes on by itself at the next run.',
		);
		return { kind: 'exception', exception };
	}
	const wanted = new Set(waiting.map(({ id }) => id));
	const others = linesOf(order).filter(
		(line) =>
			lineStage(line, order) === 'waiting' &&
			!wanted.has(line.id) &&
			packageIds.includes(line.package_id ?? ''),
	);
	if (others.length > 0) {
		const names = others.map(({ id }) => id).join(', ');
		const exception = notShippableDecision(
			order,
			'FULFILLMENT_REFUSED',
			`Package ${packageIds.join(', ')} of order ${order.id} also holds line items ${names}, which are not in this parcel. Nothing was sent.`,
			'Split the order on TikTok Shop as the warehouse has packed it, then run the order again.',
		);
		return { kind: 'exception', exception };
	}
	return { kind: 'call', call: { kind: 'shipPackage', packageIds } };
}

function conflict(
	order: ApiOrder,
	wanted: WantedShipment,
	numbers: readonly string[],
): OrderException {
	const shown = numbers.length > 0 ? `with ${numbers.join(', ')}` : 'and shows no tracking number';
	return orderException(
		'TRACKING_CONFLICT',
		`TikTok Shop has order ${order.id} as shipped ${shown}; the warehouse gives ${wanted.trackingNumber}. Nothing was sent.`,
		{ status: order.status, shownNumbers: [...numbers], wantedNumber: wanted.trackingNumber },
	);
}
