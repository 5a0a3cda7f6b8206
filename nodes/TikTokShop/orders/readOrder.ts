import { isEqual } from 'lodash';

import type { ApiAddress, ApiLineItem, ApiOrder } from './apiOrder';
import {
	countTo,
	FieldReader,
	flag,
	optionalText,
	id,
	listOf,
	objectOf,
	requiredId,
	requiredText,
	text,
	time,
	type Rule,
	type Rules,
} from './fieldReader';

/** An order that does not have the form that the API describes. */
export interface OrderFault {
	/** Empty if the order ID cannot be read. */
	orderId: string;
	/** Names the field, e.g. "packages[0] is null". */
	problem: string;
}

export type ReadOrder =
	| { order: ApiOrder; fault?: undefined }
	| { order?: undefined; fault: OrderFault };

type RulesOf<T> = Rules<keyof T & string>;
type District = NonNullable<ApiAddress['district_info']>[number];
type Component = NonNullable<ApiLineItem['combined_listing_skus']>[number];

/** Upper bound for the units of one component in a bundle. */
const MAX_COMPONENT_COUNT = 10_000;

const DISTRICT: RulesOf<District> = {
	address_level: text,
	address_level_name: text,
	address_name: text,
	iso_code: text,
};

const ADDRESS: RulesOf<ApiAddress> = {
	name: text,
	first_name: optionalText,
	last_name: optionalText,
	first_name_local_script: optionalText,
	last_name_local_script: optionalText,
	phone_number: text,
	region_code: text,
	postal_code: text,
	post_town: text,
	address_line1: text,
	address_line2: text,
	address_line3: text,
	address_line4: text,
	address_detail: text,
	full_address: text,
	district_info: listOf(DISTRICT),
};

/** The count is required: without it nobody knows how many units to ship. */
const COMPONENT: RulesOf<Component> = {
	sku_id: id,
	seller_sku: text,
	sku_count: countTo(MAX_COMPONENT_COUNT),
};

const LINE_ITEM: RulesOf<ApiLineItem> = {
	id: requiredId,
	product_id: id,
	product_name: optionalText,
	sku_id: id,
	seller_sku: text,
	is_gift: flag,
	display_status: text,
	package_id: id,
	tracking_number: id,
	shipping_provider_id: id,
	rts_time: time,
	combined_listing_skus: listOf(COMPONENT),
};

/** An order must have line items. A line item that is listed twice is one unit. */
const lineItems: Rule = (reader, value, within, name) => {
	const lines = listOf(LINE_ITEM)(reader, value, within, name) as ApiLineItem[] | undefined;
	if (!lines?.length) reader.report(`line_items is ${lines ? 'empty' : 'missing'}`);
	const once = new Map<string, ApiLineItem>();
	for (const line of lines ?? []) {
		const same = once.get(line.id);
		if (same && !isEqual(same, line)) {
			reader.report(`line_items has two line items with the ID ${line.id} that differ`);
		}
		once.set(line.id, line);
	}
	return once.size === lines?.length ? lines : [...once.values()];
};

const ORDER: RulesOf<ApiOrder> = {
	id: requiredId,
	status: requiredText,
	fulfillment_type: text,
	shipping_type: text,
	is_on_hold_order: flag,
	is_buyer_request_cancel: flag,
	create_time: time,
	update_time: time,
	paid_time: time,
	rts_sla_time: time,
	tts_sla_time: time,
	shipping_due_time: time,
	rts_time: time,
	warehouse_id: id,
	delivery_option_id: id,
	tracking_number: id,
	shipping_provider_id: id,
	split_or_combine_tag: text,
	need_upload_invoice: text,
	is_sample_order: flag,
	is_replacement_order: flag,
	is_exchange_order: flag,
	order_type: text,
	is_cod: flag,
	delivery_type: text,
	buyer_message: optionalText,
	seller_note: optionalText,
	buyer_email: optionalText,
	recipient_address: objectOf(ADDRESS),
	packages: listOf({ id: requiredId }),
	line_items: lineItems,
};

/**
 * Reads an order with the field types of `ApiOrder`, or returns its first problem (TikTok Shop API §4.3).
 *
 * The fields that decide which order it is, what ships, and where it ships must be readable. Other times and names are dropped if
 * they are unreadable. Unknown fields stay, and a correct order is returned unchanged.
 */
export function readOrder(raw: unknown): ReadOrder {
	const reader = new FieldReader();
	const given = reader.object(raw, 'the order');
	const order = given && (reader.fields(given, ORDER, '') as unknown as ApiOrder);
	const { problem } = reader;
	if (order && problem === undefined) return { order };
	return { fault: { orderId: orderIdIn(raw) ?? '', problem: problem ?? 'the order is missing' } };
}

function orderIdIn(raw: unknown): string | undefined {
	if (typeof raw !== 'object' || raw === null) return undefined;
	return new FieldReader().decimal((raw as { id?: unknown }).id, '', 'id') || undefined;
}
