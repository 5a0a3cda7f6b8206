import { orderException, type OrderException } from '../../shared/exceptions';
import { textOf } from '../transport/json';

/** What a spreadsheet makes of a long number. */
const SCIENTIFIC = /^\d(?:\.\d{1,20})?e\+?\d{1,3}$/i;

/** Whether a number has lost its last digits, because it is or was a number of JavaScript, JSON or a spreadsheet. */
export function isInexact(value: unknown): boolean {
	if (typeof value === 'string') return SCIENTIFIC.test(value.trim());
	return typeof value === 'number' && !Number.isSafeInteger(value);
}

/**
 * The number of an outbound order from a parameter, or why it cannot be one.
 *
 * @param read  gives the parameter; its expression may fail
 * @param name  of the parameter
 */
export function numberOrException(
	read: () => unknown,
	name: string,
): { number: string; exception?: undefined } | { exception: OrderException } {
	try {
		const value = read();
		const exception = numberException(value, name);
		return exception ? { exception } : { number: textOf(value) };
	} catch (failure) {
		const message = `${name} cannot be read: ${(failure as Error).message}`;
		return { exception: orderException('ORDER_UNREADABLE', message, {}, FILL_IN) };
	}
}

const FILL_IN = 'Fill in the number of the outbound order.';

function numberException(value: unknown, name: string): OrderException | undefined {
	if (isInexact(value)) {
		const message = `${name} came as the number ${String(value)}, so its last digits may be lost.`;
		return orderException('NUMBER_NOT_EXACT', message);
	}
	if (textOf(value) !== '') return undefined;
	const isEmpty = value === undefined || value === null || typeof value === 'string';
	const message = `${name} is ${isEmpty ? 'empty' : 'no text'}`;
	return orderException('ORDER_UNREADABLE', message, {}, FILL_IN);
}
