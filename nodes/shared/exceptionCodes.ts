/** What is known about an exception code. The page docs/exceptions.md is made from it: `npm run generate:docs`. */
export interface KnownException {
	/** What happened; part of a sentence. TikTok Shop's error codes stand in brackets. */
	cause: string;
	/** What the user does; whole sentences. They go with the item. */
	hint: string;
	/** What the page says in addition to the hint; whole sentences. */
	more?: string;
	/**
	 * Whether the same item may be processed again once the cause is gone. The triggers and templates do so by themselves
	 * (B26, B32, B69).
	 */
	retrySafe: boolean;
	/** Reason code of TikTok Shop's Quality Engine; absent where it has none for the cause. */
	incidentReason?: IncidentReason;
}

/**
 * The reason codes that are used here (Partner Center, appendix "Quality Engine incident reason code"): an order that never
 * reached the target ("DTC"), or one shipped there and not on TikTok Shop ("Pre-RTS"). TikTok Shop refuses other values.
 */
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

/** Every reason why an order waits. */
export const EXCEPTIONS = {
	PLATFORM_SKU_EMPTY: {
		cause: 'a line item of the order has no seller SKU',
		retrySafe: true,
		incidentReason: 'SELLER_DTC_NO_SKU',
		hint: 'Fill in the seller SKU of this product on TikTok Shop. The order goes on by itself at the next poll.',
	},
	SKU_NOT_MAPPED: {
		cause: 'the mapping has no row for this platform SKU, neither of the store nor of all stores',
		retrySafe: true,
		incidentReason: 'SELLER_DTC_NO_SKU',
		hint: 'Add a mapping row for this platform SKU and store. The order goes on by itself at the next poll.',
	},
	RECIPIENT_INCOMPLETE: {
		cause: 'the recipient lacks a field that its country needs, or TikTok Shop masks it',
		retrySafe: true,
		incidentReason: 'APP_ORDER_RETRIEVE_API_NOT_MATCH_DTC_FIELD',
		hint: 'Complete the recipient on TikTok Shop, or wait until TikTok Shop shows the address. A masked address needs a TikTok Shop label.',
	},
	ORDER_NOT_FOUND: {
		cause:
			'none of the shops has the order (21011028, 21008111), or the text is no TikTok Shop order ID',
		retrySafe: true,
		incidentReason: 'APP_ORDER_RETRIEVE_API_FAILED',
		hint: 'Check the order ID and the shop. TikTok Shop answers nothing for orders of another shop.',
	},
	ORDER_CANCELLED: {
		cause: 'the order is canceled (21011041, 21011042)',
		retrySafe: false,
		incidentReason: 'ORDER_NOT_ELIGIBLE_FOR_FULFILLMENT',
		hint: 'Do not ship this order. If the warehouse already has it, cancel the outbound order.',
	},
	CANCEL_REQUESTED: {
		cause: 'the buyer asks to cancel, or another request is open (21011007, 21008044)',
		retrySafe: true,
		incidentReason: 'ORDER_NOT_ELIGIBLE_FOR_FULFILLMENT',
		hint: 'Accept or reject the cancellation on TikTok Shop first; shipping now would reject it for the buyer.',
		more: 'TikTok Shop > Cancellation > Approve and Reject answer it. **Ship Orders with a Cancel Request** ships them all the same; in the US that rejects the request.',
	},
	ORDER_ON_HOLD: {
		cause: 'the order is unpaid, in its first hour (21011044), or has no package yet',
		retrySafe: true,
		hint: 'TikTok Shop holds new orders for about an hour. The order goes on by itself after that.',
	},
	CANCELLATION_NOT_FOUND: {
		cause: 'the shop has no request of a buyer to cancel the order, or no such cancellation',
		retrySafe: true,
		hint: 'Check the order ID and the shop. A request exists only after the buyer has asked; nothing was answered.',
	},
	CANCELLATION_CLOSED: {
		cause:
			'the request to cancel has come to the other end: it was rejected or taken back, or the order is canceled',
		retrySafe: false,
		hint: 'Look at the order on TikTok Shop: a cancelled order must not be shipped, one whose request was rejected or taken back has to be.',
	},
	CANCELLATION_REFUSED: {
		cause: 'TikTok Shop does not take the answer to a request to cancel',
		retrySafe: false,
		hint: 'Read the answer of TikTok Shop, or answer the request in Seller Center before its time is over.',
		more: 'The answer is in the message.',
	},
	CARRIER_NOT_PAIRED: {
		cause: 'no pairing row for this carrier and store, or the outbound order names no carrier',
		retrySafe: true,
		incidentReason: 'UNSUPPORTED_CARRIER_TRACKING_NUMBER',
		hint: 'Add a row for this carrier to the Logistics Provider Pairing. Waiting orders are sent at the next run.',
		more: 'An outbound order without a carrier: set the carrier of the logistics channel in the OMS.',
	},
	PROVIDER_NOT_ALLOWED: {
		cause:
			'the delivery option or route of the order does not accept the provider, or number and provider do not fit (21004015, 21004016, 11028006)',
		retrySafe: true,
		incidentReason: 'UNSUPPORTED_CARRIER_TRACKING_NUMBER',
		hint: 'Pair the carrier with a shipping provider that the delivery option of this order accepts.',
		more: 'The message lists these providers.',
	},
	TRACKING_NUMBER_MISSING: {
		cause: 'the warehouse has no tracking number yet, or not for every parcel',
		retrySafe: true,
		hint: 'The warehouse has not given a tracking number yet. The order is sent as soon as it has one.',
	},
	TRACKING_CONFLICT: {
		cause: 'TikTok Shop has the order as shipped with another tracking number',
		retrySafe: false,
		hint: 'Compare both numbers and correct the wrong one; TikTok Shop allows one correction within 72 hours after shipping.',
		more: '**Correct Tracking** replaces the number if the new one is right.',
	},
	FULFILLMENT_REFUSED: {
		cause:
			'any other refusal: number or provider unknown (21011022), special characters (21004012), line items not named (21011048), delivery option not subscribed (21008116), a package that holds more than the parcel',
		retrySafe: false,
		hint: 'Read the answer of TikTok Shop, mend the cause, then run the order again.',
		more: 'The answer is in the message.',
	},
	NOT_SELLER_SHIPPED: {
		cause: 'TikTok Shop ships or fulfills the order (21011004, 21008025, 21008117)',
		retrySafe: false,
		hint: 'TikTok Shop arranges the shipping of this order itself; no tracking number can be sent for it.',
	},
	TIKTOK_SHOP_UNAVAILABLE: {
		cause:
			'TikTok Shop has no answer for this order, while it has for others; three in a row, or none at all, fail the run instead',
		retrySafe: true,
		hint: 'Nothing needs to be changed. The order is looked at again, and sent if it was not taken, at the next run.',
	},
	OMS_REJECTED: {
		cause: 'the OMS refuses the outbound order',
		retrySafe: true,
		incidentReason: 'APP_CALL_DTC_CREATE_ORDER_API_FAILED',
		hint: 'Read the answer of the OMS, mend the cause there or in the mapping. The order is tried again at the next poll.',
		more: 'The answer is in the message.',
	},
	INSUFFICIENT_STOCK: {
		cause: 'the warehouse has too few units of a system SKU',
		retrySafe: true,
		incidentReason: 'SELLER_DTC_PRODUCT_OUT_OF_STOCK',
		hint: 'Send stock to the warehouse or choose another one. The order is tried again at the next poll.',
	},
	CHANNEL_UNAVAILABLE: {
		cause:
			'the OMS cannot use the logistics channel for the order, or the node has no warehouse or channel for it',
		retrySafe: true,
		incidentReason: 'APP_CALL_DTC_CREATE_ORDER_API_FAILED',
		hint: 'Choose a logistics channel of this warehouse (Warehouse > Get Many lists them).',
		more: 'Template 04 takes both from the warehouse rules.',
	},
	WAREHOUSE_NOT_SET: {
		cause: 'no warehouse rule takes the order, or it has no warehouse or no logistics channel',
		retrySafe: true,
		incidentReason: 'APP_CALL_DTC_CREATE_ORDER_API_FAILED',
		hint: 'Add a warehouse rule for orders of this kind (template 11, or the data table tiktok_shop_warehouse_rules). The order goes on by itself at the next poll.',
	},
	WAREHOUSE_RULE_UNUSABLE: {
		cause: 'a warehouse rule that may be for the order cannot be used',
		retrySafe: true,
		incidentReason: 'APP_CALL_DTC_CREATE_ORDER_API_FAILED',
		hint: 'Correct the row, or delete it. The order goes on by itself at the next poll.',
	},
	WAREHOUSE_HOLD: {
		cause: 'a warehouse rule holds the order',
		retrySafe: true,
		hint: 'Once the reason is gone, delete the rule or its text under hold. The order goes on by itself at the next poll.',
	},
	OUTBOUND_LINES_MISSING: {
		cause: '**Create** got an order without outbound lines',
		retrySafe: true,
		hint: 'Connect the Mapped output of the SKU Mapping node to this node.',
	},
	OUTBOUND_ORDER_CANCELLED: {
		cause: 'the OMS has an outbound order of this order, and it is canceled',
		retrySafe: false,
		hint: 'The outbound order of this TikTok Shop order was cancelled in the OMS. Create it there by hand if the parcel still has to go.',
	},
	OUTBOUND_ORDER_DIFFERS: {
		cause:
			'the outbound order of the order has other lines or another recipient than the order needs now',
		retrySafe: true,
		hint: 'Cancel the outbound order in the OMS, or change it there, before it ships. Create replaces it by itself where its option When the Outbound Order Differs says so.',
		more: 'The message says what differs. A change of the SKU mapping or of the address is the usual cause.',
	},
	CHANGED_TOO_LATE: {
		cause:
			'the order has changed, and the warehouse does not cancel its outbound order any more, or has shipped it',
		retrySafe: false,
		hint: 'Call the warehouse with the number of the outbound order at once. If the parcel has left, agree with the buyer.',
	},
	CANCELLED_TOO_LATE: {
		cause:
			'the order is cancelled, and the warehouse does not cancel its outbound order any more, or has shipped it',
		retrySafe: false,
		incidentReason: 'ORDER_NOT_ELIGIBLE_FOR_FULFILLMENT',
		hint: 'Call the warehouse with the number of the outbound order at once, and have the parcel taken out.',
	},
	CANCELLATION_PENDING: {
		cause:
			'the cancellation of the outbound order was asked for, and the warehouse has not answered yet',
		retrySafe: true,
		hint: 'Nothing needs to be done yet: the answer is read at the next run. If it takes long, call the warehouse.',
	},
	CANCEL_IN_THE_OMS: {
		cause: 'the order is cancelled, and its outbound order was made elsewhere',
		retrySafe: true,
		incidentReason: 'ORDER_NOT_ELIGIBLE_FOR_FULFILLMENT',
		hint: 'Cancel this outbound order in the OMS. It was made by somebody else, so it is not cancelled here.',
	},
	WAREHOUSE_EXCEPTION: {
		cause: 'the warehouse does not go on with the outbound order (OMS statuses 5, 6 and 7)',
		retrySafe: true,
		hint: 'Read the reason of the warehouse and mend the cause in the OMS. The order is looked at again by itself until it goes on.',
	},
	PARCELS_DO_NOT_ADD_UP: {
		cause: 'parcels and line items do not match, or nothing says which parcel is meant',
		retrySafe: true,
		hint: 'The parcels of the OMS and the line items of TikTok Shop cannot be brought together exactly. Give the item the outboundLines of its order (SKU Mapping), name the line items yourself, or let the option Parcels That Do Not Add Up send the main number.',
	},
	PACKAGE_SHARED: {
		cause: 'the package holds other orders that have not left with this tracking number',
		retrySafe: true,
		hint: 'Uncombine the package on TikTok Shop, or let the warehouse ship its orders together: it is sent when all of them come with the same tracking number.',
	},
	NOT_SHIPPED_YET: {
		cause: 'a correction of an order that was not shipped (21011043)',
		retrySafe: true,
		hint: 'There is no tracking number to correct yet. Send it with Update Fulfillment.',
	},
	CORRECTION_CLOSED: {
		cause:
			'the order was delivered, shipped more than 72 hours ago, or corrected before (21011030, 21011049 to 21011052)',
		retrySafe: false,
		hint: 'TikTok Shop takes one correction per order, within 72 hours after shipping. Ask the seller support of TikTok Shop.',
	},
	TRACKING_NUMBER_IN_USE: {
		cause:
			"the tracking number is another order's (21011025, 21034012), serves 20 already, or was used too often (21011026)",
		retrySafe: false,
		incidentReason: 'FULFILL_UNIT_OR_ORDER_NUMBER_NOT_COMBINED_CORRECTLY',
		hint: 'Another order has this tracking number. One number serves at most 20 orders, all with the same name and address. Check the number in the OMS.',
	},
	INVOICE_REQUIRED: {
		cause: 'Brazil: the invoice is missing or not accepted (21004006, 21004019, 21004020)',
		retrySafe: true,
		hint: 'Upload the invoice of this order to TikTok Shop. The order is sent at the next run after that.',
	},
	LABEL_MISSING: {
		cause: '**Create** with the channel `Upload_Shipping_Label` got no label',
		retrySafe: true,
		hint: 'Fetch the label first (TikTok Shop > Package > Get Shipping Document) and name its binary field in the Shipping Label option.',
	},
	ORDER_UNREADABLE: {
		cause:
			'TikTok Shop or the OMS shows this order in another form than its API describes, or the item is no order',
		retrySafe: true,
		incidentReason: 'APP_ORDER_RETRIEVE_API_NOT_MATCH_DTC_FIELD',
		hint: 'Look at this order on TikTok Shop. Only this order waits; it is read again at every poll and goes on by itself once TikTok Shop gives it as its API describes.',
	},
	SHOP_REFUSED: {
		cause:
			'TikTok Shop refuses every call of the shop: it or its seller is inactive, or the token does not fit it',
		retrySafe: true,
		incidentReason: 'APP_ORDER_RETRIEVE_API_FAILED',
		hint: 'Read the answer of TikTok Shop and mend the cause there. The orders of this shop follow by themselves; the other shops go on meanwhile.',
	},
	SHOP_NOT_AUTHORIZED: {
		cause: 'the authorization does not cover the shop, or no longer',
		retrySafe: true,
		incidentReason: 'SELLER_TIKTOKSHOP_AUTHORIZATION_REVOKED',
		hint: 'Authorise the shop again with its main account, or take it out of the node. The other shops go on meanwhile.',
	},
	MAPPING_ROW_UNUSABLE: {
		cause: 'a mapping row of this platform SKU cannot be used',
		retrySafe: true,
		incidentReason: 'SELLER_DTC_NO_SKU',
		hint: 'Mend or delete the mapping row that is named. The order goes on by itself at the next poll.',
	},
	PAIRING_ROW_UNUSABLE: {
		cause: 'the pairing row of this carrier and store cannot be used, or two rows differ',
		retrySafe: true,
		incidentReason: 'UNSUPPORTED_CARRIER_TRACKING_NUMBER',
		hint: 'Mend or delete the pairing row that is named. Waiting orders are sent at the next run.',
	},
	ALREADY_IN_THE_OMS: {
		cause: 'the OMS has an outbound order of this order that was made elsewhere, with other lines',
		retrySafe: false,
		hint: 'Somebody else has brought this order to the OMS, with other lines. Compare both; nothing was created.',
	},
	SEVERAL_OUTBOUND_ORDERS: {
		cause: 'the OMS has several outbound orders of this order',
		retrySafe: false,
		hint: 'Look at these outbound orders in the OMS and cancel those that must not ship. Nothing was created and nothing was cancelled.',
	},
	OMS_UNAVAILABLE: {
		cause: 'the OMS did not say whether it has the order',
		retrySafe: true,
		hint: 'Nothing needs to be changed. The order is looked up again, and created if it is not there, at the next poll.',
		more: 'An order whose create call got no answer is not sent again for five minutes, because the call may still arrive; trying it again by hand looks it up only. The hint says until when.',
	},
	ITEM_UNUSABLE: {
		cause: 'a value of this item is of another kind than its parameter takes, such as an object',
		retrySafe: true,
		hint: 'Give the item a value that the node can use, then run it again. The other items go on.',
		more: 'The message says which value it is.',
	},
	NUMBER_NOT_EXACT: {
		cause:
			'an order ID, tracking number, line item ID, shop or SKU came as a number that is too long to be exact, or a spreadsheet has shortened it (`9.40011E+21`); nothing is asked or sent',
		retrySafe: true,
		hint: 'A spreadsheet, a database or a JSON answer gave a long number as a number, so its last digits are lost. Give it as text.',
	},
} as const satisfies Record<string, KnownException>;

export type ExceptionCode = keyof typeof EXCEPTIONS;

/** All codes, for documentation and tests. */
export const EXCEPTION_CODES = Object.keys(EXCEPTIONS) as ExceptionCode[];
