import { orderException, type OrderException } from '../../shared/exceptions';
import type { OrderShop } from '../../shared/orderItem';
import { shopLabel } from '../shops/shops';
import type { OrderFault } from './readOrder';

/** Item of the Exceptions output for an order that cannot be read. */
export interface UnreadableOrder {
	/** Empty if the ID cannot be read. */
	orderId: string;
	shop: OrderShop;
	exception: OrderException;
}

export function toUnreadableOrder(fault: OrderFault, shop: OrderShop): UnreadableOrder {
	return { orderId: fault.orderId, shop, exception: unreadableOrderException(fault, shop) };
}

export function unreadableOrderException(
	{ orderId, problem }: OrderFault,
	shop: OrderShop,
): OrderException {
	const order = orderId ? `Order ${orderId}` : 'An order without a readable ID';
	const message = `${order} of ${shopLabel(shop)} cannot be read: ${problem.replace(/\.$/, '')}.`;
	return orderException('ORDER_UNREADABLE', message, { orderId, problem });
}
