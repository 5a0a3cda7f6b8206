/** The fields of TikTok Shop's orders that this package reads (TikTok Shop API §4.2, §4.3). Times are epoch seconds. */
export interface ApiOrder {
	id: string;
	status: string;
	fulfillment_type?: string;
	shipping_type?: string;
	is_on_hold_order?: boolean;
	is_buyer_request_cancel?: boolean;
	create_time?: number;
	update_time?: number;
	paid_time?: number;
	/** Latest time to ship. */
	rts_sla_time?: number;
	/** Latest collection: the first scan of the carrier. */
	tts_sla_time?: number;
	/** Time of the automatic cancellation. */
	shipping_due_time?: number;
	warehouse_id?: string;
	delivery_option_id?: string;
	tracking_number?: string;
	shipping_provider_id?: string;
	/** Time of shipping. */
	rts_time?: number;
	/** `COMBINED`: several orders are in one package. `SPLIT`: the order is in several packages. */
	split_or_combine_tag?: string;
	/** Brazil: `NEED_INVOICE` while TikTok Shop waits for the invoice. */
	need_upload_invoice?: string;
	is_sample_order?: boolean;
	is_replacement_order?: boolean;
	is_exchange_order?: boolean;
	/** `NORMAL`, `PRE_ORDER` and others. */
	order_type?: string;
	/** Paid on delivery. */
	is_cod?: boolean;
	/** `HOME_DELIVERY` or `COLLECTION_POINT`. */
	delivery_type?: string;
	buyer_message?: string;
	seller_note?: string;
	buyer_email?: string;
	recipient_address?: ApiAddress;
	packages?: Array<{ id: string }>;
	line_items?: ApiLineItem[];
}

export interface ApiAddress {
	name?: string;
	first_name?: string;
	last_name?: string;
	first_name_local_script?: string;
	last_name_local_script?: string;
	phone_number?: string;
	region_code?: string;
	postal_code?: string;
	post_town?: string;
	address_line1?: string;
	address_line2?: string;
	address_line3?: string;
	address_line4?: string;
	address_detail?: string;
	full_address?: string;
	district_info?: Array<{
		address_level?: string;
		address_level_name?: string;
		address_name?: string;
		iso_code?: string;
	}>;
}

/** One line item is one unit; there is no quantity (TikTok Shop API §4.3). */
export interface ApiLineItem {
	id: string;
	product_id?: string;
	product_name?: string;
	sku_id?: string;
	seller_sku?: string;
	is_gift?: boolean;
	display_status?: string;
	package_id?: string;
	tracking_number?: string;
	shipping_provider_id?: string;
	/** Time of shipping. */
	rts_time?: number;
	/** Components of a virtual bundle; only in Get Order Detail. */
	combined_listing_skus?: Array<{ sku_id?: string; seller_sku?: string; sku_count?: number }>;
}
