import { exactNumberProblem } from '../../../shared/exactNumber';
import { orderException, type OrderException } from '../../../shared/exceptions';
import type { OrderShop } from '../../../shared/orderItem';

/** What is wrong with an input item, or with one order of it; the rest is added to the item where it leaves. */
export interface ItemFault {
	orderId?: string;
	shop?: OrderShop;
	exception: OrderException;
}

/** An input item that cannot be answered, for a reason of its own. */
export class ItemException extends Error {
	constructor(readonly fault: ItemFault) {
		super(fault.exception.message);
	}
}

/** The values of one input item cannot be used. */
export function unusableItem(message: string, hint: string): ItemException {
	return new ItemException({ exception: orderException('ITEM_UNUSABLE', message, {}, hint) });
}

/** @throws ItemException when an ID has lost digits on its way into a parameter */
export function refuseInexactItem(name: string, value: unknown): void {
	const problem = exactNumberProblem(name, value);
	if (problem === undefined) return;
	throw new ItemException({ exception: orderException('NUMBER_NOT_EXACT', problem) });
}
