import type { IDataObject } from 'n8n-workflow';

import { fieldsOf, type Fields } from '../../shared/fields';
import { getOrAdd } from '../../shared/getOrAdd';
import { toText } from '../../shared/text';

/** What the page can ask for, in the order of the outputs of Check Request. */
export const ASKED = [
	'start',
	'orders',
	'pull',
	'tryAgain',
	'cancel',
	'addMapping',
	'addPairing',
	'providers',
	'systemSkus',
] as const;
export type Asked = (typeof ASKED)[number];

/** Requests that change something; each is done once. */
export const WRITES: readonly Asked[] = ['pull', 'tryAgain', 'cancel', 'addMapping', 'addPairing'];

/** A request that can be worked on: items for the output of what is asked. */
export interface PageRequest {
	asked: Asked;
	/** Number that the page gives to a request that changes something; empty for the others. */
	once: string;
	items: IDataObject[];
}

/** Most orders of one request. */
const MOST_ORDERS = 200;
/** Most orders that are read at once. */
const MOST_READ = 3_200;
const MOST_UNITS = 999_999;
const MOST_TEXT = 255;

const ORDER_ID = /^\d{15,20}$/;
/** An order, its cancellation in the OMS, or the shipment of an outbound order. */
const DESK_KEY = /^(\d{15,20}|cancellation:\d{15,20}|shipment:[\w.-]{1,64})$/;
const ID = /^\d{1,24}$/;
const STORE = /^(\*|[\w.-]{1,64})$/;
const ONCE = /^[\w-]{16,64}$/;

/**
 * Reads a request of the orders page.
 *
 * @param request  JSON text
 * @returns        the request, or what is wrong with it
 */
export function readPageRequest(request: unknown): PageRequest | { problem: string } {
	const fields = parsed(request);
	const asked = ASKED.find((each) => each === fields.do);
	if (asked === undefined) return { problem: 'The page asks for nothing that is known here' };
	const reader = new RequestReader();
	const once = WRITES.includes(asked) ? reader.text(fields, 'once', ONCE) : '';
	const items = READERS[asked](fields, reader);
	if (items.length === 0) reader.problem ??= 'The request names nothing';
	return reader.problem === undefined ? { asked, once, items } : { problem: reader.problem };
}

function parsed(request: unknown): Fields {
	try {
		return fieldsOf(JSON.parse(toText(request)));
	} catch {
		return {};
	}
}

/** Reads fields and keeps the first problem. */
class RequestReader {
	problem: string | undefined;

	/** A text without blanks around it, of the given form. */
	text(fields: Fields, name: string, form?: RegExp, mayBeEmpty = false): string {
		const given = toText(fields[name]).trim();
		if (given === '' && mayBeEmpty) return '';
		const isRight = given !== '' && given.length <= MOST_TEXT && (form?.test(given) ?? true);
		if (!isRight) this.problem ??= `${name} is empty, too long or not of its form`;
		return given;
	}

	whole(fields: Fields, name: string, most: number): number {
		const value = Number(fields[name]);
		if (!Number.isInteger(value) || value < 1 || value > most) {
			this.problem ??= `${name} is no whole number from 1 to ${most}`;
		}
		return value;
	}

	/** ISO 8601; empty where none is given. */
	moment(fields: Fields, name: string): string {
		const given = this.text(fields, name, undefined, true);
		const time = new Date(given);
		if (given === '') return '';
		if (!Number.isNaN(time.getTime())) return time.toISOString();
		this.problem ??= `${name} is no moment`;
		return '';
	}

	list(fields: Fields, name: string): unknown[] {
		const value = fields[name] ?? [];
		if (!Array.isArray(value)) this.problem ??= `${name} is no list`;
		else if (value.length > MOST_ORDERS)
			this.problem ??= `${name} has more than ${MOST_ORDERS} entries`;
		else return value as unknown[];
		return [];
	}

	ids(fields: Fields, name: string, form: RegExp): string[] {
		return [...new Set(this.list(fields, name).map((id) => this.text({ id }, 'id', form)))];
	}
}

const READERS: Record<Asked, (fields: Fields, reader: RequestReader) => IDataObject[]> = {
	start: () => [{}],
	orders: (fields, reader) => [
		{
			shop_id: reader.text(fields, 'shopId', ID),
			from: reader.moment(fields, 'from'),
			to: reader.moment(fields, 'to'),
			limit: reader.whole(fields, 'limit', MOST_READ),
			order_ids: reader.ids(fields, 'orderIds', ORDER_ID).join(','),
		},
	],
	pull: (fields, reader) =>
		reader.ids(fields, 'shopIds', ID).map((shop_id) => {
			return { shop_id, order_ids: '', status: 'AWAITING_SHIPMENT' };
		}),
	tryAgain: (fields, reader) => {
		const byShop = new Map<string, Set<string>>();
		for (const each of reader.list(fields, 'orders').map(fieldsOf)) {
			const ids = getOrAdd(byShop, reader.text(each, 'shopId', ID), () => new Set());
			ids.add(reader.text(each, 'key', ORDER_ID));
		}
		return [...byShop].map(([shop_id, ids]) => {
			return { shop_id, ids: [...ids], order_ids: [...ids].join(','), status: '' };
		});
	},
	cancel: (fields, reader) => {
		const note = reader.text(fields, 'note', undefined, true);
		return reader
			.list(fields, 'orders')
			.map(fieldsOf)
			.map((each) => ({
				order_id: reader.text(each, 'key', DESK_KEY),
				shop_id: reader.text(each, 'shopId', ID, true),
				shop_code: reader.text(each, 'shopCode', STORE, true),
				note,
			}));
	},
	addMapping: (fields, reader) => {
		const parts = fields.parts === undefined ? [fields] : reader.list(fields, 'parts');
		const rows = parts.map(fieldsOf).map((part) => ({
			store_code: reader.text(fields, 'storeCode', STORE),
			platform_sku: reader.text(fields, 'platformSku'),
			system_sku: reader.text(part, 'systemSku'),
			quantity: reader.whole(part, 'quantity', MOST_UNITS),
		}));
		// One row would take the place of the other.
		if (new Set(rows.map(({ system_sku }) => system_sku)).size < rows.length)
			reader.problem ??= 'parts names a system SKU twice';
		return rows;
	},
	addPairing: (fields, reader) => [
		{
			store_code: reader.text(fields, 'storeCode', STORE),
			carrier: reader.text(fields, 'carrier'),
			shipping_provider_id: reader.text(fields, 'providerId', ID),
			shipping_provider_name: reader.text(fields, 'providerName', undefined, true),
		},
	],
	providers: (fields, reader) => [{ shop_id: reader.text(fields, 'shopId', ID) }],
	systemSkus: () => [{}],
};
