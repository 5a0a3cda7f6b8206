import { exactNumberProblem } from '../../../shared/exactNumber';
import { orderException, type OrderException } from '../../../shared/exceptions';
import { fieldsOf, rowsOf, type Fields } from '../../transport/json';

/**
 * The exception of an order in which a long number was rounded, because the OMS would get the number or SKU of another order.
 *
 * @param order  an input item of any shape
 */
export function notExactException(order: Fields): OrderException | undefined {
	const lines = rowsOf(order.outboundLines);
	const sources = lines.flatMap(({ from }) => rowsOf(from));
	const checks: Array<[name: string, value: unknown]> = [
		['Order ID', order.orderId],
		['Idempotency key', order.idempotencyKey],
		['Store code', fieldsOf(order.shop).code],
		['System SKU', lines.map(({ systemSku }) => onlyNumber(systemSku))],
		['Platform SKU', sources.map(({ platformSku }) => onlyNumber(platformSku))],
		['SKU ID', sources.map(({ skuId }) => skuId)],
	];
	for (const [name, value] of checks) {
		const problem = exactNumberProblem(name, value);
		if (problem === undefined) continue;
		const { orderId } = order;
		return orderException('NUMBER_NOT_EXACT', `${problem} Nothing was created.`, {
			field: name,
			orderId: typeof orderId === 'string' ? orderId : '',
		});
	}
	return undefined;
}

/** Checks only SKUs of type number, because a SKU text may look like a rounded number. */
function onlyNumber(sku: unknown): unknown {
	return typeof sku === 'string' ? undefined : sku;
}
