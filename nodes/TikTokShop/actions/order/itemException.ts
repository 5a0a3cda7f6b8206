import { exactNumberProblem } from '../../../shared/exactNumber';
import { orderException, type OrderException } from '../../../shared/exceptions';
import type { OrderShop } from '../../../shared/orderItem';

/** A problem of an input item, or of one of its orders; these fields are added to the item. */
export interface ItemFault {
	orderId?: string;
	shop?: OrderShop;
	exception: OrderException;
}

/** A problem of one input item alone. */
export class ItemException extends Error {
	constructor(readonly fault: ItemFault) {
		super(fault.exception.message);
	}
}

/** For an input item with unusable values. */
export function unusableItem(message: string, hint: string): ItemException {
	return new ItemException({ exception: orderException('ITEM_UNUSABLE', message, {}, hint) });
}

/** @throws ItemException when an ID has lost digits on its way into a parameter */
export function refuseInexactItem(name: string, value: unknown): void {
	const problem = exactNumberProblem(name, value);
	if (problem === undefined) return;
	throw new ItemException({ exception: orderException('NUMBER_NOT_EXACT', problem) });
}
