import { exactNumberProblem } from '../../shared/exactNumber';
import { orderException, type OrderException } from '../../shared/exceptions';
import { textOf } from '../transport/json';

/**
 * Reads the number of an outbound order from a parameter.
 *
 * @param read  returns the parameter; throws when its expression fails
 * @param name  display name of the parameter
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

const FILL_IN =
	'Fill in the number of the outbound order; Outbound Order > Get finds it by other numbers.';

function numberException(value: unknown, name: string): OrderException | undefined {
	const lost = exactNumberProblem(name, value);
	if (lost) return orderException('NUMBER_NOT_EXACT', lost);
	if (textOf(value) !== '') return undefined;
	const isEmpty = value === undefined || value === null || typeof value === 'string';
	const message = `${name} is ${isEmpty ? 'empty' : 'no text'}`;
	return orderException('ORDER_UNREADABLE', message, {}, FILL_IN);
}
