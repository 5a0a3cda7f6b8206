import { isEqual } from 'lodash';

import type { ApiAddress, ApiLineItem, ApiOrder } from './apiOrder';
import {
	countTo,
	FieldReader,
	flag,
	harmlessText,
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

/** An order that TikTok Shop gives in another form than its API describes. */
export interface OrderFault {
	/** Empty where there is no readable order ID. */
	orderId: string;
	/** Plain words that name the place, e.g. "packages[0] is null". */
	problem: string;
}

export type ReadOrder =
	| { order: ApiOrder; fault?: undefined }
	| { order?: undefined; fault: OrderFault };

type Of<T> = Rules<keyof T & string>;
type District = NonNullable<ApiAddress['district_info']>[number];
type Part = NonNullable<ApiLineItem['combined_listing_skus']>[number];

/** More units of one part in a bundle than anybody sells. */
const MOST_OF_A_PART = 10_000;

const DISTRICT: Of<District> = {
	address_level: text,
	address_level_name: text,
	address_name: text,
	iso_code: text,
};

const ADDRESS: Of<ApiAddress> = {
	name: text,
	first_name: harmlessText,
	last_name: harmlessText,
	first_name_local_script: harmlessText,
	last_name_local_script: harmlessText,
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

/** A part without a count must not ship: how many there are in the bundle is not known then. */
const PART: Of<Part> = { sku_id: id, seller_sku: text, sku_count: countTo(MOST_OF_A_PART) };

const LINE_ITEM: Of<ApiLineItem> = {
	id: requiredId,
	product_id: id,
	product_name: harmlessText,
	sku_id: id,
	seller_sku: text,
	is_gift: flag,
	display_status: text,
	package_id: id,
	tracking_number: id,
	shipping_provider_id: id,
	rts_time: time,
	combined_listing_skus: listOf(PART),
};

/** An order of nothing is never right; a line item that is listed twice is one unit. */
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

const ORDER: Of<ApiOrder> = {
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
	shipping_due_time: time,
	rts_time: time,
	warehouse_id: id,
	delivery_option_id: id,
	tracking_number: id,
	shipping_provider_id: id,
	split_or_combine_tag: text,
	need_upload_invoice: text,
	buyer_email: harmlessText,
	recipient_address: objectOf(ADDRESS),
	packages: listOf({ id: requiredId }),
	line_items: lineItems,
};

/**
 * An order of TikTok Shop with each field of the type that `ApiOrder` promises, or what is wrong with it (TikTok Shop API §4.3).
 *
 * What decides which order it is, what ships and where to must be readable. A harmless time or name that is not is left out.
 * Fields that this package does not know stay as they are, and an order that is as it should be is given back as it came.
 */
export function readOrder(raw: unknown): ReadOrder {
	const reader = new FieldReader();
	const given = reader.object(raw, 'the order');
	const order = given && (reader.fields(given, ORDER, '') as unknown as ApiOrder);
	const { problem } = reader;
	if (order && problem === undefined) return { order };
	return { fault: { orderId: orderIdIn(raw) ?? '', problem: problem ?? 'the order is missing' } };
}

/** The order ID, where it can be read. */
function orderIdIn(raw: unknown): string | undefined {
	if (typeof raw !== 'object' || raw === null) return undefined;
	return new FieldReader().decimal((raw as { id?: unknown }).id, '', 'id') || undefined;
}
