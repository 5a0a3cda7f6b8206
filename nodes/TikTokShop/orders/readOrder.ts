import { isEqual } from 'lodash';

import type { ApiAddress, ApiLineItem, ApiOrder } from './apiOrder';
import { FieldReader, type Fields } from './fieldReader';

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

/** More units of one part in a bundle than anybody sells. */
const MOST_OF_A_PART = 10_000;

/**
 * An order of TikTok Shop with each field of the type that `ApiOrder` promises, or what is wrong with it (contract §4.3).
 *
 * What decides which order it is, what ships and where to must be readable. A harmless time or name that is not is left out.
 * Fields that this package does not know stay as they are.
 */
export function readOrder(raw: unknown): ReadOrder {
	const reader = new FieldReader();
	const given = reader.object(raw, 'the order');
	const orderId = orderIdIn(raw) ?? '';
	if (given && !orderId) reader.refuse('id', given.id, 'an order ID');
	const order = given ? orderOf(given, orderId, reader) : undefined;
	const { problem } = reader;
	if (problem !== undefined || !order) {
		return { fault: { orderId, problem: problem ?? 'the order is missing' } };
	}
	return { order };
}

/** Order IDs are decimal (contract §4); a number is one only while all of its digits are exact. */
export function orderIdIn(raw: unknown): string | undefined {
	if (typeof raw !== 'object' || raw === null) return undefined;
	const { id } = raw as { id?: unknown };
	const text = Number.isSafeInteger(id) ? String(id) : id;
	return typeof text === 'string' && /^\d+$/.test(text) ? text : undefined;
}

function orderOf(given: Fields, id: string, reader: FieldReader): ApiOrder {
	return {
		...given,
		id,
		status: reader.required(given.status, 'status'),
		fulfillment_type: reader.text(given.fulfillment_type, 'fulfillment_type'),
		shipping_type: reader.text(given.shipping_type, 'shipping_type'),
		is_on_hold_order: reader.flag(given.is_on_hold_order, 'is_on_hold_order'),
		is_buyer_request_cancel: reader.flag(given.is_buyer_request_cancel, 'is_buyer_request_cancel'),
		create_time: reader.time(given.create_time),
		update_time: reader.time(given.update_time),
		paid_time: reader.time(given.paid_time),
		rts_sla_time: reader.time(given.rts_sla_time),
		shipping_due_time: reader.time(given.shipping_due_time),
		rts_time: reader.time(given.rts_time),
		warehouse_id: reader.id(given.warehouse_id, 'warehouse_id'),
		delivery_option_id: reader.id(given.delivery_option_id, 'delivery_option_id'),
		tracking_number: reader.id(given.tracking_number, 'tracking_number'),
		shipping_provider_id: reader.id(given.shipping_provider_id, 'shipping_provider_id'),
		split_or_combine_tag: reader.text(given.split_or_combine_tag, 'split_or_combine_tag'),
		need_upload_invoice: reader.text(given.need_upload_invoice, 'need_upload_invoice'),
		buyer_email: typeof given.buyer_email === 'string' ? given.buyer_email : undefined,
		recipient_address: addressOf(given.recipient_address, reader),
		packages: reader.list(given.packages, 'packages')?.map((each, index) => {
			const place = `packages[${index}]`;
			const parcel = reader.object(each, place) ?? {};
			return { ...parcel, id: reader.requiredId(parcel.id, `${place}.id`) };
		}),
		line_items: lineItemsOf(given.line_items, reader),
	};
}

function addressOf(raw: unknown, reader: FieldReader): ApiAddress | undefined {
	if (raw === undefined || raw === null) return undefined;
	const address = reader.object(raw, 'recipient_address') ?? {};
	const text = (name: string) => reader.text(address[name], `recipient_address.${name}`);
	return {
		...address,
		name: text('name'),
		phone_number: text('phone_number'),
		region_code: text('region_code'),
		postal_code: text('postal_code'),
		post_town: text('post_town'),
		address_line1: text('address_line1'),
		address_line2: text('address_line2'),
		address_line3: text('address_line3'),
		address_line4: text('address_line4'),
		address_detail: text('address_detail'),
		full_address: text('full_address'),
		district_info: districtsOf(address.district_info, reader),
	};
}

function districtsOf(raw: unknown, reader: FieldReader): ApiAddress['district_info'] {
	const place = 'recipient_address.district_info';
	return reader.list(raw, place)?.map((each, index) => {
		const here = `${place}[${index}]`;
		const district = reader.object(each, here) ?? {};
		const text = (name: string) => reader.text(district[name], `${here}.${name}`);
		return {
			...district,
			address_level: text('address_level'),
			address_level_name: text('address_level_name'),
			address_name: text('address_name'),
			iso_code: text('iso_code'),
		};
	});
}

/** An order of nothing is never right; a line item that is listed twice is one unit. */
function lineItemsOf(raw: unknown, reader: FieldReader): ApiLineItem[] {
	const given = reader.list(raw, 'line_items');
	if (!given?.length) reader.report(`line_items is ${given ? 'empty' : 'missing'}`);
	const lines = new Map<string, ApiLineItem>();
	for (const [index, each] of (given ?? []).entries()) {
		const place = `line_items[${index}]`;
		const line = lineItemOf(each, place, reader);
		const same = lines.get(line.id);
		if (same && !isEqual(same, line)) {
			reader.report(`${place} has the ID of another line item, but not its content`);
		}
		lines.set(line.id, line);
	}
	return [...lines.values()];
}

function lineItemOf(raw: unknown, place: string, reader: FieldReader): ApiLineItem {
	const line = reader.object(raw, place) ?? {};
	const id = (name: string) => reader.id(line[name], `${place}.${name}`);
	const text = (name: string) => reader.text(line[name], `${place}.${name}`);
	return {
		...line,
		id: reader.requiredId(line.id, `${place}.id`),
		product_id: id('product_id'),
		product_name: typeof line.product_name === 'string' ? line.product_name : undefined,
		sku_id: id('sku_id'),
		seller_sku: text('seller_sku'),
		is_gift: reader.flag(line.is_gift, `${place}.is_gift`),
		display_status: text('display_status'),
		package_id: id('package_id'),
		tracking_number: id('tracking_number'),
		shipping_provider_id: id('shipping_provider_id'),
		rts_time: reader.time(line.rts_time),
		combined_listing_skus: partsOf(line.combined_listing_skus, place, reader),
	};
}

/** A part without a count must not ship: how many there are in the bundle is not known then. */
function partsOf(
	raw: unknown,
	linePlace: string,
	reader: FieldReader,
): ApiLineItem['combined_listing_skus'] {
	const listPlace = `${linePlace}.combined_listing_skus`;
	return reader.list(raw, listPlace)?.map((each, index) => {
		const place = `${listPlace}[${index}]`;
		const part = reader.object(each, place) ?? {};
		return {
			...part,
			sku_id: reader.id(part.sku_id, `${place}.sku_id`),
			seller_sku: reader.text(part.seller_sku, `${place}.seller_sku`),
			sku_count: reader.count(part.sku_count, `${place}.sku_count`, MOST_OF_A_PART),
		};
	});
}
