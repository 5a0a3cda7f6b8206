/**
 * The outbound order item, which the OMS nodes emit for TikTok Shop Fulfillment. IDs are strings, times ISO 8601 UTC.
 *
 * Field sources: OMS API §1.6.
 */
export interface OutboundOrderItem {
	/** The OMS's own number. */
	outboundOrderNo: string;
	/** TikTok Shop order ID: `platformOrderNo`, else the order ID inside `thirdOrderNo`; empty for other orders. */
	orderId: string;
	thirdOrderNo: string;
	platformOrderNo: string;
	/** Shop code the order was created with (`storeName`); may be empty. */
	storeCode: string;
	/** Marketplace as the OMS names it (`salesPlatform`), or as a number; may be empty. */
	salesPlatform: string;
	/** Status number of the OMS. */
	status: number;
	state: OutboundState;
	/** Why the warehouse stopped the order (`exceptionDesc`); empty otherwise. */
	exceptionReason: string;
	warehouseCode: string;
	logisticsChannel: string;
	/** `logisticsCarrier`, the key of the logistics provider pairing; empty before shipping. */
	carrier: string;
	/** Main tracking number (`logisticsTrackNo`); empty before the warehouse has one. */
	trackingNumber: string;
	/** One entry per parcel (`expressList`). */
	parcels: OutboundParcel[];
	lines: Array<{ systemSku: string; quantity: number; shippedQuantity: number }>;
	createdAt?: string;
	shippedAt?: string;
}

export interface OutboundParcel {
	trackingNumber: string;
	lines: Array<{ systemSku: string; quantity: number }>;
}

/** Meaning of a status number (OMS API §1.6); `unknown` for other numbers. */
export type OutboundState =
	| 'created'
	| 'label_ready'
	| 'processing'
	| 'shipped'
	| 'cancelled'
	| 'exception'
	| 'intercepting'
	| 'label_exception'
	| 'unknown';

/** States in which nothing of an outbound order has left the warehouse. */
const NOT_LEFT: readonly string[] = [
	'created',
	'label_ready',
	'processing',
	'exception',
	'intercepting',
	'label_exception',
] satisfies OutboundState[];

/** States in which the warehouse does not go on with an outbound order by itself (OMS API §1.6). */
const STOPPED: readonly string[] = [
	'exception',
	'intercepting',
	'label_exception',
] satisfies OutboundState[];

/** Whether nothing of an outbound order has left the warehouse; false where the state does not say. */
export function hasNotLeft(state: unknown): boolean {
	return typeof state === 'string' && NOT_LEFT.includes(state);
}

/** Whether the warehouse does not go on with an outbound order by itself. */
export function isStopped(state: unknown): boolean {
	return typeof state === 'string' && STOPPED.includes(state);
}

/** The number without the ending of a later outbound order of the same order: `<number>-2` to `<number>-9`. */
export function firstNumber(thirdOrderNo: string): string {
	return thirdOrderNo.replace(/-[2-9]$/, '');
}
