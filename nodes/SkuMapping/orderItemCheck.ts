import { orderException, type OrderException } from '../shared/exceptions';
import { exactNumberProblem } from '../shared/exactNumber';

/** What of an order item cannot be read. */
export interface OrderItemFault {
	code: 'ORDER_UNREADABLE' | 'NUMBER_NOT_EXACT';
	/** Where, e.g. `lines[1].quantity`. */
	place: string;
	/** End of the sentence "This item is not an order: …", without a full stop. */
	reason: string;
}

type Unchecked = Record<string, unknown>;

/** Fields of the order item that tell an order from any other item. */
const TRAITS = ['orderId', 'shop', 'lines'];

/** Texts of the recipient; the parcel goes by them. */
const RECIPIENT_TEXTS = [
	'name',
	'phone',
	'countryCode',
	'state',
	'stateCode',
	'city',
	'postalCode',
	'addressLine1',
	'addressLine2',
	'email',
];

const ORDER_TEXTS = ['status', 'fulfillmentType', 'shippingType', 'warehouseId'];

/** Exceptions of the TikTok Shop nodes: what they are about has no order that could be mapped. */
const NOT_READ_BY_TIKTOK_SHOP = ['ORDER_UNREADABLE', 'SHOP_REFUSED', 'SHOP_NOT_AUTHORIZED'];

/** Whether an item has anything of an order item. */
export function isLikeOrderItem(json: unknown): boolean {
	return isObject(json) && (hasException(json) || TRAITS.some((trait) => trait in json));
}

/**
 * Whether an earlier node has said already why an item is no readable order, so that it goes on as it is.
 *
 * @param isOrder  whether mapping could read it
 */
export function isExceptionOfEarlierNode(json: unknown, isOrder: boolean): boolean {
	if (!isObject(json) || !hasException(json)) return false;
	const { code } = json.exception as Unchecked;
	return !isOrder || NOT_READ_BY_TIKTOK_SHOP.includes(code as string);
}

/** The exception of an item that cannot be read as an order item. */
export function orderItemException(
	json: unknown,
	{ code, place, reason }: OrderItemFault,
): OrderException {
	const orderId = isObject(json) && isText(json.orderId) ? json.orderId : undefined;
	const hint =
		code === 'ORDER_UNREADABLE'
			? 'Connect the output of the TikTok Shop Trigger, or of Order > Get Many of the TikTok Shop node, to the Orders input. Only this item waits.'
			: undefined;
	const message =
		code === 'NUMBER_NOT_EXACT' ? `${reason}.` : `This item is not an order: ${reason}.`;
	return orderException(code, message, { ...(orderId ? { orderId } : {}), place }, hint);
}

/**
 * What of an item cannot be read as an order item, as far as mapping and the parcel need it: order, shop, lines with whole
 * units, recipient. Undefined when all of it can. An empty recipient can be read: it is incomplete.
 */
export function orderItemFault(json: unknown): OrderItemFault | undefined {
	if (!isObject(json)) return fault('', 'it has no orderId');
	const { orderId, shop, lines, recipient } = json;
	const lost = exactNumberProblem('orderId', orderId);
	if (lost) return inexact('orderId', lost);
	if (!isText(orderId)) {
		const empty = orderId === undefined || orderId === null || orderId === '';
		return fault(
			'orderId',
			empty ? 'it has no orderId' : `orderId is ${kindOf(orderId)}, not text`,
		);
	}
	const where = `order ${orderId}`;
	return (
		shopFault(shop, where) ??
		linesFault(lines, where) ??
		textsFault(json, ORDER_TEXTS, '', where) ??
		recipientFault(recipient, where)
	);
}

function shopFault(shop: unknown, where: string): OrderItemFault | undefined {
	if (isObject(shop)) {
		const wrong = textsFault(shop, ['code', 'id'], 'shop.', where);
		if (wrong) return wrong;
		if (isText(shop.code) || isText(shop.id)) return undefined;
	}
	return fault('shop', `${where} names no shop`);
}

function linesFault(lines: unknown, where: string): OrderItemFault | undefined {
	if (!Array.isArray(lines) || lines.length === 0) return fault('lines', `${where} has no lines`);
	for (let index = 0; index < lines.length; index++) {
		const line: unknown = lines[index];
		const place = `lines[${index}]`;
		const wrong = skuFault(line, place, `line ${index + 1} of ${where}`, where);
		if (wrong) return wrong;
		const { components } = line as Unchecked;
		if (components === undefined || components === null) continue;
		if (!Array.isArray(components)) {
			return fault(
				`${place}.components`,
				`the components of line ${index + 1} of ${where} are no list`,
			);
		}
		for (let part = 0; part < components.length; part++) {
			const called = `component ${part + 1} of line ${index + 1} of ${where}`;
			const bad = skuFault(components[part], `${place}.components[${part}]`, called, where);
			if (bad) return bad;
		}
	}
	return undefined;
}

function skuFault(
	value: unknown,
	place: string,
	called: string,
	where: string,
): OrderItemFault | undefined {
	const { quantity } = isObject(value) ? value : {};
	if (!isObject(value) || !Number.isSafeInteger(quantity) || (quantity as number) < 1) {
		return fault(`${place}.quantity`, `${called} has no quantity of 1 or more whole units`);
	}
	for (const field of ['skuId', 'lineItemIds']) {
		const lost = exactNumberProblem(`${place}.${field} of ${where}`, value[field]);
		if (lost) return inexact(`${place}.${field}`, lost);
	}
	return textsFault(value, ['platformSku', 'skuId', 'productName'], `${place}.`, where);
}

function recipientFault(recipient: unknown, where: string): OrderItemFault | undefined {
	if (recipient === undefined || recipient === null) return undefined;
	if (!isObject(recipient)) {
		return fault('recipient', `recipient of ${where} is ${kindOf(recipient)}, not an object`);
	}
	return textsFault(recipient, RECIPIENT_TEXTS, 'recipient.', where);
}

/** Fields that are texts where they are filled in. */
function textsFault(
	value: Unchecked,
	fields: readonly string[],
	path: string,
	where: string,
): OrderItemFault | undefined {
	for (const field of fields) {
		const given = value[field];
		if (typeof given === 'string' || given === undefined || given === null) continue;
		const place = `${path}${field}`;
		const lost = exactNumberProblem(`${place} of ${where}`, given);
		if (lost) return inexact(place, lost);
		return fault(place, `${place} of ${where} is ${kindOf(given)}, not text`);
	}
	return undefined;
}

function fault(place: string, reason: string): OrderItemFault {
	return { code: 'ORDER_UNREADABLE', place, reason };
}

function inexact(place: string, problem: string): OrderItemFault {
	return { code: 'NUMBER_NOT_EXACT', place, reason: problem.replace(/\.$/, '') };
}

function kindOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'a list';
	const kinds: Record<string, string> = {
		boolean: 'yes or no',
		number: 'a number',
		string: 'text',
	};
	return kinds[typeof value] ?? 'an object';
}

function hasException(json: Unchecked): boolean {
	return isObject(json.exception) && isText(json.exception.code);
}

function isObject(value: unknown): value is Unchecked {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}
