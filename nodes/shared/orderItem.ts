/**
 * The order item: one n8n item per order, which the nodes pass on (TikTok Shop → SKU Mapping → OMS).
 *
 * IDs are decimal strings (18–19 digits do not fit a JavaScript number). Times are ISO 8601 UTC strings.
 */
export interface OrderItem {
	orderId: string;
	/** `<shopId>:<orderId>`: the same whenever the order is emitted. */
	idempotencyKey: string;
	/** Digest of the fields that later steps depend on; changes only when one of them changes. */
	revision: string;
	shop: OrderShop;
	status: string;
	fulfillmentType: string;
	shippingType: string;
	createdAt?: string;
	paidAt?: string;
	updatedAt?: string;
	/** When the TikTok Shop Trigger or Read Again has read the order. */
	readAt?: string;
	/** End of the hour of free cancellation, where TikTok Shop has not waited for it. Do not ship the order before. */
	eligibleAt?: string;
	/** Latest time for the parcel to leave (`rts_sla_time`). */
	shipBy?: string;
	/** Latest first scan by the carrier (`tts_sla_time`). */
	collectBy?: string;
	/** When TikTok Shop cancels the order by itself (`shipping_due_time`). */
	autoCancelAt?: string;
	warehouseId?: string;
	deliveryOptionId?: string;
	buyerRequestedCancel: boolean;
	/** What is special about the order; absent for a normal one. */
	kinds?: OrderKind[];
	/** The buyer's words to the seller; absent without any. */
	buyerMessage?: string;
	/** The seller's own note on the order; absent without any. */
	sellerNote?: string;
	/** What has happened to the order since it was handed over; absent for an order that is handed over as it was before, or first. */
	change?: OrderChange;
	recipient: Recipient;
	lines: OrderLine[];
	packages: Array<{ id: string }>;
	/** Tracking numbers that TikTok Shop shows for the order; absent while it shows none. */
	trackingNumbers?: string[];
	/** TikTok Shop's own order; only with Simplify off. */
	raw?: object;
	/** Added by SKU Mapping. */
	outboundLines?: OutboundLine[];
	/** Added where the order is emitted by an Exceptions output. */
	exception?: object;
}

/**
 * `cancelled`: the whole order. `cancelRequested`: the buyer asks for it. `unitsCancelled`: some units of it. `updated`: its lines,
 * seller SKUs, recipient or state are others than before.
 */
export type OrderChange = 'cancelled' | 'cancelRequested' | 'unitsCancelled' | 'updated';

/**
 * `sample`: a free sample. `gift`: one of the lines is a gift. `replacement`, `exchange`: it replaces goods of another order. `preOrder`:
 * the goods come later. `cod`: paid on delivery. `collectionPoint`: the buyer fetches it at a pick-up point. `combinedListing`: one of
 * the lines is a virtual bundle.
 */
export const ORDER_KINDS = [
	'sample',
	'gift',
	'replacement',
	'exchange',
	'preOrder',
	'cod',
	'collectionPoint',
	'combinedListing',
] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

export interface OrderShop {
	id: string;
	/** Shop code; `store_code` of a mapping row names it. */
	code: string;
	name: string;
	region: string;
	/** `LOCAL` or `CROSS_BORDER`. */
	sellerType: string;
}

export interface Recipient {
	name: string;
	phone: string;
	countryCode: string;
	state: string;
	stateCode: string;
	city: string;
	postalCode: string;
	addressLine1: string;
	addressLine2: string;
	email: string;
	/** True when TikTok Shop hides part of the address with asterisks. */
	masked: boolean;
}

/** All units of one SKU in an order: TikTok Shop has no quantity, one line item is one unit. */
export interface OrderLine {
	/** Seller SKU as filled in on TikTok Shop; may be empty. Case-sensitive (B65). */
	platformSku: string;
	skuId: string;
	productId: string;
	productName: string;
	/** Units, integer ≥ 1. */
	quantity: number;
	lineItemIds: string[];
	isGift: boolean;
	/** Components of a TikTok Shop virtual bundle, quantity per bundle unit; absent for a normal SKU. */
	components?: OrderComponent[];
}

export interface OrderComponent {
	platformSku: string;
	skuId: string;
	quantity: number;
}

/** Units of one system SKU to ship, and the platform SKUs that need them. */
export interface OutboundLine {
	systemSku: string;
	quantity: number;
	from: OutboundSource[];
}

/** Platform units behind an outbound line: `quantity` × `factor` = system units. */
export interface OutboundSource {
	platformSku: string;
	quantity: number;
	factor: number;
	/** The fallback that found the system SKU; absent where the mapping has rows for the platform SKU. */
	by?: 'skuId' | 'sameSku';
	/** TikTok Shop SKU ID, where it found the rows. */
	skuId?: string;
}
