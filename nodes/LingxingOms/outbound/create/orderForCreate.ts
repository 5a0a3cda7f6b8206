import { orderException, type OrderException } from '../../../shared/exceptions';
import type { OrderItem, OutboundLine, Recipient } from '../../../shared/orderItem';
import { toText } from '../../../shared/text';
import { fieldsOf } from '../../transport/json';

/** Which field of the order item becomes the third order number. */
export type NumberSource = 'orderId' | 'idempotencyKey';

const CONNECT = 'Connect the Mapped output of the SKU Mapping node to this node.';
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
] as const satisfies ReadonlyArray<keyof Recipient>;

/**
 * The exception of an item without the number by which the OMS would find it.
 *
 * @param itemIndex  names an item without an order ID
 */
export function orderNumberException(
	json: unknown,
	source: NumberSource,
	itemIndex: number,
): OrderException | undefined {
	const item = fieldsOf(json);
	for (const field of ['orderId', source] as const) {
		const value = item[field];
		const who =
			field === 'orderId' ? `Item ${itemIndex} is no order` : `Order ${toText(item.orderId)}`;
		if (typeof value !== 'string' || value.trim() === '') {
			const message = `${who}: ${field} is ${isEmpty(value) ? 'empty' : 'no text'}`;
			return orderException('ORDER_UNREADABLE', message, { field }, CONNECT);
		}
	}
	return undefined;
}

/**
 * The exception of an order item in which a field for the warehouse has a wrong type. Empty fields are checked elsewhere.
 */
export function orderContentException(order: OrderItem): OrderException | undefined {
	const problem =
		recipientProblem(order.recipient) ?? shopProblem(order.shop) ?? linesProblem(order);
	if (problem === undefined) return undefined;
	const message = `Order ${order.orderId} cannot be read: ${problem}.`;
	return orderException('ORDER_UNREADABLE', message, { orderId: order.orderId }, CONNECT);
}

/** Units of each system SKU; undefined if a line is unreadable or there are no lines. */
export function unitsOfOrder(order: OrderItem): Map<string, number> | undefined {
	if (isEmpty(order.outboundLines) || linesProblem(order) !== undefined) return undefined;
	const units = new Map<string, number>();
	for (const { systemSku, quantity } of order.outboundLines as OutboundLine[]) {
		units.set(systemSku.trim(), (units.get(systemSku.trim()) ?? 0) + quantity);
	}
	return units.size > 0 ? units : undefined;
}

/**
 * Time of the TikTok Shop order; its outbound order cannot be older.
 *
 * @returns epoch ms; 0 if unknown
 */
export function placedAtOf({ createdAt, paidAt }: OrderItem, now: number): number {
	const times = [createdAt, paidAt].map((time: unknown) =>
		typeof time === 'string' ? Date.parse(time) : Number.NaN,
	);
	const known = times.filter((time) => time > 0 && time <= now);
	return known.length > 0 ? Math.min(...known) : 0;
}

function recipientProblem(recipient: unknown): string | undefined {
	if (isEmpty(recipient)) return undefined;
	if (typeof recipient !== 'object' || Array.isArray(recipient)) return 'recipient is no object';
	const fields = fieldsOf(recipient);
	const odd = RECIPIENT_TEXTS.find((name) => !isEmpty(fields[name]) && !isText(fields[name]));
	if (odd) return `recipient.${odd} is no text`;
	const { masked } = fields;
	return isEmpty(masked) || typeof masked === 'boolean'
		? undefined
		: 'recipient.masked is neither true nor false';
}

function shopProblem(shop: unknown): string | undefined {
	if (isEmpty(shop)) return undefined;
	if (typeof shop !== 'object' || Array.isArray(shop)) return 'shop is no object';
	const { code } = fieldsOf(shop);
	return isEmpty(code) || isText(code) ? undefined : 'shop.code is no text';
}

function linesProblem({ outboundLines }: { outboundLines?: unknown }): string | undefined {
	if (isEmpty(outboundLines)) return undefined;
	if (!Array.isArray(outboundLines)) return 'outboundLines is no list';
	const position = outboundLines.findIndex((line: unknown) => {
		const { systemSku, quantity } = fieldsOf(line);
		const isWhole = Number.isSafeInteger(quantity) && (quantity as number) >= 1;
		return !isText(systemSku) || systemSku.trim() === '' || !isWhole;
	});
	if (position < 0) return undefined;
	return `outbound line ${position + 1} has no system SKU, or no quantity of 1 or more whole units`;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isEmpty = (value: unknown): value is null | undefined | '' =>
	value === undefined || value === null || value === '';
