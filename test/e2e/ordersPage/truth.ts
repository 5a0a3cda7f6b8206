import type { Sandbox } from '../../sandbox';
import type { Order } from '../../sandbox/tiktok/types';
import type { TabName } from './pageInBrowser';

const SHIPPED = ['AWAITING_COLLECTION', 'IN_TRANSIT', 'DELIVERED', 'COMPLETED'];

/** Orders that the page should show: not those that TikTok Shop fulfills itself. */
export function ordersOf({ tiktok }: Sandbox): Order[] {
	return [...tiktok.orders.values()].filter(
		({ fulfillmentType }) => fulfillmentType !== 'FULFILLMENT_BY_TIKTOK',
	);
}

/**
 * The tab of an order, from the two services' own worlds and from the IDs that wait in the desk.
 *
 * @param waiting  orders with an open row
 * @param byHand   orders closed by hand
 */
export function tabOf(
	{ oms }: Sandbox,
	order: Order,
	waiting: ReadonlySet<string>,
	byHand: ReadonlySet<string>,
): TabName {
	const [live] = oms.liveOf(order.id);
	if (order.status === 'CANCELLED') return live ? 'exception' : 'cancelled';
	if (SHIPPED.includes(order.status)) return 'shipped';
	if (live) return live.status === 3 ? 'shipped' : live.status === 5 ? 'exception' : 'processing';
	if (waiting.has(order.id)) return 'exception';
	return byHand.has(order.id) ? 'cancelled' : 'pending';
}
