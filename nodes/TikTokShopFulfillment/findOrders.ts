import type { ApiOrder } from '../TikTokShop/orders/apiOrder';
import { orderDetails } from '../TikTokShop/orders/read';
import type { Shop } from '../TikTokShop/shops/shops';
import type { Connection } from '../TikTokShop/transport/connection';

export interface FoundOrder {
	shop: Shop;
	order: ApiOrder;
}

export interface SoughtOrder {
	orderId: string;
	/** ID or code of the shop it should be in; empty = unknown. */
	shop: string;
}

/**
 * Finds orders in the shops of the authorisation, fifty a call: first in the shop they are said to be in, then, for those
 * not found there, in the others. Other shops' orders are simply absent from Get Order Detail, so looking is harmless.
 */
export async function findOrders(
	connection: Connection,
	shops: readonly Shop[],
	sought: readonly SoughtOrder[],
): Promise<Map<string, FoundOrder>> {
	const found = new Map<string, FoundOrder>();
	const wanted = sought.filter(({ orderId }) => /^\d+$/.test(orderId));
	const look = async (shop: Shop, orders: readonly SoughtOrder[]) => {
		const ids = orders.map(({ orderId }) => orderId).filter((id) => !found.has(id));
		for (const order of await orderDetails(connection, shop.cipher, ids)) {
			found.set(order.id, { shop, order });
		}
	};
	for (const shop of shops) {
		const here = wanted.filter((each) => each.shop === shop.id || each.shop === shop.code);
		await look(shop, here);
	}
	for (const shop of shops) {
		const elsewhere = wanted.filter((each) => each.shop !== shop.id && each.shop !== shop.code);
		await look(shop, elsewhere);
	}
	return found;
}
