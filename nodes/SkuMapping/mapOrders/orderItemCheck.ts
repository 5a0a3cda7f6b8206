import { orderException, type OrderException } from '../../shared/exceptions';
import { exactNumberProblem } from '../../shared/exactNumber';
import { isFields } from '../../shared/fields';
import { shownText } from '../../shared/shownText';

/** The first field of an order item that cannot be read. */
export interface OrderItemFault {
	code: 'ORDER_UNREADABLE' | 'NUMBER_NOT_EXACT';
	/** Where, e.g. `lines[1].quantity`. */
	place: string;
	/** End of the sentence "This item is not an order: …", without a full stop. */
	reason: string;
}

type Unchecked = Record<string, unknown>;

/** An item with one of these fields is taken for an order, even where it cannot be read. */
const TRAITS = ['orderId', 'shop', 'lines'];

/** Texts of the recipient that the warehouse needs. */
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

const SKU_IDS = ['skuId', 'lineItemIds'];
const SKU_TEXTS = ['platformSku', 'skuId', 'productName'];
const SHOP_TEXTS = ['code', 'id'];
const ORDER_TEXTS = ['status', 'fulfillmentType', 'shippingType', 'warehouseId'];

/** Exceptions of the TikTok Shop nodes about something that is no order or cannot be read as one. */
const NOT_READ_BY_TIKTOK_SHOP = ['ORDER_UNREADABLE', 'SHOP_REFUSED', 'SHOP_NOT_AUTHORIZED'];

/** Whether an item has at least one field of an order item. */
export function isLikeOrderItem(json: unknown): boolean {
	return isFields(json) && (hasException(json) || TRAITS.some((trait) => trait in json));
}

/**
 * Whether an item carries the exception of an earlier node that says why it is no readable order. It leaves unchanged.
 *
 * @param isOrder  whether mapping could read it
 */
export function isExceptionOfEarlierNode(json: unknown, isOrder: boolean): boolean {
	if (!isFields(json) || !hasException(json)) return false;
	const { code } = json.exception as Unchecked;
	return !isOrder || NOT_READ_BY_TIKTOK_SHOP.includes(code as string);
}

/** The exception of an item that cannot be read as an order item. */
export function orderItemException(
	json: unknown,
	{ code, place, reason }: OrderItemFault,
): OrderException {
	const orderId = isFields(json) && isText(json.orderId) ? json.orderId : undefined;
	const hint =
		code === 'ORDER_UNREADABLE'
			? 'Connect the output of the TikTok Shop Trigger, or of Order > Get Many of the TikTok Shop node, to the Orders input. Only this item waits.'
			: undefined;
	const about =
		code === 'NUMBER_NOT_EXACT' && orderId
			? `Order ${shownText(orderId)}`
			: 'This item is not an order';
	const message = `${about}: ${reason}.`;
	return orderException(code, message, { ...(orderId ? { orderId } : {}), place }, hint);
}

/**
 * The first field of an item that mapping or the warehouse cannot use: order, shop, lines with whole units, recipient.
 * Undefined when the item is an order. An empty recipient is no fault here; it is incomplete.
 */
export function orderItemFault(json: unknown): OrderItemFault | undefined {
	if (!isFields(json)) return fault('', 'it has no orderId');
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
	// Written out for a message only: this runs for every order.
	const where = () => `order ${shownText(orderId)}`;
	return (
		shopFault(shop, where) ??
		linesFault(lines, where) ??
		textsFault(json, ORDER_TEXTS, '', where) ??
		recipientFault(recipient, where)
	);
}

/** The order or the part of it that a message names. */
type Where = () => string;

function shopFault(shop: unknown, where: Where): OrderItemFault | undefined {
	if (isFields(shop)) {
		const wrong = textsFault(shop, SHOP_TEXTS, 'shop.', where);
		if (wrong) return wrong;
		if (isText(shop.code) || isText(shop.id)) return undefined;
	}
	return fault('shop', `${where()} names no shop`);
}

function linesFault(lines: unknown, where: Where): OrderItemFault | undefined {
	if (!Array.isArray(lines) || lines.length === 0) return fault('lines', `${where()} has no lines`);
	for (let index = 0; index < lines.length; index++) {
		const line: unknown = lines[index];
		if (isSku(line) && hasNoComponents(line)) continue;
		const wrong = isSku(line)
			? componentsFault(line.components, index, where)
			: lineFault(line, index, where);
		if (wrong) return wrong;
	}
	return undefined;
}

function lineFault(line: unknown, index: number, where: Where): OrderItemFault | undefined {
	return skuFault(line, `lines[${index}]`, () => `line ${index + 1} of ${where()}`);
}

function hasNoComponents({ components }: Unchecked): boolean {
	return (
		components === undefined ||
		components === null ||
		(Array.isArray(components) && components.length === 0)
	);
}

function componentsFault(
	components: unknown,
	lineIndex: number,
	where: Where,
): OrderItemFault | undefined {
	const place = `lines[${lineIndex}].components`;
	const line = () => `line ${lineIndex + 1} of ${where()}`;
	if (!Array.isArray(components)) return fault(place, `the components of ${line()} are no list`);
	const part = components.findIndex((each) => !isSku(each));
	if (part < 0) return undefined;
	const called = () => `component ${part + 1} of ${line()}`;
	return skuFault(components[part], `${place}[${part}]`, called);
}

/** Whether a line or a component can be read. Kept fast: it runs for every line of every order. */
function isSku(value: unknown): value is Unchecked {
	return (
		isFields(value) &&
		isWholeUnits(value.quantity) &&
		isTextOrNothing(value.platformSku) &&
		isTextOrNothing(value.skuId) &&
		isTextOrNothing(value.productName) &&
		exactNumberProblem('', value.skuId) === undefined &&
		exactNumberProblem('', value.lineItemIds) === undefined
	);
}

function skuFault(value: unknown, place: string, called: Where): OrderItemFault | undefined {
	if (!isFields(value) || !isWholeUnits(value.quantity)) {
		return fault(`${place}.quantity`, `${called()} has no quantity of 1 or more whole units`);
	}
	for (const field of SKU_IDS) {
		const problem = exactNumberProblem(`${place}.${field}`, value[field]);
		if (problem) return inexact(`${place}.${field}`, problem);
	}
	return textsFault(value, SKU_TEXTS, `${place}.`, called);
}

function isWholeUnits(quantity: unknown): boolean {
	return Number.isSafeInteger(quantity) && (quantity as number) >= 1;
}

function recipientFault(recipient: unknown, where: Where): OrderItemFault | undefined {
	if (recipient === undefined || recipient === null) return undefined;
	if (!isFields(recipient)) {
		return fault('recipient', `recipient of ${where()} is ${kindOf(recipient)}, not an object`);
	}
	return textsFault(recipient, RECIPIENT_TEXTS, 'recipient.', where);
}

function isTextOrNothing(given: unknown): boolean {
	return typeof given === 'string' || given === undefined || given === null;
}

/** Checks fields that must be texts where they are filled in. */
function textsFault(
	value: Unchecked,
	fields: readonly string[],
	path: string,
	where: Where,
): OrderItemFault | undefined {
	for (const field of fields) {
		const given = value[field];
		if (isTextOrNothing(given)) continue;
		const place = `${path}${field}`;
		const lost = Number.isInteger(given) ? exactNumberProblem(place, given) : undefined;
		if (lost) return inexact(place, lost);
		return fault(place, `${place} of ${where()} is ${kindOf(given)}, not text`);
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
	return isFields(json.exception) && isText(json.exception.code);
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}
