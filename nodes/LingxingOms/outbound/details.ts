import { AlikeFailures, mayBeAboutOneItem } from './halve';
import { lookUp } from './lookUp';
import type { Fields } from '../transport/json';
import type { OmsConnection } from '../transport/connection';

/** Details by outbound order number. The OMS does not know a number that is in neither map. */
export interface Details {
	found: Map<string, Fields>;
	/** Why an order cannot be read. */
	open: Map<string, string>;
}

/**
 * Details of up to 50 outbound orders; an order that the OMS refuses or damages does not stop the others.
 *
 * A temporary error is the order's own only if the OMS has answered for another one; otherwise the OMS cannot be reached.
 *
 * @param isAlive  whether the OMS has answered other calls, so that a failure is that of these orders
 * @throws OmsError
 */
export async function readDetails(
	connection: OmsConnection,
	numbers: readonly string[],
	isAlive: boolean,
): Promise<Details> {
	const alike = new AlikeFailures();
	try {
		const looked = await lookUp(connection, 'outboundOrderNo', numbers, alike);
		const [failure] = looked.failures.values();
		if (failure?.temporary && !alike.hasSucceeded) return await Promise.reject(failure);
		const found = [...looked.found].map(([number, [record]]): [string, Fields] => [number, record]);
		return { found: new Map(found), open: looked.open };
	} catch (failure) {
		if (!isAlive || !mayBeAboutOneItem(failure) || failure.temporary) {
			return await Promise.reject(failure);
		}
		const { message } = failure;
		return { found: new Map(), open: new Map(numbers.map((number) => [number, message])) };
	}
}
