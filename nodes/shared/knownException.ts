/** What is known about an exception code. */
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
