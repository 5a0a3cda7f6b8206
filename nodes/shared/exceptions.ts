import { shownMessage } from './shownText';

/**
 * The one vocabulary of exceptions: why an order cannot go on, what to do, and whether trying again is safe.
 *
 * `retrySafe` says that the same item may simply be processed again once the cause has gone; the trigger re-reads its
 * window at every poll, so such an order heals by itself (B26, B32, B69).
 *
 * `incidentReason` is the reason code of TikTok Shop's Quality Engine, where one fits: an order that never reached the target
 * ("DTC"), or one shipped there and not on TikTok Shop ("Pre-RTS"). Other values are refused there (Partner Center, appendix
 * "Quality Engine incident reason code").
 */
const EXCEPTIONS = {
	PLATFORM_SKU_EMPTY: {
		retrySafe: true,
		incidentReason: 'SELLER_DTC_NO_SKU',
		hint: 'Fill in the seller SKU of this product on TikTok Shop. The order goes on by itself at the next poll.',
	},
	SKU_NOT_MAPPED: {
		retrySafe: true,
		incidentReason: 'SELLER_DTC_NO_SKU',
		hint: 'Add a mapping row for this platform SKU and store. The order goes on by itself at the next poll.',
	},
	RECIPIENT_INCOMPLETE: {
		retrySafe: true,
		incidentReason: 'APP_ORDER_RETRIEVE_API_NOT_MATCH_DTC_FIELD',
		hint: 'Complete the recipient on TikTok Shop, or wait until TikTok Shop shows the address. A masked address needs a TikTok Shop label.',
	},
	ORDER_NOT_FOUND: {
		retrySafe: true,
		incidentReason: 'APP_ORDER_RETRIEVE_API_FAILED',
		hint: 'Check the order ID and the shop. TikTok Shop answers nothing for orders of another shop.',
	},
	ORDER_CANCELLED: {
		retrySafe: false,
		incidentReason: 'ORDER_NOT_ELIGIBLE_FOR_FULFILLMENT',
		hint: 'Do not ship this order. If the warehouse already has it, cancel the outbound order.',
	},
	CANCEL_REQUESTED: {
		retrySafe: true,
		incidentReason: 'ORDER_NOT_ELIGIBLE_FOR_FULFILLMENT',
		hint: 'Accept or reject the cancellation on TikTok Shop first; shipping now would reject it for the buyer.',
	},
	ORDER_ON_HOLD: {
		retrySafe: true,
		hint: 'TikTok Shop holds new orders for about an hour. The order goes on by itself after that.',
	},
	CARRIER_NOT_PAIRED: {
		retrySafe: true,
		incidentReason: 'UNSUPPORTED_CARRIER_TRACKING_NUMBER',
		hint: 'Add a row for this carrier to the Logistics Provider Pairing. Waiting orders are sent at the next run.',
	},
	PROVIDER_NOT_ALLOWED: {
		retrySafe: true,
		incidentReason: 'UNSUPPORTED_CARRIER_TRACKING_NUMBER',
		hint: 'Pair the carrier with a shipping provider that the delivery option of this order accepts.',
	},
	TRACKING_NUMBER_MISSING: {
		retrySafe: true,
		hint: 'The warehouse has not given a tracking number yet. The order is sent as soon as it has one.',
	},
	TRACKING_CONFLICT: {
		retrySafe: false,
		hint: 'Compare both numbers and correct the wrong one; TikTok Shop allows one correction within 72 hours after shipping.',
	},
	FULFILLMENT_REFUSED: {
		retrySafe: false,
		hint: 'Read the answer of TikTok Shop, mend the cause, then run the order again.',
	},
	NOT_SELLER_SHIPPED: {
		retrySafe: false,
		hint: 'TikTok Shop arranges the shipping of this order itself; no tracking number can be sent for it.',
	},
	TIKTOK_SHOP_UNAVAILABLE: {
		retrySafe: true,
		hint: 'Nothing needs to be changed. The order is looked at again, and sent if it was not taken, at the next run.',
	},
	OMS_REJECTED: {
		retrySafe: true,
		incidentReason: 'APP_CALL_DTC_CREATE_ORDER_API_FAILED',
		hint: 'Read the answer of the OMS, mend the cause there or in the mapping. The order is tried again at the next poll.',
	},
	INSUFFICIENT_STOCK: {
		retrySafe: true,
		incidentReason: 'SELLER_DTC_PRODUCT_OUT_OF_STOCK',
		hint: 'Send stock to the warehouse or choose another one. The order is tried again at the next poll.',
	},
	CHANNEL_UNAVAILABLE: {
		retrySafe: true,
		incidentReason: 'APP_CALL_DTC_CREATE_ORDER_API_FAILED',
		hint: 'Choose a logistics channel of this warehouse (Warehouse > Get Many lists them).',
	},
	OUTBOUND_LINES_MISSING: {
		retrySafe: true,
		hint: 'Connect the Mapped output of the SKU Mapping node to this node.',
	},
	OUTBOUND_ORDER_CANCELLED: {
		retrySafe: false,
		hint: 'The outbound order of this TikTok Shop order was cancelled in the OMS. Create it there by hand if the parcel still has to go.',
	},
	PARCELS_DO_NOT_ADD_UP: {
		retrySafe: true,
		hint: 'The parcels of the OMS and the line items of TikTok Shop cannot be brought together exactly. Give the item the outboundLines of its order (SKU Mapping), name the line items yourself, or let the option Parcels That Do Not Add Up send the main number.',
	},
	PACKAGE_SHARED: {
		retrySafe: true,
		hint: 'Uncombine the package on TikTok Shop, or let the warehouse ship its orders together: it is sent when all of them come with the same tracking number.',
	},
	NOT_SHIPPED_YET: {
		retrySafe: true,
		hint: 'There is no tracking number to correct yet. Send it with Update Fulfillment.',
	},
	CORRECTION_CLOSED: {
		retrySafe: false,
		hint: 'TikTok Shop takes one correction per order, within 72 hours after shipping. Ask the seller support of TikTok Shop.',
	},
	TRACKING_NUMBER_IN_USE: {
		retrySafe: false,
		incidentReason: 'FULFILL_UNIT_OR_ORDER_NUMBER_NOT_COMBINED_CORRECTLY',
		hint: 'Another order has this tracking number. One number serves at most 20 orders, all with the same name and address. Check the number in the OMS.',
	},
	INVOICE_REQUIRED: {
		retrySafe: true,
		hint: 'Upload the invoice of this order to TikTok Shop. The order is sent at the next run after that.',
	},
	LABEL_MISSING: {
		retrySafe: true,
		hint: 'Fetch the label first (TikTok Shop > Package > Get Shipping Document) and name its binary field in the Shipping Label option.',
	},
	ORDER_UNREADABLE: {
		retrySafe: true,
		incidentReason: 'APP_ORDER_RETRIEVE_API_NOT_MATCH_DTC_FIELD',
		hint: 'Look at this order on TikTok Shop. Only this order waits; it is read again at every poll and goes on by itself once TikTok Shop gives it as its API describes.',
	},
	SHOP_REFUSED: {
		retrySafe: true,
		incidentReason: 'APP_ORDER_RETRIEVE_API_FAILED',
		hint: 'Read the answer of TikTok Shop and mend the cause there. The orders of this shop follow by themselves; the other shops go on meanwhile.',
	},
	SHOP_NOT_AUTHORIZED: {
		retrySafe: true,
		incidentReason: 'SELLER_TIKTOKSHOP_AUTHORIZATION_REVOKED',
		hint: 'Authorise the shop again with its main account, or take it out of the node. The other shops go on meanwhile.',
	},
	MAPPING_ROW_UNUSABLE: {
		retrySafe: true,
		incidentReason: 'SELLER_DTC_NO_SKU',
		hint: 'Mend or delete the mapping row that is named. The order goes on by itself at the next poll.',
	},
	PAIRING_ROW_UNUSABLE: {
		retrySafe: true,
		incidentReason: 'UNSUPPORTED_CARRIER_TRACKING_NUMBER',
		hint: 'Mend or delete the pairing row that is named. Waiting orders are sent at the next run.',
	},
	ALREADY_IN_THE_OMS: {
		retrySafe: false,
		hint: 'Somebody else has brought this order to the OMS, with other lines. Compare both; nothing was created.',
	},
	SEVERAL_OUTBOUND_ORDERS: {
		retrySafe: false,
		hint: 'Look at these outbound orders in the OMS and cancel those that must not ship. Nothing was created and nothing was cancelled.',
	},
	OMS_UNAVAILABLE: {
		retrySafe: true,
		hint: 'Nothing needs to be changed. The order is looked up again, and created if it is not there, at the next poll.',
	},
	ITEM_UNUSABLE: {
		retrySafe: true,
		hint: 'Give the item a value that the node can use, then run it again. The other items go on.',
	},
	NUMBER_NOT_EXACT: {
		retrySafe: true,
		hint: 'A spreadsheet, a database or a JSON answer gave a long number as a number, so its last digits are lost. Give it as text.',
	},
} as const satisfies Record<string, Known>;

export type ExceptionCode = keyof typeof EXCEPTIONS;

/** All codes, for documentation and tests. */
export const EXCEPTION_CODES = Object.keys(EXCEPTIONS) as ExceptionCode[];

/** The reason codes of TikTok Shop's Quality Engine that are used here. */
export type IncidentReason =
	| 'SELLER_DTC_NO_SKU'
	| 'SELLER_DTC_PRODUCT_OUT_OF_STOCK'
	| 'APP_ORDER_RETRIEVE_API_NOT_MATCH_DTC_FIELD'
	| 'APP_ORDER_RETRIEVE_API_FAILED'
	| 'SELLER_TIKTOKSHOP_AUTHORIZATION_REVOKED'
	| 'APP_CALL_DTC_CREATE_ORDER_API_FAILED'
	| 'UNSUPPORTED_CARRIER_TRACKING_NUMBER'
	| 'FULFILL_UNIT_OR_ORDER_NUMBER_NOT_COMBINED_CORRECTLY'
	| 'ORDER_NOT_ELIGIBLE_FOR_FULFILLMENT';

interface Known {
	retrySafe: boolean;
	hint: string;
	incidentReason?: IncidentReason;
}

/** Why an order left by an Exceptions output. `details` holds the facts a workflow may want to branch on. */
export interface OrderException {
	code: ExceptionCode;
	message: string;
	hint: string;
	retrySafe: boolean;
	/** Reason code of TikTok Shop's Quality Engine; absent where it has none for the cause. */
	incidentReason?: IncidentReason;
	details: Record<string, unknown>;
}

/**
 * Builds the exception of an order.
 *
 * @param code     one of the vocabulary above; brings the hint and whether trying again is safe
 * @param message  what happened, with the names and numbers of this case
 * @param details  the same facts as fields
 * @param hint     replaces the general hint where the case knows better
 */
export function orderException(
	code: ExceptionCode,
	message: string,
	details: Record<string, unknown> = {},
	hint?: string,
): OrderException {
	const known: Known = EXCEPTIONS[code];
	const { retrySafe, incidentReason } = known;
	return {
		code,
		message: shownMessage(message),
		hint: shownMessage(hint ?? known.hint),
		retrySafe,
		...(incidentReason ? { incidentReason } : {}),
		details,
	};
}
