import { orderException, type OrderException } from '../../shared/exceptions';
import type { OrderShop } from '../../shared/orderItem';
import { shopLabel } from '../shops/shops';
import type { OrderFault } from './readOrder';

/** What leaves in place of an order that cannot be read. */
export interface UnreadableOrder {
	/** Empty where TikTok Shop gives no readable ID. */
	orderId: string;
	shop: OrderShop;
	exception: OrderException;
}

export function toUnreadableOrder(fault: OrderFault, shop: OrderShop): UnreadableOrder {
	return { orderId: fault.orderId, shop, exception: unreadableOrder(fault, shop) };
}

/** The exception of an order that TikTok Shop gives in another form than its API describes, or does not show at all. */
export function unreadableOrder({ orderId, problem }: OrderFault, shop: OrderShop): OrderException {
	const order = orderId ? `Order ${orderId}` : 'An order without a readable ID';
	const message = `${order} of ${shopLabel(shop)} cannot be read: ${problem.replace(/\.$/, '')}.`;
	return orderException('ORDER_UNREADABLE', message, { orderId, problem });
}
