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
